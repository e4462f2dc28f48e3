//! The fitted model, and linfa's traits.

use super::ratios::log_ratios;
use super::rows::{MAX_CELLS, SparseRows, Targets};
use super::solve::{Problem, Start, solve};
use super::{LogisticError, LogisticValidParams};
use crate::numeric::log_sum_exp;
use linfa::DatasetBase;
use linfa::prelude::{Fit, FitWith};
use linfa::traits::PredictInplace;
use ndarray::{Array1, Array2};

/// A fitted multinomial logistic regression.
///
/// ```
/// use geostance::logistic::{LogisticParams, SparseRows, Targets};
/// use linfa::{DatasetBase, prelude::Fit};
///
/// let mut rows = SparseRows::new(1);
/// rows.push([(0, 1.0)])?;
/// rows.push([(0, -1.0)])?;
/// let fitted = LogisticParams::new().fit(&DatasetBase::new(rows, Targets::from_classes(&[0, 1], 2)?))?;
/// assert!(fitted.weights()[[0, 0]] > 0.0 && fitted.weights()[[0, 1]] < 0.0);
/// # Ok::<(), geostance::logistic::LogisticError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct FittedLogistic {
    weights: Array2<f64>,
    bias: Array1<f64>,
    iterations: usize,
    objective: f64,
    relative_gradient: f64,
    converged: bool,
}

macro_rules! fitted_example {
    ($($what:literal),+ $(,)?) => {
        concat!(
            "```\n",
            "# use geostance::logistic::{LogisticParams, SparseRows, Targets};\n",
            "# use linfa::{DatasetBase, prelude::Fit};\n",
            "# let mut rows = SparseRows::new(1);\n",
            "# rows.push([(0, 1.0)])?;\n",
            "# rows.push([(0, -1.0)])?;\n",
            "# let data = DatasetBase::new(rows, Targets::from_classes(&[0, 1], 2)?);\n",
            "let fitted = LogisticParams::new().fit(&data)?;\n",
            $($what, "\n",)+
            "# Ok::<(), geostance::logistic::LogisticError>(())\n",
            "```"
        )
    };
}

impl FittedLogistic {
    /// The weights that values are multiplied with, shape (columns, classes); with naive-Bayes scaling r∘W.
    ///
    #[doc = fitted_example!("assert_eq!(fitted.weights().dim(), (1, 2));")]
    #[must_use]
    pub fn weights(&self) -> &Array2<f64> {
        &self.weights
    }

    /// The bias of every class.
    ///
    #[doc = fitted_example!("assert_eq!(fitted.bias().len(), 2);")]
    #[must_use]
    pub fn bias(&self) -> &Array1<f64> {
        &self.bias
    }

    /// Iterations of the solver.
    ///
    #[doc = fitted_example!("assert!(fitted.iterations() > 0);")]
    #[must_use]
    pub fn iterations(&self) -> usize {
        self.iterations
    }

    /// The objective at the end.
    ///
    #[doc = fitted_example!("assert!(fitted.objective() < 0.7);")]
    #[must_use]
    pub fn objective(&self) -> f64 {
        self.objective
    }

    /// The norm of the gradient at the end over its norm at zero: a certificate of how near the optimum is.
    ///
    #[doc = fitted_example!("assert!(fitted.relative_gradient() <= 1e-5);")]
    #[must_use]
    pub fn relative_gradient(&self) -> f64 {
        self.relative_gradient
    }

    /// Whether the relative norm of the gradient is within the tolerance.
    ///
    #[doc = fitted_example!("assert!(fitted.converged());")]
    #[must_use]
    pub fn converged(&self) -> bool {
        self.converged
    }

    /// The probabilities of the classes for every row, shape (rows, classes).
    ///
    /// # Errors
    ///
    /// [`LogisticError::Shape`] for rows of another width, [`LogisticError::Value`] where values and weights are so large that a
    /// score is not finite.
    ///
    #[doc = fitted_example!("assert!(fitted.probabilities(&data.records)?[[1, 1]] > 0.5);")]
    pub fn probabilities(&self, rows: &SparseRows) -> Result<Array2<f64>, LogisticError> {
        let mut scores = self.scores(rows)?;
        for (number, mut row) in scores.rows_mut().into_iter().enumerate() {
            if row.iter().any(|score| !score.is_finite()) {
                return Err(LogisticError::Value { row: number });
            }
            let normaliser = log_sum_exp(&row.to_vec());
            row.mapv_inplace(|score| libm::exp(score - normaliser));
        }
        Ok(scores)
    }

