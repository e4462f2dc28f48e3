//! Which fold each row goes to: whole groups, stratified.

use super::LabelledSentence;
use crate::numeric::sum_in_order;
use crate::stance::PerOutcome;
use crate::work;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The most folds; more models than anybody trains.
pub(super) const MAX_FOLDS: usize = 1000;

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

/// At most `wanted` folds of whole groups, and at most [`MAX_FOLDS`], stratified by label (a soft one counts towards each class
/// by its probability); fewer where a class that occurs has fewer groups.
pub(crate) fn folds(rows: &[&LabelledSentence], wanted: usize, seed: u64) -> Folds {
    let groups = Groups::new(rows, seed);
    let of_classes = groups.of_classes();
    let rarest = of_classes.as_array().iter().map(Vec::len).filter(|&count| count > 0).min().unwrap_or(0);
    let mut count = wanted.min(rarest).min(MAX_FOLDS);
    while count >= 2 {
        let of_group = groups.assign(count);
        // Every fold must leave every class something to train on; where groups are too unlike for that, fewer folds do.
        let trainable = of_classes.as_array().iter().filter(|of_class| !of_class.is_empty()).all(|of_class| {
            let first = of_class.first().map(|&group| of_group[group]);
            of_class.iter().any(|&group| Some(of_group[group]) != first)
        });
        if trainable {
            return Folds { of_row: groups.of_rows(&of_group), count };
        }
        count -= (count / 16).max(1);
    }
    Folds { of_row: vec![0; rows.len()], count: 0 }
}

/// The part of every row among so many.
pub(super) fn assign(rows: &[&LabelledSentence], parts: usize, seed: u64) -> Vec<usize> {
    let groups = Groups::new(rows, seed);
    groups.of_rows(&groups.assign(parts))
}

/// The weights of the classes in each group, and the group of each row.
///
/// The heaviest groups come first, by powers of two; among groups of like weight a seeded hash of their names decides, so that
/// the seed matters and the order of the rows does not. As weights are what counts, a row of weight 2 and two copies of it
/// give the same folds.
struct Groups {
    weights: Vec<[f64; 4]>,
    /// The classes that rows of a weight have in each group.
    classes: Vec<PerOutcome<bool>>,
    of_row: Vec<usize>,
}

impl Groups {
    fn new(rows: &[&LabelledSentence], seed: u64) -> Self {
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
            (Reverse(magnitude), seeded_hash(name, seed), *named, *name)
        });
        let places: BTreeMap<_, _> = groups.iter().enumerate().map(|(place, &(key, _))| (key, place)).collect();
        let of_row: Vec<usize> = rows.iter().map(|row| places[&row.group_key()]).collect();
        let mut classes = vec![PerOutcome::<bool>::default(); groups.len()];
        for (row, &group) in rows.iter().zip(&of_row).filter(|(row, _)| row.weight > 0.0) {
            let distribution = row.distribution();
            classes[group] = PerOutcome::from_fn(|outcome| classes[group][outcome] || distribution[outcome] > 0.0);
        }
        Self { weights: groups.into_iter().map(|(_, weights)| weights).collect(), classes, of_row }
    }

    /// The groups that have something of each class.
    fn of_classes(&self) -> PerOutcome<Vec<usize>> {
        PerOutcome::from_fn(|outcome| {
            self.classes.iter().enumerate().filter(|(_, classes)| classes[outcome]).map(|(group, _)| group).collect()
        })
    }

    fn of_rows(&self, of_group: &[usize]) -> Vec<usize> {
        self.of_row.iter().map(|&group| of_group[group]).collect()
    }

    /// The part of every group: each goes where the weights of the classes are then most even.
    fn assign(&self, parts: usize) -> Vec<usize> {
        let mut alike = Alike(BTreeMap::from([([0; 4], (0..parts).map(|part| (0, part)).collect())]));
        self.weights.iter().map(|weights| alike.take(weights)).collect()
    }
}

/// The parts by the weights of the classes in them, as bits; of parts with the same weights how many groups each has.
///
/// Parts with the same weights are looked at as one, and of these the one with the fewest groups, then the first, takes the
/// next group: so many parts cost no more than few where the weights are those of single rows.
struct Alike(BTreeMap<[u64; 4], BTreeSet<(usize, usize)>>);

