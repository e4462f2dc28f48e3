//! All that is wrong in the files that were read, together.

use super::{Column, DataError, DataReason};
use std::fmt;
use std::path::Path;

/// The most errors that are kept; further ones are counted.
#[cfg(any(test, feature = "train"))]
const KEPT: usize = 20;

/// All the rules that the files read together break: the first twenty of them, and how many more there are.
///
/// ```
/// use geostance::{Dataset, Error, dataset::DataFormat};
///
/// let csv = "stance,text\npro-russia,The pact was extended.\nnone,\n";
/// let Error::Data(errors) = Dataset::from_reader(csv.as_bytes(), DataFormat::Csv).unwrap_err() else { panic!() };
/// assert_eq!(errors.count(), 2);
/// assert_eq!(
///     errors.to_string(),
///     "2 errors in the data
///   line 2: unknown stance `pro-russia`; expected one of pro-moscow, multi-vector, western-leaning, none (column 1, `stance`)
///   line 3: the text is empty (column 2, `text`)"
/// );
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DataErrors {
    first: Box<DataError>,
    others: Vec<DataError>,
    more: usize,
}

#[cfg(any(test, feature = "train"))]
impl DataErrors {
    /// One more error after these.
    pub(crate) fn add(&mut self, error: DataError) {
        if self.others.len() + 1 < KEPT {
            self.others.push(error);
        } else {
            self.more += 1;
        }
    }

    /// All errors of `next` after these.
    pub(crate) fn append(&mut self, next: Self) {
        let more = next.more;
        for error in std::iter::once(*next.first).chain(next.others) {
            self.add(error);
        }
        self.more += more;
    }

    /// The errors, each in a line.
    pub(crate) fn at(mut self, line: u64) -> Self {
        self.first = Box::new(self.first.at(line));
        self.others = self.others.into_iter().map(|error| error.at(line)).collect();
        self
    }
}

impl DataErrors {
    /// The errors, each in a file.
    pub(crate) fn in_file(mut self, path: &Path) -> Self {
        self.first = Box::new(self.first.in_file(path));
        self.others = self.others.into_iter().map(|error| error.in_file(path)).collect();
        self
    }

    /// The first error.
    #[must_use]
    pub fn first(&self) -> &DataError {
        &self.first
    }

    /// The errors in the order of the files and rows, at most twenty.
    pub fn iter(&self) -> impl Iterator<Item = &DataError> {
        std::iter::once(&*self.first).chain(&self.others)
    }

    /// How many errors there are, those over twenty too; at least 1.
    #[must_use]
    pub fn count(&self) -> usize {
        1 + self.others.len() + self.more
    }

    /// The file of the first error; `None` for a reader.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.first.path()
    }

    /// The line of the first error, counted from 1.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        self.first.line()
    }

    /// The column of the first error.
    #[must_use]
    pub fn column(&self) -> Option<&Column> {
        self.first.column()
    }

    /// The rule that the first error is about.
    #[must_use]
    pub fn reason(&self) -> &DataReason {
        self.first.reason()
    }
}

impl From<DataError> for DataErrors {
    fn from(first: DataError) -> Self {
        Self { first: Box::new(first), others: Vec::new(), more: 0 }
    }
}

impl std::error::Error for DataErrors {}

impl fmt::Display for DataErrors {
    /// A single error as it is; several below each other, each in a line of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.others.is_empty() {
            return self.first.fmt(f);
        }
        write!(f, "{} errors in the data", self.count())?;
        for error in self.iter() {
            write!(f, "\n  {error}")?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\n  and {more} more"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_are_kept_and_the_others_counted() {
        let error = |line| DataError::new(DataReason::EmptyText).at(line);
        let mut errors = DataErrors::from(error(1));
        assert_eq!(errors.to_string(), "line 1: the text is empty");
        (2..=19).for_each(|line| errors.add(error(line)));
        let mut next = DataErrors::from(error(20));
        (21..=60).for_each(|line| next.add(error(line)));
        errors.append(next);
        assert_eq!((errors.count(), errors.iter().count(), errors.more), (60, 20, 40));
        let text = errors.to_string();
        assert!(text.starts_with("60 errors in the data\n  line 1: the text is empty\n  line 2: "), "{text}");
        assert!(text.ends_with("\n  line 20: the text is empty\n  and 40 more"), "{text}");
        let errors = errors.in_file(Path::new("a.csv"));
        assert!(errors.iter().all(|error| error.path() == Some(Path::new("a.csv"))));
        assert!(errors.clone().at(7).iter().all(|error| error.line() == Some(7)));
        assert_eq!((errors.line(), errors.column(), errors.reason()), (Some(1), None, &DataReason::EmptyText));
    }
}
