//! Errors of training.

use super::counted;
use std::fmt;

/// Why a model cannot be trained on this data.
///
/// ```
/// # #[cfg(feature = "train")] {
/// use geostance::{Dataset, Error, StanceModel, error::TrainingError};
///
/// let error = StanceModel::params().fit(&Dataset::new()).unwrap_err();
/// assert!(matches!(error, Error::Training(TrainingError::NoSentences)));
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum TrainingError {
    /// There is no sentence, or none with a weight above zero.
    NoSentences,
    /// No sentence of this class has a weight above zero.
    MissingClass(String),
    /// No term reaches the minimum document frequency.
    EmptyVocabulary {
        /// The minimum document frequency that was asked for.
        min_df: f64,
    },
    /// The solver stopped without a finite solution.
    Solver(String),
    /// A column by which the calibration is to be fitted, with too few values.
    NoKinds {
        /// The column.
        column: String,
        /// The number of values in it, an empty one included.
        found: usize,
    },
    /// Fewer than two folds are asked for, or possible with the groups of the classes.
    TooFewGroups {
        /// The folds that were asked for.
        folds: usize,
    },
}

impl std::error::Error for TrainingError {}

impl fmt::Display for TrainingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSentences => f.write_str("there is no labelled sentence with a weight above zero"),
            Self::MissingClass(class) => {
                write!(f, "no sentence of class {class} has a weight above zero; all three stances are needed")
            }
            Self::EmptyVocabulary { min_df } => {
                write!(
                    f,
                    "the vocabulary is empty: no term has a document frequency of {min_df} or more; lower min_df, or give more \
                     sentences"
                )
            }
            Self::Solver(reason) => f.write_str(reason),
            Self::NoKinds { column, found } => write!(
                f,
                "the column `{}`, by which the calibration is to be fitted, has {}; at least 2 are needed",
                super::found(column),
                counted(*found, "value", "values")
            ),
            Self::TooFewGroups { folds } => write!(
                f,
                "{} not possible: at least 2 are needed, and sentences of every class in as many groups",
                counted(*folds, "fold is", "folds are")
            ),
        }
    }
}
