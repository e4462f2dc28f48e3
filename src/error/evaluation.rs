use std::fmt;

/// Why evaluations cannot be put side by side.
///
/// ```
/// # #[cfg(feature = "train")] {
/// use geostance::EvaluationError;
///
/// assert_eq!(EvaluationError::OtherSentence { row: 4 }.to_string(), "not the same sentences: they differ at sentence 5");
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EvaluationError {
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
        f.write_str("not the same sentences: ")?;
        match self {
            Self::OtherCount { expected, found } => write!(f, "{expected} against {found}"),
            Self::OtherSentence { row } => write!(f, "they differ at sentence {}", row + 1),
        }
    }
}
