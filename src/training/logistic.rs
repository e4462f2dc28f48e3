//! Multinomial logistic regression on sparse rows, in linfa's conventions.

use super::naive_bayes::log_ratios;
use super::objective::{Loss, Objective};
use super::solver::{Solution, minimise};
use super::sparse::{SparseRows, Targets};
use crate::calibration::log_sum_exp;
use crate::error::{Error, ParamsError, TrainingError};
use linfa::DatasetBase;
use linfa::prelude::{Fit, FitWith, ParamGuard};
use linfa::traits::PredictInplace;
use ndarray::{Array1, Array2};

/// Checked parameters of multinomial logistic regression; from [`LogisticParams`].
///
/// ```
/// use geostance::LogisticParams;
/// use linfa::ParamGuard;
///
/// assert_eq!(LogisticParams::new().l2(0.5).check()?.l2(), 0.5);
/// # Ok::<(), geostance::ParamsError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticValidParams {
    pub(super) l2: f64,
    pub(super) naive_bayes: Option<f64>,
    pub(super) one_vs_rest: bool,
    pub(super) tolerance: f64,
    pub(super) max_iterations: usize,
}

impl LogisticValidParams {
    /// The strength λ of the penalty.
    ///
    /// ```
    /// use linfa::ParamGuard;
    ///
    /// assert!(geostance::LogisticParams::new().check()?.l2() > 0.0);
    /// # Ok::<(), geostance::ParamsError>(())
    /// ```
    #[must_use]
    pub fn l2(&self) -> f64 {
        self.l2
    }

    pub(super) fn loss(&self) -> Loss {
        if self.one_vs_rest { Loss::OneVsRest } else { Loss::Multinomial }
    }
}

/// Parameters of multinomial logistic regression on [`SparseRows`].
///
/// Minimises (1/Σw) Σ wᵢ·cross-entropyᵢ + ½·λ‖W‖² over the weights W and the bias, which is free, by truncated
/// Newton steps. With naive-Bayes scaling (Wang & Manning 2012) the weights are multiplied by log ratios within the scores, z = x·(r∘W) + b,
/// and the fitted weights are r∘W.
///
/// The weights of the [`DatasetBase`] are sample weights.
///
/// ```
/// use geostance::{LogisticParams, SparseRows, Targets};
/// use linfa::{DatasetBase, prelude::Fit};
///
/// let mut rows = SparseRows::new(2);
/// for row in [[(0, 1.0)], [(0, 0.8)], [(1, 1.0)], [(1, 0.9)]] {
///     rows.push(row)?;
/// }
/// let data = DatasetBase::new(rows, Targets::from_classes(&[0, 0, 1, 1], 2)?);
/// let fitted = LogisticParams::new().l2(1e-2).fit(&data)?;
/// assert!(fitted.converged());
/// assert!(fitted.probabilities(&data.records)?[[0, 0]] > 0.8);
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticParams {
    pub(super) valid: LogisticValidParams,
}

impl Default for LogisticParams {
    fn default() -> Self {
        Self::new()
    }
}

