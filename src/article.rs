//! One report over one article: verdicts, shares.

use crate::model::{ByStance, LabelledPrediction, Prediction, StanceModel};
use crate::sentences::sentences;
use crate::stance::{Labels, Stance};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::ops::Range;

/// The sentences of an article, each with what the model says of it, in order.
///
/// ```
/// use geostance::StanceModel;
///
/// let text = "Talks in Astana\nRussia remains the main ally. Trade with China doubled.";
/// let report = StanceModel::pretrained().classify_article(text);
/// assert_eq!(report.sentences().len(), 3);
/// assert_eq!(report.sentences()[1].text(), "Russia remains the main ally.");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleReport<'a> {
    text: &'a str,
    sentences: Vec<SentenceReport<'a>>,
}

impl<'a> ArticleReport<'a> {
    /// The text that was read.
    ///
    /// ```
    /// assert_eq!(geostance::StanceModel::pretrained().classify_article(" Snow. ").text(), " Snow. ");
    /// ```
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The sentences, in order.
    ///
    /// ```
    /// let report = geostance::StanceModel::pretrained().classify_article("One. Two.");
    /// assert_eq!(report.sentences()[1].span(), 5..9);
    /// ```
    #[must_use]
    pub fn sentences(&self) -> &[SentenceReport<'a>] {
        &self.sentences
    }

    /// How the sentences divide among the stances: the share of those decided for each at a confidence of `threshold`
    /// or more, and of the undecided rest. `None` for an article without sentences.
    ///
    /// ```
    /// let report = geostance::StanceModel::pretrained().classify_article("Russia is our ally. It rained.");
    /// let shares = report.shares(0.5).unwrap();
    /// assert!((shares.decided().iter().sum::<f64>() + shares.undecided() - 1.0).abs() < 1e-12);
    /// assert_eq!(geostance::StanceModel::pretrained().classify_article(" ").shares(0.5), None);
    /// ```
    #[must_use]
    pub fn shares(&self, threshold: f64) -> Option<Shares> {
        if self.sentences.is_empty() {
            return None;
        }
        let mut counts = [0_usize; 3];
        let mut sums = [0.0; 3];
        for sentence in &self.sentences {
            if let Some(stance) = sentence.prediction.decided(threshold) {
                counts[stance.index()] += 1;
            }
            for (sum, probability) in sums.iter_mut().zip(sentence.prediction.probabilities()) {
                *sum += probability;
            }
        }
        let total = self.sentences.len() as f64;
        let undecided = self.sentences.len() - counts.iter().sum::<usize>();
        Some(Shares {
            decided: counts.map(|count| count as f64 / total),
            undecided: undecided as f64 / total,
            mean_probabilities: sums.map(|sum| sum / total),
        })
    }
}

/// One sentence of an article.
///
/// ```
/// let report = geostance::StanceModel::pretrained().classify_article("  A pact was signed.");
/// let sentence = &report.sentences()[0];
/// assert_eq!(&report.text()[sentence.span()], sentence.text());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SentenceReport<'a> {
    span: Range<usize>,
    text: &'a str,
    prediction: Prediction,
    labels: Labels,
}

impl<'a> SentenceReport<'a> {
    /// Where the sentence stands, as a byte range of the article.
    ///
    /// ```
    /// let report = geostance::StanceModel::pretrained().classify_article("\nSnow.");
    /// assert_eq!(report.sentences()[0].span(), 1..6);
    /// ```
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The sentence.
    ///
    /// ```
    /// let report = geostance::StanceModel::pretrained().classify_article("Snow. Rain.");
    /// assert_eq!(report.sentences()[1].text(), "Rain.");
    /// ```
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// What the model says of it.
    ///
    /// ```
    /// let model = geostance::StanceModel::pretrained();
    /// assert_eq!(*model.classify_article("Snow.").sentences()[0].prediction(), model.classify("Snow."));
    /// ```
    #[must_use]
    pub fn prediction(&self) -> &Prediction {
        &self.prediction
    }
}

/// How the sentences of an article divide among the stances; from [`ArticleReport::shares`].
///
/// ```
/// let report = geostance::StanceModel::pretrained().classify_article("Snow. Rain.");
/// assert_eq!(report.shares(1.1).unwrap().undecided(), 1.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    decided: [f64; 3],
    undecided: f64,
    mean_probabilities: [f64; 3],
}

