//! One JSON object a line.

use super::ReportOptions;
use crate::article::{ArticleReport, Shares};
use crate::model::ByLabel;
use crate::stance::PerStance;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::value::RawValue;
use std::io::{self, Write};

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    index: usize,
    start: usize,
    end: usize,
    text: &'a str,
    stance: &'a str,
    confidence: f64,
    evidence: f64,
    decided: bool,
    probabilities: ByLabel<'a, PerStance<f64>>,
    known_features: usize,
    #[serde(flatten)]
    shared: Shared<'a>,
}

/// A whole article; `null` is what there is none of.
#[derive(Serialize)]
struct Article<'a> {
    file: &'a str,
    sentences: usize,
    courses: f64,
    unknown: usize,
    mean_probabilities: Option<ByLabel<'a, PerStance<f64>>>,
    decided: Option<ByLabel<'a, PerStance<f64>>>,
    undecided: Option<f64>,
    threshold: f64,
    #[serde(flatten)]
    shared: Shared<'a>,
}

/// What all lines of a report have.
#[derive(Clone, Copy, Serialize)]
struct Shared<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<Row<'a>>,
}

/// Columns as an object; whether their values are JSON already.
#[derive(Clone, Copy)]
struct Row<'a>(&'a [(String, String)], bool);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.0 {
            match serde_json::from_str::<&RawValue>(value) {
                Ok(json) if self.1 => out.serialize_entry(name, json)?,
                _ => out.serialize_entry(name, value)?,
            }
        }
        out.end()
    }
}

pub(super) fn write(out: &mut impl Write, report: &ArticleReport<'_>, options: &ReportOptions) -> io::Result<()> {
    let row = (!options.columns.is_empty()).then_some(Row(&options.columns, options.json));
    let shared = Shared { model: options.model.as_deref(), row };
    if options.per_article {
        return line(out, &article(report, options, shared));
    }
    let labels = report.model().labels();
    for (index, sentence) in report.sentences().iter().enumerate() {
        let prediction = sentence.prediction();
        let of_sentence = Line {
            file: &options.file,
            index,
            start: sentence.span().start,
            end: sentence.span().end,
            text: sentence.text(),
            stance: labels.name(prediction.stance()),
            confidence: prediction.confidence(),
            evidence: prediction.evidence(),
            decided: prediction.decided(options.threshold).is_some(),
            probabilities: ByLabel(labels, prediction.probabilities()),
            known_features: prediction.known_features(),
            shared,
        };
        line(out, &of_sentence)?;
    }
    Ok(())
}

fn article<'a>(report: &ArticleReport<'a>, options: &'a ReportOptions, shared: Shared<'a>) -> Article<'a> {
    let labels = report.model().labels();
    let found = report.shares(options.threshold);
    let known = found.as_ref().filter(|shares| shares.courses() > 0.0);
    Article {
        file: &options.file,
        sentences: report.sentences().len(),
        courses: found.as_ref().map_or(0.0, Shares::courses),
        unknown: found.as_ref().map_or(0, Shares::unknown),
        mean_probabilities: known.map(|shares| ByLabel(labels, shares.mean_probabilities())),
        decided: found.as_ref().map(|shares| ByLabel(labels, shares.decided())),
        undecided: found.as_ref().map(Shares::undecided),
        threshold: options.threshold,
        shared,
    }
}

fn line(out: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}
