//! Lines of a stream with their numbers: bounded, valid UTF-8, and no more than one of them in memory.

use crate::error::{DataError, DataReason, Error, IoError};
use std::io::{BufRead, BufReader, Read};

/// The most bytes that a row may have, all columns and the line breaks within quotes together: 16 MiB.
pub(super) const MAX_ROW_BYTES: usize = 1 << 24;

const BYTE_ORDER_MARK: char = '\u{feff}';

pub(super) struct Lines<R> {
    reader: BufReader<R>,
    line: String,
    /// The number of the line that came last, from 1.
    pub(super) number: u64,
    /// Where the next line begins in the stream.
    offset: u64,
    /// A blank line that is an error if anything follows it.
    blank: Option<u64>,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(reader: R) -> Self {
        let reader = BufReader::with_capacity(1 << 16, reader);
        Self { reader, line: String::new(), number: 0, offset: 0, blank: None }
    }

    /// Goes to the next line; false at the end. `already` is the number of bytes of the row that this line continues, and
    /// `row` the line in which that row began.
    pub(super) fn advance(&mut self, already: usize, row: u64) -> Result<bool, Error> {
        let limit = MAX_ROW_BYTES.saturating_sub(already);
        let mut bytes = std::mem::take(&mut self.line).into_bytes();
        bytes.clear();
        let read = self.reader.by_ref().take(limit as u64 + 1).read_until(b'\n', &mut bytes);
        let read = read.map_err(|source| IoError { action: "read", path: None, source })?;
        if read > limit {
            return Err(DataError::new(DataReason::RowTooLong { limit: MAX_ROW_BYTES }).at(row).into());
        }
        self.number += u64::from(read > 0);
        self.line = String::from_utf8(bytes).map_err(|error| {
            let offset = self.offset + error.utf8_error().valid_up_to() as u64;
            DataError::new(DataReason::InvalidUtf8 { offset }).at(self.number)
        })?;
        self.offset += read as u64;
        Ok(read > 0)
    }

    /// Goes to the next line that begins a row; a blank one is an error unless nothing follows it.
    pub(super) fn advance_to_row(&mut self) -> Result<bool, Error> {
        while self.advance(0, self.number + 1)? {
            match (self.content().is_empty(), self.blank) {
                (true, _) => self.blank = self.blank.or(Some(self.number)),
                (false, Some(line)) => return Err(DataError::new(DataReason::BlankLine).at(line).into()),
                (false, None) => return Ok(true),
            }
        }
        Ok(false)
    }

    /// The line with its break, without the byte-order mark of the stream.
    pub(super) fn line(&self) -> &str {
        let first = self.number == 1;
        self.line.strip_prefix(BYTE_ORDER_MARK).filter(|_| first).unwrap_or(&self.line)
    }

    /// The line without its line feed, or carriage return and line feed.
    pub(super) fn content(&self) -> &str {
        let line = self.line();
        line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line))
    }
}
