//! Which words pushed which way, as byte spans.

use crate::calibration::{NO_STANCE, OUTCOMES};
use crate::features::{Reading, Scratch};
use crate::model::{Prediction, StanceModel};
use crate::stance::Stance;
use crate::vocabulary::TermKind;
use std::ops::Range;

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
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    prediction: Prediction,
    scores: [f64; OUTCOMES],
    bias: [f64; OUTCOMES],
    contributions: Vec<Contribution>,
    words: Vec<WordPush>,
    has_none: bool,
}

impl Explanation {
    /// What the model says of the sentence; the same as [`StanceModel::classify`].
    ///
    /// ```
    /// let model = geostance::StanceModel::pretrained();
    /// assert_eq!(*model.explain("A treaty.").prediction(), model.classify("A treaty."));
    /// ```
    #[must_use]
    pub fn prediction(&self) -> &Prediction {
        &self.prediction
    }

    /// The score of a stance before calibration, in log-odds.
    ///
    /// ```
    /// use geostance::{Stance, StanceModel};
    ///
    /// let explanation = StanceModel::pretrained().explain("☃");
    /// assert_eq!(explanation.score(Stance::MultiVector), explanation.bias(Stance::MultiVector));
    /// ```
    #[must_use]
    pub fn score(&self, stance: Stance) -> f64 {
        self.scores[stance.index()]
    }

    /// The score of no stance before calibration, where the model has that outcome.
    ///
    /// ```
    /// assert!(geostance::StanceModel::pretrained().explain("Snow.").score_of_none().is_some());
    /// ```
    #[must_use]
    pub fn score_of_none(&self) -> Option<f64> {
        self.has_none.then_some(self.scores[NO_STANCE])
    }

    /// What a stance starts with before any word.
    ///
    /// ```
    /// use geostance::{Stance, StanceModel};
    ///
    /// assert!(StanceModel::pretrained().explain("").bias(Stance::ProMoscow).is_finite());
    /// ```
    #[must_use]
    pub fn bias(&self, stance: Stance) -> f64 {
        self.bias[stance.index()]
    }

    /// What no stance starts with, where the model has that outcome.
    ///
    /// ```
    /// assert!(geostance::StanceModel::pretrained().explain("").bias_of_none().is_some());
    /// ```
    #[must_use]
    pub fn bias_of_none(&self) -> Option<f64> {
        self.has_none.then_some(self.bias[NO_STANCE])
    }

    /// What every occurrence of a known term adds, in order of the words in which they end.
    ///
    /// ```
    /// let explanation = geostance::StanceModel::pretrained().explain("Kazakhstan and Russia");
    /// assert!(explanation.contributions().iter().any(|contribution| contribution.term() == "russia"));
    /// ```
    #[must_use]
    pub fn contributions(&self) -> &[Contribution] {
        &self.contributions
    }

    /// What every word adds, unknown ones with nothing, in order.
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
        let stance = self.prediction.stance();
        let mut words: Vec<_> = self.words.iter().filter(|word| word.push(stance) > 0.0).collect();
        words.sort_by(|a, b| b.push(stance).total_cmp(&a.push(stance)));
        words.truncate(count);
        words
    }
}

/// What one occurrence of a term adds to the scores.
///
/// ```
/// let text = "Eurasian Union";
/// let explanation = geostance::StanceModel::pretrained().explain(text);
/// for contribution in explanation.contributions() {
///     println!("{:?} {}", &text[contribution.span()], contribution.term());
/// }
/// # assert!(!explanation.contributions().is_empty());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    term: String,
    span: Range<usize>,
    scores: [f64; OUTCOMES],
}

impl Contribution {
    /// The term, as in [`StanceModel::terms`].
    ///
    /// ```
    /// let explanation = geostance::StanceModel::pretrained().explain("Russia");
    /// assert!(explanation.contributions().iter().any(|contribution| contribution.term() == "russia"));
    /// ```
    #[must_use]
    pub fn term(&self) -> &str {
        &self.term
    }

    /// What the term is made of.
    ///
    /// ```
    /// let explanation = geostance::StanceModel::pretrained().explain("Russia");
    /// assert_eq!(explanation.contributions()[0].kind(), geostance::TermKind::Word);
    /// ```
    #[must_use]
    pub fn kind(&self) -> TermKind {
        TermKind::of(&self.term)
    }

