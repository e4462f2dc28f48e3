//! One report over one article: verdicts, and in `shares` how they divide. It borrows the model that made it.

mod shares;

pub use shares::Shares;

use crate::model::{LabelledPrediction, Prediction, StanceModel};
use crate::sentences::{lines, sentences};
use crate::stance::Labels;
use serde::Deserialize;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::ops::Range;

/// The sentences of an article, each with what the model says of it, in order.
///
/// Serialised, it is the list of its sentences, with the stances spelled as the model's labels; [`ArticleReport::to_stored`] gives
/// a form that borrows nothing.
///
/// ```
/// use geostance::StanceModel;
///
/// let text = "Talks in Astana\nRussia remains the main ally. Trade with China doubled.";
/// let report = StanceModel::pretrained().classify_article(text);
/// assert_eq!(report.sentences().len(), 3);
/// assert_eq!(report.sentences()[1].text(), "Russia remains the main ally.");
/// ```
#[derive(Debug, Clone)]
pub struct ArticleReport<'a> {
    model: &'a StanceModel,
    text: &'a str,
    sentences: Vec<SentenceReport<'a>>,
}

impl<'a> ArticleReport<'a> {
    /// The model that made the report.
    #[must_use]
    pub fn model(&self) -> &'a StanceModel {
        self.model
    }

    /// The text that was read.
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

    /// How the sentences divide among the stances. `None` for an article without sentences.
    ///
    /// ```
    /// let report = geostance::StanceModel::pretrained().classify_article("Russia is our ally. It rained.");
    /// let shares = report.shares(0.5).unwrap();
    /// let decided: f64 = shares.decided().as_array().iter().sum();
    /// assert!((decided + shares.undecided() - 1.0).abs() < 1e-12);
    /// assert_eq!(geostance::StanceModel::pretrained().classify_article(" ").shares(0.5), None);
    /// ```
    #[must_use]
    pub fn shares(&self, threshold: f64) -> Option<Shares> {
        let predictions = self.sentences.iter().map(|sentence| &sentence.prediction);
        Shares::of(predictions, threshold, self.model.labels())
    }

    /// The report in a form that borrows neither model nor text.
    ///
    /// ```
    /// use geostance::{StanceModel, article::StoredReport};
    ///
    /// let stored = StanceModel::pretrained().classify_article("Snow fell. Rain too.").to_stored();
    /// let again: StoredReport = serde_json::from_str(&serde_json::to_string(&stored)?)?;
    /// assert_eq!(again, stored);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn to_stored(&self) -> StoredReport {
        let sentence = |sentence: &SentenceReport<'_>| StoredSentence {
            start: sentence.span.start,
            end: sentence.span.end,
            prediction: sentence.prediction,
        };
        StoredReport {
            labels: self.model.labels().clone(),
            text: self.text.to_owned(),
            sentences: self.sentences.iter().map(sentence).collect(),
        }
    }
}

/// One sentence of an article.
///
/// ```
/// let report = geostance::StanceModel::pretrained().classify_article("  A pact was signed.");
/// let sentence = &report.sentences()[0];
/// assert_eq!(&report.text()[sentence.span()], sentence.text());
/// ```
#[derive(Debug, Clone)]
pub struct SentenceReport<'a> {
    span: Range<usize>,
    text: &'a str,
    prediction: Prediction,
    labels: &'a Labels,
}

impl<'a> SentenceReport<'a> {
    /// Where the sentence stands, as a byte range of the article.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The sentence.
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

/// A report that borrows nothing, to be kept; from [`ArticleReport::to_stored`].
#[derive(Debug, Clone, PartialEq, serde::Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoredReport {
    /// How the model that made the report spells the labels.
    pub labels: Labels,
    /// The text that was read.
    pub text: String,
    /// The sentences, in order.
    pub sentences: Vec<StoredSentence>,
}

/// One sentence of a stored report.
#[derive(Debug, Clone, PartialEq, serde::Serialize, Deserialize)]
#[non_exhaustive]
pub struct StoredSentence {
    /// Where the sentence begins, in bytes of the text.
    pub start: usize,
    /// Where it ends, in bytes of the text.
    pub end: usize,
    /// What the model says of it, with the stances spelled as the crate's own.
    pub prediction: Prediction,
}

