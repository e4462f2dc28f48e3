//! How strongly a prior holds, chosen by cross-validation, as on held-out data by Chelba & Acero (2004).
//!
//! The penalty is on the distance from the prior's weights as they are in its file; naive-Bayes ratios do not scale what is
//! added to them. With
//! ratios, which come from few sentences, adapted models were worse at every strength (by 0.01 in macro-F1).

use super::fit::OutOfFold;
use super::params::StanceValidParams;
use super::prepared::Prepared;
use crate::calibration::{Calibration, NO_STANCE, OUTCOMES};
use crate::dataset::folds;
use crate::error::Error;
use crate::parallel;
use crate::stance::Stance;
use serde::Serialize;
use std::fmt;

/// How strongly a prior holds; in [`crate::TrainingReport::prior_strength`].
///
/// ```
/// use geostance::PriorStrength;
///
/// assert_eq!(PriorStrength::Finite(1e-3).to_string(), "0.001");
/// assert_eq!(PriorStrength::Zero.to_string(), "0: the data alone were better");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PriorStrength {
    /// Not at all: the data alone were better.
    Zero,
    /// The factor λ of the penalty ½·λ‖W − W₀‖².
    Finite(f64),
    /// The prior was kept as it is.
    Infinite,
}

impl fmt::Display for PriorStrength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Zero => f.write_str("0: the data alone were better"),
            Self::Finite(strength) => strength.fmt(f),
            Self::Infinite => f.write_str("infinite: the prior was better as it is"),
        }
    }
}

/// The strengths among which cross-validation chooses; of equally good ones the first.
const CANDIDATES: [PriorStrength; 7] = [
    PriorStrength::Infinite,
    PriorStrength::Finite(1e-2),
    PriorStrength::Finite(3e-3),
    PriorStrength::Finite(1e-3),
    PriorStrength::Finite(3e-4),
    PriorStrength::Finite(1e-4),
    PriorStrength::Zero,
];
/// The strength where the groups of the data allow no cross-validation.
const UNTRIED: PriorStrength = PriorStrength::Finite(3e-3);
/// The folds that the choice is made on, at most.
const FOLDS: usize = 5;

impl StanceValidParams {
    /// The strength of the prior for `members`: as given, or the candidate whose out-of-fold predictions have the least log-loss.
    /// The prior as it is and the data alone are candidates too, so that the choice is not behind either there.
    pub(super) fn strength(
        &self,
        prepared: &Prepared<'_>,
        members: &[usize],
        class_weights: [f64; OUTCOMES],
    ) -> Result<PriorStrength, Error> {
        match (&self.prior, self.prior_strength) {
            (None, _) => return Ok(PriorStrength::Zero),
            (Some(_), Some(strength)) => return Ok(PriorStrength::Finite(strength)),
            (Some(_), None) => {}
        }
        let sentences: Vec<_> = members.iter().map(|&member| prepared.sentences[member]).collect();
        let folds = folds(&sentences, FOLDS, self.seed);
        if folds.count < 2 {
            return Ok(UNTRIED);
        }
        let losses = parallel::map(&CANDIDATES, |&strength| {
            let out_of_fold = OutOfFold { prepared, members, folds: &folds, class_weights, strength };
            match self.out_of_fold(&out_of_fold, &|_| ()) {
                Ok(scored) => Ok(log_loss(&scored, prepared)),
                // The data alone may lack a stance, or terms that are frequent enough.
                Err(_) if strength == PriorStrength::Zero => Ok(f64::INFINITY),
                Err(error) => Err(error),
            }
        });
        let losses = losses.into_iter().collect::<Result<Vec<_>, _>>()?;
        let best = CANDIDATES.into_iter().zip(losses).min_by(|a, b| a.1.total_cmp(&b.1));
        Ok(best.map_or(UNTRIED, |(strength, _)| strength))
    }
}

/// The log-loss of scored sentences, all outcomes together, after calibration on themselves.
fn log_loss(scored: &[(usize, [f64; OUTCOMES])], prepared: &Prepared<'_>) -> f64 {
    let has_none = scored.iter().any(|&(member, _)| prepared.sentences[member].distribution()[NO_STANCE] > 0.0);
    let calibration = calibration(scored, prepared, has_none);
    let (mut sum, mut total) = (0.0, 0.0);
    for (member, scores) in scored {
        let sentence = prepared.sentences[*member];
        let evidence = if has_none { calibration.evidence(scores) } else { 1.0 };
        let stances = calibration.probabilities(scores).map(|probability| evidence * probability);
        let outcomes = stances.into_iter().chain([1.0 - evidence]);
        for (share, probability) in sentence.distribution().into_iter().zip(outcomes).filter(|at| at.0 > 0.0) {
            sum -= f64::from(sentence.weight) * share * libm::log(probability.max(1e-12));
        }
        total += f64::from(sentence.weight);
    }
    sum / total
}

/// The calibration fitted to scored sentences; a soft label counts as one of each class by its share.
pub(super) fn calibration(
    out_of_fold: &[(usize, [f64; OUTCOMES])],
    prepared: &Prepared<'_>,
    has_none: bool,
) -> Calibration {
    let (mut scores, mut labels, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for (member, row) in out_of_fold {
        let sentence = prepared.sentences[*member];
        for (class, share) in sentence.distribution().into_iter().enumerate().filter(|&(_, share)| share > 0.0) {
            scores.push(*row);
            labels.push(Stance::ALL.get(class).copied());
            weights.push(f64::from(sentence.weight) * share);
        }
    }
    Calibration::fit(&scores, &labels, &weights, has_none)
}
