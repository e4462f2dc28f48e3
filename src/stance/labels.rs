//! A file's own spellings of the stances and of `none`.

use super::{Outcome, Stance};
use crate::error::{LabelsError, harmless};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// The most bytes that a label may have.
const LONGEST: usize = 64;

/// How labelled files, reports and models spell the three stances, and `none`.
///
/// By default as [`Stance::as_str`] does, and `none`. Written as a mapping from a file's label to what it stands for,
/// separated by commas; what is not mapped keeps its spelling. Several labels may stand for the same: the first is the one
/// that reports print, the others are read only. Where a stance takes the spelling `none`, nothing is left for sentences
/// without a stance unless another label is given them (`neutral=none`). Cheap to clone.
///
/// ```
/// use geostance::{Labels, Outcome, Stance};
///
/// let labels: Labels = "against=pro-moscow,none=multi-vector,favor=western-leaning,for=western-leaning".parse()?;
/// assert_eq!(labels.name(Stance::WesternLeaning), "favor");
/// assert_eq!(labels.outcome("for")?, Stance::WesternLeaning.into());
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
    /// Further spellings, which are read and never written.
    further: Vec<(String, Outcome)>,
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

    /// What a label stands for: a stance, or none. It may be written as people write it: in other capitals, with spaces or
    /// underscores in place of hyphens, with space around it; unless that makes it the same as a label of another outcome.
    ///
    /// # Errors
    ///
    /// [`LabelsError::Unknown`] for any other word.
    ///
    /// ```
    /// use geostance::{Labels, Stance};
    ///
    /// let labels = Labels::default();
    /// assert_eq!(labels.outcome("Pro_Moscow ")?, Stance::ProMoscow.into());
    /// let error = labels.outcome("neutral").unwrap_err();
    /// assert_eq!(error.to_string(), "unknown label `neutral`; expected one of pro-moscow, multi-vector, western-leaning, none");
    /// # Ok::<(), geostance::error::LabelsError>(())
    /// ```
    pub fn outcome(&self, label: &str) -> Result<Outcome, LabelsError> {
        if let Some((_, outcome)) = self.spellings().find(|&(spelling, _)| spelling == label) {
            return Ok(outcome);
        }
        let mut alike = self.spellings().filter(|(spelling, _)| is_alike(spelling, label)).map(|(_, outcome)| outcome);
        match (alike.next(), alike.next()) {
            (Some(outcome), other) if other.is_none_or(|other| other == outcome) => Ok(outcome),
            _ => Err(LabelsError::Unknown { label: label.to_owned(), expected: self.all() }),
        }
    }

    /// All spellings, those that reports print first, with what they stand for.
    fn spellings(&self) -> impl Iterator<Item = (&str, Outcome)> {
        let stances = Stance::ALL.into_iter().map(|stance| (self.name(stance), Outcome::Stance(stance)));
        let none = self.none().map(|none| (none, Outcome::None));
        let further = self.0.iter().flat_map(|names| &names.further);
        stances.chain(none).chain(further.map(|(spelling, outcome)| (spelling.as_str(), *outcome)))
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

    /// All labels, those that reports print first.
    pub(crate) fn all(&self) -> Vec<String> {
        self.spellings().map(|(spelling, _)| spelling.to_owned()).collect()
    }

    /// Whether the spellings are the crate's own.
    pub(crate) fn is_default(&self) -> bool {
        self.0.is_none()
    }

    fn new(names: Names) -> Result<Self, LabelsError> {
        let printed = || names.stances.iter().chain(&names.none);
        let (mut seen, mut columns) = (BTreeSet::new(), BTreeSet::new());
        for name in printed().chain(names.further.iter().map(|(name, _)| name)) {
            let wrong = name.trim().is_empty() || name.trim() != name || name.len() > LONGEST;
            if wrong || name.contains([',', '=']) || harmless(name) != *name {
                return Err(LabelsError::Spelling(name.clone()));
            }
            if !seen.insert(name) {
                return Err(LabelsError::LabelTwice(name.clone()));
            }
        }
        // Labels that differ in punctuation alone would share a column of probabilities.
        if let Some(twice) = printed().find(|name| !columns.insert(column_of(name))) {
            return Err(LabelsError::LabelTwice(twice.clone()));
        }
        let stances = Stance::ALL.iter().zip(&names.stances).all(|(stance, name)| stance.as_str() == name);
        let default = stances && names.none.as_deref() == Some("none") && names.further.is_empty();
        Ok(Self((!default).then(|| Arc::new(names))))
    }
}

/// Whether two labels are the same but for capitals, hyphens and the space around them.
fn is_alike(a: &str, b: &str) -> bool {
    let plain = |label: &str| -> String {
        let hyphen = |c: char| c.is_whitespace() || matches!(c, '_' | '\u{2010}'..='\u{2014}' | '\u{2212}');
        label.trim().chars().map(|c| if hyphen(c) { '-' } else { c }).flat_map(char::to_lowercase).collect()
    };
    plain(a) == plain(b)
}

fn column_of(label: &str) -> String {
    let plain = label.chars().map(|c| if c.is_alphanumeric() { c } else { '_' });
    ['p', '_'].into_iter().chain(plain).collect()
}

