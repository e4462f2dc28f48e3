//! CSV for people who open it in a spreadsheet, and back.
//!
//! A spreadsheet takes a field that begins with `=`, `+`, `-`, `@`, a tab or a line break for a formula, and runs it. Such a
//! field gets an apostrophe in front, which spreadsheets show as text, and loses it when the file is read back; so does a
//! field that begins with apostrophes and then such a character, so that nothing else changes on the way.

use std::fmt::Write;

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// A text as a spreadsheet may have it.
pub(crate) fn guarded(text: &str) -> String {
    // Numbers are what they are.
    let number = text.parse::<f64>().is_ok();
    if is_formula(text) && !number { format!("'{text}") } else { text.to_owned() }
}

/// The text that was guarded.
pub(crate) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|_| is_formula(text)).unwrap_or(text)
}

/// A table that is written row by row, as RFC 4180 has it.
pub(crate) struct Table {
    csv: String,
}

impl Table {
    pub(crate) fn new(header: &[&str]) -> Self {
        let mut table = Self { csv: String::new() };
        table.row(header);
        table
    }

    /// A row of fields as they are, for programs.
    pub(crate) fn row(&mut self, fields: &[impl AsRef<str>]) {
        for (place, field) in fields.iter().map(AsRef::as_ref).enumerate() {
            let comma = if place > 0 { "," } else { "" };
            // Writing to a string cannot fail.
            let _ = if field.contains(['"', ',', '\r', '\n']) {
                write!(self.csv, "{comma}\"{}\"", field.replace('"', "\"\""))
            } else {
                write!(self.csv, "{comma}{field}")
            };
        }
        self.csv.push_str("\r\n");
    }

    /// A row of fields for people.
    pub(crate) fn guarded_row(&mut self, fields: &[impl AsRef<str>]) {
        let fields: Vec<String> = fields.iter().map(|field| guarded(field.as_ref())).collect();
        self.row(&fields);
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.csv.as_bytes()
    }
}
