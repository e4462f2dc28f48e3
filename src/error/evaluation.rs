//! Errors of evaluation.

use std::fmt;

/// Why nothing can be evaluated, or evaluations cannot be put side by side.
///
/// ```
/// # #[cfg(feature = "train")] {
/// use geostance::error::EvaluationError;
///
/// assert_eq!(EvaluationError::OtherSentence { row: 4 }.to_string(), "not the same sentences: they differ at sentence 5");
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EvaluationError {
    /// There is no labelled sentence.
    NoSentences,
    /// More sentences, or fewer, than were evaluated.
    OtherCount {
        /// The sentences that were evaluated.
        expected: usize,
        /// The sentences that there are.
        found: usize,
    },
    /// A sentence with another text, label or group.
    OtherSentence {
        /// The first such sentence, counted from 0.
        row: usize,
    },
}

impl std::error::Error for EvaluationError {}

impl fmt::Display for EvaluationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSentences => f.write_str("there is no labelled sentence to evaluate on"),
            Self::OtherCount { expected, found } => write!(f, "not the same sentences: {expected} against {found}"),
            Self::OtherSentence { row } => {
                write!(f, "not the same sentences: they differ at sentence {}", row + 1)
            }
        }
    }
}
