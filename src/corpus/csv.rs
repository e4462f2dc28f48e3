//! Rows of separated values, strictly by RFC 4180: with a comma, or whatever else separates them in its place.
//!
//! Broken quoting is never guessed at: an open quote would swallow the rows after it without a word.

use super::fields::Fields;
use super::lines::Lines;
use crate::error::{Column, DataError, DataReason, Error, QuotingRule};
use crate::work;
use std::io::Read;

#[derive(Clone, Copy, PartialEq)]
enum State {
    FieldStart,
    Quoted,
    /// After a quote within a quoted field: its end, or half of a doubled quote.
    AfterQuote,
    RowEnd,
}

/// Where the last quoted field was opened: the line, and the byte of it while that line is read, the character after.
#[derive(Clone, Copy)]
struct Opened {
    line: u64,
    byte: usize,
    character: u64,
}

/// Reads the rest of the row that begins in the present line; the line in which it began.
pub(super) fn read_row<R: Read>(lines: &mut Lines<R>, separator: u8, fields: &mut Fields) -> Result<u64, Error> {
    fields.clear();
    let row = lines.number;
    let mut opened = Opened { line: row, byte: 0, character: 1 };
    let mut scan = Scan { separator, state: State::FieldStart, opened: &mut opened, fields };
    scan.line(lines.line(), row).map_err(|error| in_row(error, row))?;
    while scan.state != State::RowEnd {
        if !lines.advance(scan.fields.text.len(), scan.opened.line)? {
            let place = (scan.opened.line, scan.opened.character);
            return Err(broken(place, QuotingRule::NeverClosed).into());
        }
        scan.line(lines.line(), lines.number).map_err(|error| in_row(error, row))?;
    }
    Ok(row)
}

/// An error that has no line of its own is one of the row.
fn in_row(error: DataError, row: u64) -> DataError {
    if error.line.is_none() { error.at(row) } else { error }
}

fn broken((line, character): (u64, u64), rule: QuotingRule) -> DataError {
    DataError::new(DataReason::Quoting(rule)).at(line).column_at(Column::Character(character))
}

/// The number of the character at a byte of a line, from 1; counted only where it is needed, for it costs the line.
fn character(line: &str, byte: usize) -> u64 {
    work::bytes(byte);
    line[..byte].chars().count() as u64 + 1
}

/// A row that is being read.
struct Scan<'a> {
    separator: u8,
    state: State,
    opened: &'a mut Opened,
    fields: &'a mut Fields,
}

impl Scan<'_> {
    /// Reads the fields of a line, its break included: until the row ends, or within quotes the line.
    fn line(&mut self, line: &str, number: u64) -> Result<(), DataError> {
        let bytes = line.as_bytes();
        let place = |at: usize| (number, character(line, at));
        let mut at = 0;
        // A row ends with the line, unless a quoted field is open there.
        while self.state != State::RowEnd && (at < bytes.len() || self.state != State::Quoted) {
            let rest = &bytes[at..];
            match self.state {
                State::FieldStart if rest.first() == Some(&b'"') => {
                    *self.opened = Opened { line: number, byte: at, character: 0 };
                    at += 1;
                    self.state = State::Quoted;
                }
                State::Quoted => {
                    let length = rest.iter().position(|&byte| byte == b'"').unwrap_or(rest.len());
                    work::bytes(length);
                    self.fields.text.push_str(&line[at..at + length]);
                    at += length;
                    if at < bytes.len() {
                        at += 1;
                        self.state = State::AfterQuote;
                    }
                }
                State::AfterQuote if rest.first() == Some(&b'"') => {
                    self.fields.text.push('"');
                    at += 1;
                    self.state = State::Quoted;
                }
                State::FieldStart | State::AfterQuote => {
                    let separator = self.separator;
                    let special = |&byte: &u8| byte == separator || matches!(byte, b'"' | b'\r' | b'\n');
                    let length = rest.iter().position(special).unwrap_or(rest.len());
                    work::bytes(length);
                    if self.state == State::AfterQuote && length > 0 {
                        let opened_line = self.opened.line;
                        return Err(broken(place(at), QuotingRule::AfterClosing { opened_line }));
                    }
                    self.fields.text.push_str(&line[at..at + length]);
                    at += length;
                    self.state = match bytes.get(at) {
                        Some(&byte) if byte == separator => State::FieldStart,
                        Some(b'"') => return Err(broken(place(at), QuotingRule::InsideUnquoted)),
                        Some(b'\r') if bytes.get(at + 1) != Some(&b'\n') => {
                            return Err(broken(place(at), QuotingRule::BareCarriageReturn));
                        }
                        _ => State::RowEnd,
                    };
                    self.fields.end()?;
                    at += 1;
                }
                State::RowEnd => {}
            }
        }
        if self.state == State::Quoted && self.opened.line == number {
            self.opened.character = character(line, self.opened.byte);
        }
        Ok(())
    }
}

