//! Rows with a header → labelled sentences.

use super::LabelledSentence;
use super::csv::Fields;
use super::metadata::Metadata;
use super::options::Options;
use crate::error::{Column, DataError, DataReason};
use crate::stance::Stance;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What the columns of a file are.
pub(super) struct Header {
    names: Vec<String>,
    label: Label,
    text: usize,
    group: Option<usize>,
    weight: Option<usize>,
    /// The places of the other columns, by ascending name, and these names.
    metadata: Vec<usize>,
    metadata_names: Arc<[String]>,
}

/// How the rows are labelled: one column of stances, or one of probabilities for each stance.
enum Label {
    Stance(usize),
    Soft([usize; 3]),
    Ignored,
}

impl Header {
    pub(super) fn read(fields: &Fields, options: &Options) -> Result<Self, DataError> {
        let names: Vec<String> = fields.iter().map(str::to_owned).collect();
        let mut seen = BTreeSet::new();
        if let Some(twice) = names.iter().find(|&name| !seen.insert(name)) {
            return Err(DataError::new(DataReason::DuplicateColumn(twice.clone())));
        }
        let place = |name: &str| names.iter().position(|column| column == name);
        let needed = |name: &str| place(name).ok_or_else(|| missing(name, names.iter().map(String::as_str)));
        let label = if options.ignore_labels { Label::Ignored } else { label(&names, options)? };
        let text = needed("text")?;
        let (group, weight) = (place("group"), place("weight"));
        let mut metadata: Vec<usize> = (0..names.len()).collect();
        metadata.retain(|&place| {
            let labels = match label {
                Label::Stance(stance) => place == stance,
                Label::Soft(places) => places.contains(&place),
                Label::Ignored => false,
            };
            !labels && place != text && Some(place) != group && Some(place) != weight
        });
        metadata.sort_by_key(|&place| &names[place]);
        let metadata_names = metadata.iter().map(|&place| names[place].clone()).collect();
        Ok(Self { names, label, text, group, weight, metadata, metadata_names })
    }

    fn at(&self, place: usize, reason: DataReason) -> DataError {
        let name = self.names[place].clone();
        DataError::new(reason).column_at(Column::Field { number: place + 1, name })
    }

    /// The sentence of a row, `None` for one without a label where these are passed over.
    pub(super) fn row(&self, fields: &Fields, options: &Options) -> Result<Option<LabelledSentence>, DataError> {
        if fields.len() != self.names.len() {
            let (expected, found) = (self.names.len(), fields.len());
            return Err(DataError::new(DataReason::FieldCount { expected, found }));
        }
        let empty = |place: &usize| options.skip_unlabelled && fields.get(*place).trim().is_empty();
        let mut sentence = match &self.label {
            Label::Stance(place) if empty(place) => return Ok(None),
            Label::Soft(places) if places.iter().all(empty) => return Ok(None),
            Label::Stance(place) => {
                let stance = options.stance(fields.get(*place)).map_err(|reason| self.at(*place, reason))?;
                LabelledSentence::new(stance, fields.get(self.text))
            }
            Label::Soft(places) => {
                let mut probabilities = [0.0; 3];
                for (probability, &place) in probabilities.iter_mut().zip(places) {
                    let field = fields.get(place);
                    let number = field.trim().parse();
                    *probability = number.map_err(|_| self.at(place, DataReason::Probability(field.to_owned())))?;
                }
                let sentence = LabelledSentence::new(None, fields.get(self.text)).soft(probabilities);
                if let Some((stance, reason)) = sentence.broken_label() {
                    return Err(self.at(places[stance], reason));
                }
                sentence
            }
            Label::Ignored => LabelledSentence::new(None, fields.get(self.text)),
        };
        if let Some(place) = self.group {
            sentence.group = Some(fields.get(place)).filter(|group| !group.is_empty()).map(str::to_owned);
        }
        if let Some(place) = self.weight {
            sentence.weight = weight(fields.get(place)).map_err(|reason| self.at(place, reason))?;
        }
        let values = self.metadata.iter().map(|&place| fields.get(place));
        sentence.metadata = Metadata::of_sorted(&self.metadata_names, values);
        match sentence.broken_rule() {
            Some(("weight", reason)) => Err(self.at(self.weight.unwrap_or(self.text), reason)),
            Some((_, reason)) => Err(self.at(self.text, reason)),
            None => Ok(Some(sentence)),
        }
    }
}

/// The columns that label, by their names.
fn label(names: &[String], options: &Options) -> Result<Label, DataError> {
    let place = |name: &str| names.iter().position(|column| column == name);
    let columns = Stance::ALL.map(|stance| options.labels.probability_column(stance));
    let found = columns.each_ref().map(|column| place(column));
    let any = columns.iter().zip(found).find(|(_, place)| place.is_some()).map(|(column, _)| column.clone());
    match (place("stance"), any) {
        (Some(_), Some(soft)) => Err(DataError::new(DataReason::BothLabels(soft))),
        (Some(stance), None) => Ok(Label::Stance(stance)),
        (None, None) => Err(missing("stance", names.iter().map(String::as_str))),
        (None, Some(any)) => {
            if let [Some(a), Some(b), Some(c)] = found {
                return Ok(Label::Soft([a, b, c]));
            }
            let missing = columns.into_iter().zip(found).find(|(_, place)| place.is_none());
            let missing = missing.map(|(column, _)| column).unwrap_or_default();
            Err(DataError::new(DataReason::PartialLabels { missing: missing.into(), found: any }))
        }
    }
}

pub(super) fn missing<'a>(name: &str, found: impl Iterator<Item = &'a str>) -> DataError {
    let found = found.map(|field| format!("`{field}`")).collect();
    DataError::new(DataReason::MissingColumn { name: name.into(), found })
}

/// An empty weight is 1.
fn weight(field: &str) -> Result<f32, DataReason> {
    if field.is_empty() { Ok(1.0) } else { field.parse().map_err(|_| DataReason::Weight(field.to_owned())) }
}
