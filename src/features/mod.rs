//! Sentence → (column, value): the one definition that training and prediction share.
//!
//! The features of a sentence are its stemmed words, its n-grams of stemmed words, and the beginnings of its
//! words before stemming. A feature's value is 1, or 1 + ln(count) where counts are sublinear, and with normalisation the values
//! of a sentence's known features have a Euclidean length of 1.

use crate::error::ParamsError;
mod distinct;

use crate::tokens::{Stemmer, Stems, for_each_word};
use crate::vocabulary::{Cached, MAX_PREFIXES, NONE, Terms, Vocabulary, WordCache};
pub(crate) use distinct::Distinct;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The most words an n-gram may have.
pub(crate) const MAX_NGRAMS: usize = 8;
/// The longest word beginning, in characters.
pub(crate) const MAX_PREFIX: usize = 16;

/// How often a term occurs in a sentence, as a value.
///
/// ```
/// use geostance::Counts;
///
/// assert_eq!("sublinear".parse(), Ok(Counts::Sublinear));
/// assert_eq!(Counts::Binary.to_string(), "binary");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Counts {
    /// 1 for a term that occurs, however often.
    Binary,
    /// 1 + ln(count).
    Sublinear,
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Binary => "binary",
            Self::Sublinear => "sublinear",
        })
    }
}

impl std::str::FromStr for Counts {
    type Err = ParseCountsError;

    fn from_str(text: &str) -> Result<Self, ParseCountsError> {
        match text {
            "binary" => Ok(Self::Binary),
            "sublinear" => Ok(Self::Sublinear),
            _ => Err(ParseCountsError),
        }
    }
}

/// A text that names no way of counting.
///
/// ```
/// let error = "raw".parse::<geostance::Counts>().unwrap_err();
/// assert_eq!(error.to_string(), "unknown counts; expected binary or sublinear");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseCountsError;

impl std::fmt::Display for ParseCountsError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("unknown counts; expected binary or sublinear")
    }
}

impl std::error::Error for ParseCountsError {}

/// Which features a model has; part of the model file.
///
/// ```
/// let features = geostance::StanceModel::pretrained().features();
/// assert_eq!(features.stemmer, geostance::Stemmer::English);
/// assert!(features.ngrams >= 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FeatureParams {
    /// The stemmer of words and n-grams.
    pub stemmer: Stemmer,
    /// The longest n-gram, in words; 1 for words alone.
    pub ngrams: usize,
    /// The lengths of word beginnings, in characters, ascending; four at the most.
    pub prefixes: Vec<usize>,
    /// How often a term occurs, as a value.
    pub counts: Counts,
    /// Whether a sentence's values have a Euclidean length of 1.
    pub normalize: bool,
}

impl FeatureParams {
    /// Checks every range.
    pub(crate) fn check(&self) -> Result<(), ParamsError> {
        if !(1..=MAX_NGRAMS).contains(&self.ngrams) {
            return Err(ParamsError::new("ngrams", self.ngrams, "1 to 8"));
        }
        let good = self.prefixes.is_sorted_by(|a, b| a < b) && self.prefixes.len() <= MAX_PREFIXES;
        if !good || self.prefixes.iter().any(|length| !(1..=MAX_PREFIX).contains(length)) {
            let found = format!("{:?}", self.prefixes);
            return Err(ParamsError::new("prefixes", found, "at most four ascending lengths of 1 to 16 characters"));
        }
        Ok(())
    }
}

/// Working space for reading sentences; it grows to what the longest one needs.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    word: String,
    pub(crate) found: Distinct,
    pub(crate) cache: WordCache,
}

impl Scratch {
    /// The most bytes that working space keeps after a sentence.
    const KEPT: usize = 1 << 20;

    /// Gives back what an unusually long text took.
    pub(crate) fn shrink(&mut self) {
        if self.word.capacity() + self.found.capacity() > Self::KEPT {
            *self = Self { cache: std::mem::take(&mut self.cache), ..Self::default() };
        }
    }
}

/// Reads the features of sentences.
#[derive(Debug, Clone)]
pub(crate) struct Extractor {
    params: FeatureParams,
    stems: Stems,
}

impl Extractor {
    pub(crate) fn new(params: FeatureParams) -> Self {
        Self { stems: Stems::new(params.stemmer), params }
    }

    pub(crate) fn params(&self) -> &FeatureParams {
        &self.params
    }