    /// The scores of the classes for every row, shape (rows, classes).
    fn scores(&self, rows: &SparseRows) -> Result<Array2<f64>, LogisticError> {
        if rows.columns() != self.weights.nrows() {
            let reason = format!("rows of {} columns for weights of {}", rows.columns(), self.weights.nrows());
            return Err(LogisticError::Shape(reason));
        }
        let mut scores = Array2::zeros((rows.len(), self.bias.len()));
        for (number, mut row) in scores.rows_mut().into_iter().enumerate() {
            row.assign(&self.bias);
            for (column, value) in rows.row(number) {
                row.scaled_add(value, &self.weights.row(column as usize));
            }
        }
        Ok(scores)
    }
}

/// The most probable class of every row; the first of equals. A score that is no number counts as the least.
impl PredictInplace<SparseRows, Array1<usize>> for FittedLogistic {
    /// # Panics
    ///
    /// For rows of another width, as linfa's own models do; [`FittedLogistic::probabilities`] gives an error instead.
    fn predict_inplace<'a>(&'a self, rows: &'a SparseRows, classes: &mut Array1<usize>) {
        let scores = self.scores(rows).expect("rows as wide as the training data");
        for (row, class) in scores.rows().into_iter().zip(classes) {
            let score = |class: usize| if row[class].is_nan() { f64::NEG_INFINITY } else { row[class] };
            *class = (0..row.len()).rev().max_by(|&a, &b| score(a).total_cmp(&score(b))).unwrap_or(0);
        }
    }

    fn default_target(&self, rows: &SparseRows) -> Array1<usize> {
        Array1::zeros(rows.len())
    }
}

impl Fit<SparseRows, Targets, LogisticError> for LogisticValidParams {
    type Object = FittedLogistic;

    fn fit(&self, data: &DatasetBase<SparseRows, Targets>) -> Result<FittedLogistic, LogisticError> {
        self.fit_from(data, None)
    }
}

/// A fit that starts from a former one of the same shape; from zero without one. The optimum is the same.
impl<'a> FitWith<'a, SparseRows, Targets, LogisticError> for LogisticValidParams {
    type ObjectIn = Option<FittedLogistic>;
    type ObjectOut = FittedLogistic;

    fn fit_with(
        &self,
        former: Option<FittedLogistic>,
        data: &'a DatasetBase<SparseRows, Targets>,
    ) -> Result<FittedLogistic, LogisticError> {
        self.fit_from(data, former.as_ref())
    }
}

/// The sample weights, once they and the shapes are found good.
fn checked_weights(data: &DatasetBase<SparseRows, Targets>) -> Result<Vec<f64>, LogisticError> {
    let rows = data.records.len();
    let targets = data.targets.distribution().nrows();
    if rows != targets {
        return Err(LogisticError::Shape(format!("{rows} rows and {targets} targets")));
    }
    let weights = match data.weights() {
        Some(weights) if weights.len() != rows => {
            return Err(LogisticError::Shape(format!("{rows} rows and {} weights", weights.len())));
        }
        Some(weights) => weights.iter().map(|&weight| f64::from(weight)).collect(),
        None => vec![1.0; rows],
    };
    if let Some(row) = weights.iter().position(|weight| !(weight.is_finite() && *weight >= 0.0)) {
        return Err(LogisticError::SampleWeight { row });
    }
    if weights.iter().all(|&weight| weight == 0.0) {
        return Err(LogisticError::NoRows);
    }
    Ok(weights)
}

/// How many vectors of the parameters' length a fit takes, at least.
const VECTORS: usize = 9;

/// Whether there is memory for a fit of so many columns and classes: otherwise a wide matrix would end the process.
fn check_size((columns, classes): (usize, usize)) -> Result<(), LogisticError> {
    let cells = columns.checked_add(1).and_then(|rows| rows.checked_mul(classes)?.checked_mul(VECTORS));
    let fits = |cells: &usize| *cells <= MAX_CELLS && Vec::<f64>::new().try_reserve_exact(*cells).is_ok();
    if columns as u64 <= 1 << 32 && cells.as_ref().is_some_and(fits) {
        return Ok(());
    }
    Err(LogisticError::Shape(format!("{columns} columns of {classes} classes, more than memory holds")))
}

