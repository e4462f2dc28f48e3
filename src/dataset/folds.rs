//! Stratified folds and splits of whole groups.

use super::{Dataset, LabelledSentence};
use crate::numeric::sum_in_order;
use std::collections::BTreeMap;

/// Two parts of a dataset that share no group; from [`Dataset::split`].
///
/// ```
/// use geostance::{Dataset, Stance, dataset::LabelledSentence};
///
/// let mut data = Dataset::new();
/// for i in 0..20 {
///     data.push(LabelledSentence::new(Some(Stance::ALL[i % 3]), format!("Sentence {i}.")))?;
/// }
/// let split = data.split(0.25, 7);
/// assert_eq!(split.test.len(), 5);
/// assert_eq!(split.train.len(), 15);
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Split {
    /// The larger part, to train on.
    pub train: Dataset,
    /// The part held out.
    pub test: Dataset,
}

/// The fold of every row, and how many folds there are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Folds {
    pub(crate) of_row: Vec<usize>,
    pub(crate) count: usize,
}

impl Folds {
    /// The members of a fold, and all others; the folds are those of `members`.
    pub(crate) fn divide(&self, members: &[usize], fold: usize) -> (Vec<usize>, Vec<usize>) {
        let (held_out, others): (Vec<_>, Vec<_>) = members.iter().zip(&self.of_row).partition(|&(_, &of)| of == fold);
        let numbers = |part: Vec<(&usize, &usize)>| part.into_iter().map(|(&member, _)| member).collect();
        (numbers(held_out), numbers(others))
    }
}

impl Dataset {
    /// Divides the dataset into a part to train on and about `share` of it held out (the nearest of 1/2, 1/3, 1/4 … or its
    /// rest), whole groups only, with the stances in about the same proportions. The same data, share and seed give the
    /// same split. A group that is larger than the share makes the part that it falls into larger.
    ///
    /// ```
    /// assert!(geostance::Dataset::new().split(0.2, 0).test.is_empty());
    /// ```
    #[must_use]
    pub fn split(&self, share: f64, seed: u64) -> Split {
        // As many parts as bring one of them nearest to the smaller share; the seed says which.
        let smaller = share.min(1.0 - share);
        let off = |parts: usize| (1.0 / parts as f64 - smaller).abs();
        let parts = (2..=1000).min_by(|&a, &b| off(a).total_cmp(&off(b))).unwrap_or(2);
        let rows: Vec<_> = self.sentences.iter().collect();
        let of_row = assign(&rows, parts, seed);
        let chosen = (seeded_hash("held out", seed) % parts as u64) as usize;
        let held_out = |fold: usize| match share {
            _ if share <= 0.0 || share.is_nan() => false,
            _ if share >= 1.0 => true,
            _ if share <= 0.5 => fold == chosen,
            _ => fold != chosen,
        };
        let part = |test: bool| Self {
            labels: self.labels.clone(),
            sentences: rows
                .iter()
                .zip(&of_row)
                .filter(|&(_, &fold)| held_out(fold) == test)
                .map(|(&row, _)| row.clone())
                .collect(),
        };
        Split { train: part(false), test: part(true) }
    }

    /// The fold of every sentence, counted from 0, as cross-validation divides them: whole groups, the stances in about the
    /// same proportions in each, at most `count` folds; fewer where a class that occurs has fewer groups, and `None` where
    /// not even two are possible. The same data, count and seed give the same folds, whatever the order of the rows.
    ///
    /// ```
    /// use geostance::Dataset;
    ///
    /// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
    /// let folds = data.folds(5, 0).unwrap();
    /// assert_eq!((folds.len(), folds.iter().max()), (data.len(), Some(&4)));
    /// assert_eq!(data.folds(1, 0), None);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn folds(&self, count: usize, seed: u64) -> Option<Vec<usize>> {
        let folds = folds(&self.sentences.iter().collect::<Vec<_>>(), count, seed);
        (folds.count >= 2).then_some(folds.of_row)
    }
}

/// At most `wanted` folds of whole groups, stratified by label (a soft one counts towards each class by its probability); fewer where a class that occurs has fewer groups.
pub(crate) fn folds(rows: &[&LabelledSentence], wanted: usize, seed: u64) -> Folds {
    let mut groups_of_class: [std::collections::BTreeSet<(bool, &str)>; 4] = Default::default();
    for row in rows.iter().filter(|row| row.weight > 0.0) {
        for (class, _) in shares(row) {
            groups_of_class[class].insert(row.group_key());
        }
    }
    let groups =
        groups_of_class.iter().map(std::collections::BTreeSet::len).filter(|&count| count > 0).min().unwrap_or(0);
    let count = wanted.min(groups);
    if count < 2 {
        return Folds { of_row: vec![0; rows.len()], count: 0 };
    }
    let of_row = assign(rows, count, seed);
    // Every fold must leave every class something to train on; where groups are too unlike for that, fewer folds do.
    let trainable = (0..count).all(|fold| {
        (0..4).filter(|&class| !groups_of_class[class].is_empty()).all(|class| {
            let trains = |row: &LabelledSentence| row.weight > 0.0 && row.distribution().as_array()[class] > 0.0;
            rows.iter().zip(&of_row).any(|(row, &of_row)| of_row != fold && trains(row))
        })
    });
    if trainable { Folds { of_row, count } } else { folds(rows, count - 1, seed) }
}

