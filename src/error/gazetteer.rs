//! Errors of files of names.

use std::fmt;
use std::path::{Path, PathBuf};

/// A rule that a file of names breaks.
///
/// ```
/// use geostance::actors::Gazetteer;
///
/// let error = "group,name\nrussia,Moscow\nwest,Moscow\n".parse::<Gazetteer>().unwrap_err();
/// assert_eq!(error.to_string(), "line 3: `Moscow` stands in line 2 already");
/// assert_eq!(error.line(), 3);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GazetteerError {
    path: Option<PathBuf>,
    line: usize,
    reason: GazetteerReason,
}

impl GazetteerError {
    pub(crate) fn new(line: usize, reason: GazetteerReason) -> Self {
        Self { path: None, line, reason }
    }

    pub(crate) fn in_file(mut self, path: &Path) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    /// The file, where there is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The line, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The rule.
    #[must_use]
    pub fn reason(&self) -> &GazetteerReason {
        &self.reason
    }
}

impl std::error::Error for GazetteerError {}

impl fmt::Display for GazetteerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}, ", path.display())?;
        }
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

/// Why a file of names was refused.
///
/// ```
/// assert_eq!(geostance::error::GazetteerReason::Empty.to_string(), "there is no name in any group");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum GazetteerReason {
    /// The first line is another than the header.
    Header,
    /// A line that is not a group and a name.
    Row,
    /// A name without a word, or of too many.
    Words {
        /// The most words.
        limit: usize,
    },
    /// A name whose words another line has.
    Twice {
        /// The name.
        name: String,
        /// The other line, counted from 1.
        earlier: usize,
    },
    /// Too many groups.
    Groups {
        /// The most groups.
        limit: usize,
    },
    /// No group has a name.
    Empty,
    /// Too many bytes.
    TooLarge {
        /// The most bytes.
        limit: usize,
    },
}

impl fmt::Display for GazetteerReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header => f.write_str("the first line must be `group,name`"),
            Self::Row => f.write_str("not a group and a name with one comma between them; names need no quotes"),
            Self::Words { limit } => write!(f, "a name has 1 to {limit} words"),
            Self::Twice { name, earlier } => {
                write!(f, "`{}` stands in line {earlier} already", super::found(name))
            }
            Self::Groups { limit } => write!(f, "more than {limit} groups"),
            Self::Empty => f.write_str("there is no name in any group"),
            Self::TooLarge { limit } => write!(f, "over the limit of {limit} bytes"),
        }
    }
}
