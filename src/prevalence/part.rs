//! A part of a corpus: its predictions and labels, their means and variances, λ.

use super::design::{Covariance, Four, NOTHING, Row, Unit, lexicographic, units};
use super::{Population, PrevalenceOptions, Sample, outcomes};
use crate::error::PrevalenceError;
use crate::model::Prediction;
use crate::numeric::sum_in_order;
use crate::stance::Outcome;
use std::collections::{BTreeMap, BTreeSet};

/// The least number of labelled sentences, in the corpus or in a part of it, that shares are estimated from.
///
/// ```
/// assert_eq!(geostance::prevalence::MIN_LABELS, 30);
/// ```
pub const MIN_LABELS: usize = 30;

/// The least number of clusters with labelled sentences that shares are estimated from.
///
/// ```
/// assert_eq!(geostance::prevalence::MIN_CLUSTERS, 30);
/// ```
pub const MIN_CLUSTERS: usize = 30;

/// A part of a corpus with its labelled sentences.
pub(super) struct Part<'a> {
    predictions: &'a [Prediction],
    pub(super) places: Vec<usize>,
    /// The places that are labelled.
    labelled: BTreeSet<usize>,
    of_sentences: Option<&'a [usize]>,
    pub(super) rows: Vec<Row>,
    /// Scaled to sum to 1.
    pub(super) weights: Vec<f64>,
    /// How many units of each stratum the whole sample has.
    drawn: BTreeMap<usize, usize>,
    pub(super) clusters: Option<usize>,
    /// Whether all sentences were drawn alike.
    drawn_alike: bool,
    pub(super) options: PrevalenceOptions,
}

impl<'a> Part<'a> {
    pub(super) fn new(
        predictions: &'a [Prediction],
        places: Vec<usize>,
        sample: &'a Sample,
        options: PrevalenceOptions,
    ) -> Result<Self, PrevalenceError> {
        let cluster_of = |place: usize| sample.of_sentences().map(|clusters| clusters[place]);
        let inside: Vec<_> = sample.sentences().iter().filter(|row| places.binary_search(&row.place).is_ok()).collect();
        if inside.len() < MIN_LABELS {
            return Err(PrevalenceError::FewLabels { found: inside.len(), needed: MIN_LABELS });
        }
        let share = inside.len() as f64 / places.len() as f64;
        let mut rows: Vec<Row> = inside
            .iter()
            .map(|row| Row {
                label: row.label.into_array(),
                predicted: outcomes(&predictions[row.place]),
                probability: row.probability.unwrap_or(share),
                stratum: row.stratum,
                cluster: cluster_of(row.place),
            })
            .collect();
        rows.sort_by(Row::order);
        let different = || rows.iter().filter_map(|row| row.cluster).collect::<BTreeSet<_>>().len();
        let clusters = sample.of_sentences().map(|_| different());
        if let Some(found) = clusters.filter(|&found| found < MIN_CLUSTERS) {
            return Err(PrevalenceError::FewClusters { found, needed: MIN_CLUSTERS });
        }
        let mut drawn: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for row in sample.sentences() {
            drawn.entry(row.stratum).or_default().insert(cluster_of(row.place).unwrap_or(row.place));
        }
        let first = rows.first().map(|row| (row.probability.to_bits(), row.stratum));
        let alike = rows.iter().all(|row| Some((row.probability.to_bits(), row.stratum)) == first);
        // Each against the largest of them, for the inverse of a tiny probability is infinite.
        let least = rows.iter().map(|row| row.probability).fold(1.0, f64::min);
        let weights: Vec<f64> = rows.iter().map(|row| least / row.probability).collect();
        let total = sum_in_order(weights.clone());
        Ok(Self {
            predictions,
            places,
            labelled: inside.iter().map(|row| row.place).collect(),
            of_sentences: sample.of_sentences(),
            weights: weights.into_iter().map(|weight| weight / total).collect(),
            rows,
            drawn: drawn.into_iter().map(|(stratum, units)| (stratum, units.len())).collect(),
            clusters,
            drawn_alike: alike,
            options,
        })
    }

