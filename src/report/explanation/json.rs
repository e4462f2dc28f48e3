//! An explanation as a JSON object, the stances spelled as the model's labels.

use super::explained::{ExplanationReport, towards_a_course};
use crate::explanation::{Contribution, Flip, WordPush};
use crate::model::{ByLabel, Prediction};
use crate::stance::{Labels, Outcome, PerOutcome, PerStance};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Whole<'a> {
    sentence: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    threshold: f64,
    #[serde(flatten)]
    verdict: Verdict<'a>,
    known_features: usize,
    scores: ByLabel<'a, PerOutcome<f64>>,
    bias: ByLabel<'a, PerOutcome<f64>>,
    words: Vec<Word<'a>>,
    terms: Vec<Term<'a>>,
    /// `null` where nothing was found.
    flip: Option<Flipped<'a>>,
}

#[derive(Serialize)]
struct Verdict<'a> {
    stance: &'a str,
    decided: bool,
    confidence: f64,
    evidence: f64,
    probabilities: ByLabel<'a, PerStance<f64>>,
}

#[derive(Serialize)]
struct Word<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    push: ByLabel<'a, PerStance<f64>>,
    /// Where the model knows sentences without a stance.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<f64>,
}

#[derive(Serialize)]
struct Term<'a> {
    #[serde(rename = "term")]
    name: &'a str,
    kind: crate::vocabulary::TermKind,
    start: usize,
    end: usize,
    adds: ByLabel<'a, PerOutcome<f64>>,
}

#[derive(Serialize)]
struct Flipped<'a> {
    words: &'a [&'a str],
    spans: Vec<[usize; 2]>,
    rest: &'a str,
    #[serde(flatten)]
    verdict: Verdict<'a>,
}

pub(super) fn write(out: &mut impl Write, report: &ExplanationReport<'_>) -> io::Result<()> {
    let (labels, threshold) = (report.model.labels(), report.options.threshold);
    let explanation = &report.explanation;
    let whole = Whole {
        sentence: report.sentence,
        model: report.options.model.as_deref(),
        threshold,
        verdict: verdict(labels, explanation.prediction(), threshold),
        known_features: explanation.prediction().known_features(),
        scores: ByLabel(labels, PerOutcome::from_fn(|outcome| explanation.score(outcome))),
        bias: ByLabel(labels, PerOutcome::from_fn(|outcome| explanation.bias(outcome))),
        words: explanation.words().iter().map(|word| of_word(report, word)).collect(),
        terms: explanation.contributions().iter().map(|term| of_term(labels, term)).collect(),
        flip: report.flip.as_ref().map(|flip| of_flip(labels, flip, threshold)),
    };
    serde_json::to_writer_pretty(&mut *out, &whole)?;
    out.write_all(b"\n")
}

fn verdict<'a>(labels: &'a Labels, prediction: &Prediction, threshold: f64) -> Verdict<'a> {
    Verdict {
        stance: labels.name(prediction.stance()),
        decided: prediction.decided(threshold).is_some(),
        confidence: prediction.confidence(),
        evidence: prediction.evidence(),
        probabilities: ByLabel(labels, prediction.probabilities()),
    }
}

fn of_word<'a>(report: &ExplanationReport<'a>, word: &WordPush) -> Word<'a> {
    let span = word.span();
    Word {
        start: span.start,
        end: span.end,
        text: &report.sentence[span],
        push: ByLabel(report.model.labels(), PerStance::from_fn(|stance| word.push(stance))),
        evidence: report.model.knows_none().then(|| towards_a_course(word)),
    }
}

fn of_term<'a>(labels: &'a Labels, term: &'a Contribution) -> Term<'a> {
    let span = term.span();
    let adds = PerOutcome::from_fn(|outcome: Outcome| term.to(outcome));
    Term { name: term.term(), kind: term.kind(), start: span.start, end: span.end, adds: ByLabel(labels, adds) }
}

fn of_flip<'a>(labels: &'a Labels, flip: &'a Flip<'_>, threshold: f64) -> Flipped<'a> {
    Flipped {
        words: flip.words(),
        spans: flip.spans().iter().map(|span| [span.start, span.end]).collect(),
        rest: flip.rest(),
        verdict: verdict(labels, flip.prediction(), threshold),
    }
}
