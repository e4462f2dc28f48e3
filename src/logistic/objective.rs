//! The objective and its gradient.
//!
//! (1/Σw) Σ wᵢ·lossᵢ + ½·λ‖U‖², the bias free, with z = x·(r∘U) + b, where r are the scales of the features (1 without
//! naive-Bayes ratios). With a prior model, z = x·(V₀ + U) + b₀ + b, and the penalty also holds b. Parameters lie in one
//! vector: for every column the weights U of the classes side by side, then the biases b.
//!
//! Scores are linear in the parameters, so a solver keeps them beside the parameters: a step along a direction needs the direction's
//! scores once, and the objective anywhere along it is a sum over rows without another look at the matrix. Products go by
//! rows for scores and by columns of the transposed matrix for gradients; every sum has one order whatever the number of
//! threads.

use super::csr::{CHUNK, Csr, Rows};
use super::solve::Problem;
use super::vectors::{axpy, dot};
use crate::numeric::softmax_into;
use crate::parallel;

/// How many times as strongly as a weight a bias is held to that of the prior. Few sentences say little of how frequent the classes
/// are, yet a free bias follows them at once: on 40 sentences of other kinds of text, macro-F1 fell by up to 0.085 at the
/// strongest penalty of the weights; by 0.03 with the factor 1, by 0.01 with 10, by 0.007 with 100, by 0.008 with 1,000.
const BIAS_HELD: f64 = 100.0;

/// The problem of one fit.
pub(super) struct Objective<'a> {
    rows: Rows<'a>,
    by_column: Csr,
    targets: &'a [f64],
    /// The weight of each row over the sum of weights.
    weights: Vec<f64>,
    l2: f64,
    /// The penalty of the biases: none, unless a prior says where they should be.
    l2_of_bias: f64,
    /// For every column and class, what its weight is multiplied by.
    scales: Option<&'a [f64]>,
    /// For every row and class, the score that the prior's weights give.
    offsets: Option<&'a [f64]>,
    classes: usize,
}

/// How something changes along a direction: its first and second derivative by the length of the step.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Along {
    pub(super) slope: f64,
    pub(super) curvature: f64,
}

impl<'a> Objective<'a> {
    pub(super) fn new(problem: &'a Problem<'a>, l2: f64) -> Self {
        let total: f64 = problem.weights.iter().sum();
        Self {
            rows: problem.rows,
            by_column: problem.rows.entries.transposed(problem.rows.width),
            targets: problem.targets,
            weights: problem.weights.iter().map(|weight| weight / total).collect(),
            l2,
            l2_of_bias: if problem.offsets.is_some() { BIAS_HELD * l2 } else { 0.0 },
            scales: problem.scales.as_deref(),
            offsets: problem.offsets.as_deref(),
            classes: problem.classes,
        }
    }

    /// The number of parameters.
    pub(super) fn len(&self) -> usize {
        (self.rows.width + 1) * self.classes
    }

    /// How many of the parameters are weights; the others are biases.
    pub(super) fn weights_len(&self) -> usize {
        self.rows.width * self.classes
    }

    /// The number of scores.
    pub(super) fn scores_len(&self) -> usize {
        self.rows.entries.len() * self.classes
    }

    /// The parameters, scaled: what values are multiplied with.
    pub(super) fn scaled(&self, parameters: &[f64]) -> Vec<f64> {
        match self.scales {
            Some(scales) => scales.iter().zip(parameters).map(|(scale, parameter)| scale * parameter).collect(),
            None => parameters[..self.weights_len()].to_vec(),
        }
    }

    /// What `parameters` add to the scores of every row; `scratch` is working space as long as the parameters.
    pub(super) fn scores(&self, parameters: &[f64], scratch: &mut [f64], scores: &mut [f64]) {
        let classes = self.classes;
        let (weights, bias) = parameters.split_at(self.weights_len());
        let scaled = match self.scales {
            Some(scales) => {
                parallel::fill_chunks(&mut scratch[..weights.len()], CHUNK * classes, |chunk, scaled| {
                    let places = scales[chunk * CHUNK * classes..].iter().zip(&weights[chunk * CHUNK * classes..]);
                    for (scaled, (scale, weight)) in scaled.iter_mut().zip(places) {
                        *scaled = scale * weight;
                    }
                });
                &scratch[..weights.len()]
            }
            None => weights,
        };
        self.rows.entries.multiply(scaled, classes, scores);
        parallel::fill_chunks(scores, CHUNK * classes, |chunk, scores| {
            for (scores, row) in scores.chunks_exact_mut(classes).zip(chunk * CHUNK..) {
                let factor = self.rows.factor(row);
                for (score, bias) in scores.iter_mut().zip(bias) {
                    *score = bias + factor * *score;
                }
            }
        });
    }

