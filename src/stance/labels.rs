//! A file's own spellings of the stances and of `none`.

use super::{Outcome, Stance};
use crate::error::LabelsError;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The most bytes that a label may have.
const LONGEST: usize = 64;

/// How labelled files, reports and models spell the three stances, and `none`.
///
/// By default as [`Stance::as_str`] does, and `none`. Written as a mapping from a file's label to what it stands for,
/// separated by commas; what is not mapped keeps its spelling. Where a stance takes the spelling `none`, nothing is
/// left for sentences without a stance unless another label is given them (`neutral=none`). Cheap to clone.
///
/// ```
/// use geostance::{Labels, Outcome, Stance};
///
/// let labels: Labels = "against=pro-moscow,none=multi-vector,favor=western-leaning".parse()?;
/// assert_eq!(labels.name(Stance::WesternLeaning), "favor");
/// assert_eq!(labels.outcome("none")?, Stance::MultiVector.into());
/// assert_eq!(labels.none(), None);
/// assert_eq!(Labels::default().outcome("none")?, Outcome::None);
/// # Ok::<(), geostance::error::LabelsError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labels(Option<Arc<Names>>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Names {
    stances: [String; 3],
    none: Option<String>,
}

impl Labels {
    /// The label of an outcome; `(none)` for none where these labels have no word for it.
    ///
    /// ```
    /// use geostance::{Labels, Outcome, Stance};
    ///
    /// assert_eq!(Labels::default().name(Stance::MultiVector), "multi-vector");
    /// let labels: Labels = "none=multi-vector".parse()?;
    /// assert_eq!((labels.name(Stance::MultiVector), labels.name(Outcome::None)), ("none", "(none)"));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn name(&self, outcome: impl Into<Outcome>) -> &str {
        let outcome = outcome.into();
        match (self.0.as_deref(), outcome) {
            (None, _) => outcome.name(),
            (Some(names), Outcome::Stance(stance)) => &names.stances[stance.index()],
            (Some(names), Outcome::None) => names.none.as_deref().unwrap_or("(none)"),
        }
    }

    /// The label of sentences without a stance, if there is one.
    ///
    /// ```
    /// let labels: geostance::Labels = "neutral=none".parse()?;
    /// assert_eq!(labels.none(), Some("neutral"));
    /// # Ok::<(), geostance::error::LabelsError>(())
    /// ```
    #[must_use]
    pub fn none(&self) -> Option<&str> {
        self.0.as_deref().map_or(Some("none"), |names| names.none.as_deref())
    }

    /// What a label stands for: a stance, or none.
    ///
    /// # Errors
    ///
    /// [`LabelsError::Unknown`] for any other word.
    ///
    /// ```
    /// let error = geostance::Labels::default().outcome("neutral").unwrap_err();
    /// assert_eq!(error.to_string(), "unknown label `neutral`; expected one of pro-moscow, multi-vector, western-leaning, none");
    /// ```
    pub fn outcome(&self, label: &str) -> Result<Outcome, LabelsError> {
        if self.none() == Some(label) {
            return Ok(Outcome::None);
        }
        let stance = Stance::ALL.into_iter().find(|&stance| self.name(stance) == label);
        stance.map(Outcome::from).ok_or_else(|| LabelsError::Unknown { label: label.to_owned(), expected: self.all() })
    }

    /// The column of a stance's probability in files with soft labels: `p_` and the label, every character of it that
    /// is neither a letter nor a digit as `_`.
    ///
    /// ```
    /// use geostance::{Labels, Stance};
    ///
    /// assert_eq!(Labels::default().probability_column(Stance::ProMoscow), "p_pro_moscow");
    /// ```
    #[must_use]
    pub fn probability_column(&self, stance: Stance) -> String {
        column_of(self.name(stance))
    }

    /// All labels, those of the stances first.
    pub(crate) fn all(&self) -> Vec<String> {
        Stance::ALL.iter().map(|&stance| self.name(stance)).chain(self.none()).map(str::to_owned).collect()
    }

    /// Whether the spellings are the crate's own.
    pub(crate) fn is_default(&self) -> bool {
        self.0.is_none()
    }

    fn new(names: Names) -> Result<Self, LabelsError> {
        let all = names.stances.iter().chain(&names.none);
        for (place, name) in all.clone().enumerate() {
            let wrong = name.trim().is_empty() || name.trim() != name || name.len() > LONGEST;
            if wrong || name.contains(|c: char| c.is_control() || matches!(c, ',' | '=')) {
                return Err(LabelsError::Spelling(name.clone()));
            }
            // Labels that differ in punctuation alone would share a column of probabilities.
            let same = |other: &&String| *other == name || column_of(other) == column_of(name);
            if all.clone().take(place).any(|other| same(&other)) {
                return Err(LabelsError::LabelTwice(name.clone()));
            }
        }
        let stances = Stance::ALL.iter().zip(&names.stances).all(|(stance, name)| stance.as_str() == name);
        let default = stances && names.none.as_deref() == Some("none");
        Ok(Self((!default).then(|| Arc::new(names))))
    }
}

