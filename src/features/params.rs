//! Which features a model has.

use super::characters::MAX_CHARACTERS;
use super::crossing;
use super::words::MAX_PREFIXES;
use crate::actors::Gazetteer;
use crate::error::{ParamsError, ParseError};
use crate::tokens::Stemmer;
use crate::vocabulary::{Lengths, Mark, TermRules};
use serde::{Deserialize, Serialize};

/// The most words an n-gram may have.
pub(super) const MAX_NGRAMS: usize = 8;
/// The longest word beginning, in characters.
const MAX_PREFIX: usize = 16;

/// How often a term occurs in a sentence, as a value.
///
/// ```
/// use geostance::model::Counts;
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
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        match text {
            "binary" => Ok(Self::Binary),
            "sublinear" => Ok(Self::Sublinear),
            _ => Err(ParseError::new("counts", text, ["binary", "sublinear"])),
        }
    }
}

/// Which features a model has; part of the model file.
///
/// ```
/// let features = geostance::StanceModel::pretrained().features();
/// assert_eq!(features.stemmer, geostance::model::Stemmer::English);
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
    /// The shortest and the longest character n-gram, across words, that is a feature: 1 to 8.
    #[serde(default, skip_serializing_if = "is_default")]
    pub characters: Option<(usize, usize)>,
    /// Whether hashtags, @names, links, emoji, runs of `!` and `?`, and elongated words are features, for short informal
    /// text.
    #[serde(default, skip_serializing_if = "is_default")]
    pub informal: bool,
    /// Whether the set of all groups of names that a sentence names is a feature.
    #[serde(default, skip_serializing_if = "is_default")]
    pub groups: bool,
    /// The groups of names with which stems are crossed, three at the most.
    #[serde(default, skip_serializing_if = "is_default")]
    pub crossed: Vec<String>,
    /// The groups of names. In a model file they stand in a part of their own.
    #[serde(skip)]
    pub actors: Option<Gazetteer>,
}

#[cfg(feature = "train")]
impl Default for FeatureParams {
    /// The features of the shipped model.
    fn default() -> Self {
        Self {
            prefixes: vec![5],
            groups: true,
            crossed: vec!["russia".to_owned(), "west".to_owned()],
            actors: Some(Gazetteer::english()),
            ..Self::words(2)
        }
    }
}

/// Whether a field need not be written.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl FeatureParams {
    /// English stems and their n-grams alone.
    #[cfg(any(feature = "train", test))]
    pub(crate) fn words(ngrams: usize) -> Self {
        Self {
            stemmer: Stemmer::English,
            ngrams,
            prefixes: Vec::new(),
            counts: Counts::Binary,
            normalize: true,
            characters: None,
            informal: false,
            groups: false,
            crossed: Vec::new(),
            actors: None,
        }
    }

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
        if let Some((min, max)) = self.characters
            && !(1 <= min && min <= max && max <= MAX_CHARACTERS)
        {
            let found = format!("{min} to {max}");
            return Err(ParamsError::new("characters", found, "lengths of 1 to 8, the shortest first"));
        }
        match crossing::broken_rule(self.actors.as_ref(), &self.crossed, self.groups) {
            Some((parameter, found, expected)) => Err(ParamsError::new(parameter, found, expected)),
            None => Ok(()),
        }
    }

    /// Which terms a vocabulary of such features may have.
    pub(crate) fn term_rules(&self) -> TermRules {
        let sets = if self.crossed.is_empty() { 0 } else { 1_u8 << self.crossed.len().min(3) };
        let crossed = (0..sets).fold(0, |marks, set| marks | Mark::crossed(set).bit());
        TermRules {
            ngrams: self.ngrams,
            prefixes: Lengths::of(self.prefixes.iter().copied()),
            characters: self.characters.map_or(Lengths::NO, |(min, max)| Lengths::of(min..=max)),
            groups: if self.groups { Lengths::ALL } else { Lengths::NO },
            marks: crossed | if self.informal { Mark::ELONGATED.bit() } else { 0 },
        }
    }

    /// Whether any feature depends on the groups that are named.
    pub(super) fn has_actors(&self) -> bool {
        self.actors.is_some() && (self.groups || !self.crossed.is_empty())
    }
}
