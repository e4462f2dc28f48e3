//! How strongly a prior holds, chosen by cross-validation, as on held-out data by Chelba & Acero (2004), with the
//! one-standard-error rule towards the prior (Breiman et al. 1984; Hastie, Tibshirani & Friedman 2009, §7.10).
//!
//! The penalty is on the distance from the prior's weights as they are in its file; naive-Bayes ratios do not scale what is
//! added to them. With ratios, which come from few sentences, adapted models were worse at every strength (by 0.01 in macro-F1).
//!
//! Measured on 40, 80, 200 and 400 sentences of each of eleven kinds of text that the prior had not seen, drawn singly and in
//! groups, twice each, and tested on the rest of that kind (176 cases): 0.019 in macro-F1 ahead of the better of prior and data
//! alone in the mean, more than 0.01 behind in one case in twenty, 0.025 at most. The least log-loss without the rule: 0.017,
//! one in eleven, 0.040. The calibration of the prior in place of one fitted to each candidate, ten folds, or folds of single
//! sentences were no better.

use super::linear::LinearFit;
use super::out_of_fold::{OnProgress, Scored, calibration, out_of_fold};
use super::prepared::Prepared;
use super::report::Stage;
use super::strength::PriorStrength;
use crate::dataset::{LabelledSentence, folds};
use crate::error::Error;
use crate::stance::Outcome;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The strengths among which cross-validation chooses, the strongest first.
const CANDIDATES: [PriorStrength; 7] = [
    PriorStrength::Infinite,
    PriorStrength::Finite(1e-2),
    PriorStrength::Finite(3e-3),
    PriorStrength::Finite(1e-3),
    PriorStrength::Finite(3e-4),
    PriorStrength::Finite(1e-4),
    PriorStrength::Zero,
];
/// The strength where the groups of the data allow no cross-validation: near the prior.
const UNTRIED: PriorStrength = PriorStrength::Finite(1e-2);
/// The folds that the choice is made on, at most.
const FOLDS: usize = 5;

impl LinearFit<'_> {
    /// The strength of the prior: as given, or the strongest candidate whose out-of-fold log-loss is within one standard error of
    /// the least. The prior as it is and the data alone are candidates too.
    pub(super) fn choose_strength(&self, on_progress: OnProgress<'_>) -> Result<PriorStrength, Error> {
        if self.prepared.prior().is_none() {
            return Ok(PriorStrength::Zero);
        }
        if let Some(strength) = self.params.prior_strength {
            return Ok(PriorStrength::Finite(strength));
        }
        let sentences: Vec<_> = self.members.iter().map(|&member| self.prepared.sentences[member]).collect();
        let folds = folds(&sentences, FOLDS, self.params.seed);
        if folds.count < 2 {
            return Ok(UNTRIED);
        }
        let (begun, fits) = (AtomicUsize::new(0), folds.count * CANDIDATES.len());
        let stage = |_, _| Stage::PriorStrength { fit: begun.fetch_add(1, Ordering::Relaxed), fits };
        let mut tried = Vec::new();
        for (strength, scored) in
            CANDIDATES.into_iter().zip(out_of_fold(*self, &folds, &CANDIDATES, stage, on_progress))
        {
            match scored {
                Ok(scored) => tried.push((strength, losses(scored, self.prepared))),
                // The data alone may lack a stance, or terms that are frequent enough.
                Err(_) if strength == PriorStrength::Zero => {}
                Err(error) => return Err(error),
            }
        }
        let total = |losses: &[f64]| losses.iter().sum::<f64>();
        let best = tried.iter().min_by(|a, b| total(&a.1).total_cmp(&total(&b.1)));
        let chosen = best.and_then(|(_, best)| tried.iter().find(|(_, losses)| is_as_good(losses, best, &sentences)));
        Ok(chosen.map_or(UNTRIED, |&(strength, _)| strength))
    }
}

/// The weighted log-loss of each scored sentence, in their order, over all outcomes and after calibration on themselves.
fn losses(mut scored: Scored, prepared: &Prepared<'_>) -> Vec<f64> {
    scored.sort_unstable_by_key(|&(member, _)| member);
    let has_none = scored.iter().any(|&(member, _)| prepared.sentences[member].distribution()[Outcome::None] > 0.0);
    let calibration = calibration(&scored, prepared, has_none);
    let loss = |(member, scores): &(usize, [f64; Outcome::COUNT])| {
        let sentence = prepared.sentences[*member];
        let evidence = if has_none { calibration.evidence(scores) } else { 1.0 };
        let stances = calibration.probabilities(scores).map(|probability| evidence * probability);
        let outcomes = stances.into_iter().chain([1.0 - evidence]);
        let shares = sentence.distribution().into_array().into_iter().zip(outcomes).filter(|at| at.0 > 0.0);
        -f64::from(sentence.weight) * shares.map(|(share, p)| share * libm::log(p.max(1e-12))).sum::<f64>()
    };
    scored.iter().map(loss).collect()
}

/// Whether losses are, in the mean, no more than one standard error above the best; the error is that of the difference, over
/// groups.
fn is_as_good(losses: &[f64], best: &[f64], sentences: &[&LabelledSentence]) -> bool {
    let mut groups: BTreeMap<_, (f64, f64)> = BTreeMap::new();
    for ((loss, best), sentence) in losses.iter().zip(best).zip(sentences) {
        let (behind, weight) = groups.entry(sentence.group_key()).or_default();
        *behind += loss - best;
        *weight += f64::from(sentence.weight);
    }
    let (behind, weight) = groups.values().fold((0.0, 0.0), |sums, group| (sums.0 + group.0, sums.1 + group.1));
    let mean = behind / weight;
    let squares: f64 = groups.values().map(|(behind, weight)| (behind - mean * weight).powi(2)).sum();
    let count = groups.len() as f64;
    behind <= libm::sqrt(squares * count / (count - 1.0))
}