impl fmt::Display for Labels {
    /// The mapping, in the order of [`Stance::ALL`], none last; further spellings after these.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, (spelling, outcome)) in self.spellings().enumerate() {
            write!(f, "{}{spelling}={outcome}", if place > 0 { "," } else { "" })?;
        }
        Ok(())
    }
}

impl FromStr for Labels {
    type Err = LabelsError;

    fn from_str(mapping: &str) -> Result<Self, LabelsError> {
        let mut stances: [Option<String>; 3] = Default::default();
        let (mut none, mut further) = (None, Vec::new());
        for pair in mapping.split(',') {
            let Some((label, outcome)) = pair.split_once('=') else {
                return Err(LabelsError::NoPair(pair.trim().to_owned()));
            };
            let (label, outcome) = (label.trim(), outcome.trim());
            let outcome: Outcome = outcome.parse().map_err(|_| LabelsError::UnknownOutcome(outcome.to_owned()))?;
            let place = outcome.stance().map_or(&mut none, |stance| &mut stances[stance.index()]);
            match place {
                Some(_) => further.push((label.to_owned(), outcome)),
                None => *place = Some(label.to_owned()),
            }
        }
        let mut given = stances.iter().flatten().chain(further.iter().map(|(label, _)| label));
        if none.is_none() && !given.any(|label| label == "none") {
            none = Some("none".to_owned());
        }
        let mut named = Stance::ALL.map(|stance| stance.as_str().to_owned());
        for (name, label) in named.iter_mut().zip(stances) {
            if let Some(label) = label {
                *name = label;
            }
        }
        Self::new(Names { stances: named, none, further })
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
    fn a_label_stands_for_one_outcome() {
        for (mapping, words) in [
            ("", "`` is no mapping; write label=stance, separated by commas"),
            ("a=pro-moscow,b", "`b` is no mapping; write label=stance, separated by commas"),
            (
                "a=b=c",
                "`b=c` is nothing a label can stand for; expected one of pro-moscow, multi-vector, western-leaning, none",
            ),
            ("a=none,a=none", "the label `a` stands for two, or differs from another in punctuation alone"),
            (
                "a=none,b=none,b=pro-moscow",
                "the label `b` stands for two, or differs from another in punctuation alone",
            ),
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
        for mapping in [
            "against=pro-moscow,none=multi-vector,favor=western-leaning",
            "neutral=none",
            "0=multi-vector",
            "pro=pro-moscow,russia=pro-moscow,kremlin line=pro-moscow,mv=multi-vector,off=none,other=none",
            "pro-moscow=pro-moscow,russia=pro-moscow",
            "a=multi-vector,none=multi-vector",
            "A=pro-moscow,a=multi-vector",
        ] {
            let labels = parse(mapping).unwrap();
            assert_eq!(parse(&labels.to_string()).unwrap(), labels);
            assert!(!labels.is_default());
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

    #[test]
    fn two_spellings_mean_one_stance_and_the_first_is_printed() {
        let labels = parse("pro=pro-moscow,russia=pro-moscow,neutral=none,off topic=none").unwrap();
        assert_eq!((labels.name(Stance::ProMoscow), labels.none()), ("pro", Some("neutral")));
        assert_eq!(labels.outcome("russia"), Ok(Outcome::Stance(Stance::ProMoscow)));
        assert_eq!(labels.outcome("Off_Topic"), Ok(Outcome::None));
        assert_eq!(
            labels.to_string(),
            "pro=pro-moscow,multi-vector=multi-vector,western-leaning=western-leaning,neutral=none,russia=pro-moscow,\
             off topic=none"
        );
        assert_eq!(
            labels.outcome("none").unwrap_err().to_string(),
            "unknown label `none`; expected one of pro, multi-vector, western-leaning, neutral, russia, off topic"
        );
    }

    #[test]
    fn labels_are_read_as_people_write_them() {
        let labels = Labels::default();
        for (written, outcome) in [
            ("PRO-MOSCOW", Some(Stance::ProMoscow)),
            ("Multi_Vector", Some(Stance::MultiVector)),
            ("Western leaning ", Some(Stance::WesternLeaning)),
            ("western\u{2011}leaning", Some(Stance::WesternLeaning)),
            ("western–leaning", Some(Stance::WesternLeaning)),
            ("None", None),
            (" NONE\u{a0}", None),
        ] {
            assert_eq!(labels.outcome(written), Ok(Outcome::from(outcome)), "{written}");
        }
        for written in ["", "promoscow", "pro--moscow", "multi", "n o n e"] {
            assert!(labels.outcome(written).is_err(), "{written}");
        }
        let capitals = parse("A=pro-moscow,a=multi-vector,b=western-leaning").unwrap();
        assert_eq!(capitals.outcome("A"), Ok(Outcome::Stance(Stance::ProMoscow)));
        assert_eq!(capitals.outcome("a"), Ok(Outcome::Stance(Stance::MultiVector)));
        assert!(capitals.outcome(" a").is_err(), "it could be either");
        assert_eq!(capitals.outcome("B"), Ok(Outcome::Stance(Stance::WesternLeaning)));
    }
}
