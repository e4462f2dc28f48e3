//! A random sample to label.

use super::MIN_LABELS;
use super::strata::{Stratum, apportion, strata};
use crate::error::PrevalenceError;
use crate::model::Prediction;
use crate::numeric::SplitMix64;
use std::collections::BTreeMap;

/// A sentence that was drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Drawn {
    /// Its place among the predictions, counted from 0.
    pub place: usize,
    /// The probability with which it was drawn, above 0 and at most 1.
    pub probability: f64,
    /// The stratum that it was drawn from, counted from 1. Numbers are given at random, so that they do not tell a coder what
    /// the model thinks.
    pub stratum: usize,
}

/// Draws sentences of a corpus to label, without replacement, in random order.
///
/// `cells` are the parts of the corpus that shares are wanted of (a number for each sentence; empty for none). Each cell gets
/// [`MIN_LABELS`](super::MIN_LABELS) sentences or all that it has, the rest is divided by the cells' sizes. Within a cell the
/// sample is stratified by the model's verdict and by whether the model is sure of it (0.7), half by size and half by doubt: on
/// unseen registers that makes intervals 3 to 7 % narrower than a simple random sample does (`examples/prevalence.rs`), and
/// keeps them valid whatever the model is worth. The same predictions, cells, size and seed give the same sample.
///
/// # Errors
///
/// [`PrevalenceError::NoSentences`]; [`PrevalenceError::SmallSample`] where the size is not enough for every cell;
/// [`PrevalenceError::OtherCount`] where the cells are not as many as the predictions.
///
/// ```
/// use geostance::prevalence::draw;
///
/// let predictions = vec![geostance::Prediction::new([0.2, 0.7, 0.1], 0.5).unwrap(); 400];
/// let drawn = draw(&predictions, &[], 40, 0)?;
/// assert_eq!(drawn.len(), 40);
/// assert!(drawn.iter().all(|drawn| (drawn.probability - 0.1).abs() < 1e-12));
/// assert_eq!(drawn, draw(&predictions, &[], 40, 0)?);
/// # Ok::<(), geostance::error::PrevalenceError>(())
/// ```
pub fn draw(
    predictions: &[Prediction],
    cells: &[usize],
    size: usize,
    seed: u64,
) -> Result<Vec<Drawn>, PrevalenceError> {
    if predictions.is_empty() {
        return Err(PrevalenceError::NoSentences);
    }
    if !cells.is_empty() && cells.len() != predictions.len() {
        return Err(PrevalenceError::OtherCount { expected: predictions.len(), found: cells.len() });
    }
    let mut of_cells: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in 0..predictions.len() {
        of_cells.entry(cells.get(place).copied().unwrap_or(0)).or_default().push(place);
    }
    let most: Vec<usize> = of_cells.values().map(Vec::len).collect();
    let least: Vec<usize> = most.iter().map(|&most| most.min(MIN_LABELS)).collect();
    let needed = least.iter().sum();
    if size < needed {
        return Err(PrevalenceError::SmallSample { size, needed, cells: of_cells.len() });
    }
    let weights: Vec<f64> = most.iter().map(|&most| most as f64).collect();
    let sizes = apportion(size, &weights, &least, &most);
    let all: Vec<Stratum> =
        of_cells.values().zip(sizes).flat_map(|(places, size)| strata(predictions, places, size)).collect();

    let mut numbers: Vec<usize> = (1..=all.len()).collect();
    shuffle(&mut numbers, all.len(), &mut SplitMix64::of_stream(seed, 0));
    let mut drawn = Vec::new();
    for (stratum, &number) in all.into_iter().zip(&numbers) {
        let Stratum { mut places, size } = stratum;
        let probability = size as f64 / places.len() as f64;
        shuffle(&mut places, size, &mut SplitMix64::of_stream(seed, number as u64));
        drawn.extend(places[..size].iter().map(|&place| Drawn { place, probability, stratum: number }));
    }
    let count = drawn.len();
    shuffle(&mut drawn, count, &mut SplitMix64::of_stream(seed, u64::MAX));
    Ok(drawn)
}

/// Brings a random choice of so many items to the front, in random order.
fn shuffle<T>(items: &mut [T], first: usize, generator: &mut SplitMix64) {
    for place in 0..first.min(items.len()) {
        let other = place + generator.below(items.len() - place);
        items.swap(place, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn predictions(count: usize) -> Vec<Prediction> {
        let share = |row: usize| (row * 37 % 100) as f64 / 100.0;
        (0..count).map(|row| Prediction::new([share(row), 1.0 - share(row), 0.0], share(row / 3)).unwrap()).collect()
    }

    #[test]
    fn every_sentence_is_drawn_with_the_probability_that_is_stated() {
        let predictions = predictions(60);
        let (mut times, mut expected) = ([0.0; 60], [0.0; 60]);
        for seed in 0..2_000 {
            let drawn = draw(&predictions, &[], 40, seed).unwrap();
            assert_eq!(drawn.iter().map(|it| it.place).collect::<BTreeSet<_>>().len(), 40);
            for it in &drawn {
                times[it.place] += 1.0 / 2_000.0;
                expected[it.place] = it.probability;
            }
            // The weights of a stratum sum to its size.
            assert!((drawn.iter().map(|it| it.probability.recip()).sum::<f64>() - 60.0).abs() < 1e-9);
        }
        for (times, expected) in times.iter().zip(expected) {
            assert!((times - expected).abs() < 0.045, "{times} {expected}");
        }
    }

    #[test]
    fn every_cell_gets_what_it_needs() {
        let cells: Vec<usize> = (0..500).map(|row| if row < 20 { 7 } else { usize::from(row < 100) }).collect();
        let drawn = draw(&predictions(500), &cells, 120, 1).unwrap();
        let of = |cell: usize| drawn.iter().filter(|it| cells[it.place] == cell).count();
        assert_eq!((of(7), drawn.len()), (20, 120));
        assert!(of(1) >= 30 && of(0) > of(1), "{} {}", of(0), of(1));
        let error = draw(&predictions(500), &cells, 79, 1).unwrap_err();
        assert_eq!(error, PrevalenceError::SmallSample { size: 79, needed: 80, cells: 3 });
        assert_eq!(draw(&predictions(500), &cells, 9_999, 1).unwrap().len(), 500);
        assert_eq!(draw(&[], &[], 40, 0), Err(PrevalenceError::NoSentences));
        assert_eq!(draw(&predictions(3), &[0], 40, 0), Err(PrevalenceError::OtherCount { expected: 3, found: 1 }));
    }
}
