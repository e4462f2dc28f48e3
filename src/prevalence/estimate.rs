//! The estimates of a corpus, or of a part of it.

use super::design::{Covariance, Four, NOTHING, Row, Unit, lexicographic, mean, units};
use super::interval::{Moments, wald};
use super::quantile::{normal, student};
use super::share::{Prevalence, Share};
use super::{Population, PrevalenceOptions, Sample, outcomes};
use crate::error::PrevalenceError;
use crate::model::Prediction;
use crate::numeric::sum_in_order;
use crate::stance::{Labels, Outcome, PerOutcome};
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

/// The shares of the outcomes in a corpus, of which a model predicted every sentence and a random sample was labelled by hand.
///
/// The estimate is λ × mean prediction of the corpus + weighted mean of (label − λ × prediction) in the sample, weights 1 / probability
/// scaled to sum to 1. One λ serves all outcomes, that of the least total variance within 0 to 1; so the shares sum to 1, and a model
/// that says nothing gets λ = 0, the plain mean of the labels. Of the model its probabilities count, evidence × the stance's and
/// 1 − evidence for none, not its verdicts: on three unseen registers the intervals are 1 to 15 % narrower for them.
///
/// The variance follows from how the sample was drawn: probabilities, strata and clusters. For the corpus itself it is corrected by
/// 1 − n/N, intervals are score intervals with Student's quantiles. For the process behind it, a simple sample without clusters gets the variance, the λ
/// and the normal interval of PPI++ (as `ppi-python` computes them), and a score interval where fewer than ten labels have an
/// outcome or have it not. A part of a stratified sample takes into account that its size is chance.
///
/// Shares that come out below 0 are 0, and the others then scaled to sum to 1.
///
/// # Errors
///
/// Fewer than [`MIN_LABELS`] labelled sentences or [`MIN_CLUSTERS`] clusters, and every rule that the sample breaks.
///
/// ```
/// use geostance::{Prediction, Stance};
/// use geostance::prevalence::{PrevalenceOptions, Sample, SampledSentence, prevalence};
///
/// // A corpus of 600 sentences, half of them pro-Moscow; the model sees that in four of five, and never errs otherwise.
/// let truth = |place: usize| (place % 2 == 0).then_some(Stance::ProMoscow);
/// let evidence = |place: usize| if truth(place).is_some() && place % 5 != 0 { 1.0 } else { 0.0 };
/// let predictions: Vec<_> = (0..600).map(|place| Prediction::new([1.0, 0.0, 0.0], evidence(place)).unwrap()).collect();
/// let sample = Sample::new((0..600).step_by(7).map(|place| SampledSentence::new(place, truth(place))));
///
/// let found = prevalence(&predictions, &sample, &PrevalenceOptions::new())?;
/// let share = found.share(Stance::ProMoscow);
/// assert_eq!(share.naive, 0.4); // wrong
/// assert!(share.interval[0] < 0.5 && 0.5 < share.interval[1]);
/// assert!(share.worth.unwrap() > 80.0); // as many labels again
/// # Ok::<(), geostance::error::PrevalenceError>(())
/// ```
pub fn prevalence(
    predictions: &[Prediction],
    sample: &Sample,
    options: &PrevalenceOptions,
) -> Result<Prevalence, PrevalenceError> {
    let all: Vec<usize> = (0..predictions.len()).collect();
    prevalence_within(predictions, &all, sample, options)
}

/// The shares in a part of a corpus, such as a month or a source: the sentences at these places, and those of the sample that are
/// among them. The sample is that of the whole corpus.
///
/// # Errors
///
/// As for [`prevalence`], for the labelled sentences in the part; places that the corpus has not.
///
/// ```
/// use geostance::error::PrevalenceError;
/// use geostance::prevalence::{PrevalenceOptions, Sample, SampledSentence, prevalence_within};
///
/// let predictions = vec![geostance::Prediction::new([0.2, 0.7, 0.1], 0.5).unwrap(); 400];
/// let sample = Sample::new((0..400).step_by(8).map(|place| SampledSentence::new(place, None)));
/// let january: Vec<usize> = (0..300).collect();
/// let found = prevalence_within(&predictions, &january, &sample, &PrevalenceOptions::new())?;
/// assert_eq!((found.sentences(), found.labelled()), (300, 38));
/// let error = prevalence_within(&predictions, &january[..100], &sample, &PrevalenceOptions::new()).unwrap_err();
/// assert_eq!(error, PrevalenceError::FewLabels { found: 13, needed: 30 });
/// # Ok::<(), PrevalenceError>(())
/// ```
pub fn prevalence_within(
    predictions: &[Prediction],
    part: &[usize],
    sample: &Sample,
    options: &PrevalenceOptions,
) -> Result<Prevalence, PrevalenceError> {
    options.check()?;
    sample.check(predictions.len())?;
    let mut part = part.to_vec();
    part.sort_unstable();
    part.dedup();
    if let Some(&place) = part.last().filter(|&&place| place >= predictions.len()) {
        return Err(PrevalenceError::OutOfPart { place, sentences: predictions.len() });
    }
    Part::new(predictions, part, sample, *options)?.estimate()
}

