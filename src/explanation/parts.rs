//! What an explanation consists of.

use crate::model::Prediction;
use crate::stance::{Outcome, PerOutcome, Stance};
use crate::vocabulary::TermKind;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use std::ops::Range;
use std::sync::Arc;

/// Why the model says of a sentence what it says: what each term, and each word, adds to the scores.
///
/// The contributions and the bias sum to the scores, from which the probabilities are calibrated. A term's
/// contribution is its weight times its value in this sentence; a word's push is the sum over its terms, an n-gram
/// shared equally among its words.
///
/// ```
/// use geostance::{Stance, StanceModel};
///
/// let text = "Yerevan froze its membership of the CSTO.";
/// let explanation = StanceModel::pretrained().explain(text);
/// let added: f64 = explanation.contributions().iter().map(|c| c.to(Stance::ProMoscow)).sum();
/// assert!((added + explanation.bias(Stance::ProMoscow) - explanation.score(Stance::ProMoscow)).abs() < 1e-9);
/// assert!(explanation.words().iter().any(|word| &text[word.span()] == "CSTO"));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    pub(super) prediction: Prediction,
    pub(super) scores: PerOutcome<f64>,
    pub(super) bias: PerOutcome<f64>,
    pub(super) contributions: Vec<Contribution>,
    pub(super) words: Vec<WordPush>,
}

impl Explanation {
    /// What the model says of the sentence; the same as [`StanceModel::classify`](crate::StanceModel::classify).
    ///
    /// ```
    /// let model = geostance::StanceModel::pretrained();
    /// assert_eq!(*model.explain("A treaty.").prediction(), model.classify("A treaty."));
    /// ```
    #[must_use]
    pub fn prediction(&self) -> &Prediction {
        &self.prediction
    }

    /// The score of an outcome before calibration, in log-odds; 0 for none where the model knows no such outcome.
    ///
    /// ```
    /// use geostance::{Outcome, Stance, StanceModel};
    ///
    /// let explanation = StanceModel::pretrained().explain("Snow fell on Sunday.");
    /// assert!(explanation.score(Outcome::None) > explanation.score(Stance::MultiVector));
    /// ```
    #[must_use]
    pub fn score(&self, outcome: impl Into<Outcome>) -> f64 {
        self.scores[outcome]
    }

    /// What an outcome starts with before any word, in log-odds.
    ///
    /// ```
    /// use geostance::{Stance, StanceModel};
    ///
    /// let explanation = StanceModel::pretrained().explain("Minsk voted with Moscow.");
    /// let added: f64 = explanation.contributions().iter().map(|c| c.to(Stance::ProMoscow)).sum();
    /// assert!((explanation.bias(Stance::ProMoscow) + added - explanation.score(Stance::ProMoscow)).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn bias(&self, outcome: impl Into<Outcome>) -> f64 {
        self.bias[outcome]
    }

    /// What every occurrence of a known term adds, in order of the words in which they end; those of one term in one and the
    /// same word, as of a run of characters, together.
    ///
    /// ```
    /// let explanation = geostance::StanceModel::pretrained().explain("Kazakhstan and Russia");
    /// assert!(explanation.contributions().iter().any(|contribution| contribution.term() == "russia"));
    /// ```
    #[must_use]
    pub fn contributions(&self) -> &[Contribution] {
        &self.contributions
    }

    /// What every word adds, unknown ones with nothing, in order. What a sentence does not name is no word's.
    ///
    /// ```
    /// let explanation = geostance::StanceModel::pretrained().explain("Kazakhstan, qwxyz");
    /// assert_eq!(explanation.words().len(), 2);
    /// assert_eq!(explanation.words()[1].push(geostance::Stance::ProMoscow), 0.0);
    /// ```
    #[must_use]
    pub fn words(&self) -> &[WordPush] {
        &self.words
    }

    /// At most `count` words that push most towards the predicted stance and away from the other two, the strongest
    /// first.
    ///
    /// ```
    /// let explanation = geostance::StanceModel::pretrained().explain("Russia and Belarus, allied in the Union State");
    /// let strongest = explanation.strongest_words(3);
    /// assert!(strongest.len() <= 3 && strongest[0].push(explanation.prediction().stance()) > 0.0);
    /// ```
    #[must_use]
    pub fn strongest_words(&self, count: usize) -> Vec<&WordPush> {
        let mut words = strongest(&self.words, self.prediction.stance());
        words.truncate(count);
        words
    }
}

