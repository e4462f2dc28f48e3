//! Tables as text, Markdown and CSV.

use clap::ValueEnum;

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

    pub(crate) fn print(&self, format: TableFormat) -> String {
        match format {
            TableFormat::Text => self.text(),
            TableFormat::Csv => self.lines(|row| row.iter().map(|cell| csv(cell)).collect::<Vec<_>>().join(",")),
            TableFormat::Markdown => self.markdown(),
        }
    }

    fn lines(&self, line: impl Fn(&[String]) -> String) -> String {
        std::iter::once(&self.head).chain(&self.rows).map(|row| line(row) + "\n").collect()
    }

    fn text(&self) -> String {
        let rows = || std::iter::once(&self.head).chain(&self.rows);
        let width = |column: usize| rows().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
        let widths: Vec<usize> = (0..self.head.len()).map(|column| width(column).unwrap_or(0)).collect();
        let is_figure = |cell: &String| cell.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '–' | '+' | '-'));
        let right: Vec<bool> = (0..widths.len())
            .map(|column| column > 0 && self.rows.iter().all(|row| row.get(column).is_none_or(is_figure)))
            .collect();
        self.lines(|row| {
            let cells = row.iter().zip(&widths).zip(&right).map(|((cell, &width), &right)| {
                if right { format!("{cell:>width$}") } else { format!("{cell:width$}") }
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        })
    }

    pub(crate) fn markdown(&self) -> String {
        let line = |row: &[String]| {
            let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let rule = vec!["---".to_owned(); self.head.len()];
        let rows = [&self.head, &rule].into_iter().chain(&self.rows);
        rows.map(|row| line(row)).collect()
    }
}

/// A field by RFC 4180.
fn csv(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// A figure with three decimals, or a dash where it is undefined.
pub(crate) fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}
