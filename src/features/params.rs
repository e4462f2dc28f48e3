use super::characters::MAX_CHARACTERS;
use crate::error::ParamsError;
use crate::tokens::Stemmer;
use crate::vocabulary::{MAX_PREFIXES, Mark, TermRules};
use serde::{Deserialize, Serialize};

/// The most words an n-gram may have.
pub(super) const MAX_NGRAMS: usize = 8;
/// The longest word beginning, in characters.
const MAX_PREFIX: usize = 16;
/// The most words that the opening and a negation reach.
const MAX_REACH: usize = 16;

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
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
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
    /// Whether two words with one between them are a feature.
    #[serde(default, skip_serializing_if = "is_default")]
    pub skips: bool,
    /// How many of a sentence's first words are also features of their own; 0 for none, 16 at the most.
    #[serde(default, skip_serializing_if = "is_default")]
    pub opening: usize,
    /// How many words an English negation or refusal reaches, within its clause; 0 for none, 16 at the most. Words in
    /// reach are also features of their own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub negation: usize,
    /// Whether words behind an English contrast (`but`) or in a concession (`although`) are also features of their own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub clauses: bool,
    /// The shortest and the longest run of characters, across words, that is a feature: 1 to 8.
    #[serde(default, skip_serializing_if = "is_default")]
    pub characters: Option<(usize, usize)>,
    /// Whether hashtags, @names, links, emoji, runs of `!` and `?`, and drawn-out words are features, for short informal
    /// text.
    #[serde(default, skip_serializing_if = "is_default")]
    pub informal: bool,
}

impl Default for FeatureParams {
    /// The features of the shipped model.
    fn default() -> Self {
        Self {
            stemmer: Stemmer::English,
            ngrams: 2,
            prefixes: vec![5],
            counts: Counts::Binary,
            normalize: true,
            skips: false,
            opening: 0,
            negation: 0,
            clauses: false,
            characters: None,
            informal: false,
        }
    }
}

/// Whether a field need not be written.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
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
        for (name, reach) in [("opening", self.opening), ("negation", self.negation)] {
            if reach > MAX_REACH {
                return Err(ParamsError::new(name, reach, "0 to 16 words"));
            }
        }
        if let Some((min, max)) = self.characters
            && !(1 <= min && min <= max && max <= MAX_CHARACTERS)
        {
            return Err(ParamsError::new(
                "characters",
                format!("{min} to {max}"),
                "lengths of 1 to 8, the shortest first",
            ));
        }
        Ok(())
    }

    /// Which terms a vocabulary of such features may have.
    pub(crate) fn term_rules(&self) -> TermRules<'_> {
        let marks = [
            (self.opening > 0, Mark::Opening),
            (self.negation > 0, Mark::Negated),
            (self.clauses, Mark::Contrasted),
            (self.clauses, Mark::Conceded),
            (self.informal, Mark::DrawnOut),
        ];
        TermRules {
            ngrams: self.ngrams,
            prefixes: &self.prefixes,
            skips: self.skips,
            marks: marks.into_iter().filter(|(on, _)| *on).map(|(_, mark)| mark).collect(),
            characters: self.characters,
        }
    }

    /// Whether there are features beside words, n-grams and beginnings of plain text.
    pub(super) fn has_more_than_words(&self) -> bool {
        self.skips || self.has_context() || self.characters.is_some() || self.informal
    }

    /// Whether any feature looks at what surrounds a word.
    pub(super) fn has_context(&self) -> bool {
        self.opening > 0 || self.negation > 0 || self.clauses
    }
}
