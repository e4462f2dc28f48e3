//! From scores to believable probabilities.
//!
//! The scores of a linear model are sharper, or flatter, than how often it is right. Two corrections, both fitted on
//! scores of sentences that the scoring model has not seen: one temperature for the three stances (Guo et al. 2017), and
//! a slope and an offset for the log-odds of taking a course at all (Platt 1999). Neither changes which stance is the
//! most probable.

#[cfg(feature = "train")]
use crate::numeric::log_probability;
use crate::numeric::{log_sum_exp, sigmoid, softmax};
use crate::stance::Outcome;
#[cfg(feature = "train")]
use crate::stance::Stance;
use serde::{Deserialize, Serialize};

/// The place of `none` among the outcomes.
const NO_STANCE: usize = Outcome::None.index();

/// How scores become probabilities; part of the model file.
///
/// ```
/// let calibration = geostance::StanceModel::pretrained().calibration();
/// assert!(calibration.temperature > 0.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Calibration {
    /// What the scores of the three stances are divided by; 0.001 to 1,000.
    pub temperature: f64,
    /// What the log-odds of taking a course are multiplied by; 0.001 to 1,000.
    pub evidence_slope: f64,
    /// What is then added to them; −1,000 to 1,000.
    pub evidence_offset: f64,
}

impl Default for Calibration {
    /// Probabilities as the scores give them.
    fn default() -> Self {
        Self { temperature: 1.0, evidence_slope: 1.0, evidence_offset: 0.0 }
    }
}

impl Calibration {
    /// Whether all three numbers are in their ranges, which are wider than any that fitting gives.
    pub(crate) fn is_valid(&self) -> bool {
        let factor = |value| (1e-3..=1e3).contains(&value);
        factor(self.temperature) && factor(self.evidence_slope) && self.evidence_offset.abs() <= 1e3
    }

    /// The probabilities of the three stances given a course, from the scores of the outcomes.
    pub(crate) fn probabilities(&self, scores: &[f64; Outcome::COUNT]) -> [f64; 3] {
        softmax([scores[0] / self.temperature, scores[1] / self.temperature, scores[2] / self.temperature])
    }

    /// The probability of a course, from the scores of the outcomes.
    pub(crate) fn evidence(&self, scores: &[f64; Outcome::COUNT]) -> f64 {
        sigmoid(self.evidence_slope * log_odds(scores) + self.evidence_offset)
    }

    /// Fits the corrections to scores of unseen sentences, their labels and weights; `none` only if `outcomes` has it.
    #[cfg(feature = "train")]
    pub(crate) fn fit(
        scores: &[[f64; Outcome::COUNT]],
        labels: &[Option<Stance>],
        weights: &[f64],
        has_none: bool,
    ) -> Self {
        let rows = || scores.iter().zip(labels).zip(weights).map(|((scores, label), &weight)| (scores, label, weight));
        let temperature_loss = |temperature: f64| {
            let candidate = Self { temperature, ..Self::default() };
            let stance = rows().filter_map(|(scores, label, weight)| Some((scores, (*label)?, weight)));
            -stance
                .map(|(scores, stance, weight)| {
                    weight * log_probability(candidate.probabilities(scores)[stance.index()])
                })
                .sum::<f64>()
        };
        let temperature = libm::exp(minimise(|log| temperature_loss(libm::exp(log)), -3.0, 3.0));
        if !has_none {
            return Self { temperature, ..Self::default() };
        }
        let odds: Vec<f64> = scores.iter().map(log_odds).collect();
        let evidence_loss = |slope: f64, offset: f64| {
            -rows()
                .zip(&odds)
                .map(|((_, label, weight), odds)| {
                    let evidence = sigmoid(slope * odds + offset);
                    weight * log_probability(if label.is_some() { evidence } else { 1.0 - evidence })
                })
                .sum::<f64>()
        };
        let best_offset = |slope: f64| minimise(|offset| evidence_loss(slope, offset), -8.0, 8.0);
        let slope_loss = |log: f64| {
            let slope = libm::exp(log);
            evidence_loss(slope, best_offset(slope))
        };
        let evidence_slope = libm::exp(minimise(slope_loss, -3.0, 3.0));
        Self { temperature, evidence_slope, evidence_offset: best_offset(evidence_slope) }
    }
}

