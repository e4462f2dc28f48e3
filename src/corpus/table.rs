//! A table of texts, row by row.

use super::columns::Columns;
use super::fields::Fields;
use super::object::Object;
use super::rows::{Fault, Rows};
use super::{DataFormat, TextOptions};
use crate::error::{DataError, DataErrors, DataReason, Error, IoError};
use std::borrow::Cow;
use std::fmt;
use std::io::Read;
use std::iter::FusedIterator;
use std::path::Path;
use std::sync::Arc;

/// The rows of a table, one after the other, in memory that does not grow with it.
///
/// A row that breaks a rule is an error, and the next row comes after it; after an error of the file as a whole (broken
/// quoting, what is no UTF-8) nothing comes.
///
/// ```
/// use geostance::dataset::DataFormat;
/// use geostance::corpus::{Content, Input, TextOptions};
///
/// let csv = "id,date,text\n7,2025-10-09,It rained.\n8\n9,2025-10-11,It snowed.\n";
/// let options = TextOptions::new().format(DataFormat::Csv);
/// let Content::Table(table) = Input::read_from(csv.as_bytes(), &options)? else { panic!() };
/// assert!(table.columns().eq(["id", "date"]));
/// let rows: Vec<_> = table.collect();
/// assert_eq!(rows[0].as_ref().unwrap().get("date"), Some("2025-10-09"));
/// assert_eq!(rows[1].as_ref().unwrap_err().to_string(), "line 3: 1 field where the header has 3");
/// assert_eq!(rows[2].as_ref().unwrap().text(), "It snowed.");
/// # Ok::<(), geostance::Error>(())
/// ```
pub struct Table {
    rows: Rows<Box<dyn Read + Send>>,
    format: DataFormat,
    options: TextOptions,
    names: Option<Arc<Names>>,
    header: Option<Columns>,
    /// The first row of a file without a header, which was read for its columns.
    first: Option<Result<Row, DataError>>,
    path: Option<Arc<Path>>,
    ended: bool,
}

/// The columns of a row, and the place of the text among them.
#[derive(Debug, PartialEq, Eq)]
struct Names {
    all: Vec<String>,
    text: usize,
}

impl Names {
    /// The columns beside the text that have a name.
    fn others(&self) -> impl Iterator<Item = (usize, &str)> {
        let names = self.all.iter().map(String::as_str).enumerate();
        names.filter(|&(place, name)| place != self.text && !name.is_empty())
    }
}

impl Table {
    /// Reads the header, or the first row where there is none.
    pub(super) fn open(
        reader: Box<dyn Read + Send>,
        format: DataFormat,
        options: &TextOptions,
        path: Option<Arc<Path>>,
    ) -> Result<Self, Error> {
        let (rows, options) = (Rows::new(reader, format), options.clone());
        let mut table = Self { rows, format, options, names: None, header: None, first: None, path, ended: false };
        match table.start() {
            Ok(()) => Ok(table),
            Err(error) => Err(table.in_file(error)),
        }
    }

    fn start(&mut self) -> Result<(), Error> {
        if self.format == DataFormat::Jsonl {
            self.first = match self.row() {
                Ok(row) => row.map(Ok),
                Err(Fault::Row(error)) => Some(Err(error)),
                Err(Fault::End(error)) => return Err(error),
            };
            return Ok(());
        }
        let Some(line) = self.rows.next(self.options.text())? else {
            return Err(DataError::new(DataReason::NoHeader).into());
        };
        let columns = Columns::read(self.rows.fields()).map_err(|error| error.at(line))?;
        let text = self.options.text();
        let place = text.find(&columns.names()).and_then(|place| place.ok_or_else(|| text.missing(columns.names())));
        let text = place.map_err(|error| error.at(line))?;
        self.names = Some(Arc::new(Names { all: columns.names().map(str::to_owned).collect(), text }));
        self.header = Some(columns);
        Ok(())
    }

