//! Lines of a stream with their numbers: bounded, valid UTF-8, and no more than one of them in memory.

use super::DataFormat;
use super::encoding::likely;
use super::source::{Text, reading};
use crate::error::{DataError, DataReason, Error};
use crate::work;
use std::io::{BufRead, BufReader, Read};

/// The most bytes that a row may have, all columns and the line breaks within quotes together: 16 MiB.
pub(crate) const MAX_ROW_BYTES: usize = 1 << 24;

pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';

/// A buffer above this many bytes is given back after the line that needed it.
const KEPT: usize = 1 << 20;

enum Stream<R> {
    /// Not looked at yet.
    New(R),
    Open(BufReader<Text<R>>),
    /// What was refused.
    Closed,
}

pub(super) struct Lines<R> {
    stream: Stream<R>,
    format: DataFormat,
    line: String,
    /// The number of the line that came last, from 1.
    pub(super) number: u64,
    /// Where the next line begins in the stream.
    offset: u64,
}

impl<R: Read> Lines<R> {
    pub(super) fn new(reader: R, format: DataFormat) -> Self {
        Self { stream: Stream::New(reader), format, line: String::new(), number: 0, offset: 0 }
    }

    /// Goes to the next line; false at the end. `already` is the number of bytes of the row that this line continues, and
    /// `row` the line in which that row began.
    pub(super) fn advance(&mut self, already: usize, row: u64) -> Result<bool, Error> {
        if let Stream::New(_) = self.stream
            && let Stream::New(reader) = std::mem::replace(&mut self.stream, Stream::Closed)
        {
            let text = Text::open(reader, Some(self.format))?;
            self.stream = Stream::Open(BufReader::with_capacity(1 << 16, text));
        }
        let Stream::Open(stream) = &mut self.stream else { return Ok(false) };
        let limit = MAX_ROW_BYTES.saturating_sub(already);
        let mut bytes = std::mem::take(&mut self.line).into_bytes();
        bytes.clear();
        if bytes.capacity() > KEPT {
            bytes.shrink_to(KEPT);
        }
        let read = stream.by_ref().take(limit as u64 + 1).read_until(b'\n', &mut bytes);
        let read = read.map_err(|error| reading(error, Some(self.number + 1)))?;
        work::bytes(read);
        if read > limit {
            return Err(DataError::new(DataReason::RowTooLong { limit: MAX_ROW_BYTES }).at(row).into());
        }
        self.number += u64::from(read > 0);
        self.line = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let encoding = likely(error.as_bytes(), at);
            DataError::new(DataReason::InvalidUtf8 { offset: self.offset + at as u64, encoding }).at(self.number)
        })?;
        self.offset += read as u64;
        Ok(read > 0)
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
