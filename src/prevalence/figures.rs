//! Estimates and intervals of a part of a corpus.

use super::design::{Four, NOTHING, mean};
use super::interval::{Moments, wald};
use super::part::Part;
use super::quantile::{normal, student};
use super::share::{Prevalence, Share};
use crate::stance::{Labels, Outcome, PerOutcome};
use std::collections::BTreeSet;

impl Part<'_> {
    /// The shares of the outcomes.
    pub(super) fn estimate(&self) -> Prevalence {
        let reference = self.reference();
        let centre = self.mean_of(&reference);
        let covariance = self.covariance(&reference, &centre);
        let lambda = match () {
            () if reference.is_empty() => 0.0,
            () if self.is_plain() => self.lambda_of_papers(&reference),
            () => covariance.lambda(),
        };
        let (labels, predictions) =
            (mean(&self.rows, &self.weights, |row| &row.label), mean(&self.rows, &self.weights, |row| &row.predicted));
        let estimates: Four = std::array::from_fn(|k| labels[k] + lambda * (centre[k] - predictions[k]));
        let intervals = self.intervals(&estimates, &covariance.at(lambda), lambda);
        let of_sample = self.intervals(&labels, &covariance.at(0.0), 0.0);
        let naive = self.mean_of(&self.places);
        let scaled = onto_simplex(estimates);
        let share = |k: usize| Share {
            naive: naive[k],
            estimate: scaled[k],
            interval: [intervals[k][0].min(scaled[k]), intervals[k][1].max(scaled[k])],
            sample_interval: of_sample[k],
            worth: self.worth(covariance.at(lambda)[k], covariance.at(0.0)[k]),
        };
        Prevalence {
            sentences: self.places.len(),
            labelled: self.rows.len(),
            clusters: self.clusters,
            lambda,
            options: self.options,
            shares: PerOutcome::from_fn(|outcome| share(outcome.index())),
            labels: Labels::default(),
        }
    }

    /// Intervals around estimates with these variances.
    fn intervals(&self, estimates: &Four, variances: &Four, lambda: f64) -> [[f64; 2]; Outcome::COUNT] {
        let level = self.options.level;
        let strata = self.rows.iter().map(|row| row.stratum).collect::<BTreeSet<_>>().len();
        let degrees = self.clusters.unwrap_or(self.rows.len()).saturating_sub(strata + usize::from(lambda > 0.0));
        let deviate = if self.is_plain() { normal(level) } else { student(level, degrees) };
        let moments: [Moments; Outcome::COUNT] = std::array::from_fn(|k| {
            let rows = self.rows.iter().zip(&self.weights);
            Moments::new(
                &rows.map(|(row, &weight)| (weight, row.label[k], row.predicted[k])).collect::<Vec<_>>(),
                lambda,
            )
        });
        // The size that a sample drawn one by one would have, by all outcomes and by the weights alone.
        let total: f64 = variances.iter().sum();
        let pooled = size(moments.iter().map(|moments| moments.variance).sum(), total);
        let rows = self.rows.iter().zip(&self.weights);
        let missed: f64 =
            if self.is_finite() { rows.map(|(row, weight)| weight * (1.0 - row.probability)).sum() } else { 1.0 };
        let by_weights = size(1.0, missed * self.weights.iter().map(|weight| weight * weight).sum::<f64>());
        std::array::from_fn(|k| {
            let (estimate, moments) = (estimates[k].clamp(0.0, 1.0), &moments[k]);
            let own = size(moments.variance, variances[k]);
            match () {
                () if moments.is_rare() && by_weights.is_finite() => {
                    moments.score(estimate, own.min(pooled).min(by_weights).max(1.0), deviate)
                }
                () if own.is_infinite() => [estimate; 2],
                () if self.is_plain() => wald(estimates[k], variances[k], deviate),
                () => moments.score(estimate, own.max(1.0), deviate),
            }
        })
    }

    /// How many labels more the same variance would have taken without the model.
    fn worth(&self, variance: f64, of_labels: f64) -> Option<f64> {
        if of_labels <= NOTHING {
            return None;
        }
        let (n, all) = (self.rows.len() as f64, self.places.len() as f64);
        let ratio = variance / of_labels;
        // 1 / n less 1 / N for the corpus itself, of which labelled sentences are known.
        let known = if self.is_finite() { all.recip() } else { 0.0 };
        let needed = (ratio * (n.recip() - known) + known).recip();
        Some(needed - n).filter(|worth| worth.is_finite())
    }
}

/// The size of a sample drawn one by one whose mean has a variance.
fn size(of_one: f64, of_mean: f64) -> f64 {
    if of_mean > NOTHING { of_one / of_mean } else { f64::INFINITY }
}

/// Shares below 0 are 0, and then all are scaled to sum to 1.
fn onto_simplex(estimates: Four) -> Four {
    if estimates.iter().all(|estimate| (0.0..=1.0).contains(estimate)) {
        return estimates;
    }
    let clipped = estimates.map(|estimate| estimate.max(0.0));
    let sum: f64 = clipped.iter().sum();
    clipped.map(|estimate| estimate / sum)
}
