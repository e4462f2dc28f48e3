//! A part held out, and folds: whole groups, stratified.

use super::Dataset;
use super::assignment::{Folds, MAX_FOLDS, assign, folds, seeded_hash};

/// Two parts of a dataset that share no group; from [`Dataset::hold_out`] and [`Dataset::folds`].
///
/// ```
/// use geostance::{Dataset, Stance, dataset::LabelledSentence};
///
/// let sentence = |i: usize| LabelledSentence::new(Some(Stance::ALL[i % 3]), format!("Sentence {i}."));
/// let data: Dataset = (0..20).map(sentence).collect();
/// let split = data.hold_out(0.25, 7);
/// assert_eq!(split.test.len(), 5);
/// assert_eq!(split.train.len(), 15);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Split {
    /// The part to train on.
    pub train: Dataset,
    /// The part held out.
    pub test: Dataset,
}

/// The folds of a dataset, as cross-validation takes them; from [`Dataset::folds`]. The parts are made one at a time.
///
/// ```
/// use geostance::Dataset;
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let folds = data.folds(5, 0).unwrap();
/// let held_out: usize = folds.splits().map(|split| split.test.len()).sum();
/// assert_eq!((folds.count(), held_out), (5, data.len()));
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DatasetFolds<'a> {
    data: &'a Dataset,
    folds: Folds,
}

impl DatasetFolds<'_> {
    /// How many folds there are, at least 2.
    #[must_use]
    pub fn count(&self) -> usize {
        self.folds.count
    }

    /// The fold of every sentence, counted from 0, in the order of the dataset.
    #[must_use]
    pub fn of_sentences(&self) -> &[usize] {
        &self.folds.of_row
    }

    /// The sentences of a fold held out, all others to train on.
    #[must_use]
    pub fn split(&self, fold: usize) -> Split {
        self.data.divide(&self.folds.of_row, |of| of == fold)
    }

    /// Every fold held out in turn.
    #[must_use]
    pub fn splits(&self) -> impl ExactSizeIterator<Item = Split> {
        (0..self.folds.count).map(|fold| self.split(fold))
    }
}

impl Dataset {
    /// Holds out about `share` of the dataset (0 to 1: the nearest of 1/2, 1/3, 1/4 … or its rest) as [`Split::test`], whole
    /// groups only, with the stances in about the same proportions. The same data, share and seed give the same split. A group
    /// that is larger than the share makes the part that it falls into larger.
    ///
    /// ```
    /// assert!(geostance::Dataset::new().hold_out(0.2, 0).test.is_empty());
    /// ```
    #[must_use]
    pub fn hold_out(&self, share: f64, seed: u64) -> Split {
        // As many parts as bring one of them nearest to the smaller share; the seed says which.
        let smaller = share.min(1.0 - share);
        let off = |parts: usize| (1.0 / parts as f64 - smaller).abs();
        let parts = (2..=MAX_FOLDS).min_by(|&a, &b| off(a).total_cmp(&off(b))).unwrap_or(2);
        let of_row = assign(&self.sentences.iter().collect::<Vec<_>>(), parts, seed);
        let chosen = (seeded_hash("held out", seed) % parts as u64) as usize;
        self.divide(&of_row, |part| match share {
            _ if share <= 0.0 || share.is_nan() => false,
            _ if share >= 1.0 => true,
            _ if share <= 0.5 => part == chosen,
            _ => part != chosen,
        })
    }

    /// At most `count` folds, and at most 1,000: whole groups, the stances in about the same proportions in each; fewer where a
    /// class that occurs has fewer groups, and `None` where not even two are possible. The same data, count and seed give the
    /// same folds, whatever the order of the rows.
    ///
    /// ```
    /// use geostance::Dataset;
    ///
    /// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
    /// let folds = data.folds(5, 0).unwrap();
    /// assert_eq!(folds.of_sentences().len(), data.len());
    /// assert_eq!(data.folds(1, 0), None);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn folds(&self, count: usize, seed: u64) -> Option<DatasetFolds<'_>> {
        let folds = folds(&self.sentences.iter().collect::<Vec<_>>(), count, seed);
        (folds.count >= 2).then_some(DatasetFolds { data: self, folds })
    }

    /// The rows whose part is held out, and the others.
    fn divide(&self, of_row: &[usize], held_out: impl Fn(usize) -> bool) -> Split {
        let part = |test: bool| {
            let rows = self.sentences.iter().zip(of_row).filter(|&(_, &of)| held_out(of) == test);
            self.part(rows.map(|(row, _)| row.clone()).collect())
        };
        Split { train: part(false), test: part(true) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::LabelledSentence;
    use crate::stance::Stance;
    use std::collections::{BTreeMap, BTreeSet};

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
        let split = data.hold_out(0.1, 1);
        assert_eq!((split.train.len(), split.test.len()), (360, 40));
        let groups = |part: &Dataset| part.sentences.iter().map(|s| s.group.clone()).collect::<BTreeSet<_>>();
        assert!(groups(&split.train).is_disjoint(&groups(&split.test)));
        assert_eq!(data.hold_out(0.0, 1).test.len(), 0);
        assert_eq!(data.hold_out(f64::NAN, 1).test.len(), 0);
        assert_eq!(data.hold_out(1.0, 1).train.len(), 0);
        assert_eq!(data.hold_out(0.8, 1).train.len(), 80);
        assert_eq!(data.hold_out(0.3, 1).test.len(), 130);
    }

    #[test]
    fn the_seed_matters_whatever_the_weights_of_groups() {
        let spec: Vec<(usize, String)> =
            (0..20).flat_map(|group| (0..20 + group).map(move |i| (i % 3, format!("g{group}")))).collect();
        let data = rows(&spec.iter().map(|(class, group)| (*class, group.as_str())).collect::<Vec<_>>());
        let tests: BTreeSet<Vec<String>> = (0..20)
            .map(|seed| {
                let test = data.hold_out(0.2, seed).test;
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
        assert_eq!(data.hold_out(0.25, 1).test.len(), 10);
    }
}
