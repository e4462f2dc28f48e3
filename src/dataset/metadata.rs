//! Further columns of labelled sentences, which share their names.

use std::fmt;
use std::sync::Arc;

/// Further columns of a labelled sentence, by name, in ascending order of the names; never trained on.
///
/// Eight bytes where there are none, and without a name of its own in any row of a table: the rows share them, so that a
/// million sentences with five columns of metadata stay small.
///
/// ```
/// use geostance::dataset::LabelledSentence;
///
/// let sentence = LabelledSentence::new(None, "It rained.").metadata("register", "wire").metadata("period", "1992");
/// assert_eq!(sentence.metadata.get("register"), Some("wire"));
/// assert_eq!(sentence.metadata.iter().collect::<Vec<_>>(), [("period", "1992"), ("register", "wire")]);
/// ```
#[derive(Clone, Default)]
pub struct Metadata(Option<Box<Columns>>);

#[derive(Clone)]
struct Columns {
    /// Ascending, each once.
    names: Arc<[String]>,
    /// The values one behind the other, and where each ends.
    values: String,
    ends: Box<[usize]>,
}

impl Metadata {
    /// The values of columns whose names are ascending and different.
    pub(super) fn of_sorted<'a>(names: &Arc<[String]>, values: impl Iterator<Item = &'a str> + Clone) -> Self {
        if names.is_empty() {
            return Self::default();
        }
        let mut text = String::with_capacity(values.clone().map(str::len).sum());
        let ends = values.map(|value| {
            text.push_str(value);
            text.len()
        });
        let ends = ends.collect();
        Self(Some(Box::new(Columns { names: Arc::clone(names), values: text, ends })))
    }

    /// The value of a column.
    ///
    /// ```
    /// assert_eq!(geostance::dataset::Metadata::default().get("register"), None);
    /// ```
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&str> {
        let columns = self.0.as_ref()?;
        let place = columns.names.binary_search_by(|name| name.as_str().cmp(column)).ok()?;
        Some(columns.value(place))
    }

    /// Sets the value of a column; linear in the number of columns.
    ///
    /// ```
    /// let mut metadata = geostance::dataset::Metadata::default();
    /// metadata.insert("register", "wire");
    /// assert_eq!(metadata.get("register"), Some("wire"));
    /// ```
    pub fn insert(&mut self, column: impl Into<String>, value: &str) {
        let column = column.into();
        let mut pairs: Vec<(String, &str)> = self.iter().map(|(name, value)| (name.to_owned(), value)).collect();
        match pairs.binary_search_by(|(name, _)| name.cmp(&column)) {
            Ok(place) => pairs[place].1 = value,
            Err(place) => pairs.insert(place, (column, value)),
        }
        let (names, values): (Vec<String>, Vec<&str>) = pairs.into_iter().unzip();
        *self = Self::of_sorted(&names.into(), values.into_iter());
    }

    /// The columns with their values, in ascending order of the names.
    ///
    /// ```
    /// assert_eq!(geostance::dataset::Metadata::default().iter().count(), 0);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|columns| {
            columns.names.iter().enumerate().map(|(place, name)| (name.as_str(), columns.value(place)))
        })
    }

    /// The names of the columns, ascending.
    ///
    /// ```
    /// assert_eq!(geostance::dataset::Metadata::default().keys().next(), None);
    /// ```
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(name, _)| name)
    }

    /// Whether there is a column of this name.
    ///
    /// ```
    /// assert!(!geostance::dataset::Metadata::default().contains_key("register"));
    /// ```
    #[must_use]
    pub fn contains_key(&self, column: &str) -> bool {
        self.get(column).is_some()
    }

    /// Whether there are no columns.
    ///
    /// ```
    /// assert!(geostance::dataset::Metadata::default().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

impl Columns {
    fn value(&self, place: usize) -> &str {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.values[start..self.ends[place]]
    }
}

impl PartialEq for Metadata {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_kept_by_name() {
        let mut metadata = Metadata::default();
        for (column, value) in [("b", "two"), ("a", ""), ("c", "three"), ("b", "2")] {
            metadata.insert(column, value);
        }
        assert_eq!(metadata.iter().collect::<Vec<_>>(), [("a", ""), ("b", "2"), ("c", "three")]);
        assert_eq!((metadata.get("c"), metadata.get("d"), metadata.is_empty()), (Some("three"), None, false));
        assert_eq!(format!("{metadata:?}"), r#"{"a": "", "b": "2", "c": "three"}"#);
    }

    #[test]
    fn a_sentence_without_metadata_pays_a_pointer() {
        assert_eq!(size_of::<Metadata>(), size_of::<usize>());
    }
}
