//! A report as table, JSON lines, CSV or HTML; a sentence explained as text, JSON or HTML.
//!
//! | file | what it does |
//! | --- | --- |
//! | `options` | how a report is written |
//! | `table`, `layout`, `style` | the table for people; texts in columns of a terminal; its colours |
//! | `csv`, `jsonl`, `html` | the other forms; pages with the feature `html` |
//! | `explanation` | one sentence explained: text, JSON, page |
//! | `words` | the words of a sentence that weighed most, for tables and pages |
//! | `shares` | the shares of an article in words, for tables and pages |
//!
//! An article as a page, with the feature `html`: `geostance classify --format html fixtures/articles/aktau-port.txt`.
#![cfg_attr(feature = "html", doc = include_str!("picture.md"))]

mod csv;
mod explanation;
#[cfg(feature = "html")]
pub(crate) mod html;
mod jsonl;
mod layout;
mod options;
mod shares;
mod style;
mod table;
pub(crate) mod words;

pub use crate::numeric::{decimals, signed};
pub use explanation::{ExplanationFormat, ExplanationReport};
#[cfg(feature = "html")]
#[cfg_attr(docsrs, doc(cfg(feature = "html")))]
pub use html::{IndexEntry, write_index};
pub use options::ReportOptions;

use crate::article::ArticleReport;
use crate::error::ParseError;
use std::io::{self, Write};

/// The forms that a report can take.
///
/// ```
/// assert_eq!("jsonl".parse(), Ok(geostance::report::ReportFormat::Jsonl));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReportFormat {
    /// A table for people: stance, confidence, the words that weighed most, the sentence; then the article's shares.
    Table,
    /// A JSON object a line and sentence, or article, numbers unrounded.
    Jsonl,
    /// Comma-separated values by RFC 4180, a row a sentence, or article, numbers unrounded.
    Csv,
    /// A page of its own: the article as it was with every sentence tinted by its stance, under what it comes to.
    #[cfg(feature = "html")]
    #[cfg_attr(docsrs, doc(cfg(feature = "html")))]
    Html,
}

impl ReportFormat {
    /// All forms.
    pub const ALL: &'static [Self] = &[
        Self::Table,
        Self::Jsonl,
        Self::Csv,
        #[cfg(feature = "html")]
        Self::Html,
    ];

    /// The name on command lines.
    ///
    /// ```
    /// assert_eq!(geostance::report::ReportFormat::Jsonl.as_str(), "jsonl");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            #[cfg(feature = "html")]
            Self::Html => "html",
        }
    }
}

impl std::fmt::Display for ReportFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

impl std::str::FromStr for ReportFormat {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let found = Self::ALL.iter().copied().find(|format| format.as_str() == text);
        found.ok_or_else(|| ParseError::new("format", text, Self::ALL.iter().map(|format| format.as_str())))
    }
}

impl ArticleReport<'_> {
    /// Writes the report; tables and pages ask the model for the words that weighed most.
    ///
    /// # Errors
    ///
    /// Where the writer fails.
    ///
    /// ```
    /// use geostance::{StanceModel, report::{ReportFormat, ReportOptions}};
    ///
    /// let model = StanceModel::pretrained();
    /// let mut out = Vec::new();
    /// let report = model.classify_article("Belgrade imposed no sanctions on Russia.");
    /// report.write(&mut out, ReportFormat::Table, &ReportOptions::default())?;
    /// assert!(String::from_utf8(out).unwrap().contains("Belgrade imposed no sanctions on Russia."));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write(&self, mut out: impl Write, format: ReportFormat, options: &ReportOptions) -> io::Result<()> {
        match format {
            ReportFormat::Table => table::write(&mut out, self, options),
            ReportFormat::Jsonl => jsonl::write(&mut out, self, options),
            ReportFormat::Csv => csv::write(&mut out, self, options),
            #[cfg(feature = "html")]
            ReportFormat::Html => html::write(&mut out, self, options),
        }
    }
}
