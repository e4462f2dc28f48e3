//! What a sentence can turn out to be: the three stances and none, their fixed order, their spellings, and values for each.

mod labels;
mod outcome;
mod per;

pub use labels::Labels;
pub use outcome::Outcome;
pub use per::{PerOutcome, PerStance};
pub(crate) use per::{as_list, from_list};

use crate::error::ParseError;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The foreign-policy course that a sentence presents as being taken, or speaks for.
///
/// The order of the variants is the order of every array over stances in this crate. What each label means is laid
/// down in `fixtures/CODEBOOK.md`. A label of a sentence is an `Option<Stance>`: `None` where no course is taken.
///
/// ```
/// use geostance::Stance;
///
/// assert_eq!(Stance::MultiVector.to_string(), "multi-vector");
/// assert_eq!("western-leaning".parse(), Ok(Stance::WesternLeaning));
/// assert_eq!(Stance::ALL.map(Stance::index), [0, 1, 2]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Closeness to, loyalty to or dependence on Russia.
    ProMoscow,
    /// Balance between several powers, neutrality, mediation, diversified routes and markets.
    MultiVector,
    /// Closeness to the West or its norms, distance from Moscow.
    WesternLeaning,
}

impl Stance {
    /// The number of stances.
    pub(crate) const COUNT: usize = 3;

    /// The three stances in their fixed order.
    ///
    /// ```
    /// assert_eq!(geostance::Stance::ALL.len(), 3);
    /// ```
    pub const ALL: [Self; Self::COUNT] = [Self::ProMoscow, Self::MultiVector, Self::WesternLeaning];

    /// The place in [`Stance::ALL`], 0 to 2.
    ///
    /// ```
    /// assert_eq!(geostance::Stance::WesternLeaning.index(), 2);
    /// ```
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The spelling in labelled files, model files and reports.
    ///
    /// ```
    /// assert_eq!(geostance::Stance::ProMoscow.as_str(), "pro-moscow");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ProMoscow => "pro-moscow",
            Self::MultiVector => "multi-vector",
            Self::WesternLeaning => "western-leaning",
        }
    }

    /// [`Stance::as_str`], as outcomes call it.
    pub(super) const fn name(self) -> &'static str {
        self.as_str()
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Stance {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let found = Self::ALL.into_iter().find(|stance| stance.as_str() == text);
        found.ok_or_else(|| ParseError::new("stance", text, Self::ALL.map(Self::as_str)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_and_parsing_are_inverse() {
        for stance in Stance::ALL {
            assert_eq!(stance.as_str().parse(), Ok(stance));
            assert_eq!(serde_json::to_string(&stance).unwrap(), format!("\"{stance}\""));
            assert_eq!(Stance::ALL[stance.index()], stance);
        }
        for wrong in ["", "Pro-Moscow", "none", " pro-moscow"] {
            assert_eq!(wrong.parse::<Stance>().unwrap_err().found(), wrong);
        }
    }
}
