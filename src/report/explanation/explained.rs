//! The report over one sentence, and the forms that it can take.

use super::{json, text};
use crate::error::ParseError;
use crate::explanation::{Explanation, Flip, WordPush};
use crate::model::StanceModel;
use crate::report::ReportOptions;
use crate::stance::{Outcome, Stance};
use std::io::{self, Write};

/// The forms that the explanation of a sentence can take.
///
/// ```
/// assert_eq!("json".parse(), Ok(geostance::report::ExplanationFormat::Json));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ExplanationFormat {
    /// Text for people: what each word pushes, the figures, what would flip the verdict.
    Text,
    /// A JSON object, numbers unrounded, spans in bytes of the sentence.
    Json,
    /// A page of its own.
    #[cfg(feature = "html")]
    #[cfg_attr(docsrs, doc(cfg(feature = "html")))]
    Html,
}

impl ExplanationFormat {
    /// All forms.
    pub const ALL: &'static [Self] = &[
        Self::Text,
        Self::Json,
        #[cfg(feature = "html")]
        Self::Html,
    ];

    /// The name on command lines.
    ///
    /// ```
    /// assert_eq!(geostance::report::ExplanationFormat::Text.as_str(), "text");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            #[cfg(feature = "html")]
            Self::Html => "html",
        }
    }
}

impl std::fmt::Display for ExplanationFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

impl std::str::FromStr for ExplanationFormat {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let found = Self::ALL.iter().copied().find(|format| format.as_str() == text);
        found.ok_or_else(|| ParseError::new("format", text, Self::ALL.iter().map(|format| format.as_str())))
    }
}

/// Why a model says of a sentence what it says, and what would flip its verdict, to be written.
///
/// ```
/// use geostance::{StanceModel, report::{ExplanationFormat, ExplanationReport, ReportOptions}};
///
/// let options = ReportOptions::default().threshold(0.5);
/// let report = ExplanationReport::new(StanceModel::pretrained(), "Russia is our ally.", &options);
/// let mut out = Vec::new();
/// report.write(&mut out, ExplanationFormat::Json)?;
/// let json: serde_json::Value = serde_json::from_slice(&out)?;
/// assert_eq!(json["words"][0]["text"], "Russia");
/// assert!(json["flip"]["words"].as_array().is_some_and(|words| words.len() <= 5));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ExplanationReport<'a> {
    pub(super) model: &'a StanceModel,
    pub(super) sentence: &'a str,
    pub(super) options: &'a ReportOptions,
    pub(super) explanation: Explanation,
    pub(super) flip: Option<Flip<'a>>,
}

impl<'a> ExplanationReport<'a> {
    /// Explains a sentence; of the options the threshold, the model's name, the terminal's width and the style matter.
    ///
    /// ```
    /// use geostance::{StanceModel, report::{ExplanationReport, ReportOptions}};
    ///
    /// let options = ReportOptions::default();
    /// let report = ExplanationReport::new(StanceModel::pretrained(), "☃", &options);
    /// assert_eq!(report.flip(), None);
    /// ```
    #[must_use]
    pub fn new(model: &'a StanceModel, sentence: &'a str, options: &'a ReportOptions) -> Self {
        let flip = model.flip(sentence, options.threshold);
        Self { model, sentence, options, explanation: model.explain(sentence), flip }
    }

    /// The explanation.
    ///
    /// ```
    /// # use geostance::{StanceModel, report::{ExplanationReport, ReportOptions}};
    /// # let options = ReportOptions::default();
    /// let report = ExplanationReport::new(StanceModel::pretrained(), "Minsk signed.", &options);
    /// assert_eq!(report.explanation().words().len(), 2);
    /// ```
    #[must_use]
    pub fn explanation(&self) -> &Explanation {
        &self.explanation
    }

    /// What would flip the verdict at the threshold, if anything was found.
    #[must_use]
    pub fn flip(&self) -> Option<&Flip<'a>> {
        self.flip.as_ref()
    }

    /// Writes the report.
    ///
    /// # Errors
    ///
    /// Where the writer fails.
    ///
    /// ```
    /// use geostance::{StanceModel, report::{ExplanationFormat, ExplanationReport, ReportOptions}};
    ///
    /// let options = ReportOptions::default();
    /// let mut out = Vec::new();
    /// let report = ExplanationReport::new(StanceModel::pretrained(), "Russia is our ally.", &options);
    /// report.write(&mut out, ExplanationFormat::Text)?;
    /// assert!(String::from_utf8(out).unwrap().starts_with("Russia is our ally.\n"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn write(&self, mut out: impl Write, format: ExplanationFormat) -> io::Result<()> {
        match format {
            ExplanationFormat::Text => text::write(&mut out, self),
            ExplanationFormat::Json => json::write(&mut out, self),
            #[cfg(feature = "html")]
            ExplanationFormat::Html => crate::report::html::write_explanation(&mut out, self),
        }
    }
}

/// What the page asks for.
#[cfg(feature = "html")]
impl<'a> ExplanationReport<'a> {
    pub(in crate::report) fn model(&self) -> &'a StanceModel {
        self.model
    }

    pub(in crate::report) fn sentence(&self) -> &'a str {
        self.sentence
    }

    pub(in crate::report) fn options(&self) -> &'a ReportOptions {
        self.options
    }
}

/// How much a word speaks for taking a course at all: what it adds to the three stances on average, less what it adds to none.
pub(in crate::report) fn towards_a_course(word: &WordPush) -> f64 {
    Stance::ALL.iter().map(|&stance| word.to(stance)).sum::<f64>() / 3.0 - word.to(Outcome::None)
}
