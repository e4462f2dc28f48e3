//! Words that name nothing.

use std::fmt;

/// A word that names none of the things that it could name; from every [`FromStr`](std::str::FromStr) of this crate.
///
/// ```
/// use geostance::Stance;
///
/// let error = "pro-russia".parse::<Stance>().unwrap_err();
/// assert_eq!(error.to_string(), "unknown stance `pro-russia`; expected one of pro-moscow, multi-vector, western-leaning");
/// assert_eq!(error.found(), "pro-russia");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    what: &'static str,
    found: String,
    expected: Box<[&'static str]>,
}

impl ParseError {
    pub(crate) fn new(what: &'static str, found: &str, expected: impl IntoIterator<Item = &'static str>) -> Self {
        Self { what, found: found.to_owned(), expected: expected.into_iter().collect() }
    }

    /// The word.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// The words that are known.
    #[must_use]
    pub fn expected(&self) -> &[&'static str] {
        &self.expected
    }
}

impl std::error::Error for ParseError {}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, found, expected } = self;
        write!(f, "unknown {what} `{}`; expected one of {}", super::found(found), expected.join(", "))
    }
}