fn column_of(label: &str) -> String {
    let plain = label.chars().map(|c| if c.is_alphanumeric() { c } else { '_' });
    ['p', '_'].into_iter().chain(plain).collect()
}

impl fmt::Display for Labels {
    /// The mapping, in the order of [`Stance::ALL`], none last.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, stance) in Stance::ALL.into_iter().enumerate() {
            write!(f, "{}{}={stance}", if place > 0 { "," } else { "" }, self.name(stance))?;
        }
        match self.none() {
            Some(none) => write!(f, ",{none}=none"),
            None => Ok(()),
        }
    }
}

impl FromStr for Labels {
    type Err = LabelsError;

    fn from_str(mapping: &str) -> Result<Self, LabelsError> {
        let mut stances: [Option<String>; 3] = Default::default();
        let mut none = None;
        for pair in mapping.split(',') {
            let Some((label, outcome)) = pair.split_once('=') else {
                return Err(LabelsError::NoPair(pair.trim().to_owned()));
            };
            let (label, outcome) = (label.trim(), outcome.trim());
            let place = match outcome.parse::<Stance>() {
                Ok(stance) => &mut stances[stance.index()],
                Err(_) if outcome == "none" => &mut none,
                Err(_) => return Err(LabelsError::UnknownOutcome(outcome.to_owned())),
            };
            if place.replace(label.to_owned()).is_some() {
                return Err(LabelsError::OutcomeTwice(outcome.to_owned()));
            }
        }
        if none.is_none() && !stances.iter().flatten().any(|label| label == "none") {
            none = Some("none".to_owned());
        }
        let mut named = Stance::ALL.map(|stance| stance.as_str().to_owned());
        for (name, label) in named.iter_mut().zip(stances) {
            if let Some(label) = label {
                *name = label;
            }
        }
        Self::new(Names { stances: named, none })
    }
}

impl Serialize for Labels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(mapping: &str) -> Result<Labels, LabelsError> {
        mapping.parse()
    }

    #[test]
    fn a_mapping_is_one_to_one() {
        for (mapping, words) in [
            ("", "`` is no mapping; write label=stance, separated by commas"),
            ("a=pro-moscow,b", "`b` is no mapping; write label=stance, separated by commas"),
            (
                "a=b=c",
                "`b=c` is nothing a label can stand for; expected one of pro-moscow, multi-vector, western-leaning, none",
            ),
            ("a=none,b=none", "two labels for `none`; labels and stances go one to one"),
            (
                "a=pro-moscow,a=multi-vector",
                "the label `a` stands for two, or differs from another in punctuation alone",
            ),
            (
                "multi-vector=pro-moscow",
                "the label `multi-vector` stands for two, or differs from another in punctuation alone",
            ),
            (
                "a-b=pro-moscow,a b=multi-vector",
                "the label `a b` stands for two, or differs from another in punctuation alone",
            ),
            (
                "=pro-moscow",
                "`` cannot be a label; it must have 1 to 64 bytes, no comma, equals sign or control character, and no \
                 white space around it",
            ),
        ] {
            assert_eq!(parse(mapping).unwrap_err().to_string(), words);
        }
        assert!(parse(&format!("{}=none", "x".repeat(65))).is_err());
    }

    #[test]
    fn what_is_written_is_read_again() {
        for mapping in ["against=pro-moscow,none=multi-vector,favor=western-leaning", "neutral=none", "0=multi-vector"]
        {
            let labels = parse(mapping).unwrap();
            assert_eq!(parse(&labels.to_string()).unwrap(), labels);
            let json = serde_json::to_string(&labels).unwrap();
            assert_eq!(serde_json::from_str::<Labels>(&json).unwrap(), labels);
            for outcome in
                Outcome::ALL.into_iter().filter(|outcome| *outcome != Outcome::None || labels.none().is_some())
            {
                assert_eq!(labels.outcome(labels.name(outcome)), Ok(outcome));
            }
        }
        let same = parse("pro-moscow=pro-moscow, none = none").unwrap();
        assert!(same.is_default() && same == Labels::default());
    }
}
