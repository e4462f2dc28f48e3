//! Truncated Newton with preconditioned conjugate gradients.
//!
//! Every Newton step solves H·d = −g as far as its residual shows progress worth having (Dembo, Eisenstat & Steihaug 1982), by
//! conjugate gradients on products with the Hessian, which is never formed (Lin, Weng & Keerthi 2008), preconditioned by the
//! square root of its diagonal: words differ in frequency by orders of magnitude, and so do curvatures (Hsia, Chiang &
//! Lin 2018 temper the diagonal likewise). A line search on the scores alone then finds the length of the step.
//!
//! Measured against L-BFGS on the same objective, to a relative gradient of 1e-4: 38 iterations where L-BFGS took 108 (64 with
//! the same preconditioner) on 10,083 sentences, 34 where it took 182 on 120,000, with seven vectors of the parameters' length
//! where it needs twenty.

use super::LogisticError;
use super::objective::{Along, Objective};
use super::vectors::{axpy, dot, norm, squares_over, turn};

/// The largest share of a gradient that a Newton step may leave.
const FORCING: f64 = 0.1;
/// The most conjugate-gradient iterations of one Newton step.
const LONGEST_STEP: usize = 200;
/// The share of the slope that a line search may leave.
const SLOPE_LEFT: f64 = 0.1;
/// Newton steps in a row that lower neither the objective nor the gradient, before the rounding of sums is taken for the limit.
const PATIENCE: usize = 4;

/// The share of the largest possible gradient that the rounding of its sums can take for one.
const ROUNDING: f64 = 1e-12;

/// A point that the solver found, and how it got there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Solution {
    pub(super) parameters: Vec<f64>,
    /// Conjugate-gradient iterations of all Newton steps, each a product with the Hessian.
    pub(super) iterations: usize,
    pub(super) objective: f64,
    /// The norm of the gradient there over its norm at zero.
    pub(super) relative_gradient: f64,
    pub(super) converged: bool,
}

/// Minimises the objective from `start`, or from zero, until the norm of the gradient is `tolerance` times that at zero, or as
/// small as rounding lets it be; the best point on the way.
pub(super) fn minimise(
    objective: &Objective<'_>,
    start: Option<Vec<f64>>,
    tolerance: f64,
    max_iterations: usize,
    on_step: impl FnMut(usize, f64),
) -> Result<Solution, LogisticError> {
    let mut newton = Newton::new(objective, on_step);
    newton.evaluate();
    let at_zero = norm(&newton.gradient);
    if let Some(start) = start {
        newton.parameters = start;
        newton.evaluate();
    }
    if !(newton.value.is_finite() && at_zero.is_finite() && norm(&newton.gradient).is_finite()) {
        let reason = "the objective is not finite where it starts; the values, the weights or l2 are too large";
        return Err(LogisticError::Solver(reason.to_owned()));
    }
    // A gradient that is the rounding of its sums is no gradient: where all classes hold the same rows, zero is the optimum.
    let target = (tolerance * at_zero).max(ROUNDING * objective.magnitude());
    let mut reached = norm(&newton.gradient);
    let mut best = Best { parameters: newton.parameters.clone(), value: newton.value, gradient: reached };
    let (mut least, mut idle) = (reached, 0);
    while reached > target && newton.iterations < max_iterations && idle < PATIENCE {
        let forcing = FORCING.min(libm::sqrt(reached / at_zero));
        let within = (forcing * reached).max(0.5 * target);
        newton.direct(within, LONGEST_STEP.min(max_iterations - newton.iterations));
        newton.step();
        reached = norm(&newton.gradient);
        if !(newton.value.is_finite() && reached.is_finite()) {
            return Err(LogisticError::Solver("the objective is not finite; use a larger l2".to_owned()));
        }
        idle = if newton.value < best.value || reached < least { 0 } else { idle + 1 };
        least = reached.min(least);
        if newton.value < best.value || reached <= target {
            best.parameters.copy_from_slice(&newton.parameters);
            (best.value, best.gradient) = (newton.value, reached);
        }
    }
    if best.parameters.iter().any(|parameter| !parameter.is_finite()) {
        return Err(LogisticError::Solver("a parameter is not finite; use a larger l2".to_owned()));
    }
    Ok(Solution {
        iterations: newton.iterations,
        objective: best.value,
        relative_gradient: if at_zero > target { best.gradient / at_zero } else { 0.0 },
        converged: best.gradient <= target,
        parameters: best.parameters,
    })
}

