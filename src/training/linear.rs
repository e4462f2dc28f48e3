//! The linear map of some of the sentences, over the columns of the prepared data.

use super::params::StanceValidParams;
use super::prepared::{Part, Prepared, runs};
use super::strength::PriorStrength;
use crate::error::{Error, TrainingError};
use crate::logistic::{Problem, Solved, Start, log_ratios, solve};
use crate::model::StanceModel;
use crate::stance::{Outcome, PerOutcome, Stance};
use crate::vocabulary::NONE;

/// A linear map over the columns of prepared data, rounded as a model is.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    /// Whether the map knows a column.
    pub(super) known: Vec<bool>,
    pub(super) weights: Vec<[f32; Outcome::COUNT]>,
    pub(super) bias: [f64; Outcome::COUNT],
    pub(super) has_none: bool,
    pub(super) iterations: usize,
    pub(super) objective: f64,
    pub(super) relative_gradient: f64,
    pub(super) converged: bool,
}

impl Linear {
    /// A map that knows no column.
    fn of_nothing(width: usize) -> Self {
        Self {
            known: vec![false; width],
            weights: vec![[0.0; Outcome::COUNT]; width],
            bias: [0.0; Outcome::COUNT],
            has_none: false,
            iterations: 0,
            objective: 0.0,
            relative_gradient: 0.0,
            converged: true,
        }
    }

    /// The map of a model as it is; `columns` has for every column of the prepared data that of the model.
    pub(super) fn of_model(model: &StanceModel, columns: &[u32]) -> Self {
        let mut linear = Self { bias: model.bias, has_none: model.has_none, ..Self::of_nothing(columns.len()) };
        for (column, &of_model) in columns.iter().enumerate().filter(|(_, column)| **column != NONE) {
            linear.known[column] = true;
            linear.weights[column] = model.weights[of_model as usize];
        }
        linear
    }

    /// The scores of a sentence and the number of its known features, as a model of these weights gives them but for the
    /// rounding of sums, which here go by column.
    pub(super) fn scores(&self, prepared: &Prepared<'_>, sentence: usize) -> ([f64; Outcome::COUNT], usize) {
        let columns = prepared.columns(sentence).iter().copied();
        let known: Vec<u32> = columns.filter(|&column| self.known[column as usize]).collect();
        let mut sums = [0.0; Outcome::COUNT];
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

    /// Leaves out a share of the known terms, those whose weights differ least between the outcomes; of equals the first.
    fn prune(&mut self, share: f64) {
        let spread = |column: u32| {
            let weights = self.weights[column as usize];
            let weights = &weights[..Outcome::COUNT - usize::from(!self.has_none)];
            let largest = weights.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            largest - weights.iter().copied().fold(f32::INFINITY, f32::min)
        };
        let mut known: Vec<u32> =
            (0..).zip(&self.known).filter(|&(_, &known)| known).map(|(column, _)| column).collect();
        #[expect(clippy::cast_sign_loss, reason = "a share is not negative")]
        let left_out = (share * known.len() as f64) as usize;
        known.sort_by(|&a, &b| spread(a).total_cmp(&spread(b)));
        for column in &known[..left_out] {
            self.known[*column as usize] = false;
            self.weights[*column as usize] = [0.0; Outcome::COUNT];
        }
    }
}

/// The summed weight of each class.
pub(super) fn class_sums(prepared: &Prepared<'_>, members: &[usize]) -> PerOutcome<f64> {
    let mut sums = PerOutcome::default();
    for &member in members {
        let sentence = prepared.sentences[member];
        for (outcome, share) in sentence.distribution().iter() {
            sums[outcome] += f64::from(sentence.weight) * share;
        }
    }
    sums
}

/// A map to be fitted.
#[derive(Clone, Copy)]
pub(super) struct LinearFit<'a> {
    pub(super) params: &'a StanceValidParams,
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) members: &'a [usize],
    /// What the weights of each class are multiplied by.
    pub(super) class_weights: PerOutcome<f64>,
    /// How strongly the prior holds, if the data were prepared with one.
    pub(super) strength: PriorStrength,
    /// Where to start; at the prior, or at zero, without it.
    pub(super) start: Option<&'a Linear>,
}