/// The minimum of a function with one minimum between two bounds, by golden section (Kiefer 1953); 48 evaluations.
#[cfg(feature = "train")]
fn minimise(loss: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let mut left = high - GOLDEN * (high - low);
    let mut right = low + GOLDEN * (high - low);
    let (mut left_loss, mut right_loss) = (loss(left), loss(right));
    for _ in 0..46 {
        if left_loss <= right_loss {
            (high, right, right_loss) = (right, left, left_loss);
            left = high - GOLDEN * (high - low);
            left_loss = loss(left);
        } else {
            (low, left, left_loss) = (left, right, right_loss);
            right = low + GOLDEN * (high - low);
            right_loss = loss(right);
        }
    }
    f64::midpoint(low, high)
}

/// The log-odds of the three stances together against `none`.
fn log_odds(scores: &[f64; Outcome::COUNT]) -> f64 {
    log_sum_exp(&scores[..NO_STANCE]) - scores[NO_STANCE]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_stay_finite_and_sum_to_one() {
        for scores in [[0.0; 4], [1e300, -1e300, 0.0, 5.0], [-800.0, -801.0, -802.0, 900.0], [1000.0, 0.0, 0.0, 0.0]] {
            let calibration = Calibration::default();
            let probabilities = calibration.probabilities(&scores);
            assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{scores:?}");
            assert!((0.0..=1.0).contains(&calibration.evidence(&scores)), "{scores:?}");
        }
        assert!((Calibration::default().evidence(&[0.0; 4]) - 0.75).abs() < 1e-12);
    }

    #[test]
    fn a_temperature_flattens_and_keeps_the_order() {
        let scores = [2.0, 1.0, 0.0, 0.0];
        let sharp = Calibration::default().probabilities(&scores);
        let flat = Calibration { temperature: 2.0, ..Calibration::default() }.probabilities(&scores);
        assert!(flat[0] < sharp[0] && flat[0] > flat[1] && flat[1] > flat[2]);
    }

    #[cfg(feature = "train")]
    #[test]
    fn fitting_recovers_known_corrections() {
        // Of 100 sentences with the same scores, as many have each label as the corrected scores say.
        let truth = Calibration { temperature: 2.0, evidence_slope: 0.5, evidence_offset: 0.7 };
        let (mut scores, mut labels, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for row in [[3.0, 0.0, -1.0, 0.5], [0.0, 2.5, 0.3, -2.0], [-1.0, 0.2, 0.4, 3.0]] {
            let (evidence, probabilities) = (truth.evidence(&row), truth.probabilities(&row));
            for (stance, probability) in Stance::ALL.into_iter().zip(probabilities) {
                scores.push(row);
                labels.push(Some(stance));
                weights.push(evidence * probability);
            }
            scores.push(row);
            labels.push(None);
            weights.push(1.0 - evidence);
        }
        let fitted = Calibration::fit(&scores, &labels, &weights, true);
        assert!((fitted.temperature - 2.0).abs() < 1e-4, "{fitted:?}");
        assert!((fitted.evidence_slope - 0.5).abs() < 1e-4, "{fitted:?}");
        assert!((fitted.evidence_offset - 0.7).abs() < 1e-4, "{fitted:?}");
        let without = Calibration::fit(&scores, &labels, &weights, false);
        assert_eq!((without.evidence_slope, without.evidence_offset), (1.0, 0.0));
    }

    #[test]
    fn ranges_are_checked() {
        let good = Calibration::default();
        assert!(good.is_valid());
        for broken in [
            Calibration { temperature: 0.0, ..good },
            Calibration { temperature: f64::NAN, ..good },
            Calibration { evidence_slope: -1.0, ..good },
            Calibration { evidence_offset: f64::INFINITY, ..good },
        ] {
            assert!(!broken.is_valid());
        }
    }
}
