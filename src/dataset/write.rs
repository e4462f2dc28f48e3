//! A dataset written out, so that reading it gives the same again.

use super::columns::probability_columns;
use super::{Dataset, LabelledSentence};
use crate::corpus::{DataFormat, MAX_COLUMNS, MAX_ROW_BYTES, replace_file, write_field};
use crate::error::{Column, DataError, DataReason, Error, IoError};
use crate::stance::Stance;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

/// The columns that have a meaning of their own.
const RESERVED: [&str; 4] = ["stance", "text", "group", "weight"];

impl Dataset {
    /// Writes the sentences in a format: the label as the dataset spells it, or where a label is soft the probabilities of
    /// all; the text; group and weight where a sentence has one; and all metadata. Reading it with the same labels gives the
    /// same dataset, but that in CSV and TSV a column which only other sentences have comes back empty.
    ///
    /// # Errors
    ///
    /// [`Error::Data`] for metadata in a column that would be read as another one (`text`, `p_pro_moscow` …), a tab or a line
    /// break that is to be written as TSV, and what is longer than is read; [`Error::Io`] where the writer fails.
    ///
    /// ```
    /// use geostance::{Dataset, dataset::{DataFormat, LabelledSentence}};
    ///
    /// let sentence = LabelledSentence::new(None, "It \"rained\", again.").group("g1").metadata("register", "wire");
    /// let data: Dataset = [sentence].into_iter().collect();
    /// let mut csv = Vec::new();
    /// data.write(&mut csv, DataFormat::Csv)?;
    /// assert_eq!(csv, b"stance,text,group,register\nnone,\"It \"\"rained\"\", again.\",g1,wire\n");
    /// assert_eq!(Dataset::from_reader(&csv[..], DataFormat::Csv)?, data);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn write(&self, mut out: impl Write, format: DataFormat) -> Result<(), Error> {
        let writer = Writer::new(self, format)?;
        let failed = |source| IoError { action: "write", path: None, source };
        let mut row = String::new();
        if format != DataFormat::Jsonl {
            writer.table_row(&mut row, writer.header()).map_err(|error| error.at(1))?;
            out.write_all(row.as_bytes()).map_err(failed)?;
        }
        for (place, sentence) in self.sentences.iter().enumerate() {
            row.clear();
            let line = place as u64 + if format == DataFormat::Jsonl { 1 } else { 2 };
            match format {
                DataFormat::Jsonl => writer.object(&mut row, sentence),
                DataFormat::Csv | DataFormat::Tsv => {
                    writer.table_row(&mut row, writer.fields(sentence)).map_err(|error| error.at(line))?;
                }
            }
            if row.len() > MAX_ROW_BYTES {
                return Err(DataError::new(DataReason::RowTooLong { limit: MAX_ROW_BYTES }).at(line).into());
            }
            out.write_all(row.as_bytes()).map_err(failed)?;
        }
        Ok(out.flush().map_err(failed)?)
    }

    /// Writes the sentences to a file in the format of its name, beside its place, then renamed; nothing is written where
    /// [`Dataset::write`] refuses.
    ///
    /// # Errors
    ///
    /// As for [`Dataset::write`], and [`Error::Data`] for a name that ends in none of `.csv`, `.tsv` and `.jsonl`.
    ///
    /// ```
    /// use geostance::{Dataset, dataset::LabelledSentence};
    ///
    /// let data: Dataset = [LabelledSentence::new(None, "It rained.")].into_iter().collect();
    /// let path = std::env::temp_dir().join(format!("geostance-doc-{}.tsv", std::process::id()));
    /// data.save(&path)?;
    /// assert_eq!(Dataset::load(&path)?, data);
    /// # std::fs::remove_file(path).unwrap();
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let path = path.as_ref();
        let Some(format) = DataFormat::of_path(path) else {
            return Err(DataError::new(DataReason::UnknownFormat).in_file(path).into());
        };
        if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz")) {
            let source = io::Error::new(io::ErrorKind::Unsupported, "compressed files are read, but not written");
            return Err(IoError::writing(path, source).into());
        }
        let mut bytes = Vec::new();
        self.write(&mut bytes, format)?;
        replace_file(path, &bytes).map_err(|source| IoError::writing(path, source).into())
    }
}

/// Which columns a dataset needs.
struct Writer<'a> {
    data: &'a Dataset,
    format: DataFormat,
    /// The columns of the probabilities, where labels are written so.
    soft: Option<[String; 3]>,
    group: bool,
    weight: bool,
    metadata: Vec<&'a str>,
}

