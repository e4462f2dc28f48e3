//! The rows of a table in any form, without the blank ones at its end.

use super::DataFormat;
use super::columns::Wanted;
use super::csv::read_row;
use super::fields::Fields;
use super::lines::Lines;
use super::separator;
use crate::error::{Column, DataError, DataErrors, DataReason, Error, QuotingRule};
use std::io::Read;

/// What is wrong in a table.
#[derive(Debug)]
pub(crate) enum Fault {
    /// In one row; the next can be read.
    Row(DataError),
    /// So that nothing more can be read.
    End(Error),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::End(error)
    }
}

impl From<DataErrors> for Fault {
    fn from(errors: DataErrors) -> Self {
        Self::End(errors.into())
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Row(error) => error.into(),
            Fault::End(error) => error,
        }
    }
}

/// The rows of a table, one at a time.
pub(crate) struct Rows<R> {
    lines: Lines<R>,
    format: DataFormat,
    /// What separates the values of a CSV file, once its header was seen.
    separator: Option<u8>,
    fields: Fields,
    /// A blank row that is an error if anything follows it.
    blank: Option<DataError>,
    /// A row that was read and comes after the error of a blank one.
    ready: Option<u64>,
}

impl<R: Read> Rows<R> {
    pub(crate) fn new(reader: R, format: DataFormat) -> Self {
        let lines = Lines::new(reader, format);
        Self { lines, format, separator: None, fields: Fields::default(), blank: None, ready: None }
    }

    /// Goes to the next row, the header too; the line in which it began, none at the end. `text` is the column that tells
    /// how the header is separated.
    pub(crate) fn next(&mut self, text: Wanted<'_>) -> Result<Option<u64>, Fault> {
        if let Some(line) = self.ready.take() {
            return Ok(Some(line));
        }
        while let Some(line) = self.read(text)? {
            match (self.is_blank(), self.blank.take()) {
                (true, blank) => self.blank = Some(blank.unwrap_or_else(|| self.blank_row(line))),
                (false, Some(blank)) => {
                    self.ready = Some(line);
                    return Err(Fault::Row(blank));
                }
                (false, None) => return Ok(Some(line)),
            }
        }
        Ok(None)
    }

    /// The fields of the row; none of an object.
    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The line of the row, of an object the whole of it.
    pub(crate) fn content(&self) -> &str {
        self.lines.content()
    }

    /// Whether numbers have a decimal comma: where a semicolon separates them, as spreadsheets write it.
    #[cfg(feature = "train")]
    pub(crate) fn decimal_comma(&self) -> bool {
        self.separator == Some(b';')
    }

    fn is_blank(&self) -> bool {
        match self.format {
            DataFormat::Jsonl => self.content().trim().is_empty(),
            DataFormat::Csv | DataFormat::Tsv => self.fields.are_blank(),
        }
    }

    fn blank_row(&self, line: u64) -> DataError {
        let cells = self.format != DataFormat::Jsonl && self.fields.len() > 1;
        DataError::new(if cells { DataReason::EmptyRow } else { DataReason::BlankLine }).at(line)
    }

    fn read(&mut self, text: Wanted<'_>) -> Result<Option<u64>, Fault> {
        if !self.lines.advance(0, self.lines.number + 1)? {
            return Ok(None);
        }
        match self.format {
            DataFormat::Csv => {
                if self.separator.is_none() {
                    self.separator = separator::named(self.lines.content());
                    if self.separator.is_some() && !self.lines.advance(0, self.lines.number + 1)? {
                        return Ok(None);
                    }
                }
                let header = || separator::of_header(self.lines.content(), text);
                let separator = self.separator.unwrap_or_else(header);
                let line = read_row(&mut self.lines, separator, &mut self.fields)?;
                if !self.fields.are_blank() {
                    self.separator = Some(separator);
                }
                Ok(Some(line))
            }
            DataFormat::Tsv => self.tabs().map(Some),
            DataFormat::Jsonl => Ok(Some(self.lines.number)),
        }
    }

    fn tabs(&mut self) -> Result<u64, Fault> {
        let (line, content) = (self.lines.number, self.lines.content());
        self.fields.clear();
        if let Some(at) = content.find('\r') {
            let column = Column::Character(content[..at].chars().count() as u64 + 1);
            let reason = DataReason::Quoting(QuotingRule::BareCarriageReturn);
            return Err(Fault::Row(DataError::new(reason).at(line).column_at(column)));
        }
        for field in content.split('\t') {
            self.fields.push(field).map_err(|error| Fault::End(error.at(line).into()))?;
        }
        Ok(line)
    }
}
