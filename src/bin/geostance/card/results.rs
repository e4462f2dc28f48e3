//! What the model scores.

use super::Run;
use crate::baselines::{self, Baseline};
use crate::ending::Result;
use crate::parts::{self, LENGTH, PARTS};
use crate::table::{Table, figure};
use geostance::{
    Stance,
    dataset::LabelledSentence,
    evaluation::{Metric, Reliability, RiskCoveragePoint},
    model::DEFAULT_THRESHOLD,
};
use std::fmt::Write;

/// The fewest sentences with a stance of a part that is shown.
const SMALLEST: usize = 30;
/// The bins of reliability tables.
const BINS: usize = 10;

/// Headline figures with intervals, and the figures of each stance.
pub(super) fn metrics(run: &Run) -> Result<String> {
    let on_test = run.on_test.intervals(&run.bootstrap)?;
    let on_contrast = run.on_contrast.intervals(&run.bootstrap)?;
    let mut headline = Table::new(["", "held out", "contrast"]);
    let groups = [on_test.groups(), on_contrast.groups()];
    for (name, [test, contrast]) in [
        ("sentences with a stance", [run.on_test.with_stance(), run.on_contrast.with_stance()]),
        ("sentences without", [run.on_test.without_stance(), run.on_contrast.without_stance()]),
        ("groups", groups),
    ] {
        headline.push([name.to_owned(), test.to_string(), contrast.to_string()]);
    }
    for &metric in Metric::ALL {
        headline.push([name(run, metric), on_test.of(metric).to_string(), on_contrast.of(metric).to_string()]);
    }
    let mut classes = Table::new(["stance", "precision", "recall", "F1", "sentences"]);
    for stance in Stance::ALL {
        let scores = run.on_test.class(stance);
        let [precision, recall, f1] = [scores.precision, scores.recall, scores.f1].map(figure);
        classes.push([run.labels.name(stance).to_owned(), precision, recall, f1, scores.support.to_string()]);
    }
    let mut confusion = Table::new(["label \\ prediction"].into_iter().chain(run.stances()));
    for label in Stance::ALL {
        let counts = Stance::ALL.map(|prediction| run.on_test.confusion().count(label, prediction).to_string());
        confusion.push(std::iter::once(run.labels.name(label).to_owned()).chain(counts));
    }
    Ok(format!(
        "## Metrics\n\nF1, accuracy and calibration are over sentences with a stance; calibration error and log-loss by the probabilities \
         of the three given a course. Evidence AUROC: how often a sentence with a stance has more evidence than one without. \
         AURC: the area under the risk–coverage curve, smaller is better. A resample repeats sentences, which makes its calibration \
         error larger: where that is small, its interval lies too high.\n\n{}\nOn the held-out sentences, by stance:\n\n{}\n{}",
        headline.markdown(),
        classes.markdown(),
        confusion.markdown()
    ))
}

/// The name of a metric, the stance in it as the files spell it.
fn name(run: &Run, metric: Metric) -> String {
    match metric {
        Metric::F1(stance) => format!("F1 {}", run.labels.name(stance)),
        other => other.to_string(),
    }
}

/// The figures of each value of each factor.
pub(super) fn parts(run: &Run) -> Result<String> {
    let mut out = format!(
        "## Disaggregated results\n\nOn the held-out sentences, where at least {SMALLEST} have a stance. A part of few groups has an interval \
         that is too narrow, and one of few sentences a calibration error that is too large.\n"
    );
    for (column, what) in PARTS {
        let known = |sentence: &LabelledSentence| sentence.metadata.contains_key(column);
        if column != LENGTH && !run.test.data.sentences().iter().any(known) {
            continue;
        }
        let parts = parts::parts(&run.on_test, &run.test.data, column)?;
        let (shown, small): (Vec<_>, Vec<_>) =
            parts.into_iter().partition(|part| part.evaluation.with_stance() >= SMALLEST);
        write!(out, "\nBy {what}:\n\n{}", parts::table(column, &shown, Some(&run.bootstrap))?.markdown())?;
        if !small.is_empty() {
            let names: Vec<&str> = small.iter().map(|part| part.value.as_str()).collect();
            write!(out, "\nToo small to show: {}.\n", names.join(", "))?;
        }
    }
    Ok(out)
}

