//! The fitted model, and linfa's traits.

use super::ratios::log_ratios;
use super::rows::{SparseRows, Targets};
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
    /// [`LogisticError::Shape`] for rows of another width.
    ///
    #[doc = fitted_example!("assert!(fitted.probabilities(&data.records)?[[1, 1]] > 0.5);")]
    pub fn probabilities(&self, rows: &SparseRows) -> Result<Array2<f64>, LogisticError> {
        let mut scores = self.scores(rows)?;
        for mut row in scores.rows_mut() {
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

/// The most probable class of every row; the first of equals.
impl PredictInplace<SparseRows, Array1<usize>> for FittedLogistic {
    /// # Panics
    ///
    /// For rows of another width, as linfa's own models do; [`FittedLogistic::probabilities`] gives an error instead.
    fn predict_inplace<'a>(&'a self, rows: &'a SparseRows, classes: &mut Array1<usize>) {
        let scores = self.scores(rows).expect("rows as wide as the training data");
        for (row, class) in scores.rows().into_iter().zip(classes) {
            *class = (0..row.len()).rev().max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap_or(0);
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
