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
    #[must_use]
    pub fn parameter(&self) -> &'static str {
        self.parameter
    }
}

impl fmt::Display for ParamsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "parameter {} is {}; expected {}", self.parameter, self.value, self.expected)
    }
}

impl std::error::Error for ParamsError {}

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
    /// Too few groups for the folds that were asked for.
    TooFewGroups {
        /// The folds.
        folds: usize,
        /// The most folds that the data allows.
        possible: usize,
    },
}

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
            Self::TooFewGroups { folds, possible } => write!(
                f,
                "{folds} folds need {folds} groups of every class; the data allows {possible}, and 2 is the least"
            ),
        }
    }
}
