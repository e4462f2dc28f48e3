//! What the sentences of a corpus are divided by: columns of tables, dates, files, the states that a sentence names.

use super::date::year_and_month;
use crate::ending::Result;
use geostance::{actors::States, error::harmless};

/// The states that a sentence names; a sentence may be in several such parts, or in none.
pub(crate) const ACTOR: &str = "actor";

/// Columns to divide by, and perhaps one of clusters.
pub(crate) struct Columns {
    by: Vec<String>,
    cluster: Option<String>,
    states: Option<States>,
}

/// Where a text comes from: its file, its place, and its other columns.
pub(crate) struct Origin<'a> {
    pub(crate) file: &'a str,
    pub(crate) article: &'a str,
    pub(crate) columns: &'a [(String, String)],
    /// Whether it is a row of a table.
    pub(crate) is_row: bool,
}

/// The values of a text, before its sentences are known.
pub(crate) struct Values {
    by: Vec<Option<String>>,
    pub(crate) cluster: String,
}

impl Columns {
    pub(crate) fn new(by: &[String], cluster: Option<&str>) -> Self {
        let by: Vec<String> = by.iter().map(|column| column.trim().to_owned()).collect();
        let states = by.iter().any(|column| column == ACTOR).then(States::english);
        Self { by, cluster: cluster.map(str::to_owned), states }
    }

    pub(crate) fn by(&self) -> &[String] {
        &self.by
    }

    /// The values of a text; a date that is none is told to `undated`.
    pub(crate) fn values(&self, origin: &Origin<'_>, undated: &mut dyn FnMut(&str)) -> Result<Values> {
        let by = self
            .by
            .iter()
            .map(|column| if column == ACTOR { Ok(None) } else { value(column, origin, undated).map(Some) });
        let by = by.collect::<Result<_>>()?;
        let cluster = self.cluster.as_deref().map(|column| value(column, origin, undated)).transpose()?;
        Ok(Values { by, cluster: cluster.unwrap_or_default() })
    }

    /// The parts that a sentence of a text is in.
    pub(crate) fn parts(&self, values: &Values, sentence: &str) -> Vec<Vec<String>> {
        let part = |state: Option<&str>| {
            let value = |value: &Option<String>| value.clone().unwrap_or_else(|| state.unwrap_or_default().to_owned());
            values.by.iter().map(value).collect::<Vec<String>>()
        };
        match &self.states {
            Some(states) => states.named(sentence).into_iter().map(|state| part(Some(state))).collect(),
            None => vec![part(None)],
        }
    }
}

/// The value of a column, whatever its capitals; of `year` and `month` that of the date.
fn value(column: &str, origin: &Origin<'_>, undated: &mut dyn FnMut(&str)) -> Result<String> {
    let own = |name: &str| {
        let found = origin.columns.iter().find(|(known, _)| known.trim().eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    };
    if let Some(value) = own(column) {
        return Ok(value.to_owned());
    }
    match (column, own("date")) {
        ("file", _) => Ok(origin.file.to_owned()),
        ("article", _) => Ok(origin.article.to_owned()),
        ("year" | "month", Some(date)) => Ok(match (column, year_and_month(date)) {
            ("year", Some((year, _))) => format!("{year:04}"),
            ("month", Some((year, Some(month)))) => format!("{year:04}-{month:02}"),
            _ => {
                undated(date);
                String::new()
            }
        }),
        _ => {
            let names: Vec<_> = origin.columns.iter().map(|(name, _)| harmless(name)).collect();
            let date = if own("date").is_some() { "year, month, " } else { "" };
            let known = [names.join(", "), format!("{date}file, article, {ACTOR}")].join(", ");
            let known = known.trim_start_matches(", ");
            let column = harmless(column);
            Err(format!("{}: there is no column `{column}` to divide by; there are {known}", origin.file).into())
        }
    }
}