    /// Calls `emit` with the node and the span of every known term, in order of the tokens; per token the word,
    /// then the n-grams that end in it by length, then its beginnings by length.
    pub(crate) fn visit(
        &self,
        text: &str,
        word: &mut String,
        terms: &mut impl Terms,
        mut emit: impl FnMut(u32, Range<usize>),
    ) {
        // For every order but the longest, the node of the n-gram that ends at the last token, and where it starts.
        let mut chain = [(NONE, 0); MAX_NGRAMS - 1];
        let chain = &mut chain[..self.params.ngrams - 1];
        for_each_word(text, word, |span, word| {
            let nodes = terms.nodes(&word, &self.stems, &self.params.prefixes);
            let (mut node, mut start) = (nodes.word, span.start);
            if node != NONE {
                emit(node, span.clone());
            }
            for last in &mut *chain {
                let (left, left_start) = std::mem::replace(last, (node, start));
                let both = left != NONE && nodes.word != NONE;
                (node, start) = (if both { terms.pair(left, nodes.word) } else { NONE }, left_start);
                if node != NONE {
                    emit(node, start..span.end);
                }
            }
            for &node in nodes.prefixes.iter().take_while(|&&node| node != NONE) {
                emit(node, span.clone());
            }
        });
    }

    /// The distinct columns of the vocabulary's terms in a text with their counts, in order of their first occurrence, in
    /// `scratch.found`.
    pub(crate) fn columns(&self, text: &str, vocabulary: &Vocabulary, scratch: &mut Scratch) {
        let Scratch { word, found, cache } = scratch;
        let mut found = found.begin(vocabulary.len());
        self.visit(text, word, &mut Cached::new(vocabulary, cache), |node, _| {
            found.add(node);
        });
    }

    /// Calls `emit` with every column and its value before normalisation, in the order given; returns the factor that
    /// normalises the values.
    #[inline]
    pub(crate) fn weigh(&self, counts: impl Iterator<Item = (u32, u32)>, mut emit: impl FnMut(u32, f64)) -> f64 {
        let mut squares = 0.0;
        for (column, count) in counts {
            let value = self.value(count);
            emit(column, value);
            squares += value * value;
        }
        if self.params.normalize && squares > 0.0 { 1.0 / libm::sqrt(squares) } else { 1.0 }
    }

    fn value(&self, count: u32) -> f64 {
        match self.params.counts {
            Counts::Sublinear if count > 1 => 1.0 + libm::log(f64::from(count)),
            _ => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params() -> FeatureParams {
        FeatureParams {
            stemmer: Stemmer::English,
            ngrams: 2,
            prefixes: vec![3, 5],
            counts: Counts::Sublinear,
            normalize: true,
        }
    }

    fn spelled(text: &str, vocabulary: &Vocabulary) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut word = String::new();
        let extractor = Extractor::new(params());
        extractor.visit(text, &mut word, &mut &*vocabulary, |node, span| {
            if (node as usize) < vocabulary.len() {
                found.push((vocabulary.term(node).to_owned(), text[span].to_owned()));
            }
        });
        found
    }

    #[test]
    fn terms_come_with_their_spans() {
        let vocabulary = Vocabulary::read("join\njoin sanction\nnot\nnot join\nsan*\nsanct*\n", 2, &[3, 5]).unwrap();
        let found = spelled("Did not JOIN – sanctions", &vocabulary);
        let expected = [
            ("not", "not"),
            ("join", "JOIN"),
            ("not join", "not JOIN"),
            ("join sanction", "JOIN – sanctions"),
            ("san*", "sanctions"),
            ("sanct*", "sanctions"),
        ];
        assert_eq!(found, expected.map(|(term, span)| (term.to_owned(), span.to_owned())));
        assert_eq!(spelled("", &vocabulary), []);
        assert_eq!(spelled("☃ … Иное", &vocabulary), []);
    }

    #[test]
    fn values_are_sublinear_and_normalised() {
        let extractor = Extractor::new(params());
        let mut values = Vec::new();
        let factor = extractor.weigh([(2, 1), (7, 3)].into_iter(), |column, value| values.push((column, value)));
        assert_eq!(values, [(2, 1.0), (7, 1.0 + libm::log(3.0))]);
        let length: f64 = values.iter().map(|(_, value)| (value * factor).powi(2)).sum();
        assert!((length - 1.0).abs() < 1e-12);
        assert_eq!(extractor.weigh(std::iter::empty(), |_, _| unreachable!()).to_bits(), 1.0_f64.to_bits());
        let plain = Extractor::new(FeatureParams { counts: Counts::Binary, normalize: false, ..params() });
        let mut sum = 0.0;
        assert_eq!(plain.weigh([(7, 2)].into_iter(), |_, value| sum += value).to_bits(), 1.0_f64.to_bits());
        assert_eq!(sum.to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn ranges_are_checked() {
        assert!(params().check().is_ok());
        for broken in [
            FeatureParams { ngrams: 0, ..params() },
            FeatureParams { ngrams: 9, ..params() },
            FeatureParams { prefixes: vec![0], ..params() },
            FeatureParams { prefixes: vec![17], ..params() },
            FeatureParams { prefixes: vec![4, 4], ..params() },
            FeatureParams { prefixes: vec![5, 4], ..params() },
            FeatureParams { prefixes: vec![1, 2, 3, 4, 5], ..params() },
        ] {
            assert!(broken.check().is_err(), "{broken:?}");
        }
    }
}
