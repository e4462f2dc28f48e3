//! The objective and its gradient.
//!
//! (1/Σw) Σ wᵢ·cross-entropyᵢ + ½·λ‖W‖², the bias free, with z = x·(r∘W) + b, where r are the scales of the features (1 without
//! naive-Bayes ratios). Parameters lie in one vector: for every column the weights of the classes side by side, then the
//! biases.
//!
//! The forward pass goes by rows, the backward pass by columns of the transposed matrix, both in chunks of a fixed size, so that
//! every sum has one order whatever the number of threads.

use super::sparse::SparseRows;
use crate::calibration::log_sum_exp;
use crate::parallel;
use argmin::core::{CostFunction, Gradient};
use ndarray::{Array1, Array2};
use std::sync::Mutex;

/// Rows, or columns, that one thread takes at a time.
const CHUNK: usize = 256;

/// The objective and its gradient at some parameters.
struct Evaluated {
    parameters: Array1<f64>,
    value: f64,
    gradient: Array1<f64>,
}

/// The problem of one fit.
pub(super) struct Objective<'a> {
    rows: &'a SparseRows,
    by_column: SparseRows,
    targets: &'a Array2<f64>,
    /// The weight of each row over the sum of weights.
    weights: Vec<f64>,
    l2: f64,
    /// For every column and class, what its weight is multiplied by.
    scales: Option<&'a [f64]>,
    classes: usize,
    /// The last parameters with their value and gradient: a solver asks for both, one after the other.
    last: Mutex<Option<Evaluated>>,
}

impl<'a> Objective<'a> {
    pub(super) fn new(
        rows: &'a SparseRows,
        targets: &'a Array2<f64>,
        weights: &[f64],
        l2: f64,
        scales: Option<&'a [f64]>,
    ) -> Self {
        let total: f64 = weights.iter().sum();
        Self {
            rows,
            by_column: rows.transposed(),
            targets,
            weights: weights.iter().map(|weight| weight / total).collect(),
            l2,
            scales,
            classes: targets.ncols(),
            last: Mutex::new(None),
        }
    }

    /// The number of parameters.
    pub(super) fn len(&self) -> usize {
        (self.rows.columns() + 1) * self.classes
    }

    /// The weights that prediction multiplies values with: the parameters, scaled.
    pub(super) fn scaled(&self, parameters: &[f64]) -> Vec<f64> {
        match self.scales {
            Some(scales) => scales.iter().zip(parameters).map(|(scale, parameter)| scale * parameter).collect(),
            None => parameters[..self.rows.columns() * self.classes].to_vec(),
        }
    }

    /// The objective at `parameters`, and its gradient.
    pub(super) fn value_and_gradient(&self, parameters: &[f64]) -> (f64, Vec<f64>) {
        let classes = self.classes;
        let (weights, bias) = parameters.split_at(self.rows.columns() * classes);
        let scaled = self.scaled(parameters);

        // Forward: for every row what the loss adds (first) and its derivative by each class's score.
        let mut residuals = vec![0.0; self.rows.len() * (classes + 1)];
        parallel::fill_chunks(&mut residuals, CHUNK * (classes + 1), |chunk, residuals| {
            for (place, residual) in residuals.chunks_exact_mut(classes + 1).enumerate() {
                let row = chunk * CHUNK + place;
                let (loss, scores) = residual.split_at_mut(1);
                scores.copy_from_slice(bias);
                for (column, value) in self.rows.row(row) {
                    let start = column as usize * classes;
                    for (score, weight) in scores.iter_mut().zip(&scaled[start..start + classes]) {
                        *score += value * weight;
                    }
                }
                let normaliser = log_sum_exp(scores);
                for (score, &target) in scores.iter_mut().zip(self.targets.row(row)) {
                    let log_probability = *score - normaliser;
                    loss[0] -= target * log_probability;
                    *score = self.weights[row] * (libm::exp(log_probability) - target);
                }
                loss[0] *= self.weights[row];
            }
        });
        let loss: f64 = chunked_sum(residuals.chunks_exact(classes + 1).map(|residual| residual[0]));
        let penalty: f64 = 0.5 * self.l2 * chunked_sum(weights.iter().map(|weight| weight * weight));

        // Backward: every column sums over its rows.
        let mut gradient = vec![0.0; parameters.len()];
        let (by_weight, by_bias) = gradient.split_at_mut(weights.len());
        parallel::fill_chunks(by_weight, CHUNK * classes, |chunk, gradients| {
            for (place, gradient) in gradients.chunks_exact_mut(classes).enumerate() {
                let column = chunk * CHUNK + place;
                for (row, value) in self.by_column.row(column) {
                    let start = row as usize * (classes + 1) + 1;
                    for (sum, residual) in gradient.iter_mut().zip(&residuals[start..start + classes]) {
                        *sum += value * residual;
                    }
                }
                let start = column * classes;
                for (class, sum) in gradient.iter_mut().enumerate() {
                    let scale = self.scales.map_or(1.0, |scales| scales[start + class]);
                    *sum = scale * *sum + self.l2 * weights[start + class];
                }
            }
        });
        for (class, sum) in by_bias.iter_mut().enumerate() {
            *sum = chunked_sum(residuals.chunks_exact(classes + 1).map(|residual| residual[class + 1]));
        }
        (loss + penalty, gradient)
    }

