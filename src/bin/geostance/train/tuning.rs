//! `--tune`: parameters chosen by cross-validation.

use super::Args;
use super::values::Smoothing;
use crate::ending::Result;
use crate::progress::ProgressLine;
use geostance::{CrossValidation, Dataset, StanceParams};

/// The best penalty, naive-Bayes ratios and least count by macro-F1 in cross-validation; what was given stays as it is.
pub(super) fn tuned(args: &Args, start: &StanceParams, data: &Dataset, folds: usize) -> Result<StanceParams> {
    let l2 = args.l2.map_or_else(|| vec![1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3], |l2| vec![l2]);
    let ratios = args.naive_bayes.map_or_else(|| vec![None, Some(1.0)], |Smoothing(given)| vec![given]);
    let counts = args.min_count.map_or_else(|| vec![1.0, 2.0], |count| vec![count]);
    let mut candidates = Vec::new();
    for &l2 in &l2 {
        for &smoothing in &ratios {
            for &count in &counts {
                candidates.push(start.clone().calibration_folds(0).l2(l2).naive_bayes(smoothing).min_count(count));
            }
        }
    }
    let line = ProgressLine::new();
    line.show(|| format!("tuning: {} candidates", candidates.len()));
    let tried = CrossValidation::search_with_progress(&candidates, data, folds, args.seed, |progress| {
        line.step(progress.done, progress.total);
    });
    drop(line);
    let mut best: Option<(f64, StanceParams)> = None;
    for (candidate, validation) in candidates.into_iter().zip(tried) {
        let f1 = validation?.pooled().macro_f1().unwrap_or(0.0);
        if best.as_ref().is_none_or(|(so_far, _)| f1 > *so_far) {
            best = Some((f1, candidate));
        }
    }
    let (_, best) = best.ok_or("nothing to tune")?;
    Ok(best.calibration_folds(args.calibration_folds))
}