/// The fold of every row: groups each go where the weights of the classes are then most even. The heaviest come first, by
/// powers of two; among groups of like weight a seeded hash of their names decides, so that the seed matters and the
/// order of the rows does not. As weights are what counts, a row of weight 2 and two copies of it give the same folds.
fn assign(rows: &[&LabelledSentence], folds: usize, seed: u64) -> Vec<usize> {
    let mut members: BTreeMap<(bool, &str), [Vec<f64>; 4]> = BTreeMap::new();
    for row in rows {
        let of_classes = members.entry(row.group_key()).or_default();
        for (class, share) in shares(row) {
            of_classes[class].push(f64::from(row.weight) * share);
        }
    }
    let mut groups: Vec<_> = members.into_iter().map(|(key, weights)| (key, weights.map(sum_in_order))).collect();
    groups.sort_by_cached_key(|((named, name), weights)| {
        let magnitude = weights.iter().sum::<f64>().to_bits() >> 52;
        (std::cmp::Reverse(magnitude), seeded_hash(name, seed), *named, *name)
    });
    let mut filled = vec![[0.0; 4]; folds];
    let mut groups_in = vec![0_usize; folds];
    let mut fold_of = BTreeMap::new();
    for (key, weights) in groups {
        // The smallest growth of the sum of squares is where the classes of the group are rarest.
        let growth = |fold: usize| -> (f64, f64) {
            let squares = filled[fold].iter().zip(&weights).map(|(&have, &add)| add * (2.0 * have + add)).sum();
            (squares, filled[fold].iter().sum())
        };
        let lighter = |a: &usize, b: &usize| {
            let (growth_a, growth_b) = (growth(*a), growth(*b));
            let by_weight = growth_a.0.total_cmp(&growth_b.0).then(growth_a.1.total_cmp(&growth_b.1));
            by_weight.then(groups_in[*a].cmp(&groups_in[*b]))
        };
        let best = (0..folds).min_by(lighter).unwrap_or(0);
        for (have, add) in filled[best].iter_mut().zip(weights) {
            *have += add;
        }
        groups_in[best] += 1;
        fold_of.insert(key, best);
    }
    rows.iter().map(|row| fold_of[&row.group_key()]).collect()
}

/// The classes of a row, of a soft label several, with their probabilities.
fn shares(row: &LabelledSentence) -> impl Iterator<Item = (usize, f64)> {
    row.distribution().into_array().into_iter().enumerate().filter(|&(_, share)| share > 0.0)
}