/// What one occurrence of a term adds to the scores.
///
/// ```
/// let text = "(Eurasian Union)";
/// let explanation = geostance::StanceModel::pretrained().explain(text);
/// let both = explanation.contributions().iter().find(|contribution| contribution.term() == "eurasian union").unwrap();
/// assert_eq!(&text[both.span()], "Eurasian Union");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// What all occurrences of the term share.
    pub(super) of: Arc<TermPush>,
    /// How often it occurs here.
    pub(super) times: u32,
    /// Bytes of the sentence.
    pub(super) span: Range<usize>,
}

/// What a term adds to the scores wherever it occurs in a sentence.
#[derive(Debug, PartialEq)]
pub(super) struct TermPush {
    pub(super) term: String,
    pub(super) kind: TermKind,
    pub(super) scores: PerOutcome<f64>,
}

/// What a stretch of the sentence adds to the scores.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Push {
    /// Bytes of the sentence.
    pub(super) span: Range<usize>,
    pub(super) scores: PerOutcome<f64>,
}

impl Contribution {
    /// The term as people read it, as a [`Term`](crate::model::Term) is displayed.
    #[must_use]
    pub fn term(&self) -> &str {
        &self.of.term
    }

    /// What the term is made of.
    #[must_use]
    pub fn kind(&self) -> TermKind {
        self.of.kind
    }

    /// Where it stands, as a byte range of the sentence; an empty one for what a sentence does not name.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// What it adds to the score of an outcome, in log-odds; 0 for none where the model knows no such outcome.
    #[must_use]
    pub fn to(&self, outcome: impl Into<Outcome>) -> f64 {
        self.of.scores[outcome] * f64::from(self.times)
    }
}

/// What one word of a sentence adds to the scores.
///
/// ```
/// let explanation = geostance::StanceModel::pretrained().explain("to Moscow");
/// assert_eq!(explanation.words()[1].span(), 3..9);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct WordPush(pub(super) Push);

impl WordPush {
    /// Where the word stands, as a byte range of the sentence.
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.0.span.clone()
    }

    /// What the word adds to the score of an outcome, in log-odds; 0 for none where the model knows no such outcome.
    #[must_use]
    pub fn to(&self, outcome: impl Into<Outcome>) -> f64 {
        self.0.scores[outcome]
    }

    /// How much the word speaks for a stance: what it adds to it, less what it adds to the three on average. The
    /// pushes of a word towards the three stances sum to 0.
    ///
    /// ```
    /// use geostance::{Stance, StanceModel};
    ///
    /// let explanation = StanceModel::pretrained().explain("NATO");
    /// let sum: f64 = Stance::ALL.into_iter().map(|stance| explanation.words()[0].push(stance)).sum();
    /// assert!(sum.abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn push(&self, stance: Stance) -> f64 {
        self.to(stance) - self.0.scores.stances().as_array().iter().sum::<f64>() / 3.0
    }
}

impl Serialize for Contribution {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Contribution", 5)?;
        out.serialize_field("term", &self.of.term)?;
        out.serialize_field("kind", &self.of.kind)?;
        let scores = PerOutcome::from_fn(|outcome| self.to(outcome));
        Push { span: self.span(), scores }.serialize_into(&mut out)?;
        out.end()
    }
}

impl Serialize for WordPush {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("WordPush", 3)?;
        self.0.serialize_into(&mut out)?;
        out.end()
    }
}

impl Push {
    /// Adds what a term adds, shared by so many.
    pub(super) fn add(&mut self, added: &[f64; Outcome::COUNT], sharing: f64) {
        for (outcome, added) in Outcome::ALL.into_iter().zip(added) {
            self.scores[outcome] += added / sharing;
        }
    }

    fn serialize_into<S: SerializeStruct>(&self, out: &mut S) -> Result<(), S::Error> {
        out.serialize_field("start", &self.span.start)?;
        out.serialize_field("end", &self.span.end)?;
        out.serialize_field("scores", &self.scores)
    }
}

/// The words that push towards a stance and away from the other two, the strongest first.
pub(super) fn strongest(words: &[WordPush], stance: Stance) -> Vec<&WordPush> {
    let mut words: Vec<_> = words.iter().filter(|word| word.push(stance) > 0.0).collect();
    words.sort_by(|a, b| b.push(stance).total_cmp(&a.push(stance)));
    words
}
