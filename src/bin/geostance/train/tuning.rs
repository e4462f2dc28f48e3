//! `--tune`: parameters chosen by cross-validation.

use super::Args;
use super::values::Smoothing;
use crate::ending::{Result, counted};
use crate::labelled::explained;
use crate::progress::ProgressLine;
use geostance::{Dataset, StanceParams, evaluation::CrossValidation};

/// The best penalty, naive-Bayes ratios and least count by macro-F1 in cross-validation; what was given stays as it is.
pub(super) fn tuned(args: &Args, start: &StanceParams, data: &Dataset, folds: usize) -> Result<Tuned> {
    // A penalty that was given stands; without one its inverse strength is tried.
    let given = args.c.is_some() || args.l2.is_some();
    let strengths = if given { vec![None] } else { [0.25, 1.0, 4.0, 16.0, 64.0].map(Some).to_vec() };
    let ratios = args.naive_bayes.map_or_else(|| vec![None, Some(1.0)], |Smoothing(given)| vec![given]);
    let counts = args.min_df.map_or_else(|| vec![1.0, 2.0], |count| vec![count]);
    let (mut candidates, mut words) = (Vec::new(), Vec::new());
    for &c in &strengths {
        for &smoothing in &ratios {
            for &count in &counts {
                let params = start.clone().calibration_folds(0).naive_bayes(smoothing).min_df(count);
                candidates.push(c.map_or(params.clone(), |c| params.c(c)));
                words.push(described(c, smoothing, count));
            }
        }
    }
    let line = ProgressLine::new();
    line.show(|| format!("tuning: {}", counted(candidates.len(), "candidate")));
    let tried = CrossValidation::search_with_progress(&candidates, data, folds, args.seed, |progress| {
        line.step(progress.done, progress.total);
    });
    drop(line);
    let mut best: Option<(f64, Tuned)> = None;
    for ((candidate, words), validation) in candidates.into_iter().zip(words).zip(tried) {
        let f1 = explained(validation, data)?.pooled().macro_f1().unwrap_or(0.0);
        if best.as_ref().is_none_or(|(so_far, _)| f1 > *so_far) {
            let words = format!("{words} (macro-F1 {f1:.3} over {})", counted(folds, "fold"));
            best = Some((f1, Tuned { best: candidate.calibration_folds(args.calibration_folds), words }));
        }
    }
    Ok(best.ok_or("nothing to tune")?.1)
}

/// What was chosen.
pub(super) struct Tuned {
    pub(super) best: StanceParams,
    /// The choice, as flags of the command.
    pub(super) words: String,
}

/// The flags that a candidate stands for.
fn described(c: Option<f64>, smoothing: Option<f64>, count: f64) -> String {
    let c = c.map_or_else(String::new, |c| format!("--c {c} "));
    let smoothing = smoothing.map_or_else(|| "none".to_owned(), |smoothing| smoothing.to_string());
    format!("{c}--naive-bayes {smoothing} --min-df {count}")
}
