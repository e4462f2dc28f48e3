//! One JSON object a line.

use super::ReportOptions;
use crate::article::ArticleReport;
use crate::model::ByLabel;
use crate::stance::PerStance;
use serde::Serialize;
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
}

pub(super) fn write(out: &mut impl Write, report: &ArticleReport<'_>, options: &ReportOptions) -> io::Result<()> {
    let labels = report.model().labels();
    for (index, sentence) in report.sentences().iter().enumerate() {
        let prediction = sentence.prediction();
        let line = Line {
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
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
