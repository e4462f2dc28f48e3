//! What can go wrong on the numeric layer.

use crate::error::{Error, ParamsError, TrainingError};
use std::fmt;

/// Why a logistic regression cannot be fitted, or does not fit rows.
///
/// ```
/// use geostance::logistic::{LogisticError, Targets};
///
/// let error = Targets::from_classes(&[3], 3).unwrap_err();
/// assert_eq!(error, LogisticError::Value { row: 0 });
/// assert_eq!(error.to_string(), "row 0 has a value that is not finite, or is no distribution over the classes");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum LogisticError {
    /// A parameter is out of its range.
    Params(ParamsError),
    /// Rows, targets, weights or a former fit that do not fit each other.
    Shape(String),
    /// A value that is not finite, or a target row that is no distribution.
    Value {
        /// The row, counted from 0.
        row: usize,
    },
    /// A sample weight that is negative or not finite.
    SampleWeight {
        /// The row, counted from 0.
        row: usize,
    },
    /// No row has a weight above zero.
    NoRows,
    /// The solver stopped without a finite solution.
    Solver(String),
    /// What linfa says, in its words.
    Linfa(String),
}

impl std::error::Error for LogisticError {}

impl fmt::Display for LogisticError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Params(error) => error.fmt(f),
            Self::Shape(reason) => write!(f, "the shapes do not fit: {reason}"),
            Self::Value { row } => {
                write!(f, "row {row} has a value that is not finite, or is no distribution over the classes")
            }
            Self::SampleWeight { row } => write!(f, "the weight of row {row} is not a finite number of at least zero"),
            Self::NoRows => f.write_str("there is no row with a weight above zero"),
            Self::Solver(reason) => write!(f, "the solver found no finite solution: {reason}"),
            Self::Linfa(words) => f.write_str(words),
        }
    }
}

impl From<ParamsError> for LogisticError {
    fn from(error: ParamsError) -> Self {
        Self::Params(error)
    }
}

impl From<linfa::Error> for LogisticError {
    fn from(error: linfa::Error) -> Self {
        Self::Linfa(error.to_string())
    }
}

impl From<LogisticError> for Error {
    fn from(error: LogisticError) -> Self {
        match error {
            LogisticError::Params(error) => error.into(),
            other => TrainingError::Solver(other.to_string()).into(),
        }
    }
}