/// FNV-1a over a seed and a name, mixed at the end.
fn seeded_hash(name: &str, seed: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in seed.to_le_bytes().iter().chain(name.as_bytes()) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stance::Stance;

    fn rows(spec: &[(usize, &str)]) -> Dataset {
        let label = |class: usize| Stance::ALL.get(class).copied();
        let sentences = spec.iter().enumerate().map(|(i, &(class, group))| {
            let sentence = LabelledSentence::new(label(class), format!("Sentence {i}"));
            if group.is_empty() { sentence } else { sentence.group(group) }
        });
        Dataset { sentences: sentences.collect(), ..Dataset::default() }
    }

    fn fold(data: &Dataset, wanted: usize) -> Folds {
        folds(&data.sentences.iter().collect::<Vec<_>>(), wanted, 3)
    }

    #[test]
    fn a_group_is_never_divided_and_classes_are_even() {
        let spec: Vec<(usize, String)> = (0..240).map(|i| (i % 4, format!("g{}", i / 8))).collect();
        let data = rows(&spec.iter().map(|(class, group)| (*class, group.as_str())).collect::<Vec<_>>());
        let folds = fold(&data, 5);
        assert_eq!(folds.count, 5);
        let mut of_group = BTreeMap::new();
        for (sentence, &fold) in data.sentences.iter().zip(&folds.of_row) {
            assert_eq!(*of_group.entry(sentence.group.clone()).or_insert(fold), fold);
        }
        for fold in 0..5 {
            let counts = data.sentences.iter().zip(&folds.of_row).filter(|&(_, &of_row)| of_row == fold).fold(
                [0; 4],
                |mut counts, (sentence, _)| {
                    counts[sentence.class()] += 1;
                    counts
                },
            );
            assert_eq!(counts, [12; 4]);
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter() {
        let mut data = rows(&[(0, "a"), (1, "b"), (2, "c"), (0, "d"), (1, "e"), (2, "f"), (0, ""), (1, ""), (2, "")]);
        let before: BTreeMap<_, _> = data.sentences.iter().map(|s| s.text.clone()).zip(fold(&data, 3).of_row).collect();
        data.sentences.reverse();
        let after: BTreeMap<_, _> = data.sentences.iter().map(|s| s.text.clone()).zip(fold(&data, 3).of_row).collect();
        assert_eq!(before, after);
    }

    #[test]
    fn folds_shrink_to_the_rarest_class() {
        let data = rows(&[(0, "a"), (0, "b"), (0, "c"), (1, "a"), (1, "b"), (1, "c"), (2, "a"), (2, "b")]);
        assert_eq!(fold(&data, 5).count, 2);
        let data = rows(&[(0, "a"), (1, "a"), (2, "a")]);
        assert_eq!(fold(&data, 5).count, 0);
        assert_eq!(fold(&Dataset::new(), 5).count, 0);
    }

    #[test]
    fn equal_texts_without_groups_stay_together() {
        let mut data = rows(&[(0, ""), (1, ""), (2, ""), (0, ""), (1, ""), (2, "")]);
        data.sentences[3].text = data.sentences[0].text.clone();
        data.sentences[4].text = data.sentences[1].text.clone();
        assert_eq!(fold(&data, 2).count, 0, "the first two classes have one group each");
    }

    #[test]
    fn splits_take_whole_groups() {
        let spec: Vec<(usize, String)> = (0..400).map(|i| (i % 4, format!("g{}", i / 10))).collect();
        let data = rows(&spec.iter().map(|(class, group)| (*class, group.as_str())).collect::<Vec<_>>());
        let split = data.split(0.1, 1);
        assert_eq!((split.train.len(), split.test.len()), (360, 40));
        let groups =
            |part: &Dataset| part.sentences.iter().map(|s| s.group.clone()).collect::<std::collections::BTreeSet<_>>();
        assert!(groups(&split.train).is_disjoint(&groups(&split.test)));
        assert_eq!(data.split(0.0, 1).test.len(), 0);
        assert_eq!(data.split(f64::NAN, 1).test.len(), 0);
        assert_eq!(data.split(1.0, 1).train.len(), 0);
        assert_eq!(data.split(0.8, 1).train.len(), 80);
        assert_eq!(data.split(0.3, 1).test.len(), 130);
    }

    #[test]
    fn the_seed_matters_whatever_the_weights_of_groups() {
        let spec: Vec<(usize, String)> =
            (0..20).flat_map(|group| (0..20 + group).map(move |i| (i % 3, format!("g{group}")))).collect();
        let data = rows(&spec.iter().map(|(class, group)| (*class, group.as_str())).collect::<Vec<_>>());
        let tests: std::collections::BTreeSet<Vec<String>> = (0..20)
            .map(|seed| {
                let test = data.split(0.2, seed).test;
                test.sentences.iter().filter_map(|sentence| sentence.group.clone()).collect()
            })
            .collect();
        assert!(tests.len() >= 15, "{} different splits", tests.len());
    }

    #[test]
    fn a_soft_label_counts_as_its_weighted_copies() {
        let (mut soft, mut copies) = (Dataset::new(), Dataset::new());
        for i in 0..60 {
            let probabilities = [[0.75, 0.25, 0.0], [0.0, 0.5, 0.25], [0.25, 0.0, 0.75]][i % 3];
            let sentence = LabelledSentence::new(None, format!("Sentence {i}")).group(format!("g{}", i / 3));
            let label = sentence.clone().soft(probabilities);
            for (class, share) in
                label.distribution().into_array().into_iter().enumerate().filter(|&(_, share)| share > 0.0)
            {
                let mut copy = sentence.clone().weight(share as f32);
                copy.stance = Stance::ALL.get(class).copied();
                copies.push(copy).unwrap();
            }
            soft.push(label).unwrap();
        }
        let of_group = |data: &Dataset| -> BTreeMap<_, _> {
            data.sentences.iter().map(|s| s.group.clone()).zip(fold(data, 4).of_row).collect()
        };
        assert_eq!(fold(&soft, 4).count, 4);
        assert_eq!(of_group(&soft), of_group(&copies));
    }

    #[test]
    fn sentences_of_no_weight_are_spread_too() {
        let mut data = rows(&[(0, ""); 40]);
        for sentence in &mut data.sentences {
            sentence.weight = 0.0;
        }
        assert_eq!(data.split(0.25, 1).test.len(), 10);
    }
}
