//! CSV for people who open it in a spreadsheet, and back.
//!
//! A spreadsheet takes a field that begins with `=`, `+`, `-`, `@`, a tab or a line break for a formula, and runs it. Such a
//! field gets an apostrophe in front, which spreadsheets show as text, and loses it when the file is read back; so does a
//! field that begins with apostrophes and then such a character, so that nothing else changes on the way.

use crate::ending::Result;
use csv::{Terminator, Writer, WriterBuilder};

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// A text as a spreadsheet may have it.
fn guarded(text: &str) -> String {
    // Numbers are what they are.
    let number = text.parse::<f64>().is_ok();
    if is_formula(text) && !number { format!("'{text}") } else { text.to_owned() }
}

/// The text that was guarded.
pub(crate) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|_| is_formula(text)).unwrap_or(text)
}

/// A table that is written row by row, as RFC 4180 has it.
pub(crate) struct Sheet(Writer<Vec<u8>>);

impl Sheet {
    pub(crate) fn new<S: AsRef<str>>(header: &[S]) -> Result<Self> {
        let mut sheet = Self(WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new()));
        sheet.row(header)?;
        Ok(sheet)
    }

    /// A row of fields as they are, for programs.
    pub(crate) fn row<S: AsRef<str>>(&mut self, fields: &[S]) -> Result {
        Ok(self.0.write_record(fields.iter().map(|field| field.as_ref().as_bytes()))?)
    }

    /// A row of fields for people.
    pub(crate) fn guarded_row<S: AsRef<str>>(&mut self, fields: &[S]) -> Result {
        self.row(&fields.iter().map(|field| guarded(field.as_ref())).collect::<Vec<_>>())
    }

    pub(crate) fn into_bytes(self) -> Result<Vec<u8>> {
        Ok(self.0.into_inner()?)
    }
}
