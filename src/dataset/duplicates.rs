//! Sentences that occur more than once, alike or in contradiction.

use super::{Dataset, LabelledSentence};
use crate::error::shortened;
use crate::stance::{Labels, Outcome, PerOutcome};
use std::fmt;

/// The most contradictions that are kept; further ones are counted.
const KEPT: usize = 20;

/// How many characters of a sentence are shown.
const SHOWN: usize = 60;

/// What occurs more than once in a dataset: sentences of the same text, but for the space around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Duplicates {
    repeated: usize,
    contradictory: usize,
    contradictions: Vec<Contradiction>,
}

/// A text that is labelled in several ways.
///
/// ```
/// use geostance::{Dataset, Outcome, dataset::DataFormat};
///
/// let csv = "stance,text\nnone,It rained.\npro-moscow,It rained.\nnone,It rained.\n";
/// let data = Dataset::from_reader(csv.as_bytes(), DataFormat::Csv)?;
/// let duplicates = data.duplicates();
/// let contradiction = &duplicates.contradictions()[0];
/// assert_eq!((contradiction.text(), contradiction.counts()[Outcome::None]), ("It rained.", 2));
/// assert_eq!(contradiction.to_string(), "It rained. (pro-moscow 1, none 2)");
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    text: String,
    counts: PerOutcome<usize>,
    labels: Labels,
}

impl Contradiction {
    /// The text, without the space around it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many rows label it so; a soft label counts as its most probable outcome.
    #[must_use]
    pub fn counts(&self) -> PerOutcome<usize> {
        self.counts
    }
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (", shortened(&self.text, SHOWN))?;
        let given = self.counts.iter().filter(|(_, count)| **count > 0);
        for (place, (outcome, count)) in given.enumerate() {
            let name = self.labels.name(outcome.stance());
            write!(f, "{}{name} {count}", if place > 0 { ", " } else { "" })?;
        }
        f.write_str(")")
    }
}

impl Duplicates {
    /// How many rows say nothing new: their text and their label stand in a row before. Texts that are labelled in several ways
    /// are not among them.
    #[must_use]
    pub fn repeated(&self) -> usize {
        self.repeated
    }

    /// How many texts are labelled in several ways.
    #[must_use]
    pub fn contradictory(&self) -> usize {
        self.contradictory
    }

    /// The texts that are labelled in several ways, in the order in which they first occur; at most twenty.
    #[must_use]
    pub fn contradictions(&self) -> &[Contradiction] {
        &self.contradictions
    }
}

impl Dataset {
    /// Which sentences occur more than once. They are no error: two coders may have labelled the same.
    ///
    /// ```
    /// use geostance::{Dataset, dataset::DataFormat};
    ///
    /// let csv = "stance,text\nnone,It rained.\nnone,It rained.\n";
    /// assert_eq!(Dataset::from_reader(csv.as_bytes(), DataFormat::Csv)?.duplicates().repeated(), 1);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn duplicates(&self) -> Duplicates {
        let text = |place: &usize| self.sentences[*place].text.trim();
        let mut places: Vec<usize> = (0..self.sentences.len()).collect();
        places.sort_by(|a, b| text(a).cmp(text(b)));
        let mut duplicates = Duplicates::default();
        let mut found: Vec<(usize, PerOutcome<usize>)> = Vec::new();
        for same in places.chunk_by(|a, b| text(a) == text(b)).filter(|same| same.len() > 1) {
            let counts = counts(same.iter().map(|&place| &self.sentences[place]));
            if counts.iter().filter(|(_, count)| **count > 0).count() > 1 {
                found.push((same[0], counts));
            } else {
                duplicates.repeated += same.len() - 1;
            }
        }
        found.sort_unstable_by_key(|&(place, _)| place);
        duplicates.contradictory = found.len();
        let contradiction = |(place, counts): (usize, PerOutcome<usize>)| Contradiction {
            text: text(&place).to_owned(),
            counts,
            labels: self.labels.clone(),
        };
        duplicates.contradictions = found.into_iter().take(KEPT).map(contradiction).collect();
        duplicates
    }
}

fn counts<'a>(sentences: impl Iterator<Item = &'a LabelledSentence>) -> PerOutcome<usize> {
    let mut counts = PerOutcome::default();
    for sentence in sentences {
        counts[Outcome::from(sentence.stance)] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stance::Stance;

    fn data(rows: &[(Option<Stance>, &str)]) -> Dataset {
        rows.iter().map(|&(stance, text)| LabelledSentence::new(stance, text)).collect()
    }

    #[test]
    fn plain_and_contradictory_ones_are_told_apart() {
        let (a, b) = (Some(Stance::ProMoscow), Some(Stance::MultiVector));
        let duplicates = data(&[
            (a, "Z"),
            (None, "A"),
            (b, "M"),
            (None, " A\n"),
            (b, "Z "),
            (None, "A"),
            (a, "Y"),
            (b, "Z"),
            (None, "M"),
        ])
        .duplicates();
        assert_eq!((duplicates.repeated(), duplicates.contradictory()), (2, 2));
        let words: Vec<String> = duplicates.contradictions().iter().map(ToString::to_string).collect();
        assert_eq!(words, ["Z (pro-moscow 1, multi-vector 2)", "M (multi-vector 1, none 1)"]);
        assert_eq!(Dataset::new().duplicates(), Duplicates::default());
    }

    #[test]
    fn what_is_named_is_bounded_and_harmless() {
        let text = format!("\u{1b}[2J{}", "x".repeat(100));
        let mut rows = vec![(None, text.as_str()), (Some(Stance::ProMoscow), text.as_str())];
        let others: Vec<String> = (0..50).map(|number| format!("Sentence {number}")).collect();
        for other in &others {
            rows.extend([(None, other.as_str()), (Some(Stance::ProMoscow), other.as_str())]);
        }
        let duplicates = data(&rows).duplicates();
        assert_eq!((duplicates.contradictory(), duplicates.contradictions().len()), (51, 20));
        let words = duplicates.contradictions()[0].to_string();
        assert!(words.starts_with("\\u{1b}[2Jxxx") && words.ends_with("x… (pro-moscow 1, none 1)"), "{words}");
    }
}
