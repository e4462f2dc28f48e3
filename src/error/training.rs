use std::fmt;

/// Why a model cannot be trained or evaluated on this data.
///
/// ```
/// # #[cfg(feature = "train")] {
/// use geostance::{Dataset, Error, StanceModel, TrainingError};
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
    /// There is no sentence to evaluate on.
    NothingToEvaluate,
    /// No sentence of this class has a weight above zero.
    MissingClass(String),
    /// No term reaches the minimum document count.
    EmptyVocabulary {
        /// The minimum document count that was asked for.
        min_count: f64,
    },
    /// A sample weight that is negative or not finite.
    SampleWeight {
        /// The row, counted from 0.
        row: usize,
    },
    /// A value of the rows or targets that is not finite, or a target row that is no distribution.
    Value {
        /// The row, counted from 0.
        row: usize,
    },
    /// Rows, targets and weights that do not fit each other.
    Shape(String),
    /// The solver stopped without a finite solution.
    Solver(String),
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
            Self::NothingToEvaluate => f.write_str("there is no labelled sentence to evaluate on"),
            Self::MissingClass(class) => {
                write!(f, "no sentence of class {class} has a weight above zero; all three stances are needed")
            }
            Self::EmptyVocabulary { min_count } => write!(
                f,
                "the vocabulary is empty: no term has a document count of {min_count} or more; lower the minimum count"
            ),
            Self::SampleWeight { row } => {
                write!(f, "the weight of row {row} is not a finite number of at least zero")
            }
            Self::Value { row } => {
                write!(f, "row {row} has a value that is not finite or no distribution over classes")
            }
            Self::Shape(reason) => write!(f, "the shapes do not fit: {reason}"),
            Self::Solver(reason) => write!(f, "the solver found no finite solution: {reason}"),
            Self::TooFewGroups { folds } => write!(
                f,
                "{folds} folds are not possible: at least 2 are needed, and sentences of every class in as many groups"
            ),
        }
    }
}
