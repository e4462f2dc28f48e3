//! Columns by their names, as people write them.

use super::fields::Fields;
use crate::error::{Column, DataError, DataReason};
use std::collections::BTreeSet;

/// A column that is looked for: one that has known names, or one that the caller named.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wanted<'a> {
    Known(&'a [&'static str]),
    Named(&'a str),
}

/// The names that the column of the text may have.
const TEXT: &[&str] = &["text", "sentence"];

impl<'a> Wanted<'a> {
    /// The column of the text; the one named, if one is.
    pub(crate) fn text(named: Option<&'a str>) -> Self {
        named.map_or(Self::Known(TEXT), Self::Named)
    }

    /// The name to call it by.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Known(names) => names.first().copied().unwrap_or_default(),
            Self::Named(name) => name,
        }
    }

    /// Whether a cell is one of its names, whatever its capitals and the space around it.
    pub(super) fn is(&self, cell: &str) -> bool {
        match self {
            Self::Known(names) => names.iter().any(|name| alike(cell, name)),
            Self::Named(name) => alike(cell, name),
        }
    }

    /// The place of the column among `names`: the first of its own names that is there, exactly or in other capitals.
    ///
    /// # Errors
    ///
    /// Where two columns have that name in other capitals.
    pub(crate) fn find<'n>(&self, names: &(impl Iterator<Item = &'n str> + Clone)) -> Result<Option<usize>, DataError> {
        let one: &[&str] = match self {
            Self::Known(known) => known,
            Self::Named(name) => &[name],
        };
        for wanted in one {
            if let Some(place) = names.clone().position(|name| name == *wanted) {
                return Ok(Some(place));
            }
            let mut like = names.clone().enumerate().filter(|(_, name)| alike(name, wanted));
            match (like.next(), like.next()) {
                (Some(_), Some((_, twice))) => return Err(duplicate(twice)),
                (Some((place, _)), None) => return Ok(Some(place)),
                (None, _) => {}
            }
        }
        Ok(None)
    }

    /// That there is no such column.
    pub(crate) fn missing<'n>(&self, found: impl Iterator<Item = &'n str>) -> DataError {
        let found = found.filter(|name| !name.is_empty()).map(str::to_owned).collect();
        DataError::new(DataReason::MissingColumn { name: self.name().into(), found })
    }
}

fn alike(cell: &str, name: &str) -> bool {
    cell.trim().eq_ignore_ascii_case(name.trim())
}

fn duplicate(name: &str) -> DataError {
    DataError::new(DataReason::DuplicateColumn(name.trim().to_owned()))
}

/// Refuses a name that was there before.
pub(super) fn check_names<'n>(mut names: impl Iterator<Item = &'n str>) -> Result<(), DataError> {
    let mut seen = BTreeSet::new();
    names.find(|name| !seen.insert(*name)).map_or(Ok(()), |twice| Err(duplicate(twice)))
}

/// The columns of a table by its header, their names without the space around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Columns {
    names: Vec<String>,
    /// One after the last that has a name.
    named: usize,
}

impl Columns {
    /// Reads a header.
    ///
    /// # Errors
    ///
    /// Where a name occurs twice.
    pub(crate) fn read(fields: &Fields) -> Result<Self, DataError> {
        let names: Vec<String> = fields.iter().map(|name| name.trim().to_owned()).collect();
        check_names(names.iter().map(String::as_str).filter(|name| !name.is_empty()))?;
        let last = names.iter().rposition(|name| !name.is_empty());
        Ok(Self { names, named: last.map_or(0, |last| last + 1) })
    }

    /// The names in their order; empty where a column has none.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.names.iter().map(String::as_str)
    }

    /// An error in a column.
    pub(crate) fn at(&self, place: usize, reason: DataReason) -> DataError {
        let name = self.names.get(place).cloned().unwrap_or_default();
        DataError::new(reason).column_at(Column::Field { number: place + 1, name })
    }

    /// Whether a row has the columns of the header. Those at its end that have no name may be missing; in one without a name
    /// there is nothing.
    ///
    /// # Errors
    ///
    /// Where it has others.
    pub(crate) fn check(&self, fields: &Fields) -> Result<(), DataError> {
        let (expected, found) = (self.names.len(), fields.len());
        if found < self.named || found > expected {
            let expected = if found < self.named { self.named } else { expected };
            return Err(DataError::new(DataReason::FieldCount { expected, found }));
        }
        let value = |&(name, field): &(&str, &str)| name.is_empty() && !field.trim().is_empty();
        match self.names().zip(fields.iter()).position(|cell| value(&cell)) {
            Some(place) => Err(self.at(place, DataReason::UnnamedColumn)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(row: &[&str]) -> Fields {
        let mut fields = Fields::default();
        for field in row {
            fields.push(field).unwrap();
        }
        fields
    }

    #[test]
    fn a_column_is_found_by_any_of_its_names() {
        let found = |wanted: Wanted<'_>, names: &[&str]| match wanted.find(&names.iter().copied()) {
            Ok(place) => Ok(place),
            Err(error) => Err(error.to_string()),
        };
        let text = Wanted::text(None);
        for (names, place) in [
            (&["stance", "text"][..], Some(1)),
            (&["sentence", "text"], Some(1)),
            (&["TEXT", "text"], Some(1)),
            (&["id", " Sentence "], Some(1)),
            (&["Sentence", "Text"], Some(1)),
            (&["body"], None),
            (&[], None),
        ] {
            assert_eq!(found(text, names), Ok(place), "{names:?}");
        }
        assert_eq!(found(text, &["Text", "TEXT"]), Err("`TEXT` occurs twice".to_owned()));
        assert_eq!(found(Wanted::text(Some("Body")), &["text", "body"]), Ok(Some(1)));
        assert_eq!(found(Wanted::text(Some("body")), &["text"]), Ok(None));
    }

    #[test]
    fn a_row_has_the_columns_of_the_header() {
        let columns = Columns::read(&fields(&[" stance", "text", "", "note ", "", ""])).unwrap();
        assert!(columns.names().eq(["stance", "text", "", "note", "", ""]));
        for (row, words) in [
            (&["none", "a", "", "n"][..], None),
            (&["none", "a", " ", "", "", ""], None),
            (&["none", "a", ""], Some("3 fields where the header has 4")),
            (&["none", "a", "", "", "", "", ""], Some("7 fields where the header has 6")),
            (
                &["none", "a", "x", "n"],
                Some("a value in a column without a name; name it in the first line (column 3)"),
            ),
        ] {
            assert_eq!(columns.check(&fields(row)).err().map(|error| error.to_string()).as_deref(), words, "{row:?}");
        }
        let twice = Columns::read(&fields(&["a", "", "", "a "])).unwrap_err();
        assert_eq!(twice.to_string(), "`a` occurs twice");
    }
}
