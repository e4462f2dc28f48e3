//! A reader that passes CSV on unchanged and refuses what RFC 4180 does not allow.
//!
//! The csv crate reads broken quoting without complaint, and an open quote swallows the rows behind it. So its input
//! goes through here first: bytes are handed on up to the first broken rule, then the rule is the error.

use crate::error::{Column, DataError, DataReason, QuotingRule};
use std::io::{self, ErrorKind, Read};

#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    /// At the beginning of a line.
    LineStart,
    /// At the beginning of a field.
    FieldStart,
    Unquoted,
    Quoted,
    /// Behind a quote within a quoted field: its end, or half of a doubled quote.
    AfterQuote,
    /// Behind a carriage return outside quotes.
    AfterReturn {
        blank: bool,
    },
}

/// See the module.
pub(super) struct StrictQuotes<R> {
    inner: R,
    state: State,
    line: u64,
    character: u64,
    /// Line and character at which the last quoted field was opened.
    opened: (u64, u64),
    /// A blank line that is an error if anything follows it.
    blank: Option<u64>,
    failed: Option<DataError>,
}

impl<R: Read> StrictQuotes<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, state: State::LineStart, line: 1, character: 1, opened: (1, 1), blank: None, failed: None }
    }

    fn broken(line: u64, character: u64, rule: QuotingRule) -> DataError {
        DataError::new(DataReason::Quoting(rule)).at(line).column_at(Column::Character(character))
    }

    fn step(&mut self, byte: u8) -> Result<(), DataError> {
        use State::{AfterQuote, AfterReturn, FieldStart, LineStart, Quoted, Unquoted};
        if let (Some(line), LineStart) = (self.blank, self.state)
            && !matches!(byte, b'\n' | b'\r')
        {
            return Err(DataError::new(DataReason::BlankLine).at(line));
        }
        let here = |rule| Err(Self::broken(self.line, self.character, rule));
        self.state = match (self.state, byte) {
            (AfterReturn { .. }, byte) if byte != b'\n' => {
                return Err(Self::broken(self.line, self.character - 1, QuotingRule::BareCarriageReturn));
            }
            (Quoted, b'"') => AfterQuote,
            (Quoted, _) | (AfterQuote, b'"') => Quoted,
            (LineStart | FieldStart, b'"') => {
                self.opened = (self.line, self.character);
                Quoted
            }
            (Unquoted, b'"') => return here(QuotingRule::InsideUnquoted),
            (_, b',') => FieldStart,
            (LineStart | AfterReturn { blank: true }, b'\n') => {
                self.blank = self.blank.or(Some(self.line));
                LineStart
            }
            (_, b'\n') => LineStart,
            (state, b'\r') => AfterReturn { blank: state == LineStart },
            (AfterQuote, _) => return here(QuotingRule::AfterClosing { opened_line: self.opened.0 }),
            _ => Unquoted,
        };
        if byte == b'\n' {
            self.line += 1;
            self.character = 1;
        } else if byte & 0xc0 != 0x80 {
            // Continuation bytes of UTF-8 belong to the character before.
            self.character += 1;
        }
        Ok(())
    }

    fn end(&self) -> Result<(), DataError> {
        match self.state {
            State::Quoted => Err(Self::broken(self.opened.0, self.opened.1, QuotingRule::NeverClosed)),
            State::AfterReturn { .. } => {
                Err(Self::broken(self.line, self.character - 1, QuotingRule::BareCarriageReturn))
            }
            _ => Ok(()),
        }
    }
}

impl<R: Read> Read for StrictQuotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let refused = |error: DataError| io::Error::new(ErrorKind::InvalidData, error);
        if let Some(error) = self.failed.take() {
            return Err(refused(error));
        }
        let read = self.inner.read(buffer)?;
        if read == 0 && !buffer.is_empty() {
            return self.end().map(|()| 0).map_err(refused);
        }
        for (at, &byte) in buffer[..read].iter().enumerate() {
            if let Err(error) = self.step(byte) {
                if at == 0 {
                    return Err(refused(error));
                }
                self.failed = Some(error);
                return Ok(at);
            }
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<String, String> {
        let mut passed = String::new();
        // One byte at a time, so that no rule depends on how the input is cut.
        let mut reader = StrictQuotes::new(text.as_bytes());
        let mut byte = [0];
        loop {
            match reader.read(&mut byte) {
                Ok(0) => return Ok(passed),
                Ok(_) => passed.push(char::from(byte[0])),
                Err(error) => return Err(error.to_string()),
            }
        }
    }

    #[test]
    fn good_quoting_passes_unchanged() {
        for text in [
            "",
            "a,b\n",
            "a,b\r\n1,2",
            "\"a\",\"b \"\"c\"\"\"\n",
            "\"two\nlines\",x\n",
            "\"\",\n",
            "a\n\n\n",
            "a\r\n\r\n",
            "\"a\"\r\n\"\r\"\n",
        ] {
            assert_eq!(check(text).as_deref(), Ok(text), "{text:?}");
        }
    }

    #[test]
    fn each_rule_says_where() {
        for (text, expected) in [
            ("a,b\nc,d\"e\n", "line 2: a quote inside an unquoted field"),
            ("a\n\"b\" c\n", "line 2: text behind the closing quote of a field that was opened in line 2"),
            ("a\n\"b\nnone,\"It\"\n", "line 3: text behind the closing quote of a field that was opened in line 2"),
            ("a\n\"b\nc\n", "line 2: a quoted field is opened here and never closed"),
            ("a\rb\n", "line 1: a carriage return without a line feed"),
            ("a\r", "line 1: a carriage return without a line feed"),
            ("a\n\nb\n", "line 2: a blank line"),
            ("a\r\n\r\nb\r\n", "line 2: a blank line"),
            ("\na\n", "line 1: a blank line"),
        ] {
            let error = check(text).unwrap_err();
            assert!(error.starts_with(expected), "{text:?}: {error}");
        }
        assert!(check("é,d\"e\n").unwrap_err().contains("(character 4)"));
    }
}
