//! JSON objects, one a line → labelled sentences.

use super::LabelledSentence;
use super::columns::{Label, probability_columns, weight};
use super::metadata::Metadata;
use super::options::ReadOptions;
use crate::corpus::{Object, Value, Wanted, at_key};
use crate::error::{DataError, DataReason};
use crate::stance::PerStance;
use std::borrow::Cow;
use std::sync::Arc;

/// What the objects before taught.
#[derive(Default)]
pub(super) struct Objects {
    /// The columns of the probabilities.
    soft_names: Option<PerStance<String>>,
    /// Whether the labels are soft; none before the first label.
    soft: Option<bool>,
    /// Whether an object had a key of the label, be it without a value.
    has_key: bool,
    /// What to say where none had: the keys of the first.
    missing: Option<DataError>,
    /// The names of the metadata of the last object, for objects tend to have the same.
    names: Option<Arc<[String]>>,
}

/// The pair at a place that was found among the names.
fn pair<'o, 'a>(object: &'o Object<'a>, place: usize) -> Result<(&'o str, Value<'a>), DataError> {
    object.pair(place).ok_or_else(|| Wanted::text(None).missing(object.names()))
}

impl Objects {
    /// The sentence of a line, `None` for one without a label where these are passed over.
    pub(super) fn row(&mut self, line: &str, options: &ReadOptions) -> Result<Option<LabelledSentence>, DataError> {
        let object = Object::read(line)?;
        let names = || object.names();
        let soft_names = self.soft_names.get_or_insert_with(|| probability_columns(options.spelling()));
        let label = if options.ignores_labels() { None } else { Label::find(&names(), soft_names, options)? };
        self.has_key |= label.is_some();
        if !self.has_key && self.missing.is_none() && !options.ignores_labels() {
            self.missing = Some(options.label().missing(names()));
        }
        let mut sentence = match label {
            None if options.ignores_labels() => LabelledSentence::new(None, ""),
            _ => match self.labelled(&object, label, options)? {
                Some(sentence) => sentence,
                None if options.skips_unlabelled() => return Ok(None),
                None => return Err(unlabelled(&object, label, options)),
            },
        };
        let text = options.text().find(&names())?.ok_or_else(|| options.text().missing(names()))?;
        let group = Wanted::Known(&["group"]).find(&names())?;
        let weight_place = Wanted::Known(&["weight"]).find(&names())?;
        let mut metadata: Vec<(&str, Cow<'_, str>)> = Vec::new();
        for (place, name, value) in object.pairs() {
            let of_label = label.is_some_and(|label| label.has(place));
            if place != text && (of_label || value.is_null()) {
                continue;
            }
            if place == text {
                sentence.text = value.string(name)?.into_owned();
            } else if Some(place) == group {
                sentence.group = Some(value.string(name)?.into_owned()).filter(|group| !group.is_empty());
            } else if Some(place) == weight_place {
                let reason = || DataReason::Weight(value.as_written().to_owned());
                let number = if value.is_number() { weight(value.as_written()) } else { Err(reason()) };
                sentence.weight = number.map_err(|reason| at_key(name, reason))?;
            } else {
                metadata.push((name, value.text(name)?));
            }
        }
        metadata.sort_unstable();
        let same = |names: &&Arc<[String]>| names.iter().eq(metadata.iter().map(|(name, _)| *name));
        let known = self.names.as_ref().filter(same).map(Arc::clone);
        let names = known.unwrap_or_else(|| metadata.iter().map(|(name, _)| (*name).to_owned()).collect());
        sentence.metadata = Metadata::of_sorted(&names, metadata.iter().map(|(_, value)| value.as_ref()));
        self.names = Some(names);
        match sentence.broken_rule() {
            Some((what, reason)) => {
                let place = if what == "weight" { weight_place.unwrap_or(text) } else { text };
                Err(at_key(pair(&object, place)?.0, reason))
            }
            None => Ok(Some(sentence)),
        }
    }

    /// What is wrong when all objects were read: that none had a key of the label.
    pub(super) fn end(&mut self) -> Result<(), DataError> {
        match self.missing.take() {
            Some(missing) if !self.has_key => Err(missing),
            _ => Ok(()),
        }
    }

    /// The label, with a text that is yet to come; none where there is no label.
    fn labelled(
        &mut self,
        object: &Object<'_>,
        label: Option<Label>,
        options: &ReadOptions,
    ) -> Result<Option<LabelledSentence>, DataError> {
        let empty = |value: Value<'_>| value.is_null() || value.as_written() == "\"\"";
        let sentence = match label {
            None => return Ok(None),
            Some(Label::Stance(place)) => {
                let (name, value) = pair(object, place)?;
                if empty(value) || value.text(name)?.trim().is_empty() {
                    return Ok(None);
                }
                let stance = options.stance(&value.string(name)?).map_err(|reason| at_key(name, reason))?;
                LabelledSentence::new(stance, "")
            }
            Some(Label::Soft(places)) => {
                let mut probabilities = PerStance::<f64>::default();
                let mut without = 0;
                for &place in places.as_array() {
                    without += usize::from(empty(pair(object, place)?.1));
                }
                if without == places.as_array().len() {
                    return Ok(None);
                }
                for (stance, &place) in places.iter() {
                    let (name, value) = pair(object, place)?;
                    let number = value.as_written().parse().ok().filter(|_| value.is_number());
                    probabilities[stance] = number.ok_or_else(|| value.unlike(name, "a number"))?;
                }
                let sentence = LabelledSentence::new(None, "").soft(probabilities);
                if let Some((stance, reason)) = sentence.broken_label() {
                    return Err(at_key(pair(object, places[stance])?.0, reason));
                }
                sentence
            }
        };
        let soft = matches!(label, Some(Label::Soft(_)));
        if *self.soft.get_or_insert(soft) != soft {
            return Err(DataError::new(DataReason::MixedLabels));
        }
        Ok(Some(sentence))
    }
}

/// That an object has no label.
fn unlabelled(object: &Object<'_>, label: Option<Label>, options: &ReadOptions) -> DataError {
    let place = match label {
        Some(Label::Stance(place)) => Some(place),
        Some(Label::Soft(places)) => Some(places.as_array()[0]),
        None => None,
    };
    match place.and_then(|place| object.pair(place)) {
        Some((name, _)) => at_key(name, DataReason::NoLabel),
        None => options.label().missing(object.names()),
    }
}
