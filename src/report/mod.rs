//! A report as table, JSON lines, CSV or HTML.

mod csv;
mod html;
mod jsonl;
mod table;

use crate::article::ArticleReport;
use crate::error::ParseError;
use crate::model::{DEFAULT_THRESHOLD, StanceModel};
use std::io::{self, Write};

/// How a report is written.
///
/// ```
/// use geostance::{StanceModel, report::{ReportFormat, ReportOptions}};
///
/// let model = StanceModel::pretrained();
/// let report = model.classify_article("Minsk and Moscow hold joint drills.");
/// let mut out = Vec::new();
/// report.write(&mut out, ReportFormat::Jsonl, &ReportOptions::default().file("minsk.txt"))?;
/// assert!(out.starts_with(b"{\"file\":\"minsk.txt\",\"index\":0,\"start\":0,\"end\":35,"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ReportOptions {
    file: String,
    threshold: f64,
    words: usize,
    header: bool,
}

impl Default for ReportOptions {
    /// The file `-`, the default threshold, three words a sentence, and a header.
    fn default() -> Self {
        Self { file: "-".to_owned(), threshold: DEFAULT_THRESHOLD, words: 3, header: true }
    }
}

impl ReportOptions {
    /// The name of the article's file; `-` by default, for standard input.
    ///
    /// ```
    /// let options = geostance::report::ReportOptions::default().file("news.txt");
    /// assert_ne!(options, geostance::report::ReportOptions::default());
    /// ```
    #[must_use]
    pub fn file(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self
    }

    /// The confidence from which a sentence counts as decided; [`DEFAULT_THRESHOLD`] by default.
    ///
    /// ```
    /// let options = geostance::report::ReportOptions::default().threshold(0.8);
    /// assert_ne!(options, geostance::report::ReportOptions::default());
    /// ```
    #[must_use]
    pub fn threshold(mut self, threshold: f64) -> Self {
        self.threshold = threshold;
        self
    }

    /// How many of the words that weighed most a table or page shows; 3 by default.
    ///
    /// ```
    /// let options = geostance::report::ReportOptions::default().words(5);
    /// assert_ne!(options, geostance::report::ReportOptions::default());
    /// ```
    #[must_use]
    pub fn words(mut self, words: usize) -> Self {
        self.words = words;
        self
    }

    /// Whether a CSV report begins with the names of its columns; true by default. False for the second file and
    /// later ones of one CSV stream.
    ///
    /// ```
    /// use geostance::{StanceModel, report::{ReportFormat, ReportOptions}};
    ///
    /// let model = StanceModel::pretrained();
    /// let mut out = Vec::new();
    /// let options = ReportOptions::default().header(false);
    /// model.classify_article("").write(&mut out, ReportFormat::Csv, &options)?;
    /// assert!(out.is_empty());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn header(mut self, header: bool) -> Self {
        self.header = header;
        self
    }
}

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
    /// A JSON object a line and sentence, numbers unrounded.
    Jsonl,
    /// Comma-separated values by RFC 4180, a row a sentence, numbers unrounded.
    Csv,
    /// A page of its own with every sentence in the colour of its stance, paler with less confidence.
    Html,
}

impl ReportFormat {
    /// All forms.
    pub const ALL: &'static [Self] = &[Self::Table, Self::Jsonl, Self::Csv, Self::Html];

    /// The name on command lines.
    ///
    /// ```
    /// assert_eq!(geostance::report::ReportFormat::Html.as_str(), "html");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
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
            ReportFormat::Html => html::write(&mut out, self, options),
        }
    }
}

/// The words of a sentence that weighed most, as they stand in it, each once.
fn strongest_words<'a>(model: &StanceModel, sentence: &'a str, count: usize) -> Vec<&'a str> {
    let explanation = model.explain(sentence);
    let mut words: Vec<&str> = Vec::new();
    for word in explanation.strongest_words(usize::MAX) {
        let word = &sentence[word.span()];
        if words.len() < count && !words.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            words.push(word);
        }
    }
    words
}