impl LogisticValidParams {
    /// Fits on checked data.
    fn fit_from(
        &self,
        data: &DatasetBase<SparseRows, Targets>,
        former: Option<&FittedLogistic>,
    ) -> Result<FittedLogistic, LogisticError> {
        let weights = checked_weights(data)?;
        let (rows, targets) = (data.records.view(), data.targets.by_row());
        let dim = (rows.width, data.targets.distribution().ncols());
        check_size(dim)?;
        let start = match former {
            Some(former) if former.weights.dim() != dim => {
                let reason = format!("{:?} weights to start from, {dim:?} needed", former.weights.dim());
                return Err(LogisticError::Shape(reason));
            }
            Some(former) => {
                Some(Start { weights: former.weights.iter().copied().collect(), bias: former.bias.to_vec() })
            }
            None => None,
        };
        let scales = self.naive_bayes.map(|smoothing| log_ratios(rows, targets, dim.1, &weights, smoothing));
        let problem = Problem { rows, targets, classes: dim.1, weights: &weights, scales, offsets: None, start };
        let solved = solve(&problem, self.l2, self, |_, _| ())?;
        let shape = |error: ndarray::ShapeError| LogisticError::Shape(error.to_string());
        Ok(FittedLogistic {
            weights: Array2::from_shape_vec(dim, solved.weights).map_err(shape)?,
            bias: Array1::from_vec(solved.bias),
            iterations: solved.iterations,
            objective: solved.objective,
            relative_gradient: solved.relative_gradient,
            converged: solved.converged,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logistic::LogisticParams;

    fn two_rows(width: usize, value: f64) -> DatasetBase<SparseRows, Targets> {
        let mut rows = SparseRows::new(width);
        rows.push([(0, value)]).unwrap();
        rows.push([(0, -value)]).unwrap();
        DatasetBase::new(rows, Targets::from_classes(&[0, 1], 2).unwrap())
    }

    #[test]
    fn what_no_memory_holds_is_an_error() {
        for width in [usize::MAX, usize::MAX - 1, usize::MAX / 16, (1 << 32) + 1] {
            let error = LogisticParams::new().fit(&two_rows(width, 1.0)).unwrap_err();
            let expected = format!("{width} columns of 2 classes, more than memory holds");
            assert_eq!(error, LogisticError::Shape(expected));
        }
        assert!(LogisticParams::new().fit(&two_rows(1, 1.0)).is_ok());
    }

    #[test]
    fn probabilities_are_numbers_or_there_are_none() {
        let fitted = LogisticParams::new().fit(&two_rows(1, 1.0)).unwrap();
        for value in [1e300, f64::MAX, -f64::MAX] {
            let mut rows = SparseRows::new(1);
            rows.push([(0, value)]).unwrap();
            match fitted.probabilities(&rows) {
                Ok(probabilities) => assert!((probabilities.sum() - 1.0).abs() < 1e-9, "{value}: {probabilities}"),
                Err(error) => assert_eq!(error, LogisticError::Value { row: 0 }),
            }
            let mut classes = Array1::zeros(1);
            fitted.predict_inplace(&rows, &mut classes);
            assert_eq!(classes[0], usize::from(value < 0.0), "{value}");
        }
        // Two values whose parts are infinite and cancel out are no number.
        let mut rows = SparseRows::new(2);
        rows.push([(0, 1.0), (1, -1.0)]).unwrap();
        rows.push([(0, -1.0), (1, 1.0)]).unwrap();
        let fitted =
            LogisticParams::new().l2(1e-9).fit(&DatasetBase::new(rows, Targets::from_classes(&[0, 1], 2).unwrap()));
        let mut rows = SparseRows::new(2);
        rows.push([(0, f64::MAX), (1, f64::MAX)]).unwrap();
        assert_eq!(fitted.unwrap().probabilities(&rows), Err(LogisticError::Value { row: 0 }));
    }

    #[test]
    fn absurd_parameters_end() {
        for (tolerance, l2) in [(f64::MIN_POSITIVE, 1e-300), (1e-300, 1e-9), (1e-300, 1e300), (5e-324, 1.0)] {
            for value in [1e-300, 1.0, 1e6] {
                let params = LogisticParams::new().max_iterations(usize::MAX).tolerance(tolerance).l2(l2);
                match params.fit(&two_rows(1, value)) {
                    Ok(fitted) => assert!(fitted.iterations() < 100_000, "{tolerance} {l2} {value}: {fitted:?}"),
                    Err(error) => assert!(matches!(error, LogisticError::Solver(_)), "{error}"),
                }
            }
        }
    }
}