impl Shares {
    /// The share of sentences decided for each stance, in the order of [`Stance::ALL`], each 0 to 1.
    ///
    /// ```
    /// let report = geostance::StanceModel::pretrained().classify_article("Snow.");
    /// assert_eq!(report.shares(0.0).unwrap().decided().iter().sum::<f64>(), 1.0);
    /// ```
    #[must_use]
    pub fn decided(&self) -> [f64; 3] {
        self.decided
    }

    /// The share of sentences decided for one stance, 0 to 1.
    ///
    /// ```
    /// use geostance::{Stance, StanceModel};
    ///
    /// let report = StanceModel::pretrained().classify_article("Snow.");
    /// assert!(report.shares(0.5).unwrap().of(Stance::MultiVector) <= 1.0);
    /// ```
    #[must_use]
    pub fn of(&self, stance: Stance) -> f64 {
        self.decided[stance.index()]
    }

    /// The share of sentences whose confidence is below the threshold, 0 to 1.
    ///
    /// ```
    /// let report = geostance::StanceModel::pretrained().classify_article("Snow.");
    /// assert_eq!(report.shares(0.0).unwrap().undecided(), 0.0);
    /// ```
    #[must_use]
    pub fn undecided(&self) -> f64 {
        self.undecided
    }

    /// The mean over all sentences of the three probabilities; they sum to 1.
    ///
    /// ```
    /// let report = geostance::StanceModel::pretrained().classify_article("Snow. Rain.");
    /// let sum: f64 = report.shares(0.5).unwrap().mean_probabilities().iter().sum();
    /// assert!((sum - 1.0).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn mean_probabilities(&self) -> [f64; 3] {
        self.mean_probabilities
    }
}

impl Serialize for Shares {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Shares", 3)?;
        out.serialize_field("decided", &ByStance(self.decided))?;
        out.serialize_field("undecided", &self.undecided)?;
        out.serialize_field("mean_probabilities", &ByStance(self.mean_probabilities))?;
        out.end()
    }
}

impl Serialize for SentenceReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("SentenceReport", 4)?;
        out.serialize_field("start", &self.span.start)?;
        out.serialize_field("end", &self.span.end)?;
        out.serialize_field("text", self.text)?;
        out.serialize_field("prediction", &LabelledPrediction(&self.labels, &self.prediction))?;
        out.end()
    }
}

impl Serialize for ArticleReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.sentences.serialize(serializer)
    }
}

impl StanceModel {
    /// Splits an article into sentences and classifies each. Takes any text; linear in its length.
    ///
    /// ```
    /// let report = geostance::StanceModel::pretrained().classify_article("Tbilisi voted. Baku abstained.");
    /// assert_eq!(report.sentences().len(), 2);
    /// ```
    #[must_use]
    pub fn classify_article<'a>(&self, text: &'a str) -> ArticleReport<'a> {
        self.classify_spans(text, sentences(text))
    }

    /// Classifies every line of a text as one sentence, blank lines included. A line ends with a line feed, or a
    /// carriage return and a line feed; the last line need not.
    ///
    /// ```
    /// let report = geostance::StanceModel::pretrained().classify_lines("One. Two.\r\n\nThree.\n");
    /// let lines: Vec<_> = report.sentences().iter().map(|line| line.text()).collect();
    /// assert_eq!(lines, ["One. Two.", "", "Three."]);
    /// ```
    #[must_use]
    pub fn classify_lines<'a>(&self, text: &'a str) -> ArticleReport<'a> {
        let mut start = 0;
        let spans = text.split_inclusive('\n').map(|line| {
            let content = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
            let span = start..start + content.len();
            start += line.len();
            span
        });
        self.classify_spans(text, spans)
    }

    fn classify_spans<'a>(&self, text: &'a str, spans: impl Iterator<Item = Range<usize>>) -> ArticleReport<'a> {
        let sentences = spans
            .map(|span| {
                let sentence = &text[span.clone()];
                let (prediction, labels) = (self.classify(sentence), self.labels.clone());
                SentenceReport { span, text: sentence, prediction, labels }
            })
            .collect();
        ArticleReport { text, sentences }
    }
}

/// The names of the stances with their values, for reports.
pub(crate) fn named(values: [f64; 3]) -> impl Iterator<Item = (Stance, f64)> {
    Stance::ALL.into_iter().zip(values)
}
