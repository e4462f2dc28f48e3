//! A rule that one place of a file breaks, and where that is.

use super::{DataReason, harmless};
use std::fmt;
use std::path::{Path, PathBuf};

/// A rule of texts or labelled data that a file breaks: which file, line and column, and why.
///
/// ```
/// use geostance::{Dataset, Error, dataset::DataFormat};
///
/// let csv = "stance,text\nmulti-vector,Astana hosted both delegations.\npro-russia,The pact was extended.\n";
/// let Error::Data(errors) = Dataset::from_reader(csv.as_bytes(), DataFormat::Csv).unwrap_err() else { panic!() };
/// let error = errors.first();
/// assert_eq!(error.line(), Some(3));
/// assert_eq!(
///     error.to_string(),
///     "line 3: unknown stance `pro-russia`; expected one of pro-moscow, multi-vector, western-leaning, none \
///      (column 1, `stance`)"
/// );
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DataError {
    pub(crate) path: Option<Box<Path>>,
    pub(crate) line: Option<u64>,
    pub(crate) column: Option<Column>,
    pub(crate) reason: DataReason,
}

impl DataError {
    pub(crate) fn new(reason: DataReason) -> Self {
        Self { path: None, line: None, column: None, reason }
    }

    pub(crate) fn at(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    pub(crate) fn column_at(mut self, column: Column) -> Self {
        self.column = Some(column);
        self
    }

    pub(crate) fn in_file(mut self, path: &Path) -> Self {
        self.path = Some(PathBuf::from(path).into());
        self
    }

    /// The file, as its path was given; `None` for a reader.
    ///
    /// ```
    /// use geostance::{Dataset, Error, dataset::DataFormat};
    ///
    /// let Error::Data(errors) = Dataset::from_reader("stance,text\nnone,\n".as_bytes(), DataFormat::Csv).unwrap_err() else {
    ///     panic!()
    /// };
    /// assert_eq!(errors.first().path(), None);
    /// ```
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The line, counted from 1.
    ///
    /// ```
    /// use geostance::{Dataset, Error, dataset::DataFormat};
    ///
    /// let Error::Data(errors) = Dataset::from_reader("stance,text\nnone,\n".as_bytes(), DataFormat::Csv).unwrap_err() else {
    ///     panic!()
    /// };
    /// assert_eq!(errors.first().line(), Some(2));
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
    /// let Error::Data(errors) = Dataset::from_reader("stance,text\nnone,\n".as_bytes(), DataFormat::Csv).unwrap_err() else {
    ///     panic!()
    /// };
    /// assert_eq!(errors.first().column().unwrap().to_string(), "column 2, `text`");
    /// ```
    #[must_use]
    pub fn column(&self) -> Option<&Column> {
        self.column.as_ref()
    }

    /// The rule that is broken.
    ///
    /// ```
    /// use geostance::{Dataset, Error, dataset::DataFormat, error::DataReason};
    ///
    /// let Error::Data(errors) = Dataset::from_reader("stance,text\nnone,\n".as_bytes(), DataFormat::Csv).unwrap_err() else {
    ///     panic!()
    /// };
    /// assert_eq!(*errors.first().reason(), DataReason::EmptyText);
    /// ```
    #[must_use]
    pub fn reason(&self) -> &DataReason {
        &self.reason
    }
}

impl std::error::Error for DataError {}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = self.path.as_ref().map(|path| harmless::path(path));
        match (file, self.line) {
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

/// Where in a line of a file.
///
/// ```
/// use geostance::error::Column;
///
/// assert_eq!(Column::Field { number: 2, name: "text".into() }.to_string(), "column 2, `text`");
/// assert_eq!(Column::Character(14).to_string(), "character 14");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Column {
    /// A field, counted from 1, with its name in the header.
    Field {
        /// The number of the column, from 1.
        number: usize,
        /// The name of the column; empty where it has none.
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
            Self::Field { number, name } if name.is_empty() => write!(f, "column {number}"),
            Self::Field { number, name } => write!(f, "column {number}, `{}`", super::found(name)),
            Self::Key(key) => write!(f, "key `{}`", super::found(key)),
            Self::Character(number) => write!(f, "character {number}"),
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
    fn names_of_files_and_columns_cannot_steer_a_terminal() {
        let name = "\u{1b}]0;x\u{7}.csv";
        let error = DataError::new(DataReason::NoHeader).in_file(Path::new(name));
        assert!(error.to_string().starts_with("\\u{1b}]0;x\\u{7}.csv: "), "{error}");
        let column = Column::Field { number: 1, name: name.into() };
        assert_eq!(column.to_string(), "column 1, `\\u{1b}]0;x\\u{7}.csv`");
        assert_eq!(Column::Key(name.into()).to_string(), "key `\\u{1b}]0;x\\u{7}.csv`");
    }
}
