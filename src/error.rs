//! The error types and their words.
//!
//! Every error says where it happened (file, line, column, byte) and what to do about it, in lower case and without a
//! full stop, so that it can be embedded in a longer message.

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
    /// Labelled data broke a rule.
    Data(DataError),
    /// A training parameter is out of its range.
    Params(ParamsError),
    /// Training is not possible on this data.
    Training(TrainingError),
    /// A model file is broken, or not a model file.
    ModelFile(ModelFileError),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Data(error) => error.fmt(f),
            Self::Params(error) => error.fmt(f),
            Self::Training(error) => error.fmt(f),
            Self::ModelFile(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(&error.source),
            _ => None,
        }
    }
}

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
    IoError => Io,
    DataError => Data,
    ParamsError => Params,
    TrainingError => Training,
    ModelFileError => ModelFile
);

#[cfg(feature = "train")]
impl From<linfa::Error> for Error {
    fn from(error: linfa::Error) -> Self {
        Self::Training(TrainingError::Shape(error.to_string()))
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
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What the operating system said.
    #[must_use]
    pub fn io_error(&self) -> &std::io::Error {
        &self.source
    }
}

impl fmt::Display for IoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "cannot {} {}: {}", self.action, path.display(), self.source),
            None => write!(f, "cannot {} the data: {}", self.action, self.source),
        }
    }
}

/// A rule of labelled data that a file breaks: which file, line and column, and why.
///
/// ```
/// # #[cfg(feature = "train")] {
/// use geostance::{DataFormat, Dataset, Error};
///
/// let csv = "stance,text\nmulti-vector,Astana hosted both delegations.\npro-russia,The pact was extended.\n";
/// let Error::Data(error) = Dataset::from_reader(csv.as_bytes(), DataFormat::Csv).unwrap_err() else { panic!() };
/// assert_eq!(error.line(), Some(3));
/// assert_eq!(
///     error.to_string(),
///     "line 3: unknown stance `pro-russia`; expected one of pro-moscow, multi-vector, western-leaning, none \
///      (column 1, `stance`)"
/// );
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DataError {
    pub(crate) file: Option<String>,
    pub(crate) line: Option<u64>,
    pub(crate) column: Option<Column>,
    pub(crate) reason: DataReason,
}

impl DataError {
    pub(crate) fn new(reason: DataReason) -> Self {
        Self { file: None, line: None, column: None, reason }
    }

    pub(crate) fn at(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    pub(crate) fn column_at(mut self, column: Column) -> Self {
        self.column = Some(column);
        self
    }

    pub(crate) fn in_file(mut self, file: &Path) -> Self {
        self.file = Some(file.display().to_string());
        self
    }

    /// The file, as its path was given; `None` for a reader.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        self.line
    }

    /// The column.
    #[must_use]
    pub fn column(&self) -> Option<&Column> {
        self.column.as_ref()
    }

    /// The rule that is broken.
    #[must_use]
    pub fn reason(&self) -> &DataReason {
        &self.reason
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.line) {
            (Some(file), Some(line)) => write!(f, "{file}, line {line}: ")?,
            (Some(file), None) => write!(f, "{file}: ")?,
            (None, Some(line)) => write!(f, "line {line}: ")?,
            (None, None) => {}
        }
        write!(f, "{}", self.reason)?;
        match &self.column {
            Some(column) => write!(f, " ({column})"),
            None => Ok(()),
        }
    }
}

/// Where in a line of labelled data.
///
/// ```
/// use geostance::Column;
///
/// assert_eq!(Column::Field { number: 2, name: "text".into() }.to_string(), "column 2, `text`");
/// assert_eq!(Column::Character(14).to_string(), "character 14");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// A field, counted from 1, with its name in the header.
    Field {
        /// The number of the column, from 1.
        number: usize,
        /// The name of the column.
        name: String,
    },
    /// A field of a JSON object.
    Key(String),
    /// A character of the line, counted from 1.
    Character(u64),
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { number, name } => write!(f, "column {number}, `{name}`"),
            Self::Key(key) => write!(f, "key `{key}`"),
            Self::Character(number) => write!(f, "character {number}"),
        }
    }
}

/// Why labelled data was refused.
///
/// ```
/// use geostance::DataReason;
///
/// assert_eq!(DataReason::EmptyText.to_string(), "the text is empty");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DataReason {
    /// The name of a file ends in none of the known ways.
    UnknownFormat,
    /// There is not even a header.
    NoHeader,
    /// A column that must exist does not.
    MissingColumn {
        /// The column.
        name: &'static str,
        /// The columns that there are.
        found: Vec<String>,
    },
    /// Two columns, or two keys of one object, have the same name.
    DuplicateColumn(String),
    /// A row has more or fewer fields than the header.
    FieldCount {
        /// Fields of the header.
        expected: usize,
        /// Fields of the row.
        found: usize,
    },
    /// A blank line between rows.
    BlankLine,
    /// A label that is none of the four.
    UnknownStance(String),
    /// A text without a single visible character.
    EmptyText,
    /// A text with a NUL character.
    NulInText,
    /// A text over the limit.
    TextTooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// Bytes that are not UTF-8.
    InvalidUtf8 {
        /// Offset of the first such byte in the whole input, counted from 0.
        offset: u64,
    },
    /// Quoting against RFC 4180.
    Quoting(QuotingRule),
    /// A weight that is not a finite number of at least zero.
    Weight(String),
    /// A line that is not a JSON object, or a value of the wrong type.
    Json(String),
    /// A CSV file that the reader refuses for another reason.
    Csv(String),
}

