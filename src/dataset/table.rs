//! Rows with a header → labelled sentences.

use super::LabelledSentence;
use super::columns::{Label, probability_columns, weight};
use super::metadata::Metadata;
use super::options::ReadOptions;
use crate::corpus::{Columns, Fields, Wanted};
use crate::error::{DataError, DataErrors, DataReason};
use crate::stance::PerStance;
use std::borrow::Cow;
use std::sync::Arc;

/// What the columns of a file are.
pub(super) struct Header {
    columns: Columns,
    /// None where labels are not read.
    label: Option<Label>,
    text: usize,
    group: Option<usize>,
    weight: Option<usize>,
    /// The places of the other columns, by ascending name, and these names.
    metadata: Vec<usize>,
    metadata_names: Arc<[String]>,
    /// Whether numbers have a decimal comma.
    decimal_comma: bool,
}

impl Header {
    /// Reads a header, with all that is wrong in it.
    pub(super) fn read(fields: &Fields, options: &ReadOptions, decimal_comma: bool) -> Result<Self, DataErrors> {
        let columns = Columns::read(fields)?;
        let names = || columns.names();
        let needed =
            |wanted: Wanted<'_>| wanted.find(&names()).and_then(|place| place.ok_or_else(|| wanted.missing(names())));
        let label = if options.ignores_labels() {
            Ok(None)
        } else {
            let found = Label::find(&names(), &probability_columns(options.spelling()), options);
            found.and_then(|label| label.ok_or_else(|| options.label().missing(names())).map(Some))
        };
        let text = needed(options.text());
        let (label, text) = match (label, text) {
            (Ok(label), Ok(text)) => (label, text),
            (Err(error), Ok(_)) | (Ok(_), Err(error)) => return Err(error.into()),
            (Err(first), Err(second)) => {
                let mut errors = DataErrors::from(first);
                errors.add(second);
                return Err(errors);
            }
        };
        let group = Wanted::Known(&["group"]).find(&names())?;
        let weight = Wanted::Known(&["weight"]).find(&names())?;
        let mut metadata: Vec<(&str, usize)> = names().enumerate().map(|(place, name)| (name, place)).collect();
        metadata.retain(|&(name, place)| {
            let used = label.is_some_and(|label| label.has(place)) || place == text;
            !used && !name.is_empty() && ![group, weight].contains(&Some(place))
        });
        metadata.sort_unstable();
        let metadata_names = metadata.iter().map(|&(name, _)| name.to_owned()).collect();
        let metadata = metadata.into_iter().map(|(_, place)| place).collect();
        Ok(Self { columns, label, text, group, weight, metadata, metadata_names, decimal_comma })
    }

    /// The sentence of a row, `None` for one without a label where these are passed over.
    pub(super) fn row(&self, fields: &Fields, options: &ReadOptions) -> Result<Option<LabelledSentence>, DataError> {
        self.columns.check(fields)?;
        let empty = |place: usize| fields.get(place).trim().is_empty();
        let unlabelled = |place| {
            if options.skips_unlabelled() { Ok(None) } else { Err(self.columns.at(place, DataReason::NoLabel)) }
        };
        let mut sentence = match self.label {
            Some(Label::Stance(place)) if empty(place) => return unlabelled(place),
            Some(Label::Soft(places)) if places.as_array().iter().all(|&place| empty(place)) => {
                return unlabelled(places.as_array()[0]);
            }
            Some(Label::Stance(place)) => {
                let stance = options.stance(fields.get(place)).map_err(|reason| self.columns.at(place, reason))?;
                LabelledSentence::new(stance, fields.get(self.text))
            }
            Some(Label::Soft(places)) => self.soft(fields, &places)?,
            None => LabelledSentence::new(None, fields.get(self.text)),
        };
        if let Some(place) = self.group {
            sentence.group = Some(fields.get(place)).filter(|group| !group.is_empty()).map(str::to_owned);
        }
        if let Some(place) = self.weight {
            let weight = weight(&self.number(fields.get(place)));
            sentence.weight = weight.map_err(|reason| self.columns.at(place, reason))?;
        }
        let values = self.metadata.iter().map(|&place| fields.get(place));
        sentence.metadata = Metadata::of_sorted(&self.metadata_names, values);
        match sentence.broken_rule() {
            Some(("weight", reason)) => Err(self.columns.at(self.weight.unwrap_or(self.text), reason)),
            Some((_, reason)) => Err(self.columns.at(self.text, reason)),
            None => Ok(Some(sentence)),
        }
    }

    fn soft(&self, fields: &Fields, places: &PerStance<usize>) -> Result<LabelledSentence, DataError> {
        let mut probabilities = PerStance::<f64>::default();
        for (stance, &place) in places.iter() {
            let field = self.number(fields.get(place));
            let number = field.trim().parse();
            let reason = || DataReason::Probability(field.clone().into_owned());
            probabilities[stance] = number.map_err(|_| self.columns.at(place, reason()))?;
        }
        let sentence = LabelledSentence::new(None, fields.get(self.text)).soft(probabilities);
        match sentence.broken_label() {
            Some((stance, reason)) => Err(self.columns.at(places[stance], reason)),
            None => Ok(sentence),
        }
    }

    /// A number with a point, where the file writes them with a comma.
    fn number<'a>(&self, field: &'a str) -> Cow<'a, str> {
        let comma = self.decimal_comma && !field.contains('.') && field.matches(',').count() == 1;
        if comma { Cow::Owned(field.replace(',', ".")) } else { Cow::Borrowed(field) }
    }
}