    /// Where it stands, as a byte range of the sentence.
    ///
    /// ```
    /// let explanation = geostance::StanceModel::pretrained().explain("(Russia)");
    /// assert_eq!(explanation.contributions()[0].span(), 1..7);
    /// ```
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// What it adds to the score of a stance, in log-odds.
    ///
    /// ```
    /// let explanation = geostance::StanceModel::pretrained().explain("sanctions");
    /// assert!(explanation.contributions()[0].to(geostance::Stance::WesternLeaning).is_finite());
    /// ```
    #[must_use]
    pub fn to(&self, stance: Stance) -> f64 {
        self.scores[stance.index()]
    }

    /// What it adds to the score of no stance; 0 where the model has no such outcome.
    ///
    /// ```
    /// let explanation = geostance::StanceModel::pretrained().explain("weather");
    /// assert!(explanation.contributions()[0].to_none().is_finite());
    /// ```
    #[must_use]
    pub fn to_none(&self) -> f64 {
        self.scores[NO_STANCE]
    }
}

/// What one word of a sentence adds to the scores.
///
/// ```
/// let explanation = geostance::StanceModel::pretrained().explain("Moscow");
/// assert_eq!(explanation.words()[0].span(), 0..6);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct WordPush {
    span: Range<usize>,
    scores: [f64; OUTCOMES],
}

impl WordPush {
    /// Where the word stands, as a byte range of the sentence.
    ///
    /// ```
    /// let explanation = geostance::StanceModel::pretrained().explain("to Moscow");
    /// assert_eq!(explanation.words()[1].span(), 3..9);
    /// ```
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// What the word adds to the score of a stance, in log-odds.
    ///
    /// ```
    /// let explanation = geostance::StanceModel::pretrained().explain("qwxyz");
    /// assert_eq!(explanation.words()[0].to(geostance::Stance::ProMoscow), 0.0);
    /// ```
    #[must_use]
    pub fn to(&self, stance: Stance) -> f64 {
        self.scores[stance.index()]
    }

    /// What the word adds to the score of no stance; 0 where the model has no such outcome.
    ///
    /// ```
    /// let explanation = geostance::StanceModel::pretrained().explain("qwxyz");
    /// assert_eq!(explanation.words()[0].to_none(), 0.0);
    /// ```
    #[must_use]
    pub fn to_none(&self) -> f64 {
        self.scores[NO_STANCE]
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
        self.scores[stance.index()] - self.scores[..NO_STANCE].iter().sum::<f64>() / 3.0
    }
}

impl StanceModel {
    /// Explains what the model says of a sentence, term by term and word by word.
    ///
    /// ```
    /// use geostance::{Stance, StanceModel};
    ///
    /// let text = "Neither bloc will dictate our choice.";
    /// for word in StanceModel::pretrained().explain(text).words() {
    ///     println!("{:10} {:+.2}", &text[word.span()], word.push(Stance::MultiVector));
    /// }
    /// ```
    #[must_use]
    pub fn explain(&self, sentence: &str) -> Explanation {
        let mut scratch = Scratch::default();
        let (scores, known_features) = self.scores(sentence, &mut scratch);
        let mut counts = Vec::new();
        let factor = self.extractor.weigh(scratch.found.counts().iter().copied(), |column, value| {
            counts.push((column, value));
        });
        // What one occurrence of a column adds, by column.
        for ((_, value), &(_, count)) in counts.iter_mut().zip(scratch.found.counts()) {
            *value = factor * *value / f64::from(count);
        }
        counts.sort_unstable_by_key(|&(column, _)| column);

        let spans = self.extractor.spans(sentence).into_iter();
        let mut words: Vec<WordPush> = spans.map(|span| WordPush { span, scores: [0.0; OUTCOMES] }).collect();
        let mut contributions = Vec::with_capacity(counts.len());
        self.extractor.visit(sentence, &mut Reading::default(), &mut &self.vocabulary, |node, span| {
            let Ok(place) = counts.binary_search_by_key(&node, |&(column, _)| column) else { return };
            let value = counts[place].1;
            let added = self.weights[node as usize].map(|weight| value * f64::from(weight));
            let first = words.partition_point(|word| word.span.start < span.start);
            let behind = words.partition_point(|word| word.span.start < span.end);
            for word in &mut words[first..behind] {
                for (score, added) in word.scores.iter_mut().zip(added) {
                    *score += added / (behind - first) as f64;
                }
            }
            contributions.push(Contribution { term: self.vocabulary.term(node).to_owned(), span, scores: added });
        });
        Explanation {
            prediction: self.prediction(&scores, known_features),
            scores,
            bias: self.bias,
            contributions,
            words,
            has_none: self.has_none,
        }
    }
}
