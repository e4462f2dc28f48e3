//! Whether two coders say the same.

use super::bootstrap::{Bootstrap, Interval};
use super::sentence::Groups;
use crate::error::ParamsError;
use crate::model::ByLabel;
use crate::stance::{Labels, Outcome, PerOutcome};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::collections::BTreeMap;

/// How two coders agree on the same sentences: Krippendorff's α (Krippendorff 2018, chapter 12) for nominal labels, with an
/// interval by a bootstrap over groups.
///
/// ```
/// use geostance::evaluation::{Agreement, Bootstrap};
/// use geostance::{Outcome, Stance};
///
/// let a = Outcome::from(Stance::ProMoscow);
/// let coded = [(a, a, "1"), (a, Outcome::None, "1"), (Outcome::None, Outcome::None, "2"), (a, a, "3")];
/// let agreement = Agreement::of(coded, &Bootstrap::new().resamples(100))?;
/// assert_eq!(agreement.observed(), 0.75);
/// assert!((agreement.alpha().estimate.unwrap() - 0.5333).abs() < 1e-4);
/// # Ok::<(), geostance::error::ParamsError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    table: PerOutcome<PerOutcome<usize>>,
    alpha: Interval,
    groups: usize,
    labels: Labels,
}

impl Agreement {
    /// The agreement on sentences, each with the labels of both coders and its group.
    ///
    /// # Errors
    ///
    /// A parameter of the bootstrap that is out of its range.
    pub fn of<G: Ord>(
        coded: impl IntoIterator<Item = (Outcome, Outcome, G)>,
        bootstrap: &Bootstrap,
    ) -> Result<Self, ParamsError> {
        let (mut pairs, mut of_row, mut numbers) = (Vec::new(), Vec::new(), BTreeMap::new());
        for (first, second, group) in coded {
            let next = numbers.len();
            of_row.push(*numbers.entry(group).or_insert(next));
            pairs.push((first, second));
        }
        let groups = Groups { of_row, count: numbers.len() };
        let counted = |times: &[usize]| {
            let mut table = PerOutcome::<PerOutcome<usize>>::default();
            for (&(first, second), times) in pairs.iter().zip(times) {
                table[first][second] += times;
            }
            table
        };
        let table = counted(&vec![1; pairs.len()]);
        let resampled = bootstrap.resample(&groups, |times| alpha(&counted(times)))?;
        let alpha = bootstrap.interval(alpha(&table), resampled.into_iter());
        Ok(Self { table, alpha, groups: groups.count, labels: Labels::default() })
    }

    /// Krippendorff's α: 1 where the coders always agree, 0 where as chance would, below 0 where less; undefined where all labels
    /// are the same.
    #[must_use]
    pub fn alpha(&self) -> Interval {
        self.alpha
    }

    /// The share of sentences with the same label, 0 to 1; 0 without sentences.
    #[must_use]
    pub fn observed(&self) -> f64 {
        let same: usize = Outcome::ALL.into_iter().map(|outcome| self.table[outcome][outcome]).sum();
        same as f64 / self.sentences().max(1) as f64
    }

    /// How often one coder gave the one label (first) and the other the other (second).
    #[must_use]
    pub fn table(&self) -> &PerOutcome<PerOutcome<usize>> {
        &self.table
    }

    /// The sentences that both have labelled.
    #[must_use]
    pub fn sentences(&self) -> usize {
        total(&self.table)
    }

    /// The groups that the bootstrap drew from.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups
    }

    /// The same figures, whose outcomes are spelled as these labels.
    #[must_use]
    pub fn with_labels(mut self, labels: &Labels) -> Self {
        self.labels = labels.clone();
        self
    }
}

fn total(table: &PerOutcome<PerOutcome<usize>>) -> usize {
    table.iter().flat_map(|(_, row)| row.as_array()).sum()
}

/// One less the observed disagreement by that of labels drawn from all that both coders gave, without replacement.
fn alpha(table: &PerOutcome<PerOutcome<usize>>) -> Option<f64> {
    let sentences = total(table) as f64;
    let given = PerOutcome::from_fn(|outcome| {
        let of_second: usize = Outcome::ALL.into_iter().map(|first| table[first][outcome]).sum();
        (table[outcome].as_array().iter().sum::<usize>() + of_second) as f64
    });
    let same: usize = Outcome::ALL.into_iter().map(|outcome| table[outcome][outcome]).sum();
    let labels = 2.0 * sentences;
    let by_chance = 1.0 - given.iter().map(|(_, n)| n * (n - 1.0)).sum::<f64>() / (labels * (labels - 1.0));
    let observed = 1.0 - same as f64 / sentences;
    (by_chance > 0.0).then(|| 1.0 - observed / by_chance)
}

impl Serialize for Agreement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Agreement", 5)?;
        out.serialize_field("sentences", &self.sentences())?;
        out.serialize_field("groups", &self.groups)?;
        out.serialize_field("alpha", &self.alpha)?;
        out.serialize_field("observed", &self.observed())?;
        let rows = self.table.map(|row| ByLabel(&self.labels, row));
        out.serialize_field("table", &ByLabel(&self.labels, rows))?;
        out.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreement(first: &str, second: &str) -> Agreement {
        let outcome = |letter: char| Outcome::ALL[letter as usize - 'a' as usize];
        let rows = first.chars().zip(second.chars()).enumerate();
        let coded = rows.map(|(row, (a, b))| (outcome(a), outcome(b), row));
        Agreement::of(coded, &Bootstrap::new().resamples(200)).unwrap()
    }

    #[test]
    fn alpha_is_that_of_the_textbook() {
        // Krippendorff 2011, "Computing Krippendorff's alpha-reliability": the binary data of two coders.
        for (first, second, expected) in
            [("abaaaaaaba", "bbbaabaaaa", 0.095), ("abcd", "abcd", 1.0), ("ab", "ba", -0.5)]
        {
            let found = agreement(first, second).alpha().estimate;
            assert!((found.unwrap() - expected).abs() < 6e-4, "{first} {second}: {found:?}");
        }
        assert_eq!(agreement("aaa", "aaa").alpha().estimate, None);
        assert_eq!((agreement("", "").alpha().estimate, agreement("", "").sentences()), (None, 0));
    }

    #[test]
    fn its_interval_holds_it() {
        let found = agreement("aaaabbbbccccddddaaaabbbb", "aaabbbbbccccdddaaaaabbbc").alpha();
        let (low, high) = (found.low.unwrap(), found.high.unwrap());
        assert!(low < found.estimate.unwrap() && found.estimate.unwrap() < high && high <= 1.0 && low > 0.4);
    }
}
