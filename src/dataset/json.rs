//! JSON objects, one a line → labelled sentences.

use super::LabelledSentence;
use super::metadata::Metadata;
use super::options::Options;
use super::table::missing;
use crate::error::{Column, DataError, DataReason};
use crate::stance::Stance;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What the objects before taught.
#[derive(Default)]
pub(super) struct Objects {
    /// Whether the labels are soft.
    soft: Option<bool>,
    /// The names of the metadata of the last object, for objects tend to have the same.
    names: Option<Arc<[String]>>,
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

impl Pairs {
    fn read(line: &str) -> Result<Self, DataError> {
        let pairs: Self = serde_json::from_str(line).map_err(|error| {
            let before = line.char_indices().take_while(|&(at, _)| at < error.column()).count();
            let column = Column::Character(before as u64);
            let words = error.to_string();
            let words = words.split(" at line ").next().unwrap_or(&words);
            DataError::new(DataReason::Json(format!("no valid JSON object: {words}"))).column_at(column)
        })?;
        let mut seen = BTreeSet::new();
        match pairs.0.iter().find(|(name, _)| !seen.insert(name)) {
            Some((twice, _)) => Err(DataError::new(DataReason::DuplicateColumn(twice.clone()))),
            None => Ok(pairs),
        }
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// A string that must be there.
    fn string(&self, name: &str) -> Result<&str, DataError> {
        match self.get(name) {
            Some(Value::String(value)) => Ok(value),
            Some(other) => Err(no_string(name, other)),
            None => Err(missing(name, self.0.iter().map(|(name, _)| name.as_str()))),
        }
    }
}

fn at_key(name: &str, reason: DataReason) -> DataError {
    DataError::new(reason).column_at(Column::Key(name.to_owned()))
}

fn no_string(name: &str, found: &Value) -> DataError {
    at_key(name, DataReason::Json(format!("expected a string, found {found}")))
}

impl Objects {
    /// The sentence of a line, `None` for one without a label where these are passed over.
    pub(super) fn row(&mut self, line: &str, options: &Options) -> Result<Option<LabelledSentence>, DataError> {
        let pairs = Pairs::read(line)?;
        let columns = Stance::ALL.map(|stance| options.labels.probability_column(stance));
        let sentence = if options.ignore_labels {
            Some(LabelledSentence::new(None, pairs.string("text")?))
        } else {
            self.labelled(&pairs, &columns, options)?
        };
        let Some(mut sentence) = sentence else { return Ok(None) };
        let mut metadata = Vec::new();
        for (name, value) in &pairs.0 {
            let labels = !options.ignore_labels && (name == "stance" || columns.contains(name));
            match (name.as_str(), value) {
                ("text", _) | (_, Value::Null) => {}
                _ if labels => {}
                ("group", Value::String(group)) => {
                    sentence.group = Some(group.clone()).filter(|group| !group.is_empty());
                }
                ("group", other) => return Err(no_string("group", other)),
                ("weight", value) => {
                    let number = value.as_f64().map(|number| number as f32);
                    let reason = || at_key("weight", DataReason::Weight(value.to_string()));
                    sentence.weight = number.ok_or_else(reason)?;
                }
                (_, Value::String(value)) => metadata.push((name, value.clone())),
                (_, value) => metadata.push((name, value.to_string())),
            }
        }
        metadata.sort();
        let same = |names: &&Arc<[String]>| names.iter().eq(metadata.iter().map(|(name, _)| *name));
        let names = self
            .names
            .as_ref()
            .filter(same)
            .map_or_else(|| metadata.iter().map(|(name, _)| (*name).clone()).collect(), Arc::clone);
        sentence.metadata = Metadata::of_sorted(&names, metadata.iter().map(|(_, value)| value.as_str()));
        self.names = Some(names);
        match sentence.broken_rule() {
            Some((name, reason)) => Err(at_key(name, reason)),
            None => Ok(Some(sentence)),
        }
    }

    fn labelled(
        &mut self,
        pairs: &Pairs,
        columns: &[String; 3],
        options: &Options,
    ) -> Result<Option<LabelledSentence>, DataError> {
        let values = columns.each_ref().map(|column| pairs.get(column));
        let any = columns.iter().find(|column| pairs.get(column).is_some());
        let stance = pairs.get("stance");
        if options.skip_unlabelled && any.is_none() && stance.is_none_or(|value| value.as_str() == Some("")) {
            return Ok(None);
        }
        if let (Some(_), Some(soft)) = (stance, any) {
            return Err(DataError::new(DataReason::BothLabels(soft.clone())));
        }
        if stance.is_some() || any.is_some() {
            let soft = any.is_some();
            if *self.soft.get_or_insert(soft) != soft {
                return Err(DataError::new(DataReason::MixedLabels));
            }
        }
        let Some(any) = any else {
            let stance = match stance {
                Some(Value::Null) => None,
                _ => options.stance(pairs.string("stance")?).map_err(|reason| at_key("stance", reason))?,
            };
            return Ok(Some(LabelledSentence::new(stance, pairs.string("text")?)));
        };
        let mut probabilities = [0.0; 3];
        for ((probability, value), column) in probabilities.iter_mut().zip(values).zip(columns) {
            let Some(value) = value else {
                let reason = DataReason::PartialLabels { missing: column.as_str().into(), found: any.clone() };
                return Err(DataError::new(reason));
            };
            let reason = || at_key(column, DataReason::Json(format!("expected a number, found {value}")));
            *probability = value.as_f64().ok_or_else(reason)?;
        }
        let sentence = LabelledSentence::new(None, pairs.string("text")?).soft(probabilities);
        match sentence.broken_label() {
            Some((stance, reason)) => Err(at_key(&columns[stance], reason)),
            None => Ok(Some(sentence)),
        }
    }
}