    /// The columns beside the text, in their order; where a file has no header, those of its first row.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.names.iter().flat_map(|names| names.others().map(|(_, name)| name))
    }

    fn row(&mut self) -> Result<Option<Row>, Fault> {
        let Some(line) = self.rows.next(self.options.text())? else { return Ok(None) };
        let row = match &self.header {
            Some(columns) => columns.check(self.rows.fields()).map(|()| (self.rows.fields().clone(), Vec::new())),
            None => self.object(),
        };
        let (values, bare) = row.map_err(|error| Fault::Row(error.at(line)))?;
        let names = self.names.clone();
        Ok(names.map(|names| Row { line, names, values, bare, path: self.path.clone() }))
    }

    /// The values of an object, and which of them are no strings; its names are kept for the next, which tends to have the same.
    fn object(&mut self) -> Result<(Fields, Vec<u32>), DataError> {
        let object = Object::read(self.rows.content())?;
        let wanted = self.options.text();
        let text = wanted.find(&object.names())?.ok_or_else(|| wanted.missing(object.names()))?;
        let (mut values, mut names, mut bare) = (Fields::default(), Vec::new(), Vec::new());
        let mut place_of_text = 0;
        for (place, name, value) in object.pairs() {
            let field = match place == text {
                true => value.string(name)?,
                false if value.is_null() => continue,
                false => value.text(name)?,
            };
            if place == text {
                place_of_text = names.len();
            }
            if !value.is_string() {
                bare.push(names.len() as u32);
            }
            values.push(&field)?;
            names.push(name);
        }
        let same = |known: &Arc<Names>| known.text == place_of_text && known.all.iter().eq(names.iter());
        if !self.names.as_ref().is_some_and(same) {
            let all = names.into_iter().map(str::to_owned).collect();
            self.names = Some(Arc::new(Names { all, text: place_of_text }));
        }
        Ok((values, bare))
    }

    /// The error with the file that it came from.
    fn in_file(&self, error: Error) -> Error {
        match &self.path {
            Some(path) => in_file(error, path),
            None => error,
        }
    }
}

/// An error with the file that it came from.
pub(crate) fn in_file(error: Error, path: &Path) -> Error {
    match error {
        Error::Data(errors) => DataErrors::in_file(errors, path).into(),
        Error::Io(error) => IoError::reading(path, error.source).into(),
        other => other,
    }
}

impl Iterator for Table {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = match self.first.take() {
            Some(first) => first.map(Some).map_err(Fault::Row),
            None => self.row(),
        };
        self.ended = matches!(next, Ok(None) | Err(Fault::End(_)));
        next.map_err(|fault| self.in_file(fault.into())).transpose()
    }
}

impl FusedIterator for Table {}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table").field("path", &self.path).field("format", &self.format).finish_non_exhaustive()
    }
}

/// A row of a table: its text, and its other columns in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    line: u64,
    names: Arc<Names>,
    values: Fields,
    /// The places of values of JSON that are no strings, ascending.
    bare: Vec<u32>,
    path: Option<Arc<Path>>,
}

impl Row {
    /// The file; none for standard input or a reader.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The line in which the row began, counted from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The text; it may be empty.
    #[must_use]
    pub fn text(&self) -> &str {
        self.values.get(self.names.text)
    }

    /// The other columns with their values, in their order. In JSON a value that is no string stands as it is written, and
    /// `null` is left out.
    pub fn columns(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.others().map(|(place, name)| (name, self.values.get(place)))
    }

    /// The other columns with their values as JSON has them, in their order: what was no string in JSON stands as it is written,
    /// everything else is a string in quotes.
    ///
    /// ```
    /// use geostance::dataset::DataFormat;
    /// use geostance::corpus::{Content, Input, TextOptions};
    ///
    /// let line = "{\"id\":7,\"no\":\"8\",\"text\":\"It rained.\",\"tags\":[\"x\"]}\n";
    /// let options = TextOptions::new().format(DataFormat::Jsonl);
    /// let Content::Table(mut table) = Input::read_from(line.as_bytes(), &options)? else { panic!() };
    /// let row = table.next().unwrap()?;
    /// let columns: Vec<_> = row.json_columns().map(|(name, value)| format!("{name} {value}")).collect();
    /// assert_eq!(columns, ["id 7", "no \"8\"", "tags [\"x\"]"]);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn json_columns(&self) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
        self.names.others().map(|(place, name)| {
            let value = self.values.get(place);
            if self.bare.binary_search(&(place as u32)).is_ok() {
                return (name, Cow::Borrowed(value));
            }
            (name, Cow::Owned(serde_json::Value::from(value).to_string()))
        })
    }

    /// The value of a column by its name, which is looked for among all of them.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&str> {
        self.columns().find(|(name, _)| *name == column).map(|(_, value)| value)
    }
}
