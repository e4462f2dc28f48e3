//! Errors of labels.

use std::fmt;

/// Why a mapping of labels is refused, or a label unknown.
///
/// ```
/// use geostance::{Labels, error::LabelsError};
///
/// let error = "for=western-leaning,pro=western-leaning".parse::<Labels>().unwrap_err();
/// assert_eq!(error, LabelsError::OutcomeTwice("western-leaning".into()));
/// assert_eq!(error.to_string(), "two labels for `western-leaning`; labels and stances go one to one");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LabelsError {
    /// A part of a mapping without an equals sign.
    NoPair(String),
    /// What a label is to stand for is neither a stance nor `none`.
    UnknownOutcome(String),
    /// Two labels stand for the same.
    OutcomeTwice(String),
    /// One label stands for two.
    LabelTwice(String),
    /// A label that is empty, over 64 bytes, or has control characters, commas, equals signs or white space around it.
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
            Self::NoPair(found) => write!(f, "`{found}` is no mapping; write label=stance, separated by commas"),
            Self::UnknownOutcome(found) => write!(
                f,
                "`{found}` is nothing a label can stand for; expected one of pro-moscow, multi-vector, \
                 western-leaning, none"
            ),
            Self::OutcomeTwice(outcome) => {
                write!(f, "two labels for `{outcome}`; labels and stances go one to one")
            }
            Self::LabelTwice(label) => {
                write!(f, "the label `{label}` stands for two, or differs from another in punctuation alone")
            }
            Self::Spelling(label) => write!(
                f,
                "`{}` cannot be a label; it must have 1 to 64 bytes, no comma, equals sign or control character, and \
                 no white space around it",
                label.escape_debug()
            ),
            Self::Unknown { label, expected } => {
                write!(f, "unknown label `{}`; expected one of {}", label.escape_debug(), expected.join(", "))
            }
        }
    }
}

impl std::error::Error for LabelsError {}
