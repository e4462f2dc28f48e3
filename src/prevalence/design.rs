//! Variances by the design of a sample: strata, unequal probabilities, clusters.
//!
//! What was drawn on its own (a sentence, or a cluster of them) counts once, with the sum of what its sentences move the
//! weighted mean by (Taylor linearisation; Särndal, Swensson & Wretman 1992, chapter 5). Within a stratum the variance is that
//! of these sums, each times the chance of not having been drawn (Hájek 1964; for equal chances the correction 1 − n/N for a
//! finite corpus).
//!
//! Few sentences of a stratum may be alike by chance, and then say that there is no variance. So each stratum counts one unit
//! more, which varies as the whole sample does: on samples of 100 to 200 in eight strata, intervals of 90 % become ones of 95
//! %.

use crate::numeric::sum_in_order;
use crate::stance::Outcome;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A figure for each outcome.
pub(super) type Four = [f64; Outcome::COUNT];

/// Below this a variance is what rounding left.
pub(super) const NOTHING: f64 = 1e-24;

/// A labelled sentence of the part of the corpus that is estimated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) label: Four,
    pub(super) predicted: Four,
    /// With what probability it was drawn.
    pub(super) probability: f64,
    pub(super) stratum: usize,
    pub(super) cluster: Option<usize>,
}

impl Row {
    /// An order by content alone, so that sums do not depend on the order in which rows come.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let key = |row: &Self| [row.label, row.predicted, [row.probability, 0.0, 0.0, 0.0]];
        lexicographic(key(self).as_flattened(), key(other).as_flattened())
    }
}

/// The order of lists of numbers by the first that differs.
pub(super) fn lexicographic(a: &[f64], b: &[f64]) -> Ordering {
    a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// What was drawn on its own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    stratum: usize,
    /// The chance of not having been drawn; 1 where the corpus itself is a sample.
    missed: f64,
    /// The weight of its sentences.
    weight: f64,
    label: Four,
    pub(super) predicted: Four,
}

impl Unit {
    /// One that has no labelled sentence.
    pub(super) fn unlabelled() -> Self {
        Self { stratum: 0, missed: 1.0, weight: 0.0, label: [0.0; 4], predicted: [0.0; 4] }
    }
}

/// The weighted mean of rows, weights summing to 1.
pub(super) fn mean(rows: &[Row], weights: &[f64], value: impl Fn(&Row) -> &Four) -> Four {
    std::array::from_fn(|k| {
        sum_in_order(rows.iter().zip(weights).map(|(row, weight)| weight * value(row)[k]).collect())
    })
}

/// What was drawn on its own, by stratum and cluster; `finite` where the corpus is all there is.
pub(super) fn units(rows: &[Row], weights: &[f64], finite: bool) -> BTreeMap<(usize, usize), Unit> {
    let (labels, predictions) = (mean(rows, weights, |row| &row.label), mean(rows, weights, |row| &row.predicted));
    let mut units: BTreeMap<(usize, usize), (Unit, usize)> = BTreeMap::new();
    for (number, (row, weight)) in rows.iter().zip(weights).enumerate() {
        // The process behind a corpus knows no strata where it has clusters.
        let stratum = if finite || row.cluster.is_none() { row.stratum } else { 0 };
        let (unit, count) = units.entry((stratum, row.cluster.unwrap_or(number))).or_insert((Unit::unlabelled(), 0));
        unit.stratum = stratum;
        let missed = if finite { 1.0 - row.probability } else { 1.0 };
        *count += 1;
        unit.weight += weight;
        unit.missed += (missed - unit.missed) / *count as f64;
        for k in 0..Outcome::COUNT {
            unit.label[k] += weight * (row.label[k] - labels[k]);
            unit.predicted[k] += weight * (row.predicted[k] - predictions[k]);
        }
    }
    units.into_iter().map(|(key, (unit, _))| (key, unit)).collect()
}

/// Variances and covariances of the weighted means of labels and predictions, by outcome.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Covariance {
    pub(super) labels: Four,
    pub(super) both: Four,
    pub(super) predictions: Four,
}

