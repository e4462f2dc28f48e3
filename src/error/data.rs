//! Errors of labelled data.

use super::shortened;
use std::fmt;
use std::path::Path;

/// A rule of labelled data that a file breaks: which file, line and column, and why.
///
/// ```
/// use geostance::{Dataset, Error, dataset::DataFormat};
///
/// let csv = "stance,text\nmulti-vector,Astana hosted both delegations.\npro-russia,The pact was extended.\n";
/// let Error::Data(error) = Dataset::from_reader(csv.as_bytes(), DataFormat::Csv).unwrap_err() else { panic!() };
/// assert_eq!(error.line(), Some(3));
/// assert_eq!(
///     error.to_string(),
///     "line 3: unknown stance `pro-russia`; expected one of pro-moscow, multi-vector, western-leaning, none \
///      (column 1, `stance`)"
/// );
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
    ///
    /// ```
    /// use geostance::{Dataset, Error, dataset::DataFormat};
    ///
    /// let Error::Data(error) = Dataset::from_reader("stance,text\nnone,\n".as_bytes(), DataFormat::Csv).unwrap_err() else {
    ///     panic!()
    /// };
    /// assert_eq!(error.file(), None);
    /// ```
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The line, counted from 1.
    ///
    /// ```
    /// use geostance::{Dataset, Error, dataset::DataFormat};
    ///
    /// let Error::Data(error) = Dataset::from_reader("stance,text\nnone,\n".as_bytes(), DataFormat::Csv).unwrap_err() else {
    ///     panic!()
    /// };
    /// assert_eq!(error.line(), Some(2));
    /// ```
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        self.line
    }

    /// The column.
    ///
    /// ```
    /// use geostance::{Dataset, Error, dataset::DataFormat};
    ///
    /// let Error::Data(error) = Dataset::from_reader("stance,text\nnone,\n".as_bytes(), DataFormat::Csv).unwrap_err() else {
    ///     panic!()
    /// };
    /// assert_eq!(error.column().unwrap().to_string(), "column 2, `text`");
    /// ```
    #[must_use]
    pub fn column(&self) -> Option<&Column> {
        self.column.as_ref()
    }

    /// The rule that is broken.
    ///
    /// ```
    /// use geostance::{Dataset, Error, dataset::DataFormat};
    ///
    /// let Error::Data(error) = Dataset::from_reader("stance,text\nnone,\n".as_bytes(), DataFormat::Csv).unwrap_err() else {
    ///     panic!()
    /// };
    /// assert_eq!(*error.reason(), geostance::error::DataReason::EmptyText);
    /// ```
    #[must_use]
    pub fn reason(&self) -> &DataReason {
        &self.reason
    }
}

impl std::error::Error for DataError {}

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
/// use geostance::error::Column;
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
/// use geostance::error::DataReason;
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
        name: Box<str>,
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
    /// A label that is none of those that the file may have.
    UnknownStance {
        /// The label.
        found: String,
        /// The labels that there are.
        expected: Box<[String]>,
    },
    /// Columns of both ways of labelling; the first of the probabilities.
    BothLabels(String),
    /// A column of probabilities that is missing beside another.
    PartialLabels {
        /// The column.
        missing: Box<str>,
        /// The one that there is.
        found: String,
    },
    /// A row that labels in another way than the rows before it.
    MixedLabels,
    /// A probability that is not a number from 0 to 1.
    Probability(String),
    /// Probabilities of the three stances that sum to this, over 1.
    ProbabilitySum(f64),
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
    /// A row over the limit; as a rule one with a quote that is never closed.
    RowTooLong {
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
}

/// The rule of RFC 4180 that a CSV file breaks.
///
/// ```
/// use geostance::error::QuotingRule;
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
            Self::UnknownStance { found, expected } => {
                write!(f, "unknown stance `{}`; expected one of {}", shortened(found), expected.join(", "))
            }
            Self::BothLabels(soft) => {
                write!(f, "columns `stance` and `{soft}`; a file labels in one way, remove the other")
            }
            Self::PartialLabels { missing, found } => {
                write!(f, "a column `{found}`, but no `{missing}`; soft labels need one for each of the three stances")
            }
            Self::MixedLabels => {
                f.write_str("labelled in another way than the rows before; a file has either stances or probabilities")
            }
            Self::Probability(found) => {
                write!(f, "probability `{}`; expected a number from 0 to 1", shortened(found))
            }
            Self::ProbabilitySum(sum) => {
                let rounded = (sum * 1e6).round() / 1e6;
                write!(f, "the probabilities sum to {rounded}; expected at most 1, for the rest is none")
            }
            Self::EmptyText => f.write_str("the text is empty"),
            Self::NulInText => f.write_str("the text has a NUL character; remove it"),
            Self::TextTooLong { bytes, limit } => {
                write!(f, "a text of {bytes} bytes, over the limit of {limit}; one row is one sentence")
            }
            Self::RowTooLong { limit } => {
                write!(f, "a row of more than {limit} bytes; is a quote never closed?")
            }
            Self::InvalidUtf8 { offset } => write!(f, "invalid UTF-8 at byte {offset}; save the file as UTF-8"),
            Self::Quoting(rule) => rule.fmt(f),
            Self::Weight(found) => {
                write!(f, "weight `{}`; expected a finite number of at least zero", shortened(found))
            }
            Self::Json(reason) => f.write_str(reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_errors_name_file_line_and_column() {
        let expected = ["pro-moscow", "multi-vector", "western-leaning", "none"].map(str::to_owned).into();
        let error = DataError::new(DataReason::UnknownStance { found: "pro-russia".into(), expected })
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
        let reason = DataReason::Weight(format!("a\nb{}", "x".repeat(60)));
        let text = reason.to_string();
        assert!(text.contains("a\\nbxxx"), "{text}");
        assert!(text.contains("x…`"), "{text}");
        assert!(!text.contains('\n'));
    }
}
