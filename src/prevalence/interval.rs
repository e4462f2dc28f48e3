//! Intervals of a share.
//!
//! The normal interval of the papers, estimate ± z × standard error, misses rare outcomes: where none of the labels has the
//! outcome its width can be 0. The score interval asks of each possible share p whether the estimate is within z standard errors
//! *as they would be at that share* (Wilson 1927). With predictions the variance of Y − λŶ at a share p is
//!
//! > p s₁² + (1 − p) s₀² + p (1 − p) (1 − λΔ)²
//!
//! with Δ the difference between the mean predictions of sentences that have the outcome and of those that have not, and s₁²,
//! s₀² the variances of λŶ in either. It is quadratic in p, so both ends are roots of one equation; for λ = 0 it is Wilson's
//! interval.

use crate::numeric::sum_in_order;

/// An outcome is rare in a sample where fewer labels than this have it, or have it not.
pub(super) const RARE: f64 = 10.0;

/// What a sample says of one outcome, as far as its interval needs it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moments {
    /// The number of labels that have the outcome, or that have it not, whichever is less.
    pub(super) fewer: f64,
    /// (1 − λΔ)².
    apart: f64,
    /// The variance of λŶ where the outcome is.
    with: f64,
    /// The variance of λŶ where it is not.
    without: f64,
    /// The variance of Y − λŶ at the share in the sample.
    pub(super) variance: f64,
}

impl Moments {
    /// The moments of `(weight, label, prediction)`, weights summing to 1.
    pub(super) fn new(rows: &[(f64, f64, f64)], lambda: f64) -> Self {
        let sum = |value: &dyn Fn(f64, f64, f64) -> f64| {
            sum_in_order(rows.iter().map(|&(weight, label, predicted)| value(weight, label, predicted)).collect())
        };
        let count = sum(&|_, label, _| label);
        let fewer = count.min(rows.len() as f64 - count).max(0.0);
        let (share, mean) = (sum(&|w, y, _| w * y), sum(&|w, _, p| w * p));
        let other = sum(&|w, y, _| w * (1.0 - y));
        let of = |part: f64, value: f64, otherwise: f64| if part > 0.0 { value / part } else { otherwise };
        let (first, second) =
            (of(share, sum(&|w, y, p| w * y * p), mean), of(other, sum(&|w, y, p| w * (1.0 - y) * p), mean));
        let all = sum(&|w, _, p| w * (p - mean) * (p - mean));
        let with = of(share, sum(&|w, y, p| w * y * (p - first) * (p - first)), all);
        let without = of(other, sum(&|w, y, p| w * (1.0 - y) * (p - second) * (p - second)), all);
        // Few labels make the model look better than it is.
        let trust = if fewer < RARE { fewer / (fewer + 1.0) } else { 1.0 };
        let apart = (1.0 - lambda * (first - second) * trust).powi(2);
        let (with, without) = (lambda * lambda * with, lambda * lambda * without);
        let exact = (1.0 - lambda * (first - second)).powi(2);
        let variance = share * with + other * without + share * other * exact;
        Self { fewer, apart, with, without, variance }
    }

    pub(super) fn is_rare(&self) -> bool {
        self.fewer < RARE
    }

    /// The shares at which the estimate is within `deviate` standard errors, in a sample worth `size` drawn one by one.
    pub(super) fn score(&self, estimate: f64, size: f64, deviate: f64) -> [f64; 2] {
        let spread = deviate * deviate / size;
        let square = 1.0 + spread * self.apart;
        let half = estimate + spread * (self.apart + self.with - self.without) / 2.0;
        let constant = estimate * estimate - spread * self.without;
        let root = (half * half - square * constant).max(0.0).sqrt();
        // The estimate itself is always among them; rounding could leave it out.
        let [low, high] = [(half - root) / square, (half + root) / square];
        [low.min(estimate).clamp(0.0, 1.0), high.max(estimate).clamp(0.0, 1.0)]
    }
}

/// The estimate and `deviate` standard errors either way, within 0 to 1.
pub(super) fn wald(estimate: f64, variance: f64, deviate: f64) -> [f64; 2] {
    let half = deviate * variance.max(0.0).sqrt();
    [(estimate - half).clamp(0.0, 1.0), (estimate + half).clamp(0.0, 1.0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(labels: &[f64], predictions: &[f64]) -> Vec<(f64, f64, f64)> {
        let weight = 1.0 / labels.len() as f64;
        labels.iter().zip(predictions).map(|(&label, &predicted)| (weight, label, predicted)).collect()
    }

    #[test]
    fn without_predictions_it_is_the_interval_of_wilson() {
        // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        for (count, of, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let labels: Vec<f64> = (0..of).map(|row| f64::from(u8::from(row < count))).collect();
            let moments = Moments::new(&rows(&labels, &labels), 0.0);
            let [a, b] = moments.score(f64::from(count) / f64::from(of), f64::from(of), 1.959_963_985);
            assert!((a - low).abs() < 5e-5 && (b - high).abs() < 5e-5, "{count} of {of}: {a} {b}");
        }
    }

    #[test]
    fn at_the_share_of_the_sample_the_variance_is_that_of_the_differences() {
        let labels: Vec<f64> = (0..60).map(|row| f64::from(u8::from(row % 3 == 0))).collect();
        let predictions: Vec<f64> = (0..60).map(|row| f64::from(row * 7 % 11) / 11.0).collect();
        for lambda in [0.0, 0.3, 1.0] {
            let differences: Vec<f64> = labels.iter().zip(&predictions).map(|(y, p)| y - lambda * p).collect();
            let mean = differences.iter().sum::<f64>() / 60.0;
            let variance = differences.iter().map(|e| (e - mean) * (e - mean)).sum::<f64>() / 60.0;
            let moments = Moments::new(&rows(&labels, &predictions), lambda);
            assert!((moments.variance - variance).abs() < 1e-12 && !moments.is_rare(), "{lambda}");
        }
    }

    #[test]
    fn a_perfect_model_leaves_no_doubt_where_an_outcome_is_not_rare() {
        let labels: Vec<f64> = (0..60).map(|row| f64::from(u8::from(row % 3 == 0))).collect();
        let [low, high] = Moments::new(&rows(&labels, &labels), 1.0).score(0.3, 60.0, 2.0);
        assert!((low - 0.3).abs() < 1e-12 && (high - 0.3).abs() < 1e-12);
        let never = vec![0.0; 60];
        let [low, high] = Moments::new(&rows(&never, &never), 1.0).score(0.0, 60.0, 2.0);
        assert!(low.abs() < 1e-12 && (0.05..0.08).contains(&high), "{high}");
    }

    #[test]
    fn nothing_is_out_of_range() {
        let moments = Moments::new(&rows(&[0.0, 1.0, 0.0], &[0.9, 0.1, 1.0]), 1.0);
        for estimate in [0.0, 0.5, 1.0] {
            let [low, high] = moments.score(estimate, 3.0, 8.0);
            assert!(0.0 <= low && low <= estimate && estimate <= high && high <= 1.0);
        }
        let [low, high] = wald(0.01, 1.0, 2.0);
        assert!(low < 1e-300 && high > 1.0 - 1e-15);
    }
}