/// The best point so far.
struct Best {
    parameters: Vec<f64>,
    value: f64,
    gradient: f64,
}

/// Where the solver stands, and its working space.
struct Newton<'a, F> {
    objective: &'a Objective<'a>,
    on_step: F,
    iterations: usize,
    value: f64,
    parameters: Vec<f64>,
    /// The gradient; while a direction is sought, its residual g + H·d.
    gradient: Vec<f64>,
    direction: Vec<f64>,
    conjugate: Vec<f64>,
    /// A product with the Hessian.
    product: Vec<f64>,
    /// A vector times the scales.
    scratch: Vec<f64>,
    preconditioner: Vec<f64>,
    /// By row and class: the scores, their change along a direction, probabilities, and weighted differences.
    scores: Vec<f64>,
    along: Vec<f64>,
    probabilities: Vec<f64>,
    residuals: Vec<f64>,
}

impl<'a, F: FnMut(usize, f64)> Newton<'a, F> {
    fn new(objective: &'a Objective<'a>, on_step: F) -> Self {
        let by_parameter = || vec![0.0; objective.len()];
        let by_score = || vec![0.0; objective.scores_len()];
        Self {
            objective,
            on_step,
            iterations: 0,
            value: 0.0,
            parameters: by_parameter(),
            gradient: by_parameter(),
            direction: by_parameter(),
            conjugate: by_parameter(),
            product: by_parameter(),
            scratch: by_parameter(),
            preconditioner: by_parameter(),
            scores: by_score(),
            along: by_score(),
            probabilities: by_score(),
            residuals: by_score(),
        }
    }

    /// Scores, value and gradient at the parameters.
    fn evaluate(&mut self) {
        self.objective.scores(&self.parameters, &mut self.scratch, &mut self.scores);
        self.objective.add_offsets(&mut self.scores);
        self.differentiate();
    }

    /// Value and gradient from the scores.
    fn differentiate(&mut self) {
        let Self { parameters, scores, probabilities, residuals, gradient, .. } = self;
        self.value = self.objective.gradient(parameters, scores, probabilities, residuals, gradient);
    }

    /// Makes `direction` an approximate solution of H·d = −g whose residual is not longer than `within`.
    fn direct(&mut self, within: f64, most: usize) {
        let Self { objective, probabilities, residuals, preconditioner, .. } = self;
        objective.preconditioner(probabilities, residuals, preconditioner);
        self.direction.fill(0.0);
        // The first conjugate direction is the preconditioned gradient downhill.
        turn(&mut self.conjugate, 0.0, &self.gradient, &self.preconditioner);
        let mut size = squares_over(&self.gradient, &self.preconditioner);
        for _ in 0..most {
            self.objective.scores(&self.conjugate, &mut self.scratch, &mut self.along);
            let Self { objective, conjugate, along, probabilities, residuals, product, .. } = self;
            objective.hessian_product(conjugate, along, probabilities, residuals, product);
            self.iterations += 1;
            (self.on_step)(self.iterations, self.value);
            let curvature = dot(&self.conjugate, &self.product);
            let length = size / curvature;
            if !(curvature > 0.0 && length.is_finite()) {
                break;
            }
            axpy(&mut self.direction, length, &self.conjugate);
            axpy(&mut self.gradient, length, &self.product);
            if norm(&self.gradient) <= within {
                break;
            }
            let next = squares_over(&self.gradient, &self.preconditioner);
            turn(&mut self.conjugate, next / size, &self.gradient, &self.preconditioner);
            size = next;
        }
    }

    /// Goes along `direction` to where the slope has all but vanished.
    fn step(&mut self) {
        self.objective.scores(&self.direction, &mut self.scratch, &mut self.along);
        let penalty = self.objective.penalty_along(&self.parameters, &self.direction);
        let slope_at = |step: f64| {
            let Along { slope, curvature } = self.objective.along(&self.scores, &self.along, step);
            (slope + penalty.slope + step * penalty.curvature, curvature + penalty.curvature)
        };
        let (start, _) = slope_at(0.0);
        if start < 0.0 {
            let step = root(slope_at, SLOPE_LEFT * -start);
            axpy(&mut self.parameters, step, &self.direction);
            axpy(&mut self.scores, step, &self.along);
        }
        self.differentiate();
    }
}

