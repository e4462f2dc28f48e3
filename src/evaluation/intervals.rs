//! The headline metrics with their intervals.

use super::bootstrap::{Bootstrap, Interval};
use super::metric::Metric;
use super::scored::Scored;
use super::sentence::Groups;
use super::{Evaluation, figure};
use crate::error::{ParamsError, counted};
use crate::numeric::decimals;
use crate::stance::Labels;
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};
use std::fmt;

/// The headline figures with their intervals; from [`Evaluation::intervals`].
///
/// ```
/// use geostance::{Dataset, StanceModel, evaluation::{Bootstrap, Metric}};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let intervals = StanceModel::pretrained().evaluate(&data)?.intervals(&Bootstrap::new().resamples(100))?;
/// println!("{intervals}");
/// assert!(intervals.groups() > 1);
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Intervals {
    bootstrap: Bootstrap,
    groups: usize,
    of_metric: Vec<Interval>,
    labels: Labels,
}

impl Evaluation {
    /// The headline figures with intervals by a bootstrap over groups. A thousand resamples of two thousand sentences take
    /// about a tenth of a second.
    ///
    /// A resample repeats sentences, which makes its calibration error larger than that of as many different ones; where the
    /// error is small, its interval lies too high.
    ///
    /// # Errors
    ///
    /// A parameter of the bootstrap that is out of its range.
    ///
    /// ```
    /// use geostance::{Evaluation, evaluation::Bootstrap};
    ///
    /// assert!(Evaluation::from_predictions([]).intervals(&Bootstrap::new().resamples(0)).is_err());
    /// ```
    pub fn intervals(&self, bootstrap: &Bootstrap) -> Result<Intervals, ParamsError> {
        let groups = Groups::of(self.sentences());
        let scored = Scored::new(self.sentences());
        let resampled = bootstrap.resample(&groups, |counts| scored.figures(counts))?;
        let interval = |(place, &metric): (usize, &Metric)| {
            let values = resampled.iter().map(|figures| figures[place]);
            bootstrap.interval(self.metric(metric), values)
        };
        let of_metric = Metric::ALL.iter().enumerate().map(interval).collect();
        Ok(Intervals { bootstrap: *bootstrap, groups: groups.count, of_metric, labels: self.labels.clone() })
    }
}

impl Intervals {
    /// A figure with its interval.
    ///
    /// ```
    /// use geostance::{Evaluation, evaluation::{Bootstrap, Metric}};
    ///
    /// let nothing = Evaluation::from_predictions([]).intervals(&Bootstrap::new())?;
    /// assert_eq!(nothing.of(Metric::Ece).estimate, None);
    /// # Ok::<(), geostance::error::ParamsError>(())
    /// ```
    #[must_use]
    pub fn of(&self, metric: Metric) -> &Interval {
        &self.of_metric[metric.index()]
    }

    /// The groups that were drawn from.
    ///
    /// ```
    /// use geostance::{Evaluation, evaluation::Bootstrap};
    ///
    /// assert_eq!(Evaluation::from_predictions([]).intervals(&Bootstrap::new())?.groups(), 0);
    /// # Ok::<(), geostance::error::ParamsError>(())
    /// ```
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups
    }
}

/// Values of every metric, as a map with the metrics' keys.
pub(super) struct ByMetric<'a, T>(pub(super) &'a Labels, pub(super) &'a [T]);

impl<T: Serialize> Serialize for ByMetric<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(Some(self.1.len()))?;
        for (metric, value) in Metric::ALL.iter().zip(self.1) {
            out.serialize_entry(&metric.key_with(self.0), value)?;
        }
        out.end()
    }
}

impl Serialize for Intervals {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Intervals", 3)?;
        out.serialize_field("bootstrap", &self.bootstrap)?;
        out.serialize_field("groups", &self.groups)?;
        out.serialize_field("metrics", &ByMetric(&self.labels, &self.of_metric))?;
        out.end()
    }
}

/// `0.909 [0.893, 0.924]`; without an interval, the figure alone.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (Some(low), Some(high)) => {
                f.pad(&format!("{} [{}, {}]", figure(self.estimate), decimals(low, 3), decimals(high, 3)))
            }
            _ => f.pad(&figure(self.estimate)),
        }
    }
}

impl fmt::Display for Intervals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} over {}", self.bootstrap, counted(self.groups, "group", "groups"))?;
        for (metric, interval) in Metric::ALL.iter().zip(&self.of_metric) {
            write!(f, "{:18} {interval}", metric.name_with(&self.labels))?;
            if interval.undefined > 0 {
                write!(f, ", undefined in {} resamples", interval.undefined)?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