impl Covariance {
    /// The covariance of a sample. `drawn` is how many units of each stratum the whole sample has, of which these are those of
    /// a part of the corpus; `plain` divides by n where else it is n − 1, as the papers do.
    pub(super) fn of(units: &[Unit], drawn: &BTreeMap<usize, usize>, plain: bool) -> Self {
        let mut strata: BTreeMap<usize, Vec<Unit>> = BTreeMap::new();
        for unit in units {
            strata.entry(unit.stratum).or_default().push(*unit);
        }
        let whole = (strata.len() > 1).then(|| Self::of_one(units));
        let parts: Vec<Self> = strata
            .into_iter()
            .map(|(stratum, units)| {
                let all = drawn.get(&stratum).copied().unwrap_or(units.len());
                Self::of_stratum(units, all, plain, whole.as_ref())
            })
            .collect();
        let sum = |part: &dyn Fn(&Self) -> Four| {
            std::array::from_fn(|k| sum_in_order(parts.iter().map(|covariance| part(covariance)[k]).collect()))
        };
        Self { labels: sum(&|it| it.labels), both: sum(&|it| it.both), predictions: sum(&|it| it.predictions) }
    }

    /// The variance of what one unit of weight 1 moves.
    fn of_one(units: &[Unit]) -> Self {
        let total = sum_in_order(units.iter().map(|unit| unit.weight).collect());
        let mean = |product: &dyn Fn(&Unit, usize) -> f64| -> Four {
            let of = |unit: &Unit, k| if unit.weight > 0.0 { product(unit, k) / unit.weight } else { 0.0 };
            std::array::from_fn(|k| sum_in_order(units.iter().map(|unit| of(unit, k)).collect()) / total)
        };
        Self {
            labels: mean(&|unit, k| unit.label[k] * unit.label[k]),
            both: mean(&|unit, k| unit.label[k] * unit.predicted[k]),
            predictions: mean(&|unit, k| unit.predicted[k] * unit.predicted[k]),
        }
    }

    fn of_stratum(mut units: Vec<Unit>, drawn: usize, plain: bool, whole: Option<&Self>) -> Self {
        units.sort_by(|a, b| {
            lexicographic([a.label, a.predicted].as_flattened(), [b.label, b.predicted].as_flattened())
        });
        let (count, mut covariance) = (units.len() as f64, Self::default());
        let missed: f64 = units.iter().map(|unit| unit.missed).sum();
        if missed <= 0.0 {
            return covariance;
        }
        // Squares around the centre count n / (n − 1) times, and n / n with the unit that varies as the whole sample.
        let within = if plain || whole.is_some() { 1.0 } else { count / (count - 1.0).max(1.0) };
        let squares = sum_in_order(units.iter().map(|unit| unit.weight * unit.weight).collect()) / count;
        let further = whole.map(|whole| whole.scaled(missed * squares / count)).unwrap_or_default();
        // How many units of a stratum fall into a part of the corpus is chance too.
        let between = missed * (1.0 - count / drawn.max(units.len()) as f64);
        for k in 0..Outcome::COUNT {
            let weighted = |value: &dyn Fn(&Unit) -> f64| -> f64 {
                units.iter().map(|unit| unit.missed * value(unit)).sum::<f64>() / missed
            };
            let (label, predicted) = (weighted(&|unit| unit.label[k]), weighted(&|unit| unit.predicted[k]));
            for unit in &units {
                let (y, p) = (unit.label[k] - label, unit.predicted[k] - predicted);
                covariance.labels[k] += within * unit.missed * y * y;
                covariance.both[k] += within * unit.missed * y * p;
                covariance.predictions[k] += within * unit.missed * p * p;
            }
            covariance.labels[k] += between * label * label + further.labels[k];
            covariance.both[k] += between * label * predicted + further.both[k];
            covariance.predictions[k] += between * predicted * predicted + further.predictions[k];
        }
        covariance
    }

    /// Everything times a factor.
    pub(super) fn scaled(self, factor: f64) -> Self {
        let by = |four: Four| four.map(|value| value * factor);
        Self { labels: by(self.labels), both: by(self.both), predictions: by(self.predictions) }
    }

