//! Tables as text, Markdown and CSV.

use crate::ending::Result;
use crate::markdown;
use clap::ValueEnum;
use comfy_table::CellAlignment;
use csv::{Terminator, WriterBuilder};
use geostance::report::decimals;
use geostance::{corpus::guarded, error::harmless_line};

/// How to print a table.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    Text,
    Csv,
    Markdown,
}

/// A table of texts; columns of figures are flush right, others flush left.
pub(crate) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new<S: Into<String>>(head: impl IntoIterator<Item = S>) -> Self {
        Self { head: head.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    pub(crate) fn push<S: Into<String>>(&mut self, row: impl IntoIterator<Item = S>) {
        self.rows.push(row.into_iter().map(Into::into).collect());
    }

    pub(crate) fn print(&self, format: TableFormat) -> Result<String> {
        match format {
            TableFormat::Text => Ok(self.text()),
            TableFormat::Csv => self.csv(),
            TableFormat::Markdown => Ok(self.markdown()),
        }
    }

    fn csv(&self) -> Result<String> {
        let mut csv = WriterBuilder::new().terminator(Terminator::Any(b'\n')).flexible(true).from_writer(Vec::new());
        for row in std::iter::once(&self.head).chain(&self.rows) {
            csv.write_record(row.iter().map(|cell| guarded(cell).into_owned()))?;
        }
        Ok(String::from_utf8(csv.into_inner()?)?)
    }

    /// Columns by the width that characters take on a terminal, two spaces between them.
    pub(crate) fn text(&self) -> String {
        let mut table = comfy_table::Table::new();
        let safe = |row: &[String]| row.iter().map(|cell| harmless_line(cell).into_owned()).collect::<Vec<_>>();
        table.load_style(comfy_table::presets::NOTHING).set_header(safe(&self.head));
        table.add_rows(self.rows.iter().map(|row| safe(row)));
        for (number, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if number > 0 && self.rows.iter().all(|row| row.get(number).is_none_or(|cell| is_figure(cell))) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    /// Cells are text, whatever they hold.
    pub(crate) fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let row = |row: &Vec<String>| line(row.iter().map(|cell| markdown::text(cell)).collect());
        let rule = line(vec!["---".to_owned(); self.head.len()]);
        row(&self.head) + &rule + &self.rows.iter().map(row).collect::<String>()
    }
}

fn is_figure(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '–' | '+' | '-'))
}

/// A figure with three decimals, or a dash where it is undefined.
pub(crate) fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| decimals(value, 3))
}
