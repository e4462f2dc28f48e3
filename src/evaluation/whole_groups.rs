//! Groups that are wholly right.

use super::Evaluation;
use super::bootstrap::{Bootstrap, Interval};
use super::sentence::Groups;
use crate::error::ParamsError;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// How many groups of one size have every sentence right; from [`Evaluation::whole_groups`].
///
/// This is the measure of contrast items, whose sentences differ in a word or two (Gardner et al. 2020, where it is called
/// contrast consistency).
///
/// ```
/// use geostance::{Dataset, StanceModel, evaluation::Bootstrap};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/contrast.csv"))?;
/// let items = StanceModel::pretrained().evaluate(&data)?.whole_groups(&Bootstrap::new())?;
/// let (pairs, triples) = (&items[0], &items[1]);
/// assert_eq!((pairs.size, pairs.groups, triples.size, triples.groups), (2, 150, 3, 300));
/// assert_eq!(triples.share.estimate, Some(triples.right as f64 / 300.0));
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WholeGroups {
    /// Sentences with a stance in each of the groups.
    pub size: usize,
    /// The groups of this size.
    pub groups: usize,
    /// Those in which every sentence with a stance is right.
    pub right: usize,
    /// Their share, with an interval by resampling groups of this size.
    pub share: Interval,
}

impl Evaluation {
    /// How many groups are wholly right, by ascending size. Sentences without a stance, or without a group, do not count.
    ///
    /// # Errors
    ///
    /// A parameter of the bootstrap that is out of its range.
    ///
    /// ```
    /// use geostance::{Evaluation, evaluation::Bootstrap};
    ///
    /// assert!(Evaluation::from_predictions([]).whole_groups(&Bootstrap::new())?.is_empty());
    /// # Ok::<(), geostance::error::ParamsError>(())
    /// ```
    pub fn whole_groups(&self, bootstrap: &Bootstrap) -> Result<Vec<WholeGroups>, ParamsError> {
        bootstrap.check()?;
        let mut groups: BTreeMap<usize, (usize, bool)> = BTreeMap::new();
        for sentence in self.sentences().iter().filter(|s| s.group.named && s.label().is_some()) {
            let (size, right) = groups.entry(sentence.group.number).or_insert((0, true));
            *size += 1;
            *right &= sentence.is_right();
        }
        let mut by_size: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
        for (size, right) in groups.into_values() {
            by_size.entry(size).or_default().push(right);
        }
        let of_size = |(size, right): (usize, Vec<bool>)| {
            let share = |counts: &[usize]| {
                let whole: usize = right.iter().zip(counts).filter(|(right, _)| **right).map(|(_, count)| count).sum();
                Some(whole as f64 / right.len() as f64)
            };
            let each = Groups { of_row: (0..right.len()).collect(), count: right.len() };
            let resampled = bootstrap.resample(&each, share)?;
            let whole = right.iter().filter(|right| **right).count();
            let estimate = share(&vec![1; right.len()]);
            let share = bootstrap.interval(estimate, resampled.into_iter());
            Ok(WholeGroups { size, groups: right.len(), right: whole, share })
        };
        by_size.into_iter().map(of_size).collect()
    }
}

/// `groups of 3: 31 of 300 wholly right, 0.103 [0.070, 0.140]`.
impl fmt::Display for WholeGroups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { size, groups, right, share } = self;
        write!(f, "groups of {size}: {right} of {groups} wholly right, {share}")
    }
}
