//! The parameters of multinomial logistic regression.

use crate::error::ParamsError;
use linfa::prelude::ParamGuard;

/// Checked parameters of multinomial logistic regression; from [`LogisticParams`].
///
/// ```
/// use geostance::logistic::LogisticParams;
/// use linfa::ParamGuard;
///
/// assert_eq!(LogisticParams::new().l2(0.5).check()?.l2(), 0.5);
/// # Ok::<(), geostance::error::ParamsError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticValidParams {
    pub(crate) l2: f64,
    pub(crate) naive_bayes: Option<f64>,
    pub(crate) tolerance: f64,
    pub(crate) max_iterations: usize,
}

impl LogisticValidParams {
    /// The strength λ of the penalty.
    ///
    /// ```
    /// use linfa::ParamGuard;
    ///
    /// assert!(geostance::logistic::LogisticParams::new().check()?.l2() > 0.0);
    /// # Ok::<(), geostance::error::ParamsError>(())
    /// ```
    #[must_use]
    pub fn l2(&self) -> f64 {
        self.l2
    }
}

/// Parameters of multinomial logistic regression on [`SparseRows`](super::SparseRows).
///
/// Minimises (1/Σw) Σ wᵢ·cross-entropyᵢ + ½·λ‖W‖² over the weights W and the bias, which is free, by truncated
/// Newton steps. With naive-Bayes scaling (Wang & Manning 2012) the weights are multiplied by log ratios within the scores, z = x·(r∘W) + b,
/// and the fitted weights are r∘W.
///
/// The weights of the [`DatasetBase`](linfa::DatasetBase) are sample weights.
///
/// ```
/// use geostance::logistic::{LogisticParams, SparseRows, Targets};
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
/// # Ok::<(), geostance::logistic::LogisticError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LogisticParams {
    pub(crate) valid: LogisticValidParams,
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
    /// assert_eq!(geostance::logistic::LogisticParams::new(), geostance::logistic::LogisticParams::default());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self { valid: LogisticValidParams { l2: 1e-4, naive_bayes: None, tolerance: 1e-5, max_iterations: 1000 } }
    }

    /// The strength λ of the penalty ½·λ‖W‖²; finite and above zero.
    ///
    /// ```
    /// assert_ne!(geostance::logistic::LogisticParams::new().l2(1.0), geostance::logistic::LogisticParams::new());
    /// ```
    #[must_use]
    pub fn l2(mut self, l2: f64) -> Self {
        self.valid.l2 = l2;
        self
    }

    /// The smoothing of the naive-Bayes counts, finite and above zero, or `None` for no scaling.
    ///
    /// ```
    /// assert_ne!(geostance::logistic::LogisticParams::new().naive_bayes(Some(1.0)), geostance::logistic::LogisticParams::new());
    /// ```
    #[must_use]
    pub fn naive_bayes(mut self, smoothing: Option<f64>) -> Self {
        self.valid.naive_bayes = smoothing;
        self
    }

    /// Training stops when the norm of the gradient is this share of its norm at zero, or as small as rounding lets it be; above
    /// 0 and below 1.
    ///
    /// ```
    /// assert_ne!(geostance::logistic::LogisticParams::new().tolerance(1e-3), geostance::logistic::LogisticParams::new());
    /// ```
    #[must_use]
    pub fn tolerance(mut self, tolerance: f64) -> Self {
        self.valid.tolerance = tolerance;
        self
    }

    /// The most iterations, at least 1.
    ///
    /// ```
    /// assert_ne!(geostance::logistic::LogisticParams::new().max_iterations(3), geostance::logistic::LogisticParams::new());
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
