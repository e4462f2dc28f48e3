//! Tables for people who open them in a spreadsheet, and for programs: CSV, TSV or JSON lines.

use crate::ending::Result;
use csv::{Terminator, Writer, WriterBuilder};
use geostance::corpus::guarded;
use geostance::dataset::DataFormat;
use serde::Serializer;
use serde::ser::SerializeMap;
use serde_json::Value;

/// A table that is written row by row: CSV as RFC 4180 has it, TSV without any quoting, or a JSON object a line.
pub(crate) struct Sheet {
    header: Vec<String>,
    /// The columns whose values are numbers in JSON, nothing where they are empty.
    figures: &'static [&'static str],
    written: Written,
}

enum Written {
    Csv(Box<Writer<Vec<u8>>>),
    Tsv(Vec<u8>),
    Jsonl(Vec<u8>),
}

impl Sheet {
    /// A table with a header; the columns of `figures` have numbers, `name*` being all that begin so.
    pub(crate) fn new<S: AsRef<str>>(
        header: &[S],
        format: DataFormat,
        figures: &'static [&'static str],
    ) -> Result<Self> {
        let written = match format {
            DataFormat::Tsv => Written::Tsv(Vec::new()),
            DataFormat::Jsonl => Written::Jsonl(Vec::new()),
            _ => Written::Csv(Box::new(WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new()))),
        };
        let header: Vec<String> = header.iter().map(|name| name.as_ref().to_owned()).collect();
        let mut sheet = Self { header: header.clone(), figures, written };
        if format != DataFormat::Jsonl {
            sheet.row(&header)?;
        }
        Ok(sheet)
    }

    /// A row of fields as they are, for programs.
    pub(crate) fn row<S: AsRef<str>>(&mut self, fields: &[S]) -> Result {
        let fields = fields.iter().map(AsRef::as_ref);
        match &mut self.written {
            Written::Csv(csv) => csv.write_record(fields.map(str::as_bytes))?,
            Written::Tsv(bytes) => {
                for (place, (name, field)) in self.header.iter().zip(fields).enumerate() {
                    if field.contains(['\t', '\n', '\r']) {
                        return Err(format!(
                            "a tab or a line break in column `{name}` cannot be written as TSV; write CSV or JSON lines"
                        )
                        .into());
                    }
                    bytes.extend_from_slice(if place > 0 { b"\t" } else { b"" });
                    bytes.extend_from_slice(field.as_bytes());
                }
                bytes.push(b'\n');
            }
            Written::Jsonl(bytes) => {
                let mut out = serde_json::Serializer::new(&mut *bytes);
                let mut object = out.serialize_map(Some(self.header.len()))?;
                for (name, field) in self.header.iter().zip(fields) {
                    object.serialize_entry(name, &value(self.figures, name, field))?;
                }
                object.end()?;
                bytes.push(b'\n');
            }
        }
        Ok(())
    }

    /// A row of fields for people: a spreadsheet runs none of them.
    pub(crate) fn guarded_row<S: AsRef<str>>(&mut self, fields: &[S]) -> Result {
        match self.written {
            Written::Jsonl(_) => self.row(fields),
            _ => self.row(&fields.iter().map(|field| guarded(field.as_ref())).collect::<Vec<_>>()),
        }
    }

    pub(crate) fn into_bytes(self) -> Result<Vec<u8>> {
        Ok(match self.written {
            Written::Csv(csv) => csv.into_inner()?,
            Written::Tsv(bytes) | Written::Jsonl(bytes) => bytes,
        })
    }
}

/// A field as a value of JSON.
fn value(figures: &[&str], name: &str, field: &str) -> Value {
    let is = |figure: &&str| figure.strip_suffix('*').map_or(name == *figure, |start| name.starts_with(start));
    match serde_json::from_str(field) {
        Ok(Value::Number(number)) if figures.iter().any(is) => Value::Number(number),
        _ if field.is_empty() && figures.iter().any(is) => Value::Null,
        _ => Value::from(field),
    }
}
