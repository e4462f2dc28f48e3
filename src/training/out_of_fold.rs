//! Scores of sentences by maps that have not seen them, and the calibration fitted to such scores.

use super::linear::{Linear, LinearFit};
use super::prepared::Prepared;
use super::report::{Progress, Stage};
use super::strength::PriorStrength;
use crate::calibration::Calibration;
use crate::dataset::Folds;
use crate::error::Error;
use crate::parallel;
use crate::stance::Outcome;

pub(super) type OnProgress<'a> = &'a (dyn Fn(&Progress) + Sync + Send);

/// Sentences and their scores.
pub(super) type Scored = Vec<(usize, [f64; Outcome::COUNT])>;

/// Scores every member with maps that have not seen its fold, one of each strength of the prior. The maps of a fold start
/// from one another. `stage` names a fit by its fold and the place of its strength.
pub(super) fn out_of_fold(
    fit: LinearFit<'_>,
    folds: &Folds,
    strengths: &[PriorStrength],
    stage: impl Fn(usize, usize) -> Stage + Sync + Send,
    on_progress: OnProgress<'_>,
) -> Vec<Result<Scored, Error>> {
    let numbers: Vec<usize> = (0..folds.count).collect();
    let of_folds = parallel::map(&numbers, |&fold| {
        let (held_out, members) = folds.divide(fit.members, fold);
        let mut last: Option<Linear> = None;
        let score = |(place, &strength): (usize, &PriorStrength)| -> Result<Scored, Error> {
            let stage = stage(fold, place);
            let start = last.as_ref().filter(|_| strength != PriorStrength::Zero);
            let linear = LinearFit { members: &members, strength, start, ..fit }
                .run(|iteration, objective| on_progress(&Progress { stage, iteration, objective }))?;
            let scored = held_out.iter().map(|&member| (member, linear.scores(fit.prepared, member).0)).collect();
            last = Some(linear);
            Ok(scored)
        };
        strengths.iter().enumerate().map(score).collect::<Vec<_>>()
    });
    let mut of_strengths: Vec<Result<Scored, Error>> = strengths.iter().map(|_| Ok(Vec::new())).collect();
    for fold in of_folds {
        for (all, scored) in of_strengths.iter_mut().zip(fold) {
            match (all.as_mut(), scored) {
                (Ok(all), Ok(scored)) => all.extend(scored),
                (Ok(_), Err(error)) => *all = Err(error),
                (Err(_), _) => {}
            }
        }
    }
    of_strengths
}

/// The calibration fitted to scored sentences; a soft label counts as one of each class by its share.
pub(super) fn calibration(
    rows: &[(usize, [f64; Outcome::COUNT])],
    prepared: &Prepared<'_>,
    has_none: bool,
) -> Calibration {
    let (mut scores, mut labels, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for (member, row) in rows {
        let sentence = prepared.sentences[*member];
        for (outcome, &share) in sentence.distribution().iter().filter(|(_, share)| **share > 0.0) {
            scores.push(*row);
            labels.push(outcome.stance());
            weights.push(f64::from(sentence.weight) * share);
        }
    }
    Calibration::fit(&scores, &labels, &weights, has_none)
}