/// Where a rising function that is below zero at 0 comes within `near` of zero: Newton's method from 1, kept between bounds.
fn root(slope_at: impl Fn(f64) -> (f64, f64), near: f64) -> f64 {
    let (mut low, mut high, mut step) = (0.0, f64::INFINITY, 1.0);
    for _ in 0..60 {
        let (slope, curvature) = slope_at(step);
        if slope.abs() <= near {
            break;
        }
        if slope < 0.0 {
            low = step;
        } else {
            high = step;
        }
        let next = step - slope / curvature;
        step = if next > low && next < high {
            next
        } else if high.is_finite() {
            f64::midpoint(low, high)
        } else {
            2.0 * step
        };
    }
    step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logistic::solve::Problem;
    use crate::logistic::{SparseRows, Targets};

    fn rows() -> (SparseRows, Targets) {
        let mut rows = SparseRows::new(3);
        for i in 0..30_u32 {
            rows.push([(i % 3, 1.0 + f64::from(i % 5))]).unwrap();
        }
        let classes: Vec<usize> = (0..30).map(|i| if i % 7 == 0 { 0 } else { i % 3 }).collect();
        (rows, Targets::from_classes(&classes, 3).unwrap())
    }

    fn problem<'a>(rows: &'a SparseRows, targets: &'a Targets, weights: &'a [f64]) -> Problem<'a> {
        let targets = targets.by_row();
        Problem { rows: rows.view(), targets, classes: 3, weights, scales: None, offsets: None, start: None }
    }

    #[test]
    fn the_gradient_is_small_where_it_converged() {
        let (rows, targets) = rows();
        let problem = problem(&rows, &targets, &[1.0; 30]);
        let objective = Objective::new(&problem, 1e-3);
        let mut values = Vec::new();
        let solution = minimise(&objective, None, 1e-8, 500, |_, value| values.push(value)).unwrap();
        assert!(solution.converged && solution.relative_gradient <= 1e-8, "{solution:?}");
        assert_eq!(values.len(), solution.iterations);
        assert!(values.is_sorted_by(|a, b| a >= b), "{values:?}");
        let again = minimise(&objective, Some(solution.parameters.clone()), 1e-7, 500, |_, _| ()).unwrap();
        assert_eq!((again.iterations, again.parameters), (0, solution.parameters));
    }

    #[test]
    fn a_tolerance_below_rounding_ends() {
        let (rows, targets) = rows();
        let problem = problem(&rows, &targets, &[1.0; 30]);
        let objective = Objective::new(&problem, 1e-3);
        let solution = minimise(&objective, None, 1e-300, 100_000, |_, _| ()).unwrap();
        assert!(solution.converged && solution.relative_gradient < 1e-11, "{solution:?}");
        assert!(solution.iterations < 1000, "{solution:?}");
    }

    #[test]
    fn too_few_iterations_are_not_called_converged() {
        let (rows, targets) = rows();
        let problem = problem(&rows, &targets, &[1.0; 30]);
        let objective = Objective::new(&problem, 1e-3);
        let solution = minimise(&objective, None, 1e-8, 2, |_, _| ()).unwrap();
        assert_eq!((solution.converged, solution.iterations), (false, 2));
        let none = minimise(&objective, None, 1e-8, 0, |_, _| ()).unwrap();
        assert_eq!((none.converged, none.iterations), (false, 0));
    }

    #[test]
    fn rows_that_say_nothing_are_at_their_optimum_at_once() {
        let mut rows = SparseRows::new(5);
        for _ in 0..12 {
            rows.push((0..5).map(|column| (column, 0.447))).unwrap();
        }
        let classes: Vec<usize> = (0..12).map(|i| i % 3).collect();
        let targets = Targets::from_classes(&classes, 3).unwrap();
        for weights in [[1.0; 12], [1.0 / 3.0; 12], [0.1; 12]] {
            let problem = problem(&rows, &targets, &weights);
            let solution = minimise(&Objective::new(&problem, 1e-12), None, 1e-6, 1000, |_, _| ()).unwrap();
            assert!(solution.converged && solution.iterations == 0, "{solution:?}");
            assert!(solution.parameters.iter().all(|parameter| parameter.abs() < 1e-9), "{solution:?}");
        }
    }

    #[test]
    fn the_root_of_a_slope_is_found_from_either_side() {
        for (at, slope) in [(3.0, 1.0), (0.2, 40.0), (1e6, 1e-3)] {
            let found = root(|step| (libm::atan(slope * (step - at)), 0.0), 1e-6);
            assert!((found - at).abs() * slope < 1e-5, "{at}: {found}");
        }
    }
}
