//! Errors of model files.

use super::counted;
use std::fmt;
use std::path::{Path, PathBuf};

/// How many characters of a reason are shown, which may repeat what stands in a file.
const REPEATED: usize = 300;

/// What is wrong with a model file.
///
/// ```
/// use geostance::{Error, StanceModel, error::ModelFileReason};
///
/// let Error::ModelFile(error) = StanceModel::from_bytes(b"").unwrap_err() else { panic!() };
/// assert!(matches!(error.reason(), ModelFileReason::Signature));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ModelFileError {
    pub(crate) path: Option<PathBuf>,
    pub(crate) reason: ModelFileReason,
}

impl ModelFileError {
    pub(crate) fn new(reason: ModelFileReason) -> Self {
        Self { path: None, reason }
    }

    pub(crate) fn in_file(mut self, path: &Path) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    /// The file, where there is one.
    ///
    /// ```
    /// use geostance::{Error, StanceModel};
    ///
    /// let Error::ModelFile(error) = StanceModel::from_bytes(b"no model").unwrap_err() else { panic!() };
    /// assert_eq!(error.path(), None);
    /// ```
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The rule of the format that is broken.
    ///
    /// ```
    /// use geostance::{Error, StanceModel};
    ///
    /// let Error::ModelFile(error) = StanceModel::from_bytes(b"no model").unwrap_err() else { panic!() };
    /// assert_eq!(*error.reason(), geostance::error::ModelFileReason::Signature);
    /// ```
    #[must_use]
    pub fn reason(&self) -> &ModelFileReason {
        &self.reason
    }
}

impl std::error::Error for ModelFileError {}

impl fmt::Display for ModelFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}: ", super::harmless::path(path))?;
        }
        self.reason.fmt(f)
    }
}

/// The rule of the model format that a file breaks.
///
/// ```
/// use geostance::error::ModelFileReason;
///
/// let reason = ModelFileReason::Version { found: 9, oldest: 2, newest: 3 };
/// assert_eq!(reason.to_string(), "model format version 9, but this crate reads versions 2 to 3; retrain or use the matching crate");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ModelFileReason {
    /// The file does not begin as a model does.
    Signature,
    /// Another version of the format.
    Version {
        /// The version in the file.
        found: u32,
        /// The oldest version that this crate reads.
        oldest: u32,
        /// The newest, in which it writes.
        newest: u32,
    },
    /// The file is shorter than it says.
    Truncated {
        /// Bytes that there should be, at the least.
        expected: u64,
        /// Bytes that there are.
        found: u64,
    },
    /// The file is longer than it says.
    Padded {
        /// Bytes that there should be.
        expected: u64,
        /// Bytes that there are.
        found: u64,
    },
    /// The file is larger than any model may be.
    TooLarge {
        /// Bytes that there are.
        found: u64,
        /// The most that is allowed.
        limit: u64,
    },
    /// A byte has changed since the file was written.
    Checksum {
        /// The checksum in the file.
        stored: u32,
        /// The checksum of the file's bytes.
        computed: u32,
    },
    /// The header breaks a rule.
    Header(String),
    /// The groups of names break a rule.
    Names(String),
    /// A term of the vocabulary breaks a rule.
    Term {
        /// The term's column, counted from 0.
        column: usize,
        /// The rule.
        rule: &'static str,
    },
    /// The vocabulary is not UTF-8.
    TermsUtf8 {
        /// Offset of the first such byte in the file.
        offset: u64,
    },
    /// A form, a word as the training text spells it, breaks a rule.
    Form {
        /// The form's line, counted from 0.
        line: usize,
        /// The rule.
        rule: &'static str,
    },
    /// The forms are not UTF-8.
    FormsUtf8,
    /// A weight is not finite.
    Weight {
        /// The term's column, counted from 0.
        column: usize,
    },
    /// A model that cannot be written: the format's limits are exceeded.
    Unwritable(&'static str),
}

impl fmt::Display for ModelFileReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signature => f.write_str("not a geostance model: the file does not begin with the model signature"),
            Self::Version { found, oldest, newest } => write!(
                f,
                "model format version {found}, but this crate reads versions {oldest} to {newest}; retrain or use the matching crate"
            ),
            Self::Truncated { expected, found } => {
                write!(f, "the model file is cut off: {found} bytes where {expected} are needed; copy it again")
            }
            Self::Padded { expected, found } => {
                write!(
                    f,
                    "the model file has {} after its end at byte {expected}",
                    counted(found.saturating_sub(*expected) as usize, "byte", "bytes")
                )
            }
            Self::TooLarge { found, limit } => write!(f, "the model file has {found} bytes, over the limit of {limit}"),
            Self::Checksum { stored, computed } => write!(
                f,
                "the model file is damaged: its checksum is {stored:08x}, its bytes give {computed:08x}; copy it again"
            ),
            Self::Header(reason) => {
                write!(f, "the header of the model file is invalid: {}", super::shortened(reason, REPEATED))
            }
            Self::Names(reason) => {
                write!(f, "the names in the model file are invalid: {}", super::shortened(reason, REPEATED))
            }
            Self::Term { column, rule } => write!(f, "term {column} of the model file is invalid: {rule}"),
            Self::TermsUtf8 { offset } => write!(f, "the terms of the model file are not UTF-8 at byte {offset}"),
            Self::Form { line, rule } => write!(f, "form {line} of the model file is invalid: {rule}"),
            Self::FormsUtf8 => f.write_str("the forms of the model file are not UTF-8"),
            Self::Weight { column } => write!(f, "a weight of term {column} of the model file is not finite"),
            Self::Unwritable(reason) => write!(f, "the model cannot be written: {reason}"),
        }
    }
}
