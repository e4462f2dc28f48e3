//! Two models beside each other.

use super::bootstrap::{Bootstrap, Interval};
use super::intervals::ByMetric;
use super::metric::Metric;
use super::scored::Scored;
use super::sentence::Groups;
use super::{Evaluation, figure};
use crate::error::{Error, EvaluationError, counted};
use crate::numeric::signed;
use crate::stance::Labels;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use std::fmt;

/// Two models on the same sentences, by a paired bootstrap (Koehn 2004; Berg-Kirkpatrick, Burkett & Klein 2012).
///
/// Both models are measured on the same resamples of groups, so that what is hard for both cancels out.
///
/// ```
/// use geostance::{Dataset, StanceModel, evaluation::{Bootstrap, Comparison, Metric}, model::Calibration};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let model = StanceModel::pretrained();
/// let uncalibrated = model.clone().with_calibration(Calibration::default())?;
/// let bootstrap = Bootstrap::new().resamples(100);
/// let comparison = Comparison::paired(&model.evaluate(&data)?, &uncalibrated.evaluate(&data)?, &bootstrap)?;
/// let accuracy = comparison.of(Metric::Accuracy);
/// assert_eq!((accuracy.difference.estimate, accuracy.p_value), (Some(0.0), Some(1.0)));
/// assert!(comparison.of(Metric::LogLoss).p_value.is_some_and(|p| p <= 1.0));
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    bootstrap: Bootstrap,
    groups: usize,
    of_metric: Vec<Difference>,
    labels: Labels,
}

/// A figure of two models and their difference; from [`Comparison::of`].
///
/// ```
/// use geostance::{Evaluation, evaluation::{Bootstrap, Comparison, Metric}};
///
/// let nothing = Evaluation::from_predictions([]);
/// let comparison = Comparison::paired(&nothing, &nothing, &Bootstrap::new())?;
/// assert_eq!(comparison.of(Metric::Accuracy).p_value, None);
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The figure of the first model.
    pub first: Option<f64>,
    /// The figure of the second model.
    pub second: Option<f64>,
    /// First minus second, with its interval.
    pub difference: Interval,
    /// How probable a difference of this size, in either direction, would be if there were none: the share of resamples
    /// whose difference is at least as far from the observed one as that is from zero, the observed one counted among
    /// them (Davison & Hinkley 1997, chapter 4). Ten metrics are ten tests. `None` where the interval is.
    pub p_value: Option<f64>,
}

impl Comparison {
    /// Compares the figures of two models on the same sentences, in the same order.
    ///
    /// # Errors
    ///
    /// [`Error::Evaluation`] where the evaluations are not of the same sentences with the same labels and groups;
    /// [`Error::Params`] for a parameter of the bootstrap that is out of its range.
    ///
    /// ```
    /// use geostance::{Evaluation, StanceModel, evaluation::{Bootstrap, Comparison}};
    ///
    /// let one = Evaluation::from_predictions([(None, StanceModel::pretrained().classify("It rained."))]);
    /// let error = Comparison::paired(&one, &Evaluation::from_predictions([]), &Bootstrap::new()).unwrap_err();
    /// assert_eq!(error.to_string(), "not the same sentences: 1 against 0");
    /// ```
    pub fn paired(first: &Evaluation, second: &Evaluation, bootstrap: &Bootstrap) -> Result<Self, Error> {
        check_same(first, second)?;
        let (of_first, of_second) = (first.sentences(), second.sentences());
        let groups = Groups::of(of_first);
        let (scored_first, scored_second) = (Scored::new(of_first), Scored::new(of_second));
        let resampled = bootstrap.resample(&groups, |counts| {
            let (first, second) = (scored_first.figures(counts), scored_second.figures(counts));
            first.into_iter().zip(second).map(|(first, second)| minus(first, second)).collect::<Vec<_>>()
        })?;
        let labels = first.labels.clone();
        let difference = |(place, &metric): (usize, &Metric)| {
            let (first, second) = (first.metric(metric), second.metric(metric));
            let estimate = minus(first, second);
            let values = || resampled.iter().map(|differences| differences[place]);
            let difference = bootstrap.interval(estimate, values());
            Difference { first, second, difference, p_value: p_value(estimate, values().flatten()) }
        };
        let of_metric = Metric::ALL.iter().enumerate().map(difference).collect();
        Ok(Self { bootstrap: *bootstrap, groups: groups.count, of_metric, labels })
    }