    /// Adds the scores of the prior.
    pub(super) fn add_offsets(&self, scores: &mut [f64]) {
        if let Some(offsets) = self.offsets {
            axpy(scores, 1.0, offsets);
        }
    }

    /// How the penalty changes from `parameters` along `direction`.
    pub(super) fn penalty_along(&self, parameters: &[f64], direction: &[f64]) -> Along {
        Along { slope: self.penalty(parameters, direction), curvature: self.penalty(direction, direction) }
    }

    /// The penalty's inner product: of parameters with themselves, twice the penalty.
    fn penalty(&self, left: &[f64], right: &[f64]) -> f64 {
        let (left, left_bias) = left.split_at(self.weights_len());
        let (right, right_bias) = right.split_at(self.weights_len());
        self.l2 * dot(left, right) + self.l2_of_bias * dot(left_bias, right_bias)
    }

    /// How the loss changes at `scores + step·along`, along `along`.
    pub(super) fn along(&self, scores: &[f64], along: &[f64], step: f64) -> Along {
        let classes = self.classes;
        let chunks: Vec<usize> = (0..self.rows.entries.len().div_ceil(CHUNK)).collect();
        let sums = parallel::map(&chunks, |&chunk| {
            let mut sums = Along::default();
            let (mut at, mut probabilities) = (vec![0.0; classes], vec![0.0; classes]);
            for row in chunk * CHUNK..self.rows.entries.len().min((chunk + 1) * CHUNK) {
                let places = row * classes..(row + 1) * classes;
                let (targets, along) = (&self.targets[places.clone()], &along[places.clone()]);
                for ((score, start), along) in at.iter_mut().zip(&scores[places]).zip(along) {
                    *score = start + step * along;
                }
                softmax_into(&at, &mut probabilities);
                let (mut wanted, mut mean, mut square) = (0.0, 0.0, 0.0);
                for ((probability, target), along) in probabilities.iter().zip(targets).zip(along) {
                    wanted += target * along;
                    mean += probability * along;
                    square += probability * along * along;
                }
                sums.slope += self.weights[row] * (mean - wanted);
                sums.curvature += self.weights[row] * (square - mean * mean);
            }
            sums
        });
        sums.into_iter().fold(Along::default(), |total, sums| Along {
            slope: total.slope + sums.slope,
            curvature: total.curvature + sums.curvature,
        })
    }

    /// The objective at `parameters`, whose scores are given, with probabilities and gradient; `residuals` is working space
    /// as long as the scores.
    pub(super) fn gradient(
        &self,
        parameters: &[f64],
        scores: &[f64],
        probabilities: &mut [f64],
        residuals: &mut [f64],
        gradient: &mut [f64],
    ) -> f64 {
        let classes = self.classes;
        let losses =
            parallel::map_chunks(probabilities, residuals, CHUNK * classes, |chunk, probabilities, residuals| {
                let mut sum = 0.0;
                let rows = probabilities.chunks_exact_mut(classes).zip(residuals.chunks_exact_mut(classes));
                for ((probabilities, residuals), row) in rows.zip(chunk * CHUNK..) {
                    let places = row * classes..(row + 1) * classes;
                    let (scores, targets) = (&scores[places.clone()], &self.targets[places]);
                    let normaliser = softmax_into(scores, probabilities);
                    let weight = self.weights[row];
                    let mut loss = 0.0;
                    for (class, residual) in residuals.iter_mut().enumerate() {
                        loss += targets[class] * (normaliser - scores[class]);
                        *residual = weight * (probabilities[class] - targets[class]);
                    }
                    sum += weight * loss;
                }
                sum
            });
        self.by_parameter(residuals, parameters, gradient);
        losses.iter().sum::<f64>() + 0.5 * self.penalty(parameters, parameters)
    }

    /// The product of the Hessian with `vector`, whose scores are `along`; `residuals` is working space as long as those.
    pub(super) fn hessian_product(
        &self,
        vector: &[f64],
        along: &[f64],
        probabilities: &[f64],
        residuals: &mut [f64],
        product: &mut [f64],
    ) {
        let classes = self.classes;
        parallel::fill_chunks(residuals, CHUNK * classes, |chunk, residuals| {
            for (residuals, row) in residuals.chunks_exact_mut(classes).zip(chunk * CHUNK..) {
                let places = row * classes..(row + 1) * classes;
                let (probabilities, along) = (&probabilities[places.clone()], &along[places]);
                let mean: f64 = probabilities.iter().zip(along).map(|(probability, along)| probability * along).sum();
                for ((residual, probability), along) in residuals.iter_mut().zip(probabilities).zip(along) {
                    *residual = self.weights[row] * probability * (along - mean);
                }
            }
        });
        self.by_parameter(residuals, vector, product);
    }

