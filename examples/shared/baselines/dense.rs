//! linfa-logistic, which takes dense matrices only.

use super::{Baseline, CLASSES, from_classes};
use geostance::linfa::DatasetBase;
use geostance::linfa::traits::Fit;
use geostance::ndarray::{Array1, Array2};
use geostance::{Dataset, Stance, Stemmer, tokens};
use linfa_logistic::MultiLogisticRegression;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

/// The most cells of the training matrix: 160 MB.
const CELLS: usize = 20_000_000;
/// The strength of the penalty for each sentence, as in the other logistic regressions.
const L2: f64 = 5e-5;

pub(super) fn train(data: &Dataset) -> Result<Baseline, Box<dyn Error>> {
    let rows: Vec<BTreeSet<String>> = data.sentences().iter().map(|row| stems(&row.text)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for stem in rows.iter().flatten() {
        *counts.entry(stem).or_default() += 1;
    }
    let columns_from = |least: usize| counts.values().filter(|&&count| count >= least).count();
    let fits = |least: &usize| columns_from(*least) * data.len() <= CELLS;
    let least = (2..=data.len()).find(fits).ok_or("too many sentences for a dense matrix")?;
    let frequent = counts.iter().filter(|(_, count)| **count >= least).map(|(stem, _)| (*stem).to_owned());
    let columns: BTreeMap<String, usize> = frequent.zip(0..).collect();

    let mut matrix = Array2::zeros((rows.len(), columns.len()));
    for (number, row) in rows.iter().enumerate() {
        for (column, value) in values(row, &columns) {
            matrix[[number, column]] = value;
        }
    }
    let classes = data.sentences().iter().map(|row| row.stance.map_or(CLASSES - 1, Stance::index));
    let targets: Array1<usize> = classes.collect();
    let fitted = MultiLogisticRegression::default()
        .alpha(L2 * data.len() as f64)
        .fit(&DatasetBase::new(matrix, targets))
        .map_err(|error| format!("linfa-logistic: {error}"))?;
    let order: Vec<usize> = fitted.classes().to_vec();
    let name = format!("linfa-logistic on {} dense unigrams (in at least {least} sentences)", columns.len());
    Ok(Baseline::new(name, move |text| {
        let mut row = Array2::zeros((1, columns.len()));
        for (column, value) in values(&stems(text), &columns) {
            row[[0, column]] = value;
        }
        let mut found = [0.0; CLASSES];
        for (&class, &probability) in order.iter().zip(&fitted.predict_probabilities(&row)) {
            found[class] = probability;
        }
        from_classes(found).unwrap_or_else(|| unreachable!("linfa-logistic gives finite probabilities"))
    }))
}

fn stems(text: &str) -> BTreeSet<String> {
    tokens(text, Stemmer::English).iter().map(|token| token.stem().to_owned()).collect()
}

/// The columns of known stems; the values of a sentence have a Euclidean length of 1.
fn values(stems: &BTreeSet<String>, columns: &BTreeMap<String, usize>) -> Vec<(usize, f64)> {
    let known: Vec<usize> = stems.iter().filter_map(|stem| columns.get(stem).copied()).collect();
    let value = 1.0 / (known.len() as f64).sqrt();
    known.into_iter().map(|column| (column, value)).collect()
}
