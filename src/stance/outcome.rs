//! What a sentence can turn out to be: one of the stances, or none of them.

use super::Stance;
use crate::error::ParseError;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// One of the four outcomes inside a model: a stance, or none.
///
/// ```
/// use geostance::{Outcome, Stance};
///
/// assert_eq!(Outcome::from(Stance::MultiVector).name(), "multi-vector");
/// assert_eq!("none".parse(), Ok(Outcome::None));
/// assert_eq!(Outcome::None.stance(), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// The sentence takes a course.
    Stance(Stance),
    /// It takes none.
    None,
}

impl Outcome {
    /// The number of outcomes.
    pub(crate) const COUNT: usize = Stance::COUNT + 1;

    /// The three stances in their order, then none.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Stance(Stance::ProMoscow),
        Self::Stance(Stance::MultiVector),
        Self::Stance(Stance::WesternLeaning),
        Self::None,
    ];

    /// The place in [`Outcome::ALL`], 0 to 3.
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Stance(stance) => stance.index(),
            Self::None => Stance::COUNT,
        }
    }

    /// The spelling in labelled files, model files and reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Stance(stance) => stance.as_str(),
            Self::None => "none",
        }
    }

    /// The stance, if it is one.
    #[must_use]
    pub const fn stance(self) -> Option<Stance> {
        match self {
            Self::Stance(stance) => Some(stance),
            Self::None => None,
        }
    }
}

impl From<Stance> for Outcome {
    fn from(stance: Stance) -> Self {
        Self::Stance(stance)
    }
}

impl From<Option<Stance>> for Outcome {
    fn from(stance: Option<Stance>) -> Self {
        stance.map_or(Self::None, Self::Stance)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Outcome {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let found = Self::ALL.into_iter().find(|outcome| outcome.name() == text);
        found.ok_or_else(|| ParseError::new("outcome", text, Self::ALL.map(Self::name)))
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Outcome {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
