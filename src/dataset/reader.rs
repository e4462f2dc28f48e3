//! Rows of labelled files → labelled sentences, whatever the format.

use super::quoting::StrictQuotes;
use super::{DataFormat, Dataset, LabelledSentence};
use crate::error::{Column, DataError, DataReason, Error, IoError, QuotingRule};
use crate::stance::Stance;
use csv::{ErrorKind, ReaderBuilder, StringRecord};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{self, Read};

pub(super) fn read(mut reader: impl Read, format: DataFormat) -> Result<Dataset, Error> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(io_error)?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let good = &bytes[..error.valid_up_to()];
        let line = good.split(|&byte| byte == b'\n').count() as u64;
        DataError::new(DataReason::InvalidUtf8 { offset: good.len() as u64 }).at(line)
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let sentences = match format {
        DataFormat::Csv => csv(text)?,
        DataFormat::Tsv => tsv(text)?,
        DataFormat::Jsonl => jsonl(text)?,
    };
    Ok(Dataset { sentences })
}

fn io_error(source: io::Error) -> Error {
    IoError { action: "read", path: None, source }.into()
}

fn csv(text: &str) -> Result<Vec<LabelledSentence>, Error> {
    let mut records =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(StrictQuotes::new(text.as_bytes()));
    let mut record = StringRecord::new();
    let mut rows = Rows::default();
    while records.read_record(&mut record).map_err(csv_error)? {
        let line = record.position().map_or(0, |position| {
            // Behind a row that ends in CRLF the position is that of the line feed, which is yet to be counted.
            let pending = text.as_bytes().get(position.byte() as usize) == Some(&b'\n');
            position.line() + u64::from(pending)
        });
        rows.add(line, &record.iter().collect::<Vec<_>>())?;
    }
    rows.finish()
}

fn csv_error(error: csv::Error) -> Error {
    let position = error.position().map_or(0, csv::Position::line);
    match error.into_kind() {
        ErrorKind::Io(error) => match error.downcast::<DataError>() {
            Ok(broken) => broken.into(),
            Err(error) => io_error(error),
        },
        // Any text is valid UTF-8 and rows of any length are allowed here, so that nothing else is known to happen.
        other => DataError::new(DataReason::Csv(format!("{other:?}"))).at(position).into(),
    }
}

fn tsv(text: &str) -> Result<Vec<LabelledSentence>, Error> {
    let mut rows = Rows::default();
    for (line, content) in lines(text) {
        let content = content?;
        if content.contains('\r') {
            return Err(DataError::new(DataReason::Quoting(QuotingRule::BareCarriageReturn)).at(line).into());
        }
        rows.add(line, &content.split('\t').collect::<Vec<_>>())?;
    }
    rows.finish()
}

fn jsonl(text: &str) -> Result<Vec<LabelledSentence>, Error> {
    lines(text).map(|(line, content)| Ok(json_row(content?).map_err(|error| error.at(line))?)).collect()
}

/// The lines of a text with their numbers; a blank one is an error unless nothing follows it.
fn lines(text: &str) -> impl Iterator<Item = (u64, Result<&str, DataError>)> {
    text.trim_end_matches(['\r', '\n']).lines().zip(1..).map(|(content, line)| {
        let blank = content.is_empty() && !text.is_empty();
        (line, if blank { Err(DataError::new(DataReason::BlankLine).at(line)) } else { Ok(content) })
    })
}

/// The rows of a file with a header.
#[derive(Default)]
struct Rows {
    header: Option<Header>,
    sentences: Vec<LabelledSentence>,
}

struct Header {
    names: Vec<String>,
    stance: usize,
    text: usize,
}