    /// How large the norm of a gradient can be: what rounding is measured against.
    pub(super) fn magnitude(&self) -> f64 {
        let mut sums = vec![0.0; self.rows.width];
        for (row, weight) in self.weights.iter().enumerate() {
            for (column, value) in self.rows.entries.list(row) {
                sums[column as usize] += weight * (self.rows.factor(row) * value).abs();
            }
        }
        let mut squares = self.classes as f64;
        for (column, sum) in sums.iter().enumerate() {
            for class in 0..self.classes {
                let scale = self.scales.map_or(1.0, |scales| scales[column * self.classes + class]);
                squares += sum * sum * scale * scale;
            }
        }
        libm::sqrt(squares)
    }

    /// The square root of the Hessian's diagonal.
    pub(super) fn preconditioner(&self, probabilities: &[f64], residuals: &mut [f64], roots: &mut [f64]) {
        let classes = self.classes;
        parallel::fill_chunks(residuals, CHUNK * classes, |chunk, residuals| {
            for (residuals, row) in residuals.chunks_exact_mut(classes).zip(chunk * CHUNK..) {
                let factor = self.rows.factor(row);
                for (residual, probability) in residuals.iter_mut().zip(&probabilities[row * classes..]) {
                    *residual = self.weights[row] * factor * factor * probability * (1.0 - probability);
                }
            }
        });
        let (by_weight, by_bias) = roots.split_at_mut(self.weights_len());
        self.by_column.multiply_squares(residuals, classes, by_weight);
        parallel::fill_chunks(by_weight, CHUNK * classes, |chunk, roots| {
            for (root, place) in roots.iter_mut().zip(chunk * CHUNK * classes..) {
                let scale = self.scales.map_or(1.0, |scales| scales[place]);
                *root = libm::sqrt(scale * scale * *root + self.l2);
            }
        });
        for (class, root) in by_bias.iter_mut().enumerate() {
            let spread = probabilities.iter().skip(class).step_by(classes).zip(&self.weights);
            let spread: f64 = spread.map(|(probability, weight)| weight * probability * (1.0 - probability)).sum();
            *root = libm::sqrt((spread + self.l2_of_bias).max(f64::MIN_POSITIVE));
        }
    }

