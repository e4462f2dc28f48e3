//! Errors of files of names.

use std::fmt;
use std::path::{Path, PathBuf};

/// The most errors that are kept; further ones are counted.
const KEPT: usize = 20;

/// The rules that a file of names breaks: the first twenty, and how many more there are.
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
    /// Those after the first, with their lines.
    others: Vec<(usize, GazetteerReason)>,
    more: usize,
}

impl GazetteerError {
    pub(crate) fn new(line: usize, reason: GazetteerReason) -> Self {
        Self { path: None, line, reason, others: Vec::new(), more: 0 }
    }

    /// One more error after these.
    pub(crate) fn add(&mut self, line: usize, reason: GazetteerReason) {
        if self.others.len() + 1 < KEPT {
            self.others.push((line, reason));
        } else {
            self.more += 1;
        }
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

    /// How many errors there are, those over twenty too; at least 1.
    #[must_use]
    pub fn count(&self) -> usize {
        1 + self.others.len() + self.more
    }

    /// The line of the first, counted from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The first rule.
    #[must_use]
    pub fn reason(&self) -> &GazetteerReason {
        &self.reason
    }
}

impl std::error::Error for GazetteerError {}

impl fmt::Display for GazetteerError {
    /// A single error as it is; several below each other, each in a line of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.as_ref().map(|path| super::harmless::path(path));
        if self.others.is_empty() {
            let before = path.map_or_else(String::new, |path| format!("{path}, "));
            return write!(f, "{before}line {}: {}", self.line, self.reason);
        }
        let before = path.map_or_else(String::new, |path| format!("{path}: "));
        write!(f, "{before}{} errors in the names\n  line {}: {}", self.count(), self.line, self.reason)?;
        for (line, reason) in &self.others {
            write!(f, "\n  line {line}: {reason}")?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\n  and {more} more"),
        }
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
