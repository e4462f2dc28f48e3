//! Why a mapping of labels is refused, or a label unknown.

use crate::error::found;
use std::fmt;

/// Why a mapping of labels is refused, or a label unknown.
///
/// ```
/// use geostance::{Labels, error::LabelsError};
///
/// let error = "pro=pro-russia".parse::<Labels>().unwrap_err();
/// assert_eq!(error, LabelsError::UnknownOutcome("pro-russia".into()));
/// assert_eq!(
///     error.to_string(),
///     "`pro-russia` is nothing a label can stand for; expected one of pro-moscow, multi-vector, western-leaning, none"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LabelsError {
    /// A part of a mapping without an equals sign.
    NoPair(String),
    /// What a label is to stand for is neither a stance nor `none`.
    UnknownOutcome(String),
    /// One label stands for two.
    LabelTwice(String),
    /// A label that is empty, over 64 bytes, or has control or unseen characters, commas, equals signs or white space around it.
    Spelling(String),
    /// A word that is none of the labels.
    Unknown {
        /// The word.
        label: String,
        /// The labels.
        expected: Vec<String>,
    },
}

impl fmt::Display for LabelsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPair(pair) => {
                write!(f, "`{}` is no mapping; write label=stance, separated by commas", found(pair))
            }
            Self::UnknownOutcome(outcome) => write!(
                f,
                "`{}` is nothing a label can stand for; expected one of pro-moscow, multi-vector, \
                 western-leaning, none",
                found(outcome)
            ),
            Self::LabelTwice(label) => {
                write!(f, "the label `{}` stands for two, or differs from another in punctuation alone", found(label))
            }
            Self::Spelling(label) => write!(
                f,
                "`{}` cannot be a label; it must have 1 to 64 bytes, no comma, equals sign or control character, and \
                 no white space around it",
                found(label)
            ),
            Self::Unknown { label, expected } => {
                write!(f, "unknown label `{}`; expected one of {}", found(label), expected.join(", "))
            }
        }
    }
}

impl std::error::Error for LabelsError {}