    pub(super) fn is_finite(&self) -> bool {
        self.options.population == Population::Corpus
    }

    /// Whether the papers' formulae for simple samples are used as they stand.
    pub(super) fn is_plain(&self) -> bool {
        !self.is_finite() && self.drawn_alike && self.clusters.is_none()
    }

    /// The places whose predictions are held against those of the sample. For the process they are those of the sentences
    /// that are not labelled, unless
    /// what is left of the corpus is no picture of it.
    pub(super) fn reference(&self) -> Vec<usize> {
        let rest = !self.is_finite() && self.drawn_alike;
        self.places.iter().copied().filter(|place| !rest || !self.labelled.contains(place)).collect()
    }

    pub(super) fn mean_of(&self, places: &[usize]) -> Four {
        let count = places.len().max(1) as f64;
        let all: Vec<Four> = places.iter().map(|&place| outcomes(&self.predictions[place])).collect();
        std::array::from_fn(|k| sum_in_order(all.iter().map(|four| four[k]).collect()) / count)
    }

    /// The sum of squares of predictions around a centre.
    fn squares(&self, places: &[usize], centre: &Four) -> Four {
        let all: Vec<Four> = places.iter().map(|&place| outcomes(&self.predictions[place])).collect();
        std::array::from_fn(|k| sum_in_order(all.iter().map(|four| (four[k] - centre[k]).powi(2)).collect()))
    }

    /// The covariance of the means, that of the predictions for the reference included.
    pub(super) fn covariance(&self, reference: &[usize], centre: &Four) -> Covariance {
        let mut units = units(&self.rows, &self.weights, self.is_finite());
        let count = reference.len().max(1) as f64;
        if self.is_finite() {
            return Covariance::of(&units.into_values().collect::<Vec<_>>(), &self.drawn, false);
        }
        let (Some(clusters), Some(of_sentences)) = (self.clusters, self.of_sentences) else {
            let units: Vec<Unit> = units.into_values().collect();
            let mut covariance = Covariance::of(&units, &self.drawn, self.drawn_alike);
            let squares = self.squares(reference, centre);
            for (spread, squares) in covariance.predictions.iter_mut().zip(squares) {
                *spread += squares / (count * count);
            }
            return covariance;
        };
        // Clusters have labelled and other sentences, which move the estimate together.
        let mut moved: Vec<(usize, Four)> =
            reference.iter().map(|&place| (of_sentences[place], outcomes(&self.predictions[place]))).collect();
        moved.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| lexicographic(&a.1, &b.1)));
        for (cluster, predicted) in moved {
            let unit = units.entry((0, cluster)).or_insert_with(Unit::unlabelled);
            for k in 0..Outcome::COUNT {
                unit.predicted[k] -= (predicted[k] - centre[k]) / count;
            }
        }
        let units: Vec<Unit> = units.into_values().collect();
        let clusters = clusters as f64;
        Covariance::of(&units, &BTreeMap::new(), true).scaled(clusters / (clusters - 1.0))
    }

    /// The λ of the papers for a simple sample (`PPI++`, proposition 2).
    pub(super) fn lambda_of_papers(&self, reference: &[usize]) -> f64 {
        let labelled: Vec<usize> = self.labelled.iter().copied().collect();
        let (n, others) = (labelled.len() as f64, reference.len() as f64);
        let all: Vec<usize> = labelled.iter().chain(reference).copied().collect();
        let spread: f64 = self.squares(&all, &self.mean_of(&all)).iter().sum::<f64>() / (n + others - 1.0);
        let units: Vec<Unit> = units(&self.rows, &self.weights, false).into_values().collect();
        let both = n * Covariance::of(&units, &self.drawn, true).both.iter().sum::<f64>();
        if spread > NOTHING { (both / ((1.0 + n / others) * spread)).clamp(0.0, 1.0) } else { 0.0 }
    }
}