    fn cached(&self, parameters: &Array1<f64>) -> (f64, Array1<f64>) {
        // A poisoned lock would mean a panic within this very function on another thread; the cache is then made anew.
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match &*last {
            Some(known) if known.parameters == parameters => (known.value, known.gradient.clone()),
            _ => {
                let (value, gradient) = self.value_and_gradient(&parameters.to_vec());
                let gradient = Array1::from_vec(gradient);
                *last = Some(Evaluated { parameters: parameters.clone(), value, gradient: gradient.clone() });
                (value, gradient)
            }
        }
    }
}

/// A sum in chunks of 1,024, which rounds less than one long sum.
fn chunked_sum(values: impl Iterator<Item = f64>) -> f64 {
    let (mut total, mut chunk, mut count) = (0.0, 0.0, 0_usize);
    for value in values {
        chunk += value;
        count += 1;
        if count % 1024 == 0 {
            total += chunk;
            chunk = 0.0;
        }
    }
    total + chunk
}

impl CostFunction for &Objective<'_> {
    type Param = Array1<f64>;
    type Output = f64;

    /// An error where the objective is not finite: the line search would not end on it.
    fn cost(&self, parameters: &Array1<f64>) -> Result<f64, argmin::core::Error> {
        let value = self.cached(parameters).0;
        if value.is_finite() { Ok(value) } else { Err(argmin::core::Error::msg("the objective is not finite")) }
    }
}

impl Gradient for &Objective<'_> {
    type Param = Array1<f64>;
    type Gradient = Array1<f64>;

    fn gradient(&self, parameters: &Array1<f64>) -> Result<Array1<f64>, argmin::core::Error> {
        Ok(self.cached(parameters).1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem() -> (SparseRows, Array2<f64>, Vec<f64>) {
        let mut rows = SparseRows::new(3);
        rows.push([(0, 1.0), (2, 0.5)]).unwrap();
        rows.push([(1, 2.0)]).unwrap();
        rows.push([(0, 0.3), (1, 0.2), (2, -1.0)]).unwrap();
        let targets = ndarray::array![[1.0, 0.0], [0.0, 1.0], [0.25, 0.75]];
        (rows, targets, vec![1.0, 2.0, 0.5])
    }

    #[test]
    fn the_gradient_is_that_of_finite_differences() {
        let (rows, targets, weights) = problem();
        let scales = [0.5, -1.0, 2.0, 1.0, -0.3, 0.7];
        for scales in [None, Some(&scales[..])] {
            let objective = Objective::new(&rows, &targets, &weights, 0.1, scales);
            let at: Vec<f64> = (0..objective.len()).map(|i| 0.3 * i as f64 - 1.0).collect();
            let (_, gradient) = objective.value_and_gradient(&at);
            for i in 0..at.len() {
                let shifted = |by: f64| {
                    let mut at = at.clone();
                    at[i] += by;
                    objective.value_and_gradient(&at).0
                };
                let difference = (shifted(1e-6) - shifted(-1e-6)) / 2e-6;
                assert!((difference - gradient[i]).abs() < 1e-8, "{i}: {difference} {}", gradient[i]);
            }
        }
    }

    #[test]
    fn the_value_at_zero_is_the_logarithm_of_the_classes() {
        let (rows, targets, weights) = problem();
        let objective = Objective::new(&rows, &targets, &weights, 0.1, None);
        let (value, _) = objective.value_and_gradient(&vec![0.0; objective.len()]);
        assert!((value - libm::log(2.0)).abs() < 1e-12);
    }
}
