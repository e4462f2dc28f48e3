//! The estimates of each part of a corpus.

use crate::ending::{Result, note};
use crate::units::{Columns, Units};
use geostance::prevalence::{Prevalence, PrevalenceOptions, Sample, prevalence_within};
use geostance::{Labels, error::PrevalenceError};
use serde::Serialize;
use std::collections::BTreeMap;

/// What was found of the parts of a corpus, in the order of their values.
#[derive(Serialize)]
pub(super) struct Found {
    pub(super) estimates: Vec<Cell>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) refused: Vec<Refused>,
}

/// A part with its estimates.
#[derive(Serialize)]
pub(super) struct Cell {
    pub(super) by: BTreeMap<String, String>,
    /// The values in the order of the columns.
    #[serde(skip)]
    pub(super) values: Vec<String>,
    #[serde(flatten)]
    pub(super) shares: Prevalence,
}

/// A part of which nothing can be said.
#[derive(Serialize)]
pub(super) struct Refused {
    pub(super) by: BTreeMap<String, String>,
    #[serde(skip)]
    pub(super) values: Vec<String>,
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
    for (values, part) in corpus.parts.sorted() {
        let places = corpus.places(part);
        let by = columns.by().iter().cloned().zip(values.iter().cloned()).collect();
        let values = values.clone();
        match prevalence_within(&corpus.predictions, &places, sample, options) {
            Ok(shares) => found.estimates.push(Cell { by, values, shares: shares.with_labels(labels) }),
            Err(error @ (PrevalenceError::FewLabels { .. } | PrevalenceError::FewClusters { .. })) => {
                let inside = |row: &&geostance::prevalence::SampledSentence| places.binary_search(&row.place).is_ok();
                let labelled = sample.sentences().iter().filter(inside).count();
                let sentences = places.len();
                found.refused.push(Refused { by, values, sentences, labelled, reason: error.to_string() });
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
    for refused in &found.refused {
        note(format_args!("{}: {}", name(columns.by(), &refused.values), refused.reason));
    }
    if found.estimates.is_empty() {
        return Err("no part of the corpus has labelled sentences enough".into());
    }
    Ok(found)
}

/// A part as `month 2026-03, source TASS`.
pub(super) fn name(by: &[String], values: &[String]) -> String {
    let value = |value: &str| if value.is_empty() { "(empty)".to_owned() } else { value.to_owned() };
    by.iter().zip(values).map(|(column, it)| format!("{column} {}", value(it))).collect::<Vec<_>>().join(", ")
}