impl Serialize for SentenceReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("SentenceReport", 4)?;
        out.serialize_field("start", &self.span.start)?;
        out.serialize_field("end", &self.span.end)?;
        out.serialize_field("text", self.text)?;
        out.serialize_field("prediction", &LabelledPrediction(self.labels, &self.prediction))?;
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
    pub fn classify_article<'a>(&'a self, text: &'a str) -> ArticleReport<'a> {
        self.classify_spans(text, sentences(text))
    }

    /// Classifies every line of a text as one sentence, blank lines included. A line ends with a line feed, or a
    /// carriage return and a line feed; the last line need not. A byte-order mark and other unseen characters before a line
    /// are no part of it.
    ///
    /// ```
    /// let report = geostance::StanceModel::pretrained().classify_lines("One. Two.\r\n\nThree.\n");
    /// let lines: Vec<_> = report.sentences().iter().map(|line| line.text()).collect();
    /// assert_eq!(lines, ["One. Two.", "", "Three."]);
    /// ```
    #[must_use]
    pub fn classify_lines<'a>(&'a self, text: &'a str) -> ArticleReport<'a> {
        self.classify_spans(text, lines(text))
    }

    fn classify_spans<'a>(&'a self, text: &'a str, spans: impl Iterator<Item = Range<usize>>) -> ArticleReport<'a> {
        let sentence = |span: Range<usize>| {
            let sentence = &text[span.clone()];
            SentenceReport { span, text: sentence, prediction: self.classify(sentence), labels: &self.labels }
        };
        ArticleReport { model: self, text, sentences: spans.map(sentence).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work::{self, Work};

    const MEGABYTE: usize = 1 << 20;

    /// Texts of a given length, each the worst case of something.
    fn worst(length: usize) -> Vec<(&'static str, String)> {
        let filled = |piece: &str| piece.repeat(length / piece.len());
        let letters = |i: u32| (0..6).map(move |place| char::from(b'a' + (i / 26_u32.pow(place) % 26) as u8));
        let unknown = (0..).map(|i| "qx".chars().chain(letters(i)).chain([' ']).collect::<String>());
        let words: String = unknown.take(length / 9).collect();
        vec![
            ("one word", filled("a")),
            ("a run of y", filled("y")),
            ("words of 64 y", filled(&("y".repeat(64) + " "))),
            ("one word, not ASCII", filled("ж")),
            ("spaces", filled(" ")),
            ("line breaks", filled("\n")),
            ("spaces and line breaks", filled(" \n \t")),
            ("combining marks", filled("\u{301}")),
            ("joiners", filled("\u{200d}")),
            ("unknown words", words),
            ("the same known word", filled("Russia ")),
            ("nested quotes", filled("(\"'“«")),
            ("closed quotes", filled(".\"'”»)")),
            ("full stops", filled(". ")),
            ("terminators", filled("!")),
            ("initials", filled("U.")),
            ("apostrophes", filled("a'")),
            ("capitals", filled("US ")),
            ("dates", filled("1. ")),
            ("unspaced", filled("。")),
            ("what is no text", filled("\0")),
        ]
    }

    fn model() -> StanceModel {
        StanceModel::load(concat!(env!("CARGO_MANIFEST_DIR"), "/models/stance-en.gst")).unwrap()
    }

    /// The work of a thread that has seen no word before.
    fn work(model: &StanceModel, text: &str) -> Work {
        let job = || work::of(|| drop(model.classify_article(text)));
        std::thread::scope(|scope| scope.spawn(job).join().unwrap())
    }

    /// Bytes looked at, stemmed, and slots looked at, for each byte of the text.
    const BOUND: Work = Work { bytes: 100, stemmed: 1, slots: 8 };

    #[test]
    fn work_is_linear_in_any_text() {
        let model = model();
        for (name, text) in worst(MEGABYTE) {
            let Work { bytes, stemmed, slots } = work(&model, &text);
            let length = text.len() as u64 + 64;
            let within =
                bytes <= BOUND.bytes * length && stemmed <= BOUND.stemmed * length && slots <= BOUND.slots * length;
            assert!(within, "{name}: {bytes} bytes, {stemmed} stemmed, {slots} slots for {length}");
        }
    }

    #[test]
    fn twice_the_text_is_twice_the_work() {
        let model = model();
        for ((name, text), (_, half)) in worst(MEGABYTE / 4).into_iter().zip(worst(MEGABYTE / 8)) {
            let (whole, half) = (work(&model, &text), work(&model, &half));
            for (whole, half) in [(whole.bytes, half.bytes), (whole.stemmed, half.stemmed), (whole.slots, half.slots)] {
                assert!(whole <= 2 * half + half / 10 + 1_000, "{name}: {whole} for twice the text of {half}");
            }
        }
    }

    #[test]
    fn very_long_texts_are_read() {
        let model = model();
        for text in ["y".repeat(50 * MEGABYTE), " ".repeat(10 * MEGABYTE)] {
            let Work { bytes, stemmed, slots } = work(&model, &text);
            assert!(bytes <= 16 * text.len() as u64 && stemmed == 0 && slots <= 64, "{bytes} bytes, {slots} slots");
        }
    }
}
