//! Rows of comma-separated values, strictly by RFC 4180.
//!
//! Broken quoting is never guessed at: an open quote would swallow the rows behind it without a word.

use super::lines::Lines;
use crate::error::{Column, DataError, DataReason, Error, QuotingRule};
use std::io::Read;

/// The fields of one row, one behind the other in one text.
#[derive(Default)]
pub(super) struct Fields {
    text: String,
    ends: Vec<usize>,
}

impl Fields {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    pub(super) fn push(&mut self, field: &str) {
        self.text.push_str(field);
        self.end();
    }

    fn end(&mut self) {
        self.ends.push(self.text.len());
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The field at `place`, which is below [`Fields::len`].
    pub(super) fn get(&self, place: usize) -> &str {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.text[start..self.ends[place]]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|place| self.get(place))
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    FieldStart,
    Quoted,
    /// Behind a quote within a quoted field: its end, or half of a doubled quote.
    AfterQuote,
    RowEnd,
}

/// Line and character, from 1, at which the last quoted field was opened.
type Opened = (u64, u64);

/// Reads the next row; the line in which it began, `None` at the end.
pub(super) fn read_row<R: Read>(lines: &mut Lines<R>, fields: &mut Fields) -> Result<Option<u64>, Error> {
    fields.clear();
    if !lines.advance_to_row()? {
        return Ok(None);
    }
    let row = lines.number;
    let mut opened = (row, 1);
    let mut state = scan(lines.line(), row, State::FieldStart, &mut opened, fields)?;
    while state != State::RowEnd {
        if !lines.advance(fields.text.len(), opened.0)? {
            return Err(broken(opened, QuotingRule::NeverClosed).into());
        }
        state = scan(lines.line(), lines.number, state, &mut opened, fields)?;
    }
    Ok(Some(row))
}

fn broken((line, character): (u64, u64), rule: QuotingRule) -> DataError {
    DataError::new(DataReason::Quoting(rule)).at(line).column_at(Column::Character(character))
}

/// Reads the fields of a line, its break included, from a state on: until the row ends, or within quotes the line.
fn scan(
    line: &str,
    number: u64,
    mut state: State,
    opened: &mut Opened,
    fields: &mut Fields,
) -> Result<State, DataError> {
    let bytes = line.as_bytes();
    let place = |at: usize| (number, line[..at].chars().count() as u64 + 1);
    let mut at = 0;
    // A row ends with the line, unless a quoted field is open there.
    while state != State::RowEnd && (at < bytes.len() || state != State::Quoted) {
        let rest = &bytes[at..];
        match state {
            State::FieldStart if rest.first() == Some(&b'"') => {
                *opened = place(at);
                at += 1;
                state = State::Quoted;
            }
            State::Quoted => {
                let length = rest.iter().position(|&byte| byte == b'"').unwrap_or(rest.len());
                fields.text.push_str(&line[at..at + length]);
                at += length;
                if at < bytes.len() {
                    at += 1;
                    state = State::AfterQuote;
                }
            }
            State::AfterQuote if rest.first() == Some(&b'"') => {
                fields.text.push('"');
                at += 1;
                state = State::Quoted;
            }
            State::FieldStart | State::AfterQuote => {
                let special = |&byte: &u8| matches!(byte, b',' | b'"' | b'\r' | b'\n');
                let length = rest.iter().position(special).unwrap_or(rest.len());
                if state == State::AfterQuote && length > 0 {
                    return Err(broken(place(at), QuotingRule::AfterClosing { opened_line: opened.0 }));
                }
                fields.text.push_str(&line[at..at + length]);
                at += length;
                state = match bytes.get(at) {
                    Some(b',') => State::FieldStart,
                    Some(b'"') => return Err(broken(place(at), QuotingRule::InsideUnquoted)),
                    Some(b'\r') if bytes.get(at + 1) != Some(&b'\n') => {
                        return Err(broken(place(at), QuotingRule::BareCarriageReturn));
                    }
                    _ => State::RowEnd,
                };
                fields.end();
                at += 1;
            }
            State::RowEnd => {}
        }
    }
    Ok(state)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Result<Vec<Vec<String>>, String> {
        let (mut lines, mut fields, mut rows) = (Lines::new(text.as_bytes()), Fields::default(), Vec::new());
        while read_row(&mut lines, &mut fields).map_err(|error| error.to_string())?.is_some() {
            rows.push(fields.iter().map(str::to_owned).collect());
        }
        Ok(rows)
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
            ("a\n\n\n", vec![vec!["a"]]),
            ("a\r\n\r\n", vec![vec!["a"]]),
            ("\"a\"\r\n\"\r\"\n", vec![vec!["a"], vec!["\r"]]),
            ("\"a\r\n\r\n,\"\"\"\r\n", vec![vec!["a\r\n\r\n,\""]]),
            ("\u{feff}a,é\n", vec![vec!["a", "é"]]),
            ("\n\n", vec![]),
        ] {
            assert_eq!(check(text).unwrap(), rows, "{text:?}");
        }
    }

    #[test]
    fn each_rule_says_where() {
        for (text, expected) in [
            ("a,b\nc,d\"e\n", "line 2: a quote inside an unquoted field"),
            ("a\n\"b\" c\n", "line 2: text behind the closing quote of a field that was opened in line 2"),
            ("a\n\"b\nnone,\"It\"\n", "line 3: text behind the closing quote of a field that was opened in line 2"),
            ("a\n\"b\nc\n", "line 2: a quoted field is opened here and never closed"),
            ("a\n\"b", "line 2: a quoted field is opened here and never closed"),
            ("a\rb\n", "line 1: a carriage return without a line feed"),
            ("a\r", "line 1: a carriage return without a line feed"),
            ("\"a\"\rb", "line 1: a carriage return without a line feed"),
            ("a\n\nb\n", "line 2: a blank line"),
            ("a\r\n\r\nb\r\n", "line 2: a blank line"),
            ("\na\n", "line 1: a blank line"),
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
        let long = format!("a\n\"{}", "x\n".repeat(super::super::lines::MAX_ROW_BYTES / 2 + 10));
        let expected = "line 2: a row of more than 16777216 bytes; is a quote never closed?";
        assert_eq!(check(&long).unwrap_err(), expected);
        assert_eq!(check(&long.replace('"', "").replace("x\n", "xx")).unwrap_err(), expected);
    }
}