/// What the model says of its certainty against what came true, with and without calibration.
pub(super) fn reliability(run: &Run) -> String {
    let section = |title: &str, before: &Reliability, after: &Reliability, observed: &str| {
        let head = ["sentences", "predicted before", observed, "predicted after", observed];
        let mut table = Table::new(head);
        for (before, after) in before.bins.iter().zip(&after.bins) {
            let figures = [before.predicted, before.observed, after.predicted, after.observed];
            table.push([after.count.to_string()].into_iter().chain(figures.map(|value| figure(Some(value)))));
        }
        format!(
            "{title}: calibration error {} before, {} after.\n\n{}",
            figure(before.error()),
            figure(after.error()),
            table.markdown()
        )
    };
    let (before, after) = (&run.uncalibrated_on_test, &run.on_test);
    format!(
        "## Reliability\n\nOn the held-out sentences, in {BINS} bins of equal size, before calibration (temperature 1, slope 1, offset 0) and \
         after.\n\n{}\n{}",
        section(
            "The largest probability against the share of sentences whose stance was found",
            &before.reliability(BINS),
            &after.reliability(BINS),
            "found"
        ),
        section(
            "The evidence against the share of sentences that have a stance",
            &before.evidence_reliability(BINS),
            &after.evidence_reliability(BINS),
            "with a stance"
        )
    )
}

/// What deciding at each threshold costs.
pub(super) fn risk_coverage(run: &Run) -> String {
    let curve = run.on_test.risk_coverage();
    let cells = |point: Option<&RiskCoveragePoint>| match point {
        Some(point) => [figure(Some(point.coverage)), figure(Some(point.risk)), point.decided.to_string()],
        None => ["–", "–", "–"].map(str::to_owned),
    };
    let mut by_threshold = Table::new(["threshold", "coverage", "risk", "decided"]);
    let tenths = (3..=9).map(|tenth| f64::from(tenth) / 10.0);
    let mut thresholds: Vec<f64> = tenths.chain([DEFAULT_THRESHOLD]).collect();
    thresholds.sort_by(f64::total_cmp);
    thresholds.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
    for threshold in thresholds {
        let is_default = (threshold - DEFAULT_THRESHOLD).abs() < 1e-9;
        let name = if is_default { format!("**{threshold}** (default)") } else { threshold.to_string() };
        by_threshold.push([name].into_iter().chain(cells(curve.at(threshold))));
    }
    let mut by_risk = Table::new(["risk at most", "threshold", "coverage", "risk", "decided"]);
    for percent in [1, 2, 5, 10, 20] {
        let point = curve.point_for_risk(f64::from(percent) / 100.0);
        let threshold = figure(point.map(|point| point.threshold));
        by_risk.push([format!("{percent} %"), threshold].into_iter().chain(cells(point)));
    }
    format!(
        "## Risk and coverage\n\nA sentence is decided where its confidence (evidence × the largest probability) reaches the threshold. \
         Coverage is the share of all held-out sentences, with a stance or without, that is decided; risk the share of the decided \
         ones that is wrong, where a decided sentence without a stance is wrong.\n\n{}\nThe threshold from which on the risk \
         stays within a given one:\n\n{}",
        by_threshold.markdown(),
        by_risk.markdown()
    )
}

/// The model beside simple ones.
pub(super) fn baselines(run: &Run, baselines: &[Baseline]) -> Result<String> {
    let files = [("held out".to_owned(), &run.test.data), ("contrast".to_owned(), &run.contrast.data)];
    let name = run.name();
    let table = baselines::table(&files, baselines, (&name, &run.model), false)?;
    Ok(format!("## Baselines\n\nTrained on the same sentences, measured on the same files.\n\n{}", table.markdown()))
}
