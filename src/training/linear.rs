//! The linear map of some of the sentences, over the columns of the prepared data.

use super::logistic::unscaled;
use super::naive_bayes::log_ratios;
use super::objective::Objective;
use super::params::{ClassWeights, StanceValidParams};
use super::prepared::{Part, Prepared, runs};
use super::solver::{Solution, minimise};
use super::strength::PriorStrength;
use crate::calibration::{NO_STANCE, OUTCOMES};
use crate::error::{Error, TrainingError};
use crate::model::StanceModel;
use crate::stance::Stance;
use crate::vocabulary::NONE;
use ndarray::Array2;

/// A linear map over the columns of prepared data, rounded as a model is.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    /// Whether the map knows a column.
    pub(super) known: Vec<bool>,
    pub(super) weights: Vec<[f32; OUTCOMES]>,
    pub(super) bias: [f64; OUTCOMES],
    pub(super) has_none: bool,
    pub(super) iterations: usize,
    pub(super) objective: f64,
    pub(super) relative_gradient: f64,
    pub(super) converged: bool,
}

impl Linear {
    /// The scores of a sentence and the number of its known features, as a model of these weights gives them but for the
    /// rounding of sums, which here go by column.
    pub(super) fn scores(&self, prepared: &Prepared<'_>, sentence: usize) -> ([f64; OUTCOMES], usize) {
        let columns = prepared.columns(sentence).iter().copied();
        let known: Vec<u32> = columns.filter(|&column| self.known[column as usize]).collect();
        let mut sums = [0.0; OUTCOMES];
        let mut known_features = 0;
        let factor = prepared.extractor.weigh(runs(&known), |column, value| {
            known_features += 1;
            for (sum, &weight) in sums.iter_mut().zip(&self.weights[column as usize]) {
                *sum += value * f64::from(weight);
            }
        });
        let mut scores = self.bias;
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score += factor * sum;
        }
        (scores, known_features)
    }

    /// The map of a model as it is; for every column of the prepared data that of the model.
    pub(super) fn of_model(model: &StanceModel, columns: &[u32]) -> Self {
        let weights = |&column: &u32| match column {
            NONE => [0.0; OUTCOMES],
            column => model.weights[column as usize],
        };
        Self {
            known: columns.iter().map(|&column| column != NONE).collect(),
            weights: columns.iter().map(weights).collect(),
            bias: model.bias,
            has_none: model.has_none,
            iterations: 0,
            objective: 0.0,
            relative_gradient: 0.0,
            converged: true,
        }
    }
}

/// The summed weight of each class.
pub(super) fn class_sums(prepared: &Prepared<'_>, members: &[usize]) -> [f64; OUTCOMES] {
    let mut sums = [0.0; OUTCOMES];
    for &member in members {
        let sentence = prepared.sentences[member];
        for (sum, share) in sums.iter_mut().zip(sentence.distribution().into_array()) {
            *sum += f64::from(sentence.weight) * share;
        }
    }
    sums
}

impl StanceValidParams {
    /// What the weights of each class are multiplied by.
    pub(super) fn resolved_class_weights(&self, sums: [f64; OUTCOMES]) -> [f64; OUTCOMES] {
        match self.class_weights {
            ClassWeights::Uniform => [1.0; OUTCOMES],
            ClassWeights::Each(weights) => weights,
            ClassWeights::Balanced => {
                let present = sums.iter().filter(|&&sum| sum > 0.0).count().max(1);
                let mean = sums.iter().sum::<f64>() / present as f64;
                sums.map(|sum| if sum > 0.0 { mean / sum } else { 1.0 })
            }
        }
    }