/// A part of a corpus with its labelled sentences.
struct Part<'a> {
    predictions: &'a [Prediction],
    places: Vec<usize>,
    /// The places that are labelled.
    labelled: BTreeSet<usize>,
    of_sentences: Option<&'a [usize]>,
    rows: Vec<Row>,
    /// Scaled to sum to 1.
    weights: Vec<f64>,
    /// How many units of each stratum the whole sample has.
    drawn: BTreeMap<usize, usize>,
    clusters: Option<usize>,
    /// Whether all sentences were drawn alike.
    simple: bool,
    options: PrevalenceOptions,
}

impl<'a> Part<'a> {
    fn new(
        predictions: &'a [Prediction],
        places: Vec<usize>,
        sample: &'a Sample,
        options: PrevalenceOptions,
    ) -> Result<Self, PrevalenceError> {
        let cluster = |place: usize| sample.of_sentences().map(|clusters| clusters[place]);
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
                cluster: cluster(row.place),
            })
            .collect();
        rows.sort_by(Row::order);
        let clusters =
            sample.of_sentences().map(|_| rows.iter().filter_map(|row| row.cluster).collect::<BTreeSet<_>>());
        let clusters = clusters.map(|clusters| clusters.len());
        if let Some(found) = clusters.filter(|&found| found < MIN_CLUSTERS) {
            return Err(PrevalenceError::FewClusters { found, needed: MIN_CLUSTERS });
        }
        let mut drawn: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for row in sample.sentences() {
            drawn.entry(row.stratum).or_default().insert(cluster(row.place).unwrap_or(row.place));
        }
        let first = rows.first().map(|row| (row.probability.to_bits(), row.stratum));
        let simple = rows.iter().all(|row| Some((row.probability.to_bits(), row.stratum)) == first);
        let total = sum_in_order(rows.iter().map(|row| row.probability.recip()).collect());
        Ok(Self {
            predictions,
            places,
            labelled: inside.iter().map(|row| row.place).collect(),
            of_sentences: sample.of_sentences(),
            weights: rows.iter().map(|row| row.probability.recip() / total).collect(),
            rows,
            drawn: drawn.into_iter().map(|(stratum, units)| (stratum, units.len())).collect(),
            clusters,
            simple,
            options,
        })
    }

    fn is_finite(&self) -> bool {
        self.options.population == Population::Corpus
    }

    /// Whether the papers' formulae for simple samples are used as they stand.
    fn is_plain(&self) -> bool {
        !self.is_finite() && self.simple && self.clusters.is_none()
    }

    /// The places whose predictions are held against those of the sample. For the process they are those of the sentences
    /// that are not labelled, unless
    /// what is left of the corpus is no picture of it.
    fn reference(&self) -> Vec<usize> {
        let rest = !self.is_finite() && self.simple;
        self.places.iter().copied().filter(|place| !rest || !self.labelled.contains(place)).collect()
    }

    fn mean_of(&self, places: &[usize]) -> Four {
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
    fn covariance(&self, reference: &[usize], centre: &Four) -> Covariance {
        let mut units = units(&self.rows, &self.weights, self.is_finite());
        let count = reference.len().max(1) as f64;
        if self.is_finite() {
            return Covariance::of(&units.into_values().collect::<Vec<_>>(), &self.drawn, false);
        }
        let (Some(clusters), Some(of_sentences)) = (self.clusters, self.of_sentences) else {
            let units: Vec<Unit> = units.into_values().collect();
            let mut covariance = Covariance::of(&units, &self.drawn, self.simple);
            let squares = self.squares(reference, centre);
            for k in 0..Outcome::COUNT {
                covariance.predictions[k] += squares[k] / (count * count);
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
    fn lambda_of_papers(&self, reference: &[usize]) -> f64 {
        let labelled: Vec<usize> = self.labelled.iter().copied().collect();
        let (n, others) = (labelled.len() as f64, reference.len() as f64);
        let all: Vec<usize> = labelled.iter().chain(reference).copied().collect();
        let spread: f64 = self.squares(&all, &self.mean_of(&all)).iter().sum::<f64>() / (n + others - 1.0);
        let units: Vec<Unit> = units(&self.rows, &self.weights, false).into_values().collect();
        let both = n * Covariance::of(&units, &self.drawn, true).both.iter().sum::<f64>();
        if spread > NOTHING { (both / ((1.0 + n / others) * spread)).clamp(0.0, 1.0) } else { 0.0 }
    }

    fn estimate(&self) -> Result<Prevalence, PrevalenceError> {
        let reference = self.reference();
        let centre = self.mean_of(&reference);
        let covariance = self.covariance(&reference, &centre);
        let lambda = match () {
            () if reference.is_empty() => 0.0,
            () if self.is_plain() => self.lambda_of_papers(&reference),
            () => covariance.lambda(),
        };
        let (labels, predictions) =
            (mean(&self.rows, &self.weights, |row| &row.label), mean(&self.rows, &self.weights, |row| &row.predicted));
        let estimates: Four = std::array::from_fn(|k| labels[k] + lambda * (centre[k] - predictions[k]));
        let intervals = self.intervals(&estimates, &covariance.at(lambda), lambda);
        let of_sample = self.intervals(&labels, &covariance.at(0.0), 0.0);
        let naive = self.mean_of(&self.places);
        let scaled = onto_simplex(estimates);
        let share = |k: usize| Share {
            naive: naive[k],
            estimate: scaled[k],
            interval: [intervals[k][0].min(scaled[k]), intervals[k][1].max(scaled[k])],
            sample_interval: of_sample[k],
            worth: self.worth(covariance.at(lambda)[k], covariance.at(0.0)[k]),
        };
        Ok(Prevalence {
            sentences: self.places.len(),
            labelled: self.rows.len(),
            clusters: self.clusters,
            lambda,
            options: self.options,
            shares: PerOutcome::from_fn(|outcome| share(outcome.index())),
            labels: Labels::default(),
        })
    }

    /// Intervals around estimates with these variances.
    fn intervals(&self, estimates: &Four, variances: &Four, lambda: f64) -> [[f64; 2]; Outcome::COUNT] {
        let level = self.options.level;
        let strata = self.rows.iter().map(|row| row.stratum).collect::<BTreeSet<_>>().len();
        let degrees = self.clusters.unwrap_or(self.rows.len()).saturating_sub(strata + usize::from(lambda > 0.0));
        let deviate = if self.is_plain() { normal(level) } else { student(level, degrees) };
        let moments: [Moments; Outcome::COUNT] = std::array::from_fn(|k| {
            let rows = self.rows.iter().zip(&self.weights);
            Moments::new(
                &rows.map(|(row, &weight)| (weight, row.label[k], row.predicted[k])).collect::<Vec<_>>(),
                lambda,
            )
        });
        // The size that a sample drawn one by one would have, by all outcomes and by the weights alone.
        let total: f64 = variances.iter().sum();
        let pooled = size(moments.iter().map(|moments| moments.variance).sum(), total);
        let missed: f64 = match self.is_finite() {
            true => self.rows.iter().zip(&self.weights).map(|(row, weight)| weight * (1.0 - row.probability)).sum(),
            false => 1.0,
        };
        let by_weights = size(1.0, missed * self.weights.iter().map(|weight| weight * weight).sum::<f64>());
        std::array::from_fn(|k| {
            let (estimate, moments) = (estimates[k].clamp(0.0, 1.0), &moments[k]);
            let own = size(moments.variance, variances[k]);
            match () {
                () if moments.is_rare() && by_weights.is_finite() => {
                    moments.score(estimate, own.min(pooled).min(by_weights).max(1.0), deviate)
                }
                () if own.is_infinite() => [estimate; 2],
                () if self.is_plain() => wald(estimates[k], variances[k], deviate),
                () => moments.score(estimate, own.max(1.0), deviate),
            }
        })
    }

    /// How many labels more the same variance would have taken without the model.
    fn worth(&self, variance: f64, of_labels: f64) -> Option<f64> {
        if of_labels <= NOTHING {
            return None;
        }
        let (n, all) = (self.rows.len() as f64, self.places.len() as f64);
        let ratio = variance / of_labels;
        let needed = match self.is_finite() {
            true => (ratio * (n.recip() - all.recip()) + all.recip()).recip(),
            false => n / ratio,
        };
        Some(needed - n).filter(|worth| worth.is_finite())
    }
}

/// The size of a sample drawn one by one whose mean has a variance.
fn size(of_one: f64, of_mean: f64) -> f64 {
    if of_mean > NOTHING { of_one / of_mean } else { f64::INFINITY }
}

/// Shares below 0 are 0, and then all are scaled to sum to 1.
fn onto_simplex(estimates: Four) -> Four {
    if estimates.iter().all(|estimate| (0.0..=1.0).contains(estimate)) {
        return estimates;
    }
    let clipped = estimates.map(|estimate| estimate.max(0.0));
    let sum: f64 = clipped.iter().sum();
    clipped.map(|estimate| estimate / sum)
}
