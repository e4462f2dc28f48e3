//! One problem, from its rows to its weights.

use super::LogisticError;
use super::csr::Rows;
use super::objective::Objective;
use super::params::LogisticValidParams;
use super::solver::minimise;

/// A scale below this is none: what a weight was before it was scaled cannot be said.
const NO_SCALE: f64 = 1e-9;

/// Rows with their targets, and what is known beforehand.
pub(crate) struct Problem<'a> {
    pub(crate) rows: Rows<'a>,
    /// For every row the shares of the classes side by side.
    pub(crate) targets: &'a [f64],
    pub(crate) classes: usize,
    /// The weight of each row.
    pub(crate) weights: &'a [f64],
    /// For every column and class, what its weight is multiplied by; 1 without them.
    pub(crate) scales: Option<Vec<f64>>,
    /// For every row and class the score that a prior gives; the penalty is then on the distance from the prior.
    pub(crate) offsets: Option<Vec<f64>>,
    /// Where to begin; at zero without it.
    pub(crate) start: Option<Start>,
}

/// Weights, scaled, and biases to begin with.
#[derive(Debug, Clone)]
pub(crate) struct Start {
    pub(crate) weights: Vec<f64>,
    pub(crate) bias: Vec<f64>,
}

/// A solution, and how it was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Solved {
    /// For every column the weights of the classes side by side, scaled: what values are multiplied with.
    pub(crate) weights: Vec<f64>,
    pub(crate) bias: Vec<f64>,
    /// Conjugate-gradient iterations of all Newton steps.
    pub(crate) iterations: usize,
    pub(crate) objective: f64,
    /// The norm of the gradient at the end over its norm at zero.
    pub(crate) relative_gradient: f64,
    pub(crate) converged: bool,
}

/// Minimises (1/Σw) Σ wᵢ·cross-entropyᵢ + ½·λ‖U‖² with λ, tolerance and the most iterations as the parameters say. `on_step`
/// hears of each iteration and the objective.
pub(crate) fn solve(
    problem: &Problem<'_>,
    l2: f64,
    params: &LogisticValidParams,
    on_step: impl FnMut(usize, f64),
) -> Result<Solved, LogisticError> {
    if !problem.weights.iter().sum::<f64>().is_finite() {
        return Err(LogisticError::Solver("the sum of the weights is not finite".to_owned()));
    }
    let objective = Objective::new(problem, l2);
    let start = problem.start.as_ref().map(|start| {
        let weights = unscaled(&start.weights, problem.scales.as_deref());
        weights.chain(start.bias.iter().copied()).collect()
    });
    let solution = minimise(&objective, start, params.tolerance, params.max_iterations, on_step)?;
    Ok(Solved {
        weights: objective.scaled(&solution.parameters),
        bias: solution.parameters[objective.weights_len()..].to_vec(),
        iterations: solution.iterations,
        objective: solution.objective,
        relative_gradient: solution.relative_gradient,
        converged: solution.converged,
    })
}

/// Weights without their scales.
fn unscaled<'a>(weights: &'a [f64], scales: Option<&'a [f64]>) -> impl Iterator<Item = f64> {
    weights.iter().enumerate().map(move |(place, weight)| match scales {
        Some(scales) if scales[place].abs() > NO_SCALE => weight / scales[place],
        Some(_) => 0.0,
        None => *weight,
    })
}