    /// The λ of least total variance, within 0 to 1; 0 where the predictions do not vary.
    pub(super) fn lambda(&self) -> f64 {
        let (both, predictions) = (self.both.iter().sum::<f64>(), self.predictions.iter().sum::<f64>());
        if predictions > NOTHING { (both / predictions).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The variances of the mean of Y − λŶ.
    pub(super) fn at(&self, lambda: f64) -> Four {
        let of = |k: usize| self.labels[k] + lambda * (lambda * self.predictions[k] - 2.0 * self.both[k]);
        std::array::from_fn(|k| of(k).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: usize, predicted: Four, probability: f64, stratum: usize, cluster: Option<usize>) -> Row {
        let label = std::array::from_fn(|k| f64::from(u8::from(k == label)));
        Row { label, predicted, probability, stratum, cluster }
    }

    fn covariance(rows: &[Row], finite: bool, drawn: &BTreeMap<usize, usize>) -> Covariance {
        let total: f64 = rows.iter().map(|row| 1.0 / row.probability).sum();
        let weights: Vec<f64> = rows.iter().map(|row| 1.0 / row.probability / total).collect();
        let units: Vec<Unit> = units(rows, &weights, finite).into_values().collect();
        Covariance::of(&units, drawn, false)
    }

    #[test]
    fn a_simple_random_sample_has_the_variance_of_the_textbook() {
        let rows: Vec<Row> = (0..10).map(|i| row(usize::from(i >= 3), [0.25; 4], 0.1, 0, None)).collect();
        // (1 − f) s² / n, with s² = 0.3 · 0.7 · 10 / 9.
        let found = covariance(&rows, true, &BTreeMap::new());
        assert!((found.labels[0] - 0.9 * 0.3 * 0.7 / 9.0).abs() < 1e-15 && found.predictions[0].abs() < 1e-15);
        assert!((covariance(&rows, false, &BTreeMap::new()).labels[0] - 0.3 * 0.7 / 9.0).abs() < 1e-15);
        assert!(found.lambda() < 1e-15);
    }

    #[test]
    fn a_stratified_sample_has_the_variance_of_the_textbook() {
        // Strata of 40 and 60 sentences, 4 and 3 of them drawn.
        let first = (0..4).map(|i| row(usize::from(i >= 1), [0.25; 4], 0.1, 1, None));
        let second = (0..3).map(|i| row(usize::from(i >= 2), [0.25; 4], 0.05, 2, None));
        let rows: Vec<Row> = first.chain(second).collect();
        // (1 − f) / n × the variance, of n − 1 degrees from the stratum and one from the whole sample.
        let share = 0.4 * 0.25 + 0.6 * 2.0 / 3.0;
        let whole = share * (1.0 - share);
        let of = |share: f64, n: f64, f: f64| (1.0 - f) * (n * share * (1.0 - share) + whole) / n / n;
        let expected = 0.16 * of(0.25, 4.0, 0.1) + 0.36 * of(2.0 / 3.0, 3.0, 0.05);
        let found = covariance(&rows, true, &BTreeMap::from([(1, 4), (2, 3)]));
        assert!((found.labels[0] - expected).abs() < 1e-12, "{} {expected}", found.labels[0]);
        // A part of the corpus is less sure than a corpus of its own.
        assert!(covariance(&rows, true, &BTreeMap::from([(1, 8), (2, 6)])).labels[0] > expected);
    }

    #[test]
    fn sentences_of_a_cluster_count_as_one() {
        let alone: Vec<Row> = (0..12).map(|i| row(usize::from(i >= 6), [0.25; 4], 0.1, 0, Some(i))).collect();
        let pairs: Vec<Row> = (0..12).map(|i| row(usize::from(i >= 6), [0.25; 4], 0.1, 0, Some(i / 2))).collect();
        let (alone, pairs) = (covariance(&alone, true, &BTreeMap::new()), covariance(&pairs, true, &BTreeMap::new()));
        // Twice as much, but for n − 1.
        assert!((pairs.labels[0] / alone.labels[0] - 2.0 * (6.0 / 5.0) / (12.0 / 11.0)).abs() < 1e-9);
    }

    #[test]
    fn what_is_known_whole_has_no_variance() {
        let rows: Vec<Row> = (0..9).map(|i| row(i % 4, [0.1, 0.2, 0.3, 0.4], 1.0, i % 2, None)).collect();
        assert!(covariance(&rows, true, &BTreeMap::new()).at(0.5).iter().all(|variance| *variance < 1e-300));
        assert!(covariance(&rows[..1], true, &BTreeMap::new()).at(0.0).iter().all(|variance| *variance < 1e-300));
    }
}
