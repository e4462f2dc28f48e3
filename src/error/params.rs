//! Errors of parameters.

use std::fmt;

/// A training parameter out of its range.
///
/// ```
/// # #[cfg(feature = "train")] {
/// use geostance::StanceModel;
///
/// let error = StanceModel::params().l2(-1.0).check().unwrap_err();
/// assert_eq!(error.to_string(), "parameter l2 is -1; expected a finite number above zero");
/// assert_eq!(error.parameter(), "l2");
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParamsError {
    pub(crate) parameter: &'static str,
    pub(crate) value: String,
    pub(crate) expected: &'static str,
}

impl ParamsError {
    pub(crate) fn new(parameter: &'static str, value: impl fmt::Display, expected: &'static str) -> Self {
        Self { parameter, value: value.to_string(), expected }
    }

    /// The parameter's name.
    ///
    /// ```
    /// let error = geostance::StanceModel::params().ngrams(0).check().unwrap_err();
    /// assert_eq!(error.parameter(), "ngrams");
    /// ```
    #[must_use]
    pub fn parameter(&self) -> &'static str {
        self.parameter
    }
}

impl fmt::Display for ParamsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "parameter {} is {}; expected {}", self.parameter, super::shortened(&self.value, 100), self.expected)
    }
}

impl std::error::Error for ParamsError {}
