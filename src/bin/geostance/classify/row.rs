//! The columns of tables beside the text, which stand beside the answers.

use super::texts::{Opened, Texts};
use crate::terminal::shortened;
use geostance::{corpus::Row, dataset::DataFormat};
use std::collections::{BTreeMap, BTreeSet};

/// The number of the line, which tells rows apart that have no other column.
const LINE: &str = "line";

/// How many characters of a value a title shows.
const SHOWN: usize = 40;

/// The columns of all tables, in the order in which they come.
#[derive(Default)]
pub(super) struct Columns {
    names: Vec<String>,
    known: BTreeSet<String>,
}

impl Columns {
    /// Reads tables for their columns; the rows of JSON lines have columns of their own, as far as they can be read twice. What
    /// cannot be read is said later.
    pub(super) fn of(texts: &Texts) -> (Self, Opened) {
        let mut columns = Self::default();
        let mut found = false;
        let mut opened = Opened::new();
        for (place, input) in texts.inputs.iter().enumerate() {
            let (Ok(input), Some(table)) = (input, texts.table(place)) else { continue };
            if let Ok(table) = &table {
                found = true;
                table.columns().for_each(|name| columns.add(name));
            }
            match table {
                // What is read but once is read on from here.
                table if !texts.is_lasting(place) => drop(opened.insert(place, table)),
                Ok(table) if texts.format(input) == Some(DataFormat::Jsonl) => {
                    table.flatten().for_each(|row| row.columns().for_each(|(name, _)| columns.add(name)));
                }
                _ => {}
            }
        }
        if found && columns.names.is_empty() {
            columns.add(LINE);
        }
        (columns, opened)
    }

    fn add(&mut self, name: &str) {
        if self.known.insert(name.to_owned()) {
            self.names.push(name.to_owned());
        }
    }

    /// The columns of what is no row.
    pub(super) fn empty(&self) -> Vec<(String, String)> {
        self.names.iter().map(|name| (name.clone(), String::new())).collect()
    }

    /// The columns of a row, with nothing in those that it has not.
    pub(super) fn values(&self, row: &Row) -> Vec<(String, String)> {
        let mut own: BTreeMap<String, String> = values(row).into_iter().collect();
        self.names.iter().map(|name| (name.clone(), own.remove(name).unwrap_or_default())).collect()
    }

    /// A column of a row that is not among these.
    pub(super) fn lost<'a>(&self, row: &'a Row) -> Option<&'a str> {
        row.columns().map(|(name, _)| name).find(|name| !self.known.contains(*name))
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

/// The columns of a row as JSON has them; where it has none beside the text, the number of its line.
pub(super) fn json_values(row: &Row) -> Vec<(String, String)> {
    let mut columns: Vec<_> = row.json_columns().map(|(name, value)| (name.to_owned(), value.into_owned())).collect();
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