/// Writes a field so that it is read again as it is: in quotes where it must be.
pub(crate) fn write_field(out: &mut String, field: &str) {
    if field.contains(['"', ',', '\r', '\n']) {
        out.push('"');
        out.push_str(&field.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::DataFormat;
    use crate::corpus::lines::MAX_ROW_BYTES;

    fn check_with(text: &str, separator: u8) -> Result<Vec<Vec<String>>, String> {
        let (mut lines, mut fields) = (Lines::new(text.as_bytes(), DataFormat::Csv), Fields::default());
        let mut rows = Vec::new();
        while lines.advance(0, lines.number + 1).map_err(|error| error.to_string())? {
            read_row(&mut lines, separator, &mut fields).map_err(|error| error.to_string())?;
            rows.push(fields.iter().map(str::to_owned).collect());
        }
        Ok(rows)
    }

    fn check(text: &str) -> Result<Vec<Vec<String>>, String> {
        check_with(text, b',')
    }

    #[test]
    fn good_quoting_gives_the_fields() {
        for (text, rows) in [
            ("", vec![]),
            ("a,b\n", vec![vec!["a", "b"]]),
            ("a,b\r\n1,2", vec![vec!["a", "b"], vec!["1", "2"]]),
            ("\"a\",\"b \"\"c\"\"\"\n", vec![vec!["a", "b \"c\""]]),
            ("\"two\nlines\",x\n", vec![vec!["two\nlines", "x"]]),
            ("\"\",\n", vec![vec!["", ""]]),
            ("a,\r\n,b", vec![vec!["a", ""], vec!["", "b"]]),
            ("\"\"", vec![vec![""]]),
            ("a\n\n", vec![vec!["a"], vec![""]]),
            ("a;b\tc\n", vec![vec!["a;b\tc"]]),
            ("\"a\"\r\n\"\r\"\n", vec![vec!["a"], vec!["\r"]]),
            ("\"a\r\n\r\n,\"\"\"\r\n", vec![vec!["a\r\n\r\n,\""]]),
            ("\u{feff}a,é\n", vec![vec!["a", "é"]]),
        ] {
            assert_eq!(check(text).unwrap(), rows, "{text:?}");
        }
    }

    #[test]
    fn each_rule_says_where() {
        for (text, expected) in [
            ("a,b\nc,d\"e\n", "line 2: a quote inside an unquoted field"),
            ("a\n\"b\" c\n", "line 2: text after the closing quote of a field that was opened in line 2"),
            ("a\n\"b\nnone,\"It\"\n", "line 3: text after the closing quote of a field that was opened in line 2"),
            ("a\n\"b\nc\n", "line 2: a quoted field is opened here and never closed"),
            ("a\n\"b", "line 2: a quoted field is opened here and never closed"),
            ("a\rb\n", "line 1: a carriage return without a line feed"),
            ("a\r", "line 1: a carriage return without a line feed"),
            ("\"a\"\rb", "line 1: a carriage return without a line feed"),
            ("a\n\"b\"\"\n\n\"\",c\n", "line 2: a quoted field is opened here and never closed"),
        ] {
            let error = check(text).unwrap_err();
            assert!(error.starts_with(expected), "{text:?}: {error}");
        }
        assert!(check("é,d\"e\n").unwrap_err().contains("(character 4)"));
        assert!(check("é\n\"a\",é\rx\n").unwrap_err().contains("line 2"));
        assert!(check("\"a\"\"b\"c").unwrap_err().contains("(character 7)"));
    }

    #[test]
    fn rows_are_bounded() {
        let long = format!("a\n\"{}", "x\n".repeat(MAX_ROW_BYTES / 2 + 10));
        let expected = "line 2: a row of more than 16777216 bytes; is a quote never closed?";
        assert_eq!(check(&long).unwrap_err(), expected);
        assert_eq!(check(&long.replace('"', "").replace("x\n", "xx")).unwrap_err(), expected);
    }
    #[test]
    fn another_separator_takes_the_place_of_the_comma() {
        assert_eq!(check_with("a;\"b;\"\"c\"\"\";d,e\n", b';').unwrap(), [["a", "b;\"c\"", "d,e"]]);
        assert_eq!(check_with("a\t\"b\tc\"\n", b'\t').unwrap(), [["a", "b\tc"]]);
        assert!(check_with("a;b\"c\n", b';').unwrap_err().starts_with("line 1: a quote inside an unquoted field"));
    }

    #[test]
    fn the_work_is_linear_in_the_fields_of_a_row() {
        let row = |fields: usize| "\"é\",".repeat(fields) + "\"\n\"\n";
        for fields in [10, 1_000, 10_000] {
            let text = row(fields);
            let work = work::of(|| assert_eq!(check(&text).unwrap()[0].len(), fields + 1));
            assert!(work.bytes <= 4 * text.len() as u64, "{} bytes of {}", work.bytes, text.len());
        }
        let text = "\"a\",".repeat(10_000) + "\"b";
        let work = work::of(|| assert!(check(&text).unwrap_err().contains("(character 40001)")));
        assert!(work.bytes <= 4 * text.len() as u64, "{} bytes of {}", work.bytes, text.len());
    }

    #[test]
    fn columns_are_bounded() {
        let most = ",".repeat(crate::corpus::fields::MAX_COLUMNS - 1);
        assert_eq!(check(&most).unwrap()[0].len(), crate::corpus::fields::MAX_COLUMNS);
        assert_eq!(
            check(&format!("a\n{most},")).unwrap_err(),
            "line 2: more than 16384 columns; are the rows separated by line breaks?"
        );
    }
}
