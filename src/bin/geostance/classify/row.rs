//! The columns of tables beside the text, which stand beside the answers.

use super::texts::is_table;
use crate::terminal::shortened;
use geostance::{
    Error,
    corpus::{Content, Input, Row, TextOptions},
    dataset::DataFormat,
};
use std::collections::BTreeSet;
use std::path::Path;

/// The number of the line, which tells rows apart that have no other column.
const LINE: &str = "line";

/// How many characters of a value a title shows.
const SHOWN: usize = 40;

/// The columns of all tables, in the order in which they come.
#[derive(Default)]
pub(super) struct Columns(Vec<String>);

impl Columns {
    /// Reads tables for their columns; the rows of JSON lines have columns of their own. What cannot be read is said later, and
    /// what can be read but once is left for then.
    pub(super) fn of(inputs: &[Result<Input, Error>], options: &TextOptions) -> Self {
        let (mut names, mut seen) = (Vec::new(), BTreeSet::new());
        let mut add = |name: &str| {
            if seen.insert(name.to_owned()) {
                names.push(name.to_owned());
            }
        };
        let tables = inputs.iter().flatten().filter(|input| is_table(input));
        let mut found = false;
        for input in tables.filter(|input| input.path().is_some_and(Path::is_file)) {
            let Ok(Content::Table(table)) = input.read(options) else { continue };
            found = true;
            table.columns().for_each(&mut add);
            if input.path().and_then(DataFormat::of_path) == Some(DataFormat::Jsonl) {
                table.flatten().for_each(|row| row.columns().for_each(|(name, _)| add(name)));
            }
        }
        if found && names.is_empty() {
            names.push(LINE.to_owned());
        }
        Self(names)
    }

    /// The columns of what is no row.
    pub(super) fn empty(&self) -> Vec<(String, String)> {
        self.0.iter().map(|name| (name.clone(), String::new())).collect()
    }

    /// The columns of a row, with nothing in those that it has not.
    pub(super) fn values(&self, row: &Row) -> Vec<(String, String)> {
        let own = values(row);
        let value = |name: &String| own.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        self.0.iter().map(|name| (name.clone(), value(name).unwrap_or_default())).collect()
    }

    /// A column of a row that is not among these.
    pub(super) fn lost<'a>(&self, row: &'a Row) -> Option<&'a str> {
        row.columns().map(|(name, _)| name).find(|name| !self.0.iter().any(|known| known == name))
    }
}

/// The columns of a row; where it has none beside the text, the number of its line.
pub(super) fn values(row: &Row) -> Vec<(String, String)> {
    let mut columns: Vec<_> = row.columns().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    if columns.is_empty() {
        columns.push((LINE.to_owned(), row.line().to_string()));
    }
    columns
}

/// What a table for people calls a row: its file and line, and its number or its first two columns.
pub(super) fn title(file: &str, row: &Row) -> String {
    let id = row.columns().find(|(name, _)| name.eq_ignore_ascii_case("id"));
    let named: Vec<(&str, &str)> = match id {
        Some(id) => vec![id],
        None => row.columns().filter(|(_, value)| !value.trim().is_empty()).take(2).collect(),
    };
    let line = |value: &str| value.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = named.into_iter().map(|(name, value)| format!("{name} {}", shortened(&line(value), SHOWN)));
    [format!("{file}, line {}", row.line())].into_iter().chain(named).collect::<Vec<_>>().join(", ")
}