impl LogisticParams {
    /// λ = 1e-4, no naive-Bayes scaling, a relative gradient tolerance of 1e-5, at most 1,000 iterations.
    ///
    /// ```
    /// assert_eq!(geostance::LogisticParams::new(), geostance::LogisticParams::default());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self {
            valid: LogisticValidParams {
                l2: 1e-4,
                naive_bayes: None,
                one_vs_rest: false,
                tolerance: 1e-5,
                max_iterations: 1000,
            },
        }
    }

    /// The strength λ of the penalty ½·λ‖W‖²; finite and above zero.
    ///
    /// ```
    /// assert_ne!(geostance::LogisticParams::new().l2(1.0), geostance::LogisticParams::new());
    /// ```
    #[must_use]
    pub fn l2(mut self, l2: f64) -> Self {
        self.valid.l2 = l2;
        self
    }

    /// The smoothing of the naive-Bayes counts, finite and above zero, or `None` for no scaling.
    ///
    /// ```
    /// assert_ne!(geostance::LogisticParams::new().naive_bayes(Some(1.0)), geostance::LogisticParams::new());
    /// ```
    #[must_use]
    pub fn naive_bayes(mut self, smoothing: Option<f64>) -> Self {
        self.valid.naive_bayes = smoothing;
        self
    }

    /// Whether every class is fitted against the rest on its own, rather than all against each other. The probabilities of a
    /// fitted model are those of the softmax all the same.
    ///
    /// ```
    /// assert_ne!(geostance::LogisticParams::new().one_vs_rest(true), geostance::LogisticParams::new());
    /// ```
    #[must_use]
    pub fn one_vs_rest(mut self, one_vs_rest: bool) -> Self {
        self.valid.one_vs_rest = one_vs_rest;
        self
    }

    /// Training stops when the norm of the gradient is this share of its norm at zero; above 0 and below 1.
    ///
    /// ```
    /// assert_ne!(geostance::LogisticParams::new().tolerance(1e-3), geostance::LogisticParams::new());
    /// ```
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.valid.tolerance = tolerance;
        self
    }

    /// The most iterations, at least 1.
    ///
    /// ```
    /// assert_ne!(geostance::LogisticParams::new().max_iterations(3), geostance::LogisticParams::new());
    /// ```
    #[must_use]
    pub fn max_iterations(mut self, max_iterations: usize) -> Self {
        self.valid.max_iterations = max_iterations;
        self
    }
}

impl ParamGuard for LogisticParams {
    type Checked = LogisticValidParams;
    type Error = ParamsError;

    fn check_ref(&self) -> Result<&LogisticValidParams, ParamsError> {
        let LogisticValidParams { l2, naive_bayes, tolerance, max_iterations, .. } = &self.valid;
        let positive = |value: f64| value.is_finite() && value > 0.0;
        if !positive(*l2) {
            return Err(ParamsError::new("l2", l2, "a finite number above zero"));
        }
        if let Some(smoothing) = naive_bayes.filter(|&smoothing| !positive(smoothing)) {
            return Err(ParamsError::new("naive_bayes", smoothing, "a finite number above zero, or none"));
        }
        if !(*tolerance > 0.0 && *tolerance < 1.0) {
            return Err(ParamsError::new("tolerance", tolerance, "a number above 0 and below 1"));
        }
        if *max_iterations == 0 {
            return Err(ParamsError::new("max_iterations", max_iterations, "at least 1"));
        }
        Ok(&self.valid)
    }

    fn check(self) -> Result<LogisticValidParams, ParamsError> {
        self.check_ref()?;
        Ok(self.valid)
    }
}