    /// A figure of both models and its difference.
    ///
    /// ```
    /// use geostance::{Evaluation, evaluation::{Bootstrap, Comparison, Metric}};
    ///
    /// let nothing = Evaluation::from_predictions([]);
    /// let comparison = Comparison::paired(&nothing, &nothing, &Bootstrap::new())?;
    /// assert_eq!(comparison.of(Metric::MacroF1).first, None);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn of(&self, metric: Metric) -> &Difference {
        &self.of_metric[metric.index()]
    }

    /// The same with stances spelled as these labels.
    #[cfg(feature = "html")]
    pub(super) fn with_labels(mut self, labels: &Labels) -> Self {
        self.labels = labels.clone();
        self
    }

    /// The groups that were drawn from.
    ///
    /// ```
    /// use geostance::{Evaluation, evaluation::{Bootstrap, Comparison}};
    ///
    /// let nothing = Evaluation::from_predictions([]);
    /// assert_eq!(Comparison::paired(&nothing, &nothing, &Bootstrap::new())?.groups(), 0);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups
    }
}

/// Whether two evaluations are of the same sentences, in the same order.
pub(super) fn check_same(first: &Evaluation, second: &Evaluation) -> Result<(), Error> {
    let (first, second) = (first.sentences(), second.sentences());
    if first.len() != second.len() {
        return Err(EvaluationError::OtherCount { expected: first.len(), found: second.len() }.into());
    }
    match first.iter().zip(second).position(|(a, b)| !a.is_same_sentence(b)) {
        Some(row) => Err(EvaluationError::OtherSentence { row }.into()),
        None => Ok(()),
    }
}

fn minus(first: Option<f64>, second: Option<f64>) -> Option<f64> {
    Some(first? - second?)
}

/// The two-sided p-value of a difference, from the differences of the resamples.
fn p_value(estimate: Option<f64>, resampled: impl Iterator<Item = f64>) -> Option<f64> {
    let estimate = estimate?;
    let (mut count, mut extreme) = (0_usize, 0_usize);
    for difference in resampled {
        count += 1;
        extreme += usize::from((difference - estimate).abs() >= estimate.abs());
    }
    (count > 0).then(|| (extreme + 1) as f64 / (count + 1) as f64)
}

impl Serialize for Comparison {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Comparison", 3)?;
        out.serialize_field("bootstrap", &self.bootstrap)?;
        out.serialize_field("groups", &self.groups)?;
        out.serialize_field("metrics", &ByMetric(&self.labels, &self.of_metric))?;
        out.end()
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "paired bootstrap: {} over {}", self.bootstrap, counted(self.groups, "group", "groups"))?;
        let head = ["metric", "first", "second", "first − second", "p"];
        writeln!(f, "{:18} {:>7} {:>7}  {:26} {:>6}", head[0], head[1], head[2], head[3], head[4])?;
        for (metric, row) in Metric::ALL.iter().zip(&self.of_metric) {
            let Difference { first, second, difference, p_value } = row;
            let metric = metric.name_with(&self.labels);
            let signed = match (difference.estimate, difference.low, difference.high) {
                (Some(estimate), Some(low), Some(high)) => {
                    let [estimate, low, high] = [estimate, low, high].map(|value| signed(value, 3));
                    format!("{estimate} [{low}, {high}]")
                }
                (Some(estimate), ..) => signed(estimate, 3),
                (None, ..) => figure(None),
            };
            let (first, second, p) = (figure(*first), figure(*second), figure(*p_value));
            writeln!(f, "{metric:18} {first:>7} {second:>7}  {signed:26} {p:>6}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_p_value_is_that_computed_by_hand() {
        // Of four resamples two are at least 0.2 away from 0.2.
        let found = p_value(Some(0.2), [0.1, 0.0, 0.45, 0.25].into_iter()).unwrap();
        assert!((found - 3.0 / 5.0).abs() < 1e-12);
        let mirrored = p_value(Some(-0.2), [-0.1, 0.0, -0.45, -0.25].into_iter()).unwrap();
        assert!((mirrored - 3.0 / 5.0).abs() < 1e-12);
        assert_eq!(p_value(Some(0.0), [0.0, 0.0].into_iter()), Some(1.0));
        assert_eq!((p_value(None, [0.0].into_iter()), p_value(Some(0.1), std::iter::empty())), (None, None));
    }
}