    /// Fits the linear map of `members`, from `start` or else from the prior or zero.
    pub(super) fn linear(
        &self,
        prepared: &Prepared<'_>,
        members: &[usize],
        class_weights: [f64; OUTCOMES],
        strength: PriorStrength,
        start: Option<&Linear>,
        on_step: impl FnMut(usize, f64),
    ) -> Result<Linear, Error> {
        let sums = class_sums(prepared, members);
        let prior = match (strength, &self.prior) {
            (PriorStrength::Zero, _) | (_, None) => None,
            (_, Some(prior)) => Some(prior.model()),
        };
        // A prior leaves classes that the data lack as they are; without one, only `none` may be missing.
        let classes: Vec<usize> = match prior {
            Some(_) => (0..OUTCOMES).filter(|&class| sums[class] > 0.0).collect(),
            None => (0..if sums[NO_STANCE] > 0.0 { OUTCOMES } else { NO_STANCE }).collect(),
        };
        if prior.is_none()
            && let Some(missing) = Stance::ALL.into_iter().find(|stance| sums[stance.index()] == 0.0)
        {
            return Err(TrainingError::MissingClass(prepared.labels.name(missing).to_owned()).into());
        }
        let mut linear = match prior {
            Some(prior) => Linear::of_model(prior, &prepared.in_prior),
            None => Linear {
                known: vec![false; prepared.width()],
                weights: vec![[0.0; OUTCOMES]; prepared.width()],
                bias: [0.0; OUTCOMES],
                has_none: false,
                iterations: 0,
                objective: 0.0,
                relative_gradient: 0.0,
                converged: true,
            },
        };
        linear.has_none |= sums[NO_STANCE] > 0.0;
        let l2 = match strength {
            PriorStrength::Infinite => return Ok(linear),
            PriorStrength::Finite(strength) => strength,
            PriorStrength::Zero => self.logistic.valid.l2,
        };
        if classes.len() < 2 {
            return Ok(linear);
        }

        let part = prepared.part(members, self.min_count, |column| prior.is_some() && prepared.is_in_prior(column));
        if part.kept.is_empty() {
            if prior.is_some() {
                return Ok(linear);
            }
            return Err(TrainingError::EmptyVocabulary { min_count: self.min_count }.into());
        }
        let (mut targets, mut weights) = labels(prepared, members, &classes);
        let logistic = &self.logistic.valid;
        // What a prior lacks is learnt from few sentences, whose ratios would only add their noise to it.
        let smoothing = logistic.naive_bayes.filter(|_| prior.is_none());
        let scales = smoothing.map(|smoothing| log_ratios(part.rows(), &targets, &weights, smoothing));
        apply(class_weights, &classes, &mut targets, &mut weights);
        if !weights.iter().sum::<f64>().is_finite() {
            return Err(TrainingError::Solver("the sum of the weights is not finite".to_owned()).into());
        }
        let offsets = prior.map(|_| offsets(&linear, &part, &classes));
        let start = start.map(|start| {
            let added = part.kept.iter().flat_map(|&column| {
                let (to, from) = (start.weights[column as usize], linear.weights[column as usize]);
                classes.iter().map(move |&class| f64::from(to[class]) - f64::from(from[class]))
            });
            let bias = classes.iter().map(|&class| start.bias[class] - linear.bias[class]);
            unscaled(added, scales.as_deref()).chain(bias).collect()
        });
        let objective = Objective::new(
            part.rows(),
            &targets,
            &weights,
            (logistic.loss(), l2),
            scales.as_deref(),
            offsets.as_deref(),
        );
        let Solution { parameters, iterations, objective: value, relative_gradient, converged } =
            minimise(&objective, start, logistic.tolerance, logistic.max_iterations, on_step)?;
        let effective = objective.scaled(&parameters);
        for (&column, effective) in part.kept.iter().zip(effective.chunks_exact(classes.len())) {
            linear.known[column as usize] = true;
            for (&class, added) in classes.iter().zip(effective) {
                let weight = &mut linear.weights[column as usize][class];
                *weight = (f64::from(*weight) + added) as f32;
            }
        }
        for (&class, added) in classes.iter().zip(&parameters[objective.weights_len()..]) {
            linear.bias[class] += added;
        }
        Ok(Linear { iterations, objective: value, relative_gradient, converged, ..linear })
    }
}

/// Targets and sample weights of the members.
fn labels(prepared: &Prepared<'_>, members: &[usize], classes: &[usize]) -> (Array2<f64>, Vec<f64>) {
    let mut targets = Array2::zeros((members.len(), classes.len()));
    for (mut target, &member) in targets.rows_mut().into_iter().zip(members) {
        let distribution = prepared.sentences[member].distribution().into_array();
        for (target, &class) in target.iter_mut().zip(classes) {
            *target = distribution[class];
        }
    }
    (targets, members.iter().map(|&member| f64::from(prepared.sentences[member].weight)).collect())
}

/// Multiplies the share of every class in a sentence's weight by its class weight.
fn apply(class_weights: [f64; OUTCOMES], classes: &[usize], targets: &mut Array2<f64>, weights: &mut [f64]) {
    for (mut target, weight) in targets.rows_mut().into_iter().zip(weights) {
        for (share, &class) in target.iter_mut().zip(classes) {
            *share *= class_weights[class];
        }
        let sum = target.sum();
        target.mapv_inplace(|share| share / sum);
        *weight *= sum;
    }
}

/// The scores that the map of a prior gives to the rows of a part.
fn offsets(linear: &Linear, part: &Part<'_>, classes: &[usize]) -> Vec<f64> {
    let rows = part.rows();
    let mut offsets = Vec::with_capacity(rows.entries.len() * classes.len());
    for row in 0..rows.entries.len() {
        let mut sums = [0.0; OUTCOMES];
        for (column, value) in rows.entries.list(row) {
            let weights = linear.weights[part.kept[column as usize] as usize];
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += value * f64::from(weight);
            }
        }
        offsets.extend(classes.iter().map(|&class| linear.bias[class] + rows.factor(row) * sums[class]));
    }
    offsets
}
