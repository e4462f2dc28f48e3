//! Baselines and a model side by side.

use super::models::Baseline;
use crate::ending::Result;
use crate::table::{Table, figure};
use geostance::{
    Dataset, StanceModel,
    evaluation::{Bootstrap, Interval, Metric},
};

/// A row for each file and classifier; intervals in one cell, or in columns of their own.
pub(crate) fn table(
    files: &[(String, &Dataset)],
    baselines: &[Baseline],
    model: (&str, &StanceModel),
    intervals_apart: bool,
) -> Result<Table> {
    let interval: &[&str] = if intervals_apart { &["macro-F1", "low", "high"] } else { &["macro-F1"] };
    let rest = ["accuracy", "calibration error", "evidence AUROC"];
    let mut table = Table::new(["file", "model"].iter().chain(interval).chain(&rest).copied());
    for (file, data) in files {
        let measured = baselines.iter().map(|baseline| (baseline.name.as_str(), baseline.evaluate(data)));
        for (name, evaluation) in measured.chain([(model.0, model.1.evaluate(data)?)]) {
            let intervals = evaluation.intervals(&Bootstrap::new())?;
            let figures = [evaluation.accuracy(), evaluation.ece(), evaluation.evidence_auroc()].map(figure);
            let row = [file.clone(), name.to_owned()].into_iter();
            table.push(row.chain(cells(intervals.of(Metric::MacroF1), intervals_apart)).chain(figures));
        }
    }
    Ok(table)
}

fn cells(interval: &Interval, apart: bool) -> Vec<String> {
    if apart {
        [interval.estimate, interval.low, interval.high].map(figure).to_vec()
    } else {
        vec![interval.to_string()]
    }
}
