//! L-BFGS (Liu & Nocedal 1989) with the line search of Moré & Thuente (1994), by argmin.

use super::objective::Objective;
use crate::error::TrainingError;
use argmin::core::{Error, IterState, Problem, Solver, State};
use argmin::solver::linesearch::MoreThuenteLineSearch;
use argmin::solver::quasinewton::LBFGS;
use ndarray::Array1;

/// Pairs of steps and gradient differences that L-BFGS keeps.
const MEMORY: usize = 10;

/// A point that the solver found, and how it got there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Solution {
    pub(super) parameters: Vec<f64>,
    pub(super) iterations: usize,
    pub(super) objective: f64,
    /// The norm of the gradient there over its norm at zero.
    pub(super) relative_gradient: f64,
    pub(super) converged: bool,
}

type Step = IterState<Array1<f64>, Array1<f64>, (), (), (), f64>;

/// Minimises the objective from `start`, until the norm of the gradient is `tolerance` times that at zero.
///
/// The solver's own verdict is not taken: `converged` is the norm of the gradient at the point that is returned.
pub(super) fn minimise(
    objective: &Objective<'_>,
    start: Vec<f64>,
    tolerance: f64,
    max_iterations: usize,
    mut on_step: impl FnMut(usize, f64),
) -> Result<Solution, TrainingError> {
    let failed = |error: Error| TrainingError::Solver(error.to_string());
    let at_zero = norm(&objective.value_and_gradient(&vec![0.0; objective.len()]).1);
    let target = tolerance * at_zero;
    let (value, gradient) = objective.value_and_gradient(&start);
    if !(value.is_finite() && at_zero.is_finite() && norm(&gradient).is_finite()) {
        let reason = "the objective is not finite where it starts; the values, the weights or l2 are too large";
        return Err(TrainingError::Solver(reason.to_owned()));
    }
    if norm(&gradient) <= target {
        return Ok(finished(objective, start, 0, at_zero, target));
    }
    let mut solver = LBFGS::new(MoreThuenteLineSearch::new(), MEMORY);
    let mut problem = Problem::new(objective);
    let (mut state, _) = solver.init(&mut problem, Step::new().param(Array1::from_vec(start))).map_err(failed)?;
    state.update();
    let mut iterations = 0;
    while iterations < max_iterations {
        (state, _) = solver.next_iter(&mut problem, state).map_err(failed)?;
        if state.terminated() {
            // The line search found no lower point: the best one so far is as good as rounding allows.
            break;
        }
        state.increment_iter();
        state.update();
        iterations += 1;
        on_step(iterations, state.get_cost());
        if state.get_gradient().is_none_or(|gradient| norm(&gradient.to_vec()) <= target) {
            break;
        }
    }
    let best = state.take_best_param().ok_or_else(|| TrainingError::Solver("no finite objective".to_owned()))?.to_vec();
    if best.iter().any(|parameter| !parameter.is_finite()) {
        return Err(TrainingError::Solver("a parameter is not finite; use a larger l2".to_owned()));
    }
    let solution = finished(objective, best, iterations, at_zero, target);
    if solution.objective.is_finite() {
        Ok(solution)
    } else {
        Err(TrainingError::Solver("the objective is not finite; use a larger l2".to_owned()))
    }
}

fn finished(objective: &Objective<'_>, parameters: Vec<f64>, iterations: usize, at_zero: f64, target: f64) -> Solution {
    let (value, gradient) = objective.value_and_gradient(&parameters);
    let reached = norm(&gradient);
    Solution {
        parameters,
        iterations,
        objective: value,
        relative_gradient: if at_zero > 0.0 { reached / at_zero } else { 0.0 },
        converged: reached <= target,
    }
}

fn norm(gradient: &[f64]) -> f64 {
    libm::sqrt(gradient.iter().map(|value| value * value).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::training::SparseRows;

    fn rows() -> (SparseRows, ndarray::Array2<f64>) {
        let mut rows = SparseRows::new(3);
        for i in 0..30_u32 {
            rows.push([(i % 3, 1.0 + f64::from(i % 5))]).unwrap();
        }
        let classes: Vec<usize> = (0..30).map(|i| if i % 7 == 0 { 0 } else { i % 3 }).collect();
        (rows, crate::training::Targets::from_classes(&classes, 3).unwrap().distribution().clone())
    }

    #[test]
    fn the_gradient_is_small_where_it_converged() {
        let (rows, targets) = rows();
        let objective = Objective::new(&rows, &targets, &[1.0; 30], 1e-3, None);
        let mut values = Vec::new();
        let solution =
            minimise(&objective, vec![0.0; objective.len()], 1e-8, 500, |_, value| values.push(value)).unwrap();
        assert!(solution.converged && solution.relative_gradient <= 1e-8, "{solution:?}");
        assert_eq!(values.len(), solution.iterations);
        assert!(values.is_sorted_by(|a, b| a >= b), "{values:?}");
        let again = minimise(&objective, solution.parameters.clone(), 1e-7, 500, |_, _| ()).unwrap();
        assert_eq!((again.iterations, again.parameters), (0, solution.parameters));
    }

    #[test]
    fn too_few_iterations_are_not_called_converged() {
        let (rows, targets) = rows();
        let objective = Objective::new(&rows, &targets, &[1.0; 30], 1e-3, None);
        let solution = minimise(&objective, vec![0.0; objective.len()], 1e-8, 2, |_, _| ()).unwrap();
        assert_eq!((solution.converged, solution.iterations), (false, 2));
        let none = minimise(&objective, vec![0.0; objective.len()], 1e-8, 0, |_, _| ()).unwrap();
        assert_eq!((none.converged, none.iterations), (false, 0));
    }
}