impl Alike {
    /// The part that takes a group with these weights.
    fn take(&mut self, weights: &[f64; 4]) -> usize {
        let candidates = self.0.iter().filter_map(|(&bits, members)| {
            work::slot();
            let filled = bits.map(f64::from_bits);
            // The smallest growth of the sum of squares is where the classes of the group are rarest.
            let growth: f64 = filled.iter().zip(weights).map(|(&have, &add)| add * (2.0 * have + add)).sum();
            Some((growth, filled.iter().sum::<f64>(), *members.first()?, bits))
        });
        let best = candidates.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        let Some((_, _, (groups, part), bits)) = best else { return 0 };
        if let Some(members) = self.0.get_mut(&bits) {
            members.remove(&(groups, part));
            if members.is_empty() {
                self.0.remove(&bits);
            }
        }
        let mut filled = bits.map(f64::from_bits);
        filled.iter_mut().zip(weights).for_each(|(have, add)| *have += add);
        self.0.entry(filled.map(f64::to_bits)).or_default().insert((groups + 1, part));
        part
    }
}

/// The classes of a row, of a soft label several, with their probabilities.
fn shares(row: &LabelledSentence) -> impl Iterator<Item = (usize, f64)> {
    row.distribution().into_array().into_iter().enumerate().filter(|&(_, share)| share > 0.0)
}

/// FNV-1a over a seed and a name, mixed at the end.
pub(crate) fn seeded_hash(name: &str, seed: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in seed.to_le_bytes().iter().chain(name.as_bytes()) {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::Dataset;
    use crate::stance::Stance;

    /// Groups one after the other, each looked at beside every part.
    fn assign_plainly(groups: &Groups, parts: usize) -> Vec<usize> {
        let (mut filled, mut groups_in) = (vec![[0.0; 4]; parts], vec![0_usize; parts]);
        let place = |weights: &[f64; 4]| {
            let growth = |part: usize, filled: &[[f64; 4]]| -> (f64, f64) {
                let squares = filled[part].iter().zip(weights).map(|(&have, &add)| add * (2.0 * have + add)).sum();
                (squares, filled[part].iter().sum())
            };
            let lighter = |a: &usize, b: &usize| {
                let (growth_a, growth_b) = (growth(*a, &filled), growth(*b, &filled));
                let by_weight = growth_a.0.total_cmp(&growth_b.0).then(growth_a.1.total_cmp(&growth_b.1));
                by_weight.then(groups_in[*a].cmp(&groups_in[*b]))
            };
            let best = (0..parts).min_by(lighter).unwrap();
            filled[best].iter_mut().zip(weights).for_each(|(have, add)| *have += add);
            groups_in[best] += 1;
            best
        };
        groups.weights.iter().map(place).collect()
    }

    fn data(rows: usize, group: impl Fn(usize) -> usize, weight: impl Fn(usize) -> f32) -> Dataset {
        let label = |row: usize| Stance::ALL.get(row * 7 % 5).copied();
        let sentence = |row| LabelledSentence::new(label(row), format!("Sentence {row}")).weight(weight(row));
        (0..rows).map(|row| sentence(row).group(format!("g{}", group(row)))).collect()
    }

    #[test]
    fn parts_that_are_alike_are_looked_at_as_one_with_the_same_result() {
        for data in [
            data(200, |row| row, |_| 1.0),
            data(200, |row| row / 3, |_| 1.0),
            data(200, |row| row * row % 37, |row| row as f32 / 7.0),
            data(60, |row| row / 2, |row| if row % 3 == 0 { 0.0 } else { 1e-3 }),
        ] {
            let rows: Vec<_> = data.sentences().iter().collect();
            for (parts, seed) in [(1, 0), (2, 1), (5, 2), (20, 3), (300, 4)] {
                let groups = Groups::new(&rows, seed);
                assert_eq!(groups.assign(parts), assign_plainly(&groups, parts), "{parts}");
            }
        }
    }

    #[test]
    fn as_many_folds_as_there_may_be_are_cheap() {
        let data = data(6_000, |row| row, |_| 1.0);
        let rows: Vec<_> = data.sentences().iter().collect();
        let work = work::of(|| assert_eq!(folds(&rows, usize::MAX, 0).count, MAX_FOLDS));
        assert!(work.slots <= 40 * rows.len() as u64, "{} slots", work.slots);
    }

    #[test]
    fn fewer_folds_are_taken_where_a_class_would_fall_into_one() {
        // One class stands in many light groups, which all fall beside the heavy ones of the others.
        let mut data = Dataset::new();
        for row in 0..90 {
            let stance = Stance::ALL[row % 3];
            let weight = if stance == Stance::ProMoscow { 1e-6 } else { 1.0 };
            data.push(LabelledSentence::new(Some(stance), format!("Sentence {row}")).weight(weight)).unwrap();
        }
        let rows: Vec<_> = data.sentences().iter().collect();
        let folds = folds(&rows, 30, 0);
        assert!((2..=30).contains(&folds.count));
        for stance in Stance::ALL {
            let of: BTreeSet<usize> = rows
                .iter()
                .zip(&folds.of_row)
                .filter(|(row, _)| row.stance == Some(stance))
                .map(|(_, &fold)| fold)
                .collect();
            assert!(of.len() >= 2, "{stance}");
        }
    }
}