/// The rule of RFC 4180 that a CSV file breaks.
///
/// ```
/// use geostance::QuotingRule;
///
/// let rule = QuotingRule::NeverClosed;
/// assert_eq!(rule.to_string(), "a quoted field is opened here and never closed; write a quote inside a quoted field twice");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuotingRule {
    /// A quote within a field that did not begin with one.
    InsideUnquoted,
    /// Something other than a comma or a line end behind a closing quote; the field was opened in this line.
    AfterClosing {
        /// The line in which the quoted field was opened.
        opened_line: u64,
    },
    /// The file ends within a quoted field.
    NeverClosed,
    /// A carriage return without a line feed, outside quotes.
    BareCarriageReturn,
}

impl fmt::Display for QuotingRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InsideUnquoted => f.write_str(
                "a quote inside an unquoted field; put the whole field in quotes and write the quote inside it twice",
            ),
            Self::AfterClosing { opened_line } => write!(
                f,
                "text behind the closing quote of a field that was opened in line {opened_line}; is a quote missing \
                 there, or to be written twice here?"
            ),
            Self::NeverClosed => {
                f.write_str("a quoted field is opened here and never closed; write a quote inside a quoted field twice")
            }
            Self::BareCarriageReturn => f.write_str("a carriage return without a line feed; end lines with LF or CRLF"),
        }
    }
}

impl fmt::Display for DataReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFormat => f.write_str("unknown kind of file; the name must end in .csv, .tsv or .jsonl"),
            Self::NoHeader => f.write_str("the file is empty; a header with the columns `stance` and `text` is needed"),
            Self::MissingColumn { name, found } => {
                write!(f, "there is no column `{name}`; found {}", found.join(", "))
            }
            Self::DuplicateColumn(name) => write!(f, "`{name}` occurs twice"),
            Self::FieldCount { expected, found } => {
                write!(f, "{found} fields where the header has {expected}")
            }
            Self::BlankLine => f.write_str("a blank line; remove it, nothing is skipped"),
            Self::UnknownStance(found) => write!(
                f,
                "unknown stance `{}`; expected one of pro-moscow, multi-vector, western-leaning, none",
                shortened(found)
            ),
            Self::EmptyText => f.write_str("the text is empty"),
            Self::NulInText => f.write_str("the text has a NUL character; remove it"),
            Self::TextTooLong { bytes, limit } => {
                write!(f, "a text of {bytes} bytes, over the limit of {limit}; one row is one sentence")
            }
            Self::InvalidUtf8 { offset } => write!(f, "invalid UTF-8 at byte {offset}; save the file as UTF-8"),
            Self::Quoting(rule) => rule.fmt(f),
            Self::Weight(found) => {
                write!(f, "weight `{}`; expected a finite number of at least zero", shortened(found))
            }
            Self::Json(reason) | Self::Csv(reason) => f.write_str(reason),
        }
    }
}

/// At most forty characters of something that was found, on one line.
fn shortened(found: &str) -> String {
    let mut short: String = found.chars().take(40).flat_map(char::escape_debug).collect();
    if found.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}

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

/// What is wrong with a model file.
///
/// ```
/// use geostance::{Error, ModelFileError, ModelFileReason, StanceModel};
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
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The rule of the format that is broken.
    #[must_use]
    pub fn reason(&self) -> &ModelFileReason {
        &self.reason
    }
}

impl fmt::Display for ModelFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}: ", path.display())?;
        }
        self.reason.fmt(f)
    }
}

/// The rule of the model format that a file breaks.
///
/// ```
/// use geostance::ModelFileReason;
///
/// let reason = ModelFileReason::Version { found: 9, supported: 1 };
/// assert_eq!(reason.to_string(), "model format version 9, but this crate reads version 1; retrain or use the matching crate");
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
        /// The version that this crate reads.
        supported: u32,
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
            Self::Version { found, supported } => write!(
                f,
                "model format version {found}, but this crate reads version {supported}; retrain or use the matching crate"
            ),
            Self::Truncated { expected, found } => {
                write!(f, "the model file is cut off: {found} bytes where {expected} are needed; copy it again")
            }
            Self::Padded { expected, found } => {
                write!(f, "the model file has {} bytes after its end at byte {expected}", found - expected)
            }
            Self::TooLarge { found, limit } => write!(f, "the model file has {found} bytes, over the limit of {limit}"),
            Self::Checksum { stored, computed } => write!(
                f,
                "the model file is damaged: its checksum is {stored:08x}, its bytes give {computed:08x}; copy it again"
            ),
            Self::Header(reason) => write!(f, "the header of the model file is invalid: {reason}"),
            Self::Term { column, rule } => write!(f, "term {column} of the model file is invalid: {rule}"),
            Self::TermsUtf8 { offset } => write!(f, "the terms of the model file are not UTF-8 at byte {offset}"),
            Self::Weight { column } => write!(f, "a weight of term {column} of the model file is not finite"),
            Self::Unwritable(reason) => write!(f, "the model cannot be written: {reason}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_errors_name_file_line_and_column() {
        let error = DataError::new(DataReason::UnknownStance("pro-russia".into()))
            .at(12)
            .column_at(Column::Field { number: 1, name: "stance".into() })
            .in_file(Path::new("labels.csv"));
        assert_eq!(
            error.to_string(),
            "labels.csv, line 12: unknown stance `pro-russia`; expected one of pro-moscow, multi-vector, \
             western-leaning, none (column 1, `stance`)"
        );
    }

    #[test]
    fn long_findings_are_cut_and_kept_on_one_line() {
        let reason = DataReason::UnknownStance(format!("a\nb{}", "x".repeat(60)));
        let text = reason.to_string();
        assert!(text.contains("a\\nbxxx"), "{text}");
        assert!(text.contains("x…`"), "{text}");
        assert!(!text.contains('\n'));
    }
}