    /// What every parameter gathers of its rows' residuals, and the penalty's part at `parameters`. The residuals are multiplied
    /// by the rows' factors.
    fn by_parameter(&self, residuals: &mut [f64], parameters: &[f64], gathered: &mut [f64]) {
        let classes = self.classes;
        let (by_weight, by_bias) = gathered.split_at_mut(self.weights_len());
        by_bias.fill(0.0);
        for chunk in residuals.chunks(CHUNK * classes) {
            for (class, bias) in by_bias.iter_mut().enumerate() {
                *bias += chunk.iter().skip(class).step_by(classes).sum::<f64>();
            }
        }
        if let Some(factors) = self.rows.factors {
            parallel::fill_chunks(residuals, CHUNK * classes, |chunk, residuals| {
                for (residuals, factor) in residuals.chunks_exact_mut(classes).zip(&factors[chunk * CHUNK..]) {
                    for residual in residuals {
                        *residual *= factor;
                    }
                }
            });
        }
        for (gathered, parameter) in by_bias.iter_mut().zip(&parameters[self.weights_len()..]) {
            *gathered += self.l2_of_bias * parameter;
        }
        self.by_column.multiply(residuals, classes, by_weight);
        parallel::fill_chunks(by_weight, CHUNK * classes, |chunk, gathered| {
            let places = chunk * CHUNK * classes..;
            for ((gathered, parameter), place) in gathered.iter_mut().zip(&parameters[places.start..]).zip(places) {
                let scale = self.scales.map_or(1.0, |scales| scales[place]);
                *gathered = scale * *gathered + self.l2 * parameter;
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logistic::SparseRows;

    const TARGETS: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.25, 0.75];

    fn rows() -> SparseRows {
        let mut rows = SparseRows::new(3);
        rows.push([(0, 1.0), (2, 0.5)]).unwrap();
        rows.push([(1, 2.0)]).unwrap();
        rows.push([(0, 0.3), (1, 0.2), (2, -1.0)]).unwrap();
        rows
    }

    fn problem(rows: &SparseRows, scales: Option<Vec<f64>>, offsets: Option<Vec<f64>>) -> Problem<'_> {
        let (targets, weights) = (&TARGETS, &[1.0, 2.0, 0.5]);
        Problem { rows: rows.view(), targets, classes: 2, weights, scales, offsets, start: None }
    }

    /// Value, gradient and probabilities at some parameters.
    fn evaluate(objective: &Objective<'_>, at: &[f64]) -> (f64, Vec<f64>, Vec<f64>) {
        let (mut scratch, mut gradient) = (vec![0.0; at.len()], vec![0.0; at.len()]);
        let mut scores = vec![0.0; objective.scores_len()];
        let (mut probabilities, mut residuals) = (scores.clone(), scores.clone());
        objective.scores(at, &mut scratch, &mut scores);
        objective.add_offsets(&mut scores);
        let value = objective.gradient(at, &scores, &mut probabilities, &mut residuals, &mut gradient);
        (value, gradient, probabilities)
    }

    #[test]
    fn derivatives_are_those_of_finite_differences() {
        let rows = rows();
        let (scales, offsets) = (vec![0.5, -1.0, 2.0, 1.0, -0.3, 0.7], vec![0.1, 0.2, -0.4, 0.0, 2.0, 1.0]);
        for (scales, offsets) in [(None, None), (Some(scales.clone()), None), (Some(scales), Some(offsets))] {
            let problem = problem(&rows, scales, offsets);
            let objective = Objective::new(&problem, 0.1);
            let at: Vec<f64> = (0..objective.len()).map(|i| 0.3 * i as f64 - 1.0).collect();
            let (_, gradient, probabilities) = evaluate(&objective, &at);
            let mut roots = vec![0.0; at.len()];
            objective.preconditioner(&probabilities, &mut vec![0.0; objective.scores_len()], &mut roots);
            for i in 0..at.len() {
                let shifted = |by: f64| {
                    let mut at = at.clone();
                    at[i] += by;
                    evaluate(&objective, &at)
                };
                let (more, less) = (shifted(1e-6), shifted(-1e-6));
                let difference = (more.0 - less.0) / 2e-6;
                assert!((difference - gradient[i]).abs() < 1e-8, "{i}: {difference} {}", gradient[i]);
                let mut unit = vec![0.0; at.len()];
                unit[i] = 1.0;
                let (mut along, mut product) = (vec![0.0; objective.scores_len()], vec![0.0; at.len()]);
                objective.scores(&unit, &mut vec![0.0; at.len()], &mut along);
                let mut residuals = along.clone();
                objective.hessian_product(&unit, &along, &probabilities, &mut residuals, &mut product);
                for (j, product) in product.iter().enumerate() {
                    let difference = (more.1[j] - less.1[j]) / 2e-6;
                    assert!((difference - product).abs() < 1e-8, "{i}, {j}: {difference} {product}");
                }
                assert!((roots[i] * roots[i] - product[i]).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn slopes_along_a_direction_are_those_of_gradients() {
        let rows = rows();
        let problem = problem(&rows, None, None);
        let objective = Objective::new(&problem, 0.1);
        let at: Vec<f64> = (0..objective.len()).map(|i| 0.2 * i as f64).collect();
        let direction: Vec<f64> = (0..objective.len()).map(|i| 1.0 - 0.4 * i as f64).collect();
        let mut scratch = at.clone();
        let (mut scores, mut along) = (vec![0.0; objective.scores_len()], vec![0.0; objective.scores_len()]);
        objective.scores(&at, &mut scratch, &mut scores);
        objective.scores(&direction, &mut scratch, &mut along);
        let penalty = objective.penalty_along(&at, &direction);
        let slope = |step: f64| objective.along(&scores, &along, step).slope + penalty.slope + step * penalty.curvature;
        for step in [0.0, 0.7] {
            let there: Vec<f64> = at.iter().zip(&direction).map(|(at, direction)| at + step * direction).collect();
            let expected = dot(&evaluate(&objective, &there).1, &direction);
            assert!((slope(step) - expected).abs() < 1e-12);
            let curvature = objective.along(&scores, &along, step).curvature + penalty.curvature;
            let difference = (slope(step + 1e-6) - slope(step - 1e-6)) / 2e-6;
            assert!((difference - curvature).abs() < 1e-7, "{difference} {curvature}");
        }
    }

    #[test]
    fn the_value_at_zero_is_the_logarithm_of_the_classes() {
        let rows = rows();
        let problem = problem(&rows, None, None);
        let objective = Objective::new(&problem, 0.1);
        let (value, ..) = evaluate(&objective, &vec![0.0; objective.len()]);
        assert!((value - libm::log(2.0)).abs() < 1e-12);
    }
}
