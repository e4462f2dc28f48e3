//! The error types and their words.
//!
//! Every error says where it happened (file, line, column, byte) and what to do about it, in lower case and without a
//! full stop, so that it can be embedded in a longer message. Whatever they repeat of a file, a name or an argument passes
//! through [`harmless`], so that no message can steer a terminal or pass for two.
//!
#![doc = include_str!("MESSAGES.md")]

mod data;
mod data_errors;
mod data_reason;
#[cfg(feature = "train")]
mod evaluation;
mod file_kind;
mod gazetteer;
mod harmless;
mod labels;
mod messages;
mod model_file;
mod params;
mod parse;
#[cfg(feature = "plots")]
mod plots;
mod prevalence;
mod quoting;
#[cfg(feature = "train")]
mod training;

pub use data::{Column, DataError};
pub use data_errors::DataErrors;
pub use data_reason::DataReason;
#[cfg(feature = "train")]
pub use evaluation::EvaluationError;
pub use file_kind::FileKind;
pub use gazetteer::{GazetteerError, GazetteerReason};
pub use harmless::{harmless, harmless_line};
pub use labels::LabelsError;
pub use model_file::{ModelFileError, ModelFileReason};
pub use params::ParamsError;
pub use parse::ParseError;
#[cfg(feature = "plots")]
pub use plots::PlotError;
pub use prevalence::PrevalenceError;
pub use quoting::QuotingRule;
#[cfg(feature = "train")]
pub use training::TrainingError;

pub(crate) use harmless::{found, shortened};

use std::fmt;
use std::path::{Path, PathBuf};

/// Everything that can go wrong in this crate, by where it went wrong.
///
/// ```
/// use geostance::{Error, StanceModel};
///
/// let error = StanceModel::from_bytes(b"not a model").unwrap_err();
/// assert!(matches!(error, Error::ModelFile(_)));
/// assert_eq!(error.to_string(), "not a geostance model: the file does not begin with the model signature");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    Io(IoError),
    /// Texts or labelled data broke rules.
    Data(DataErrors),
    /// A training parameter is out of its range.
    Params(ParamsError),
    /// Training is not possible on this data.
    #[cfg(feature = "train")]
    Training(TrainingError),
    /// Evaluations that cannot be put side by side.
    #[cfg(feature = "train")]
    Evaluation(EvaluationError),
    /// A picture cannot be drawn.
    #[cfg(feature = "plots")]
    Plot(PlotError),
    /// A model file is broken, or not a model file.
    ModelFile(ModelFileError),
    /// A file of names broke a rule.
    Gazetteer(GazetteerError),
    /// A mapping of labels, or a label, is refused.
    Labels(LabelsError),
    /// A word names none of the things that it could name.
    Parse(ParseError),
    /// A sample that shares cannot be estimated from, or drawn.
    Prevalence(PrevalenceError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Data(errors) => errors.fmt(f),
            Self::Params(error) => error.fmt(f),
            #[cfg(feature = "train")]
            Self::Training(error) => error.fmt(f),
            #[cfg(feature = "train")]
            Self::Evaluation(error) => error.fmt(f),
            #[cfg(feature = "plots")]
            Self::Plot(error) => error.fmt(f),
            Self::ModelFile(error) => error.fmt(f),
            Self::Gazetteer(error) => error.fmt(f),
            Self::Labels(error) => error.fmt(f),
            Self::Parse(error) => error.fmt(f),
            Self::Prevalence(error) => error.fmt(f),
        }
    }
}

/// What the operating system said is part of the words, so that no error has a source that would repeat it;
/// [`IoError::io_error`] has it.
impl std::error::Error for Error {}

macro_rules! from_part {
    ($($part:ident => $variant:ident),+) => {
        $(impl From<$part> for Error {
            fn from(error: $part) -> Self {
                Self::$variant(error)
            }
        })+
    };
}

from_part!(
    IoError => Io, DataErrors => Data, ParamsError => Params, ModelFileError => ModelFile, GazetteerError => Gazetteer, LabelsError => Labels,
    ParseError => Parse, PrevalenceError => Prevalence
);
#[cfg(feature = "train")]
from_part!(TrainingError => Training, EvaluationError => Evaluation);
#[cfg(feature = "plots")]
from_part!(PlotError => Plot);

impl From<DataError> for Error {
    fn from(error: DataError) -> Self {
        Self::Data(error.into())
    }
}

/// A file or stream that could not be read or written.
///
/// ```
/// use geostance::{Error, StanceModel};
///
/// let Error::Io(error) = StanceModel::load("no/such/model.gst").unwrap_err() else { panic!() };
/// assert!(error.to_string().starts_with("cannot read no/such/model.gst: "));
/// ```
#[derive(Debug)]
pub struct IoError {
    pub(crate) action: &'static str,
    pub(crate) path: Option<PathBuf>,
    pub(crate) source: std::io::Error,
}

impl IoError {
    pub(crate) fn reading(path: &Path, source: std::io::Error) -> Self {
        Self { action: "read", path: Some(path.to_owned()), source }
    }

    pub(crate) fn writing(path: &Path, source: std::io::Error) -> Self {
        Self { action: "write", path: Some(path.to_owned()), source }
    }

    /// The file, where the error belongs to one.
    ///
    /// ```
    /// use geostance::{Error, StanceModel};
    ///
    /// let Error::Io(error) = StanceModel::load("no/such/model.gst").unwrap_err() else { panic!() };
    /// assert_eq!(error.path().unwrap().to_str(), Some("no/such/model.gst"));
    /// ```
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What the operating system said.
    ///
    /// ```
    /// use geostance::{Error, StanceModel};
    ///
    /// let Error::Io(error) = StanceModel::load("no/such/model.gst").unwrap_err() else { panic!() };
    /// assert_eq!(error.io_error().kind(), std::io::ErrorKind::NotFound);
    /// ```
    #[must_use]
    pub fn io_error(&self) -> &std::io::Error {
        &self.source
    }
}

impl std::error::Error for IoError {}

impl fmt::Display for IoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => {
                write!(f, "cannot {} {}: {}", self.action, harmless::path(path), self.source)
            }
            None => write!(f, "cannot {} the data: {}", self.action, self.source),
        }
    }
}

/// So many things, by their name for one and for more.
pub(crate) fn counted(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}