impl Header {
    fn read(fields: &[&str]) -> Result<Self, DataError> {
        let mut seen = BTreeSet::new();
        if let Some(twice) = fields.iter().find(|&&name| !seen.insert(name)) {
            return Err(DataError::new(DataReason::DuplicateColumn((*twice).to_owned())));
        }
        let find = |name: &'static str| {
            let found = || fields.iter().map(|&field| format!("`{field}`")).collect();
            let place = fields.iter().position(|&field| field == name);
            place.ok_or_else(|| DataError::new(DataReason::MissingColumn { name, found: found() }))
        };
        let (stance, text) = (find("stance")?, find("text")?);
        Ok(Self { names: fields.iter().map(|&name| name.to_owned()).collect(), stance, text })
    }

    fn column(&self, name: &str) -> Option<Column> {
        let place = self.names.iter().position(|column| column == name)?;
        Some(Column::Field { number: place + 1, name: name.to_owned() })
    }

    fn row(&self, fields: &[&str]) -> Result<LabelledSentence, DataError> {
        if fields.len() != self.names.len() {
            let (expected, found) = (self.names.len(), fields.len());
            return Err(DataError::new(DataReason::FieldCount { expected, found }));
        }
        let at = |name: &str, reason| match self.column(name) {
            Some(column) => DataError::new(reason).column_at(column),
            None => DataError::new(reason),
        };
        let stance = stance(fields[self.stance]).map_err(|reason| at("stance", reason))?;
        let mut sentence = LabelledSentence::new(stance, fields[self.text]);
        for (place, (name, &field)) in self.names.iter().zip(fields).enumerate() {
            match name.as_str() {
                _ if place == self.stance || place == self.text => {}
                "group" => sentence.group = Some(field.to_owned()).filter(|group| !group.is_empty()),
                "weight" => sentence.weight = weight(field).map_err(|reason| at("weight", reason))?,
                _ => {
                    sentence.metadata.insert(name.clone(), field.to_owned());
                }
            }
        }
        match sentence.broken_rule() {
            Some((column, reason)) => Err(at(column, reason)),
            None => Ok(sentence),
        }
    }
}

impl Rows {
    fn add(&mut self, line: u64, fields: &[&str]) -> Result<(), DataError> {
        match &self.header {
            None => self.header = Some(Header::read(fields).map_err(|error| error.at(line))?),
            Some(header) => self.sentences.push(header.row(fields).map_err(|error| error.at(line))?),
        }
        Ok(())
    }

    fn finish(self) -> Result<Vec<LabelledSentence>, Error> {
        match self.header {
            Some(_) => Ok(self.sentences),
            None => Err(DataError::new(DataReason::NoHeader).into()),
        }
    }
}

fn stance(field: &str) -> Result<Option<Stance>, DataReason> {
    match field {
        "none" => Ok(None),
        _ => field.parse().map(Some).map_err(|_| DataReason::UnknownStance(field.to_owned())),
    }
}

/// An empty weight is 1.
fn weight(field: &str) -> Result<f32, DataReason> {
    if field.is_empty() { Ok(1.0) } else { field.parse().map_err(|_| DataReason::Weight(field.to_owned())) }
}

/// A JSON object as its pairs, so that a key that occurs twice is seen.
struct Pairs(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object with the keys `stance` and `text`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor)
    }
}

fn json_row(line: &str) -> Result<LabelledSentence, DataError> {
    let Pairs(pairs) = serde_json::from_str(line).map_err(|error| {
        let before = line.char_indices().take_while(|&(at, _)| at < error.column()).count();
        let column = Column::Character(before as u64);
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or(&words);
        DataError::new(DataReason::Json(format!("no valid JSON object: {words}"))).column_at(column)
    })?;
    let key = |name: &str, reason| DataError::new(reason).column_at(Column::Key(name.to_owned()));
    let mut seen = BTreeSet::new();
    if let Some((twice, _)) = pairs.iter().find(|(name, _)| !seen.insert(name)) {
        return Err(DataError::new(DataReason::DuplicateColumn(twice.clone())));
    }
    let string = |name: &'static str| match pairs.iter().find(|(key, _)| key == name) {
        Some((_, Value::String(value))) => Ok(value.as_str()),
        Some((_, Value::Null)) if name == "stance" => Ok("none"),
        Some((_, other)) => Err(key(name, DataReason::Json(format!("expected a string, found {other}")))),
        None => {
            let found = pairs.iter().map(|(name, _)| format!("`{name}`")).collect();
            Err(DataError::new(DataReason::MissingColumn { name, found }))
        }
    };
    let stance = stance(string("stance")?).map_err(|reason| key("stance", reason))?;
    let mut sentence = LabelledSentence::new(stance, string("text")?);
    for (name, value) in &pairs {
        match (name.as_str(), value) {
            ("stance" | "text", _) | (_, Value::Null) => {}
            ("group", Value::String(group)) => sentence.group = Some(group.clone()).filter(|group| !group.is_empty()),
            ("group", other) => {
                return Err(key("group", DataReason::Json(format!("expected a string, found {other}"))));
            }
            ("weight", value) => {
                let number = value.as_f64().map(|number| number as f32);
                sentence.weight = number.ok_or_else(|| key("weight", DataReason::Weight(value.to_string())))?;
            }
            (_, Value::String(value)) => {
                sentence.metadata.insert(name.clone(), value.clone());
            }
            (_, value) => {
                sentence.metadata.insert(name.clone(), value.to_string());
            }
        }
    }
    match sentence.broken_rule() {
        Some((name, reason)) => Err(key(name, reason)),
        None => Ok(sentence),
    }
}
