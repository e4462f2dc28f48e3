//! The estimates of each part of a corpus.

use crate::ending::{Result, counted, note};
use crate::units::{Columns, Units};
use geostance::prevalence::{Prevalence, PrevalenceOptions, Sample, prevalence_within};
use geostance::{
    Labels,
    error::{PrevalenceError, harmless_line},
};
use serde::{Serialize, Serializer};
use std::fmt;

/// The most parts of which it is said why there is no estimate.
const MOST: usize = 20;

/// What was found of the parts of a corpus, in the order of their values.
#[derive(Serialize)]
pub(super) struct Found {
    pub(super) estimates: Vec<Cell>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) refused: Vec<Refused>,
}

/// The values of a part, in the order of the columns.
pub(super) struct By {
    columns: Vec<String>,
    pub(super) values: Vec<String>,
}

impl Serialize for By {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.columns.iter().zip(&self.values))
    }
}

/// `month 2026-03, source TASS`.
impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (column, value)) in self.columns.iter().zip(&self.values).enumerate() {
            let value = if value.is_empty() { "(empty)".into() } else { harmless_line(value) };
            write!(f, "{}{} {value}", if place > 0 { ", " } else { "" }, harmless_line(column))?;
        }
        Ok(())
    }
}

/// A part with its estimates.
#[derive(Serialize)]
pub(super) struct Cell {
    pub(super) by: By,
    #[serde(flatten)]
    pub(super) shares: Prevalence,
}

/// A part of which nothing can be said.
#[derive(Serialize)]
pub(super) struct Refused {
    pub(super) by: By,
    pub(super) sentences: usize,
    pub(super) labelled: usize,
    pub(super) reason: String,
}

/// Estimates the parts; those that cannot be estimated are said, and it is an error where that is all of them.
pub(super) fn estimate(
    corpus: &Units,
    columns: &Columns,
    sample: &Sample,
    options: &PrevalenceOptions,
    labels: &Labels,
) -> Result<Found> {
    let mut found = Found { estimates: Vec::new(), refused: Vec::new() };
    let mut of_parts = corpus.places();
    for (values, part) in corpus.parts.sorted() {
        let places = std::mem::take(&mut of_parts[part]);
        let by = By { columns: columns.by().to_vec(), values: values.clone() };
        match prevalence_within(&corpus.predictions, &places, sample, options) {
            Ok(shares) => found.estimates.push(Cell { by, shares: shares.with_labels(labels) }),
            Err(error @ (PrevalenceError::FewLabels { .. } | PrevalenceError::FewClusters { .. })) => {
                let inside = |row: &&geostance::prevalence::SampledSentence| places.binary_search(&row.place).is_ok();
                let labelled = sample.sentences().iter().filter(inside).count();
                let sentences = places.len();
                found.refused.push(Refused { by, sentences, labelled, reason: error.to_string() });
            }
            Err(error) => return Err(error.into()),
        }
    }
    if columns.by().is_empty() {
        return match found.refused.pop() {
            Some(refused) => Err(refused.reason.into()),
            None => Ok(found),
        };
    }
    for refused in found.refused.iter().take(MOST) {
        note(format_args!("{}: {}", refused.by, refused.reason));
    }
    if found.refused.len() > MOST {
        note(format_args!("and {} without estimates", counted(found.refused.len() - MOST, "more part")));
    }
    if found.estimates.is_empty() {
        return Err("no part of the corpus has labelled sentences enough; label more, or divide it by less".into());
    }
    Ok(found)
}