/// A fitted multinomial logistic regression.
///
/// ```
/// use geostance::{LogisticParams, SparseRows, Targets};
/// use linfa::{DatasetBase, prelude::Fit};
///
/// let mut rows = SparseRows::new(1);
/// rows.push([(0, 1.0)])?;
/// rows.push([(0, -1.0)])?;
/// let fitted = LogisticParams::new().fit(&DatasetBase::new(rows, Targets::from_classes(&[0, 1], 2)?))?;
/// assert!(fitted.weights()[[0, 0]] > 0.0 && fitted.weights()[[0, 1]] < 0.0);
/// # Ok::<(), geostance::Error>(())
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
            "# use geostance::{LogisticParams, SparseRows, Targets};\n",
            "# use linfa::{DatasetBase, prelude::Fit};\n",
            "# let mut rows = SparseRows::new(1);\n",
            "# rows.push([(0, 1.0)])?;\n",
            "# rows.push([(0, -1.0)])?;\n",
            "# let data = DatasetBase::new(rows, Targets::from_classes(&[0, 1], 2)?);\n",
            "let fitted = LogisticParams::new().fit(&data)?;\n",
            $($what, "\n",)+
            "# Ok::<(), geostance::Error>(())\n",
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
    /// [`Error::Training`] for rows of another width.
    ///
    #[doc = fitted_example!("assert!(fitted.probabilities(&data.records)?[[1, 1]] > 0.5);")]
    pub fn probabilities(&self, rows: &SparseRows) -> Result<Array2<f64>, Error> {
        let mut scores = self.scores(rows)?;
        for mut row in scores.rows_mut() {
            let normaliser = log_sum_exp(&row.to_vec());
            row.mapv_inplace(|score| libm::exp(score - normaliser));
        }
        Ok(scores)
    }

    /// The scores of the classes for every row, shape (rows, classes).
    fn scores(&self, rows: &SparseRows) -> Result<Array2<f64>, Error> {
        if rows.columns() != self.weights.nrows() {
            let reason = format!("rows of {} columns for weights of {}", rows.columns(), self.weights.nrows());
            return Err(TrainingError::Shape(reason).into());
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

impl Fit<SparseRows, Targets, Error> for LogisticValidParams {
    type Object = FittedLogistic;

    fn fit(&self, data: &DatasetBase<SparseRows, Targets>) -> Result<FittedLogistic, Error> {
        self.solve(data, None)
    }
}

/// A fit that starts from a former one of the same shape; from zero without one. The optimum is the same.
impl<'a> FitWith<'a, SparseRows, Targets, Error> for LogisticValidParams {
    type ObjectIn = Option<FittedLogistic>;
    type ObjectOut = FittedLogistic;

    fn fit_with(
        &self,
        former: Option<FittedLogistic>,
        data: &'a DatasetBase<SparseRows, Targets>,
    ) -> Result<FittedLogistic, Error> {
        self.solve(data, former.as_ref())
    }
}

/// The sample weights, once they and the shapes are found good.
fn checked_weights(data: &DatasetBase<SparseRows, Targets>) -> Result<Vec<f64>, Error> {
    let rows = data.records.len();
    let targets = data.targets.distribution().nrows();
    if rows != targets {
        return Err(TrainingError::Shape(format!("{rows} rows and {targets} targets")).into());
    }
    let weights = match data.weights() {
        Some(weights) if weights.len() != rows => {
            return Err(TrainingError::Shape(format!("{rows} rows and {} weights", weights.len())).into());
        }
        Some(weights) => weights.iter().map(|&weight| f64::from(weight)).collect(),
        None => vec![1.0; rows],
    };
    if let Some(row) = weights.iter().position(|weight| !(weight.is_finite() && *weight >= 0.0)) {
        return Err(TrainingError::SampleWeight { row }.into());
    }
    if !weights.iter().sum::<f64>().is_finite() {
        return Err(TrainingError::Solver("the sum of the weights is not finite".to_owned()).into());
    }
    if weights.iter().all(|&weight| weight == 0.0) {
        return Err(TrainingError::NoSentences.into());
    }
    Ok(weights)
}

impl LogisticValidParams {
    /// Fits on checked data.
    fn solve(
        &self,
        data: &DatasetBase<SparseRows, Targets>,
        former: Option<&FittedLogistic>,
    ) -> Result<FittedLogistic, Error> {
        let weights = checked_weights(data)?;
        let (rows, targets) = (data.records.view(), data.targets.distribution());
        let scales = self.naive_bayes.map(|smoothing| log_ratios(rows, targets, &weights, smoothing));
        let dim = (rows.width, targets.ncols());
        let start = match former {
            Some(former) if former.weights.dim() != dim => {
                let reason = format!("{:?} weights to start from, {dim:?} needed", former.weights.dim());
                return Err(TrainingError::Shape(reason).into());
            }
            Some(former) => {
                let weights = former.weights.iter().copied();
                Some(unscaled(weights, scales.as_deref()).chain(former.bias.iter().copied()).collect())
            }
            None => None,
        };
        let objective = Objective::new(rows, targets, &weights, (self.loss(), self.l2), scales.as_deref(), None);
        let Solution { parameters, iterations, objective: value, relative_gradient, converged } =
            minimise(&objective, start, self.tolerance, self.max_iterations, |_, _| ())?;
        let shape = |error: ndarray::ShapeError| TrainingError::Shape(error.to_string());
        Ok(FittedLogistic {
            weights: Array2::from_shape_vec(dim, objective.scaled(&parameters)).map_err(shape)?,
            bias: Array1::from_vec(parameters[objective.weights_len()..].to_vec()),
            iterations,
            objective: value,
            relative_gradient,
            converged,
        })
    }
}

/// Weights without their scales.
pub(super) fn unscaled(weights: impl Iterator<Item = f64>, scales: Option<&[f64]>) -> impl Iterator<Item = f64> {
    weights.enumerate().map(move |(place, weight)| match scales {
        Some(scales) if scales[place].abs() > 1e-9 => weight / scales[place],
        Some(_) => 0.0,
        None => weight,
    })
}
