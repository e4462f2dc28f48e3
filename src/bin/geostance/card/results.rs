//! What the model scores.

use super::Run;
use super::plots;
use crate::baselines::{self, Baseline};
use crate::ending::Result;
use crate::markdown;
use crate::parts::{self, LENGTH, PARTS};
use crate::table::{Table, figure};
use geostance::{
    Evaluation, Stance,
    dataset::LabelledSentence,
    evaluation::{Metric, Reliability, RiskCoverage, RiskCoveragePoint},
    model::DEFAULT_THRESHOLD,
};
use std::fmt::Write;

/// The fewest sentences with a stance of a part that is shown.
const SMALLEST: usize = 30;
/// The bins of reliability tables.
const BINS: usize = 10;

/// Headline figures with intervals, and the figures of each stance.
pub(super) fn metrics(run: &Run) -> Result<String> {
    let other_kinds = run.by_kind.as_ref().map(|kinds| (kinds.name(), &kinds.evaluation));
    let measured: Vec<(String, &Evaluation)> = other_kinds
        .into_iter()
        .chain([("held out".to_owned(), &run.on_test), ("contrast".to_owned(), &run.on_contrast)])
        .collect();
    let intervals = measured.iter().map(|(_, evaluation)| Ok(evaluation.intervals(&run.bootstrap)?));
    let intervals = intervals.collect::<Result<Vec<_>>>()?;
    let mut headline = Table::new([""].into_iter().chain(measured.iter().map(|(name, _)| name.as_str())));
    let mut counts = |name: &str, of: &dyn Fn(&Evaluation) -> usize| {
        let numbers = measured.iter().map(|(_, evaluation)| of(evaluation).to_string());
        headline.push(std::iter::once(name.to_owned()).chain(numbers));
    };
    counts("sentences with a stance", &Evaluation::with_stance);
    counts("sentences without", &Evaluation::without_stance);
    let groups = intervals.iter().map(|intervals| intervals.groups().to_string());
    headline.push(std::iter::once("groups".to_owned()).chain(groups));
    for &metric in Metric::ALL {
        let values = intervals.iter().map(|intervals| intervals.of(metric).to_string());
        headline.push(std::iter::once(name(run, metric)).chain(values));
    }
    let other_kinds = run.by_kind.as_ref().map_or_else(String::new, |kinds| {
        format!(
            " “{}”: every {} of the training files predicted by a model that was trained on the others, with {}: the nearest \
             of these figures to what text from elsewhere will see.",
            markdown::text(&kinds.name()),
            markdown::text(&kinds.column),
            kinds.parameters()
        )
    });
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
         error larger: where that is small, its interval lies too high.{other_kinds}\n\n{}\nOn the held-out sentences, by stance:\n\n{}\n{}{}",
        headline.markdown(),
        classes.markdown(),
        confusion.markdown(),
        plots::picture(
            run,
            "confusion.svg",
            "The table above as a matrix: darker cells have a larger share of the label's sentences"
        )
    ))
}

/// The kinds of text of the training files, each predicted by a model of the others.
pub(super) fn other_kinds(run: &Run) -> Result<String> {
    let Some(kinds) = &run.by_kind else { return Ok(String::new()) };
    let parts = parts::parts(&kinds.evaluation, &run.train.data, &kinds.column)?;
    Ok(format!(
        "## Other kinds of text\n\nEach {} of the training files, predicted by a model that was trained on the others.\n\n{}",
        markdown::text(&kinds.column),
        parts::table(&kinds.column, &parts, Some(&run.bootstrap))?.markdown()
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
            let names: Vec<String> = small.iter().map(|part| markdown::text(&part.value)).collect();
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
         after.\n\n{}\n{}{}",
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
        ),
        plots::picture(
            run,
            "reliability.svg",
            "Both tables as curves, before calibration and after, beside the diagonal of perfect calibration"
        )
    )
}

/// The risk–coverage curves that the card shows, by what they were measured on.
pub(super) fn curves(run: &Run) -> Vec<(String, RiskCoverage)> {
    let other_kinds = run.by_kind.as_ref().map(|kinds| (kinds.name(), kinds.evaluation.risk_coverage()));
    other_kinds.into_iter().chain([("held out".to_owned(), run.on_test.risk_coverage())]).collect()
}

/// What deciding at each threshold costs.
pub(super) fn risk_coverage(run: &Run) -> String {
    let curves = curves(run);
    let cells = |point: Option<&RiskCoveragePoint>| match point {
        Some(point) => [figure(Some(point.coverage)), figure(Some(point.risk)), point.decided.to_string()],
        None => ["–", "–", "–"].map(str::to_owned),
    };
    let columns = |curves: &[(String, RiskCoverage)]| -> Vec<String> {
        let of =
            |(name, _): &(String, RiskCoverage)| ["coverage", "risk", "decided"].map(|what| format!("{name}: {what}"));
        curves.iter().flat_map(of).collect()
    };
    let mut by_threshold = Table::new(std::iter::once("threshold".to_owned()).chain(columns(&curves)));
    let tenths = (3..=9).map(|tenth| f64::from(tenth) / 10.0);
    let mut thresholds: Vec<f64> = tenths.chain([DEFAULT_THRESHOLD]).collect();
    thresholds.sort_by(f64::total_cmp);
    thresholds.dedup_by(|a, b| (*a - *b).abs() < 1e-9);
    for threshold in thresholds {
        let is_default = (threshold - DEFAULT_THRESHOLD).abs() < 1e-9;
        let name = if is_default { format!("{threshold} (default)") } else { threshold.to_string() };
        by_threshold.push([name].into_iter().chain(curves.iter().flat_map(|(_, curve)| cells(curve.at(threshold)))));
    }
    let mut by_risk = Table::new(["on", "risk at most", "threshold", "coverage", "risk", "decided"]);
    for (name, curve) in &curves {
        for percent in [1, 2, 5, 10, 20] {
            let point = curve.point_for_risk(f64::from(percent) / 100.0);
            let threshold = figure(point.map(|point| point.threshold));
            by_risk.push([name.clone(), format!("{percent} %"), threshold].into_iter().chain(cells(point)));
        }
    }
    format!(
        "## Risk and coverage\n\nA sentence is decided where its confidence (evidence × the largest probability) reaches the threshold. \
         Coverage is the share of all sentences, with a stance or without, that is decided; risk the share of the decided \
         ones that is wrong, where a decided sentence without a stance is wrong.\n\n{}\nThe threshold from which on the risk \
         stays within a given one:\n\n{}{}",
        by_threshold.markdown(),
        by_risk.markdown(),
        plots::picture(
            run,
            "risk-coverage.svg",
            "The share of decided sentences that is wrong, rising with the share that is decided"
        )
    )
}

/// The model beside simple ones.
pub(super) fn baselines(run: &Run, baselines: &[Baseline]) -> Result<String> {
    let files = [("held out".to_owned(), &run.test.data), ("contrast".to_owned(), &run.contrast.data)];
    let name = run.name();
    let table = baselines::table(&files, baselines, (&name, &run.model), false)?;
    Ok(format!("## Baselines\n\nTrained on the same sentences, measured on the same files.\n\n{}", table.markdown()))
}