impl<'a> Writer<'a> {
    fn new(data: &'a Dataset, format: DataFormat) -> Result<Self, Error> {
        let any = |has: &dyn Fn(&LabelledSentence) -> bool| data.sentences.iter().any(has);
        // Where the labels have no word for none, probabilities say it: all three are zero.
        let unspoken = data.labels.none().is_none();
        let soft = any(&|sentence| sentence.is_soft() || (unspoken && sentence.stance.is_none()));
        let columns = probability_columns(&data.labels).into_array();
        let names: BTreeSet<&str> = data.sentences.iter().flat_map(|sentence| sentence.metadata.keys()).collect();
        let known = |name: &str| {
            RESERVED
                .into_iter()
                .chain(columns.iter().map(String::as_str))
                .any(|column| column.eq_ignore_ascii_case(name))
        };
        if let Some(name) = names.iter().find(|name| name.is_empty() || name.trim() != **name || known(name)) {
            return Err(DataError::new(DataReason::ReservedColumn((*name).to_owned())).into());
        }
        let writer = Self {
            data,
            format,
            soft: soft.then_some(columns),
            group: any(&|sentence| sentence.group.is_some()),
            weight: any(&|sentence| sentence.weight.to_bits() != 1.0_f32.to_bits()),
            metadata: names.into_iter().collect(),
        };
        if writer.header().len() > MAX_COLUMNS {
            return Err(DataError::new(DataReason::TooManyColumns { limit: MAX_COLUMNS }).into());
        }
        Ok(writer)
    }

    fn header(&self) -> Vec<String> {
        let mut header = self.soft.clone().map_or_else(|| vec!["stance".to_owned()], Vec::from);
        header.push("text".to_owned());
        header.extend(self.group.then(|| "group".to_owned()));
        header.extend(self.weight.then(|| "weight".to_owned()));
        header.extend(self.metadata.iter().map(|&name| name.to_owned()));
        header
    }

    fn fields(&self, sentence: &LabelledSentence) -> Vec<String> {
        let mut fields = match self.soft {
            Some(_) => Stance::ALL.map(|stance| sentence.distribution()[stance].to_string()).to_vec(),
            None => vec![self.data.labels.name(sentence.stance).to_owned()],
        };
        fields.push(sentence.text.clone());
        fields.extend(self.group.then(|| sentence.group.clone().unwrap_or_default()));
        fields.extend(self.weight.then(|| sentence.weight.to_string()));
        fields.extend(self.metadata.iter().map(|name| sentence.metadata.get(name).unwrap_or_default().to_owned()));
        fields
    }

    fn table_row(&self, row: &mut String, fields: Vec<String>) -> Result<(), DataError> {
        for (place, field) in fields.into_iter().enumerate() {
            if self.format == DataFormat::Csv {
                row.push_str(if place > 0 { "," } else { "" });
                write_field(row, &field);
            } else if field.contains(['\t', '\r', '\n']) {
                let name = self.header().swap_remove(place);
                let column = Column::Field { number: place + 1, name };
                return Err(DataError::new(DataReason::NotInTsv).column_at(column));
            } else {
                row.push_str(if place > 0 { "\t" } else { "" });
                row.push_str(&field);
            }
        }
        row.push('\n');
        Ok(())
    }

    fn object(&self, row: &mut String, sentence: &LabelledSentence) {
        let json = |text: &str| serde_json::Value::from(text).to_string();
        let mut pairs = Vec::new();
        match &self.soft {
            Some(columns) => {
                for (stance, column) in Stance::ALL.into_iter().zip(columns) {
                    pairs.push((column.as_str(), sentence.distribution()[stance].to_string()));
                }
            }
            None => pairs.push(("stance", json(self.data.labels.name(sentence.stance)))),
        }
        pairs.push(("text", json(&sentence.text)));
        pairs.extend(sentence.group.as_ref().map(|group| ("group", json(group))));
        if sentence.weight.to_bits() != 1.0_f32.to_bits() {
            pairs.push(("weight", sentence.weight.to_string()));
        }
        pairs.extend(sentence.metadata.iter().map(|(name, value)| (name, json(value))));
        for (place, (name, value)) in pairs.into_iter().enumerate() {
            row.push(if place > 0 { ',' } else { '{' });
            row.push_str(&json(name));
            row.push(':');
            row.push_str(&value);
        }
        row.push_str("}\n");
    }
}
