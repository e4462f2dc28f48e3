//! Fits that several commands run, with progress.

use crate::ending::{Result, counted};
use crate::labelled::explained;
use crate::progress::ProgressLine;
use geostance::{Dataset, Evaluation, StanceParams, error::harmless, evaluation::CrossValidation};
use std::collections::BTreeSet;

/// Cross-validates and shows the fits.
pub(crate) fn cross_validate(
    params: &StanceParams,
    data: &Dataset,
    folds: usize,
    seed: u64,
) -> Result<CrossValidation> {
    let line = ProgressLine::new();
    line.show(|| format!("cross-validation over {}", counted(folds, "fold")));
    let found = CrossValidation::search_with_progress(std::slice::from_ref(params), data, folds, seed, |progress| {
        line.step(progress.done, progress.total);
    });
    let first = found.into_iter().next().ok_or("nothing to cross-validate")?;
    explained(first, data)
}

/// The figures of all sentences, each predicted by the model of the folds that it is not in. Intervals are over the groups of
/// these data, whatever was kept together in the folds.
pub(crate) fn pooled(validation: &CrossValidation, data: &Dataset) -> Evaluation {
    let predictions = validation.predictions().iter().map(|held_out| held_out.prediction);
    Evaluation::from_sentences(data.sentences().iter().zip(predictions))
}

/// The data with the values of a column as their groups, and how many values there are.
pub(crate) fn grouped_by(data: &Dataset, column: &str) -> Result<(Dataset, usize)> {
    let mut grouped = Dataset::new().with_labels(data.labels().clone());
    let mut values = BTreeSet::new();
    for (number, sentence) in data.sentences().iter().enumerate() {
        let value = sentence.metadata.get(column);
        let value = value.ok_or_else(|| {
            let known: Vec<_> = sentence.metadata.keys().map(harmless).collect();
            let known = if known.is_empty() { "no further column".to_owned() } else { known.join(", ") };
            format!("sentence {} has no column `{}` to divide by; it has {known}", number + 1, harmless(column))
        })?;
        grouped.push(sentence.clone().group(value))?;
        values.insert(value);
    }
    if values.len() < 2 {
        return Err(format!(
            "the column `{}` has one value alone, so that there is nothing to divide by it; name another, or leave out --by",
            harmless(column)
        )
        .into());
    }
    Ok((grouped, values.len()))
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
