//! Figures over probabilities and labels.

use crate::stance::Stance;

fn mean(values: impl ExactSizeIterator<Item = f64>) -> Option<f64> {
    let count = values.len();
    (count > 0).then(|| values.sum::<f64>() / count as f64)
}

/// The mean of −ln(probability of the label).
pub(super) fn log_loss(probabilities: &[[f64; 3]], gold: &[Stance]) -> Option<f64> {
    mean(probabilities.iter().zip(gold).map(|(row, stance)| -libm::log(row[stance.index()].max(f64::MIN_POSITIVE))))
}

/// The mean squared distance from the label, summed over the stances.
pub(super) fn brier(probabilities: &[[f64; 3]], gold: &[Stance]) -> Option<f64> {
    mean(probabilities.iter().zip(gold).map(|(row, stance)| {
        let distance = |class: usize| row[class] - f64::from(u8::from(class == stance.index()));
        (0..3).map(|class| distance(class) * distance(class)).sum()
    }))
}

/// The mean distance between the largest probability and the share found, over `bins` groups of equal size (to one) by
/// that probability (Nguyen & O'Connor 2015).
pub(super) fn calibration_error(probabilities: &[[f64; 3]], gold: &[Stance], bins: usize) -> Option<f64> {
    let mut pairs: Vec<(f64, bool)> = probabilities
        .iter()
        .zip(gold)
        .map(|(row, stance)| {
            let largest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let first = row.iter().position(|&probability| probability.to_bits() == largest.to_bits());
            (largest, first == Some(stance.index()))
        })
        .collect();
    if pairs.is_empty() {
        return None;
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let bins = bins.min(pairs.len());
    let error = (0..bins).map(|bin| {
        let members = &pairs[bin * pairs.len() / bins..(bin + 1) * pairs.len() / bins];
        let confidence: f64 = members.iter().map(|pair| pair.0).sum();
        let found = members.iter().filter(|pair| pair.1).count() as f64;
        (confidence - found).abs()
    });
    Some(error.sum::<f64>() / pairs.len() as f64)
}

/// The probability that a value of `positive` is larger than one of `negative`, ties counted half (Hanley & `McNeil` 1982).
pub(super) fn auroc(positive: &[f64], negative: &[f64]) -> Option<f64> {
    if positive.is_empty() || negative.is_empty() {
        return None;
    }
    let mut all: Vec<(f64, bool)> = positive.iter().map(|&value| (value, true)).collect();
    all.extend(negative.iter().map(|&value| (value, false)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins) = (0.0, 0.0);
    for tied in all.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let positives = tied.iter().filter(|pair| pair.1).count() as f64;
        let negatives = tied.len() as f64 - positives;
        wins += positives * (below + 0.5 * negatives);
        below += negatives;
    }
    Some(wins / (positive.len() as f64 * negative.len() as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Stance::{MultiVector, ProMoscow, WesternLeaning};

    fn close(found: Option<f64>, expected: f64) -> bool {
        found.is_some_and(|found| (found - expected).abs() < 1e-12)
    }

    #[test]
    fn losses_are_those_computed_by_hand() {
        let probabilities = [[0.5, 0.25, 0.25], [0.1, 0.2, 0.7]];
        let gold = [ProMoscow, MultiVector];
        assert!(close(log_loss(&probabilities, &gold), -0.5 * (libm::log(0.5) + libm::log(0.2))));
        let first = 0.25 + 2.0 * 0.0625;
        let second = 0.01 + 0.64 + 0.49;
        assert!(close(brier(&probabilities, &gold), 0.5 * (first + second)));
        assert_eq!((log_loss(&[], &[]), brier(&[], &[]), calibration_error(&[], &[], 10)), (None, None, None));
        assert!(log_loss(&[[0.0, 0.0, 1.0]], &[ProMoscow]).unwrap().is_finite());
    }

    #[test]
    fn calibration_error_compares_confidence_and_success_in_each_group() {
        let probabilities = [[0.4, 0.3, 0.3], [0.6, 0.2, 0.2], [0.1, 0.1, 0.8], [0.0, 0.0, 1.0]];
        let gold = [MultiVector, ProMoscow, WesternLeaning, ProMoscow];
        // Two groups: confidences 0.4 and 0.6 with one found, 0.8 and 1.0 with one found.
        assert!(close(calibration_error(&probabilities, &gold, 2), (0.0 + 0.8) / 4.0));
        // More groups than sentences: each sentence alone.
        assert!(close(calibration_error(&probabilities, &gold, 10), (0.4 + 0.4 + 0.2 + 1.0) / 4.0));
    }

    #[test]
    fn auroc_counts_pairs_and_halves_ties() {
        assert!(close(auroc(&[0.9, 0.8], &[0.1, 0.2]), 1.0));
        assert!(close(auroc(&[0.1], &[0.9]), 0.0));
        assert!(close(auroc(&[0.5, 0.9], &[0.5, 0.1]), (0.5 + 1.0 + 1.0 + 1.0) / 4.0));
        assert!(close(auroc(&[1.0; 5], &[1.0; 3]), 0.5));
        assert_eq!(auroc(&[], &[0.5]), None);
    }
}