impl LinearFit<'_> {
    /// Fits the map; `on_step` hears of each iteration and the objective.
    pub(super) fn run(&self, on_step: impl FnMut(usize, f64)) -> Result<Linear, Error> {
        let sums = class_sums(self.prepared, self.members);
        let prior = self.prepared.prior().filter(|_| self.strength != PriorStrength::Zero);
        let mut linear = if let Some(prior) = prior {
            Linear::of_model(prior, &self.prepared.in_prior)
        } else {
            self.check_stances(&sums)?;
            Linear::of_nothing(self.prepared.width())
        };
        linear.has_none |= sums[Outcome::None] > 0.0;
        let l2 = match self.strength {
            PriorStrength::Infinite => return Ok(linear),
            PriorStrength::Finite(strength) => strength,
            PriorStrength::Zero => self.params.l2(self.class_weights, &sums),
        };
        // A prior leaves classes that the data lack as they are; without one, only `none` may be missing.
        let classes: Vec<usize> =
            Outcome::ALL.map(Outcome::index).into_iter().filter(|&at| sums.as_array()[at] > 0.0).collect();
        if classes.len() < 2 {
            return Ok(linear);
        }
        let in_prior = |column| prior.is_some() && self.prepared.is_in_prior(column);
        let part = self.prepared.part(self.members, self.params.min_df, in_prior);
        if part.kept.is_empty() {
            return match prior {
                Some(_) => Ok(linear),
                None => Err(TrainingError::EmptyVocabulary { min_df: self.params.min_df }.into()),
            };
        }
        let solved = self.solve(&part, &classes, &linear, prior.is_some(), l2, on_step)?;
        linear.add(&solved, &part, &classes);
        if prior.is_none() {
            linear.prune(self.params.prune);
        }
        Ok(linear)
    }

    /// An error where a stance has no weight.
    fn check_stances(&self, sums: &PerOutcome<f64>) -> Result<(), TrainingError> {
        match Stance::ALL.into_iter().find(|&stance| sums[stance] == 0.0) {
            Some(missing) => {
                let class = self.prepared.labels.name(missing).to_owned();
                Err(TrainingError::MissingClass(class))
            }
            None => Ok(()),
        }
    }

    /// Solves for what is added to `linear`, of the columns of a part and of some classes.
    fn solve(
        &self,
        part: &Part<'_>,
        classes: &[usize],
        linear: &Linear,
        adapts: bool,
        l2: f64,
        on_step: impl FnMut(usize, f64),
    ) -> Result<Solved, Error> {
        let (mut targets, mut weights) = self.labels(classes);
        let params = &self.params.logistic;
        // What a prior lacks is learnt from few sentences, whose ratios would only add their noise to it.
        let smoothing = params.naive_bayes.filter(|_| !adapts);
        let scales = smoothing.map(|smoothing| log_ratios(part.rows(), &targets, classes.len(), &weights, smoothing));
        self.weigh_classes(classes, &mut targets, &mut weights);
        let problem = Problem {
            rows: part.rows(),
            targets: &targets,
            classes: classes.len(),
            weights: &weights,
            scales,
            offsets: adapts.then(|| linear.scores_of(part, classes)),
            start: self.start.map(|start| start.minus(linear, part, classes)),
        };
        Ok(solve(&problem, l2, params, on_step)?)
    }

    /// Targets of the members, row by row, and their weights.
    fn labels(&self, classes: &[usize]) -> (Vec<f64>, Vec<f64>) {
        let mut targets = Vec::with_capacity(self.members.len() * classes.len());
        let mut weights = Vec::with_capacity(self.members.len());
        for &member in self.members {
            let sentence = self.prepared.sentences[member];
            let distribution = sentence.distribution();
            targets.extend(classes.iter().map(|&class| distribution.as_array()[class]));
            weights.push(f64::from(sentence.weight));
        }
        (targets, weights)
    }

    /// Multiplies the share of every class in a sentence's weight by its class weight.
    fn weigh_classes(&self, classes: &[usize], targets: &mut [f64], weights: &mut [f64]) {
        for (target, weight) in targets.chunks_exact_mut(classes.len()).zip(weights) {
            for (share, &class) in target.iter_mut().zip(classes) {
                *share *= self.class_weights.as_array()[class];
            }
            let sum: f64 = target.iter().sum();
            for share in target {
                *share /= sum;
            }
            *weight *= sum;
        }
    }
}

impl Linear {
    /// Adds a solution for the columns of a part and some classes.
    fn add(&mut self, solved: &Solved, part: &Part<'_>, classes: &[usize]) {
        for (&column, added) in part.kept.iter().zip(solved.weights.chunks_exact(classes.len())) {
            self.known[column as usize] = true;
            for (&class, added) in classes.iter().zip(added) {
                let weight = &mut self.weights[column as usize][class];
                *weight = (f64::from(*weight) + added) as f32;
            }
        }
        for (&class, added) in classes.iter().zip(&solved.bias) {
            self.bias[class] += added;
        }
        self.iterations = solved.iterations;
        self.objective = solved.objective;
        self.relative_gradient = solved.relative_gradient;
        self.converged = solved.converged;
    }

    /// What lies between this map and another, for the columns of a part and some classes.
    fn minus(&self, other: &Self, part: &Part<'_>, classes: &[usize]) -> Start {
        let of_column = |&column: &u32| {
            let (to, from) = (self.weights[column as usize], other.weights[column as usize]);
            classes.iter().map(move |&class| f64::from(to[class]) - f64::from(from[class]))
        };
        let bias = classes.iter().map(|&class| self.bias[class] - other.bias[class]);
        Start { weights: part.kept.iter().flat_map(of_column).collect(), bias: bias.collect() }
    }

    /// The scores that the map gives to the rows of a part.
    fn scores_of(&self, part: &Part<'_>, classes: &[usize]) -> Vec<f64> {
        let rows = part.rows();
        let mut scores = Vec::with_capacity(rows.entries.len() * classes.len());
        for row in 0..rows.entries.len() {
            let mut sums = [0.0; Outcome::COUNT];
            for (column, value) in rows.entries.list(row) {
                let weights = self.weights[part.kept[column as usize] as usize];
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += value * f64::from(weight);
                }
            }
            scores.extend(classes.iter().map(|&class| self.bias[class] + rows.factor(row) * sums[class]));
        }
        scores
    }
}
