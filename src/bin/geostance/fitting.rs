//! Fits that several commands run, with progress.

use crate::ending::Result;
use crate::labelled::explained;
use crate::progress::ProgressLine;
use geostance::{Dataset, StanceParams, evaluation::CrossValidation};

/// Cross-validates and shows the fits.
pub(crate) fn cross_validate(
    params: &StanceParams,
    data: &Dataset,
    folds: usize,
    seed: u64,
) -> Result<CrossValidation> {
    let line = ProgressLine::new();
    line.show(|| format!("cross-validation over {folds} folds"));
    let found = CrossValidation::search_with_progress(std::slice::from_ref(params), data, folds, seed, |progress| {
        line.step(progress.done, progress.total);
    });
    let first = found.into_iter().next().ok_or("nothing to cross-validate")?;
    explained(first, data)
}

/// The sentences outside a fold and those in it, by the fold of each sentence.
pub(crate) fn divided(
    data: &Dataset,
    folds: impl IntoIterator<Item = usize>,
    fold: usize,
) -> Result<(Dataset, Dataset)> {
    let empty = || Dataset::new().with_labels(data.labels().clone());
    let (mut outside, mut inside) = (empty(), empty());
    for (sentence, of_row) in data.sentences().iter().zip(folds) {
        if of_row == fold { &mut inside } else { &mut outside }.push(sentence.clone())?;
    }
    Ok((outside, inside))
}
