//! The figures of each part of labelled data: by a column of it, or by the length of sentences.

use crate::ending::Result;
use crate::table::{Table, figure};
use geostance::{
    Dataset, Evaluation,
    dataset::LabelledSentence,
    error::harmless,
    evaluation::{Bootstrap, Metric},
};
use std::collections::BTreeSet;

/// The name that stands for the length of sentences instead of a column.
pub(crate) const LENGTH: &str = "length";

/// The columns of the labelled fixtures that figures are broken down by, and what they are.
pub(crate) const PARTS: [(&str, &str); 5] = [
    ("register", "register, the kind of text"),
    ("period", "period, the time that the sentence belongs to"),
    ("state", "state whose course the sentence is about"),
    ("hard", "whether the writer hesitated over the label (1)"),
    (LENGTH, "length in words"),
];

/// The columns of the tables of parts, beside the part and its size.
const METRICS: [Metric; 4] = [Metric::MacroF1, Metric::Accuracy, Metric::Ece, Metric::EvidenceAuroc];

/// A part of the data and its figures.
pub(crate) struct Part {
    pub(crate) value: String,
    pub(crate) evaluation: Evaluation,
}

/// The parts of evaluated data by a column, in the order of its values; by bands of ten words for [`LENGTH`].
pub(crate) fn parts(evaluation: &Evaluation, data: &Dataset, column: &str) -> Result<Vec<Part>> {
    let columns: BTreeSet<&str> = data.sentences().iter().flat_map(|sentence| sentence.metadata.keys()).collect();
    if column != LENGTH && !columns.contains(column) {
        let known: Vec<_> = columns.into_iter().chain([LENGTH]).map(harmless).collect();
        return Err(
            format!("there is no column `{}` to divide by; there are {}", harmless(column), known.join(", ")).into()
        );
    }
    let key = |sentence: &LabelledSentence| match column {
        LENGTH => length(&sentence.text),
        _ => (0, sentence.metadata.get(column).unwrap_or_default().to_owned()),
    };
    let parts = evaluation.by(data, key)?.into_iter().map(|((_, value), evaluation)| Part { value, evaluation });
    Ok(parts.collect())
}

/// A band of words between white space, with its place among the bands.
fn length(text: &str) -> (usize, String) {
    match text.split_whitespace().count() / 10 {
        0 => (0, "1–9 words".to_owned()),
        band @ 1..=3 => (band, format!("{}–{} words", 10 * band, 10 * band + 9)),
        _ => (4, "40 words and more".to_owned()),
    }
}

/// A table of parts, with intervals where a bootstrap is given.
pub(crate) fn table(column: &str, parts: &[Part], bootstrap: Option<&Bootstrap>) -> Result<Table> {
    let head = [column, "sentences", "with a stance", "groups"].map(str::to_owned);
    let mut table = Table::new(head.into_iter().chain(METRICS.map(|metric| metric.to_string())));
    for Part { value, evaluation } in parts {
        let size = [evaluation.sentences().len(), evaluation.with_stance(), evaluation.groups()]
            .map(|count| count.to_string());
        let value = if value.is_empty() { "(empty)".to_owned() } else { value.clone() };
        let row = std::iter::once(value).chain(size).chain(figures(evaluation, &METRICS, bootstrap)?);
        table.push(row);
    }
    Ok(table)
}

/// Figures, each with its interval where a bootstrap is given.
fn figures(evaluation: &Evaluation, metrics: &[Metric], bootstrap: Option<&Bootstrap>) -> Result<Vec<String>> {
    Ok(match bootstrap {
        Some(bootstrap) => {
            let intervals = evaluation.intervals(bootstrap)?;
            metrics.iter().map(|&metric| intervals.of(metric).to_string()).collect()
        }
        None => metrics.iter().map(|&metric| figure(evaluation.metric(metric))).collect(),
    })
}
