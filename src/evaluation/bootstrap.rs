//! Intervals by resampling.

use super::sentence::Groups;
use crate::error::{ParamsError, counted};
use crate::numeric::SplitMix64;
use crate::parallel;
use serde::Serialize;
use std::fmt;

/// How intervals are found: the percentile bootstrap over groups (Efron & Tibshirani 1993, chapter 13).
///
/// Whole groups are drawn with replacement, as many as there are, for sentences of one group (an article, a writing batch) are
/// alike and say less than as many single ones. A sentence without a group is one of its own, with its equals. The
/// figures of each resample are taken; the interval runs between their quantiles (Hyndman & Fan 1996, type 7). Fewer
/// than two groups give no interval; few groups, say under twenty, give one that is too narrow.
///
/// The same data, parameters and seed give the same intervals, whatever the number of threads: each resample draws from a
/// generator of its own (`SplitMix64`; Steele, Lea & Flood 2014), started from the seed and its number.
///
/// ```
/// use geostance::{Dataset, StanceModel, evaluation::{Bootstrap, Metric}};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let evaluation = StanceModel::pretrained().evaluate(&data)?;
/// let intervals = evaluation.intervals(&Bootstrap::new().resamples(200).level(0.9))?;
/// let f1 = intervals.of(Metric::MacroF1);
/// assert!(f1.low.unwrap() < evaluation.macro_f1().unwrap() && evaluation.macro_f1().unwrap() < f1.high.unwrap());
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bootstrap {
    resamples: usize,
    level: f64,
    seed: u64,
}

/// A figure with its interval.
///
/// ```
/// use geostance::{Evaluation, evaluation::{Bootstrap, Metric}};
///
/// let nothing = Evaluation::from_predictions([]).intervals(&Bootstrap::new())?;
/// assert_eq!(nothing.of(Metric::Accuracy).low, None);
/// # Ok::<(), geostance::error::ParamsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Interval {
    /// The figure on all the data; `None` where it is undefined.
    pub estimate: Option<f64>,
    /// The lower end; `None` where the figure is undefined, or there are fewer than two groups.
    pub low: Option<f64>,
    /// The upper end; `None` as for the lower one.
    pub high: Option<f64>,
    /// The resamples in which the figure is undefined; they are left out.
    pub undefined: usize,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self::new()
    }
}

impl Bootstrap {
    /// 1,000 resamples, a level of 0.95, the seed 0.
    ///
    /// ```
    /// assert_eq!(geostance::evaluation::Bootstrap::new(), geostance::evaluation::Bootstrap::new().resamples(1000).level(0.95).seed(0));
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self { resamples: 1000, level: 0.95, seed: 0 }
    }

    /// How many resamples are drawn; 1 to 1,000,000.
    ///
    /// ```
    /// assert_ne!(geostance::evaluation::Bootstrap::new().resamples(10), geostance::evaluation::Bootstrap::new());
    /// ```
    #[must_use]
    pub fn resamples(mut self, resamples: usize) -> Self {
        self.resamples = resamples;
        self
    }

    /// The share of resamples within an interval; above 0 and below 1.
    ///
    /// ```
    /// assert_ne!(geostance::evaluation::Bootstrap::new().level(0.9), geostance::evaluation::Bootstrap::new());
    /// ```
    #[must_use]
    pub fn level(mut self, level: f64) -> Self {
        self.level = level;
        self
    }

    /// The seed of the draws.
    ///
    /// ```
    /// assert_ne!(geostance::evaluation::Bootstrap::new().seed(1), geostance::evaluation::Bootstrap::new());
    /// ```
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Checks both ranges.
    ///
    /// # Errors
    ///
    /// The first parameter that is out of its range.
    ///
    /// ```
    /// let error = geostance::evaluation::Bootstrap::new().level(1.0).check().unwrap_err();
    /// assert_eq!(error.to_string(), "parameter level is 1; expected a number above 0 and below 1");
    /// ```
    pub fn check(&self) -> Result<(), ParamsError> {
        if !(1..=1_000_000).contains(&self.resamples) {
            return Err(ParamsError::new("resamples", self.resamples, "1 to 1000000"));
        }
        if !(self.level > 0.0 && self.level < 1.0) {
            return Err(ParamsError::new("level", self.level, "a number above 0 and below 1"));
        }
        Ok(())
    }

    /// What `figures` says of every resample, given how often each row is in it; nothing for fewer than two groups.
    pub(super) fn resample<T: Send>(
        &self,
        groups: &Groups,
        figures: impl Fn(&[usize]) -> T + Sync + Send,
    ) -> Result<Vec<T>, ParamsError> {
        self.check()?;
        if groups.count < 2 {
            return Ok(Vec::new());
        }
        let numbers: Vec<u64> = (1..=self.resamples as u64).collect();
        Ok(parallel::map(&numbers, |&number| {
            let mut generator = SplitMix64::of_stream(self.seed, number);
            let mut drawn = vec![0_usize; groups.count];
            for _ in 0..groups.count {
                drawn[generator.below(groups.count)] += 1;
            }
            let of_row: Vec<usize> = groups.of_row.iter().map(|&group| drawn[group]).collect();
            figures(&of_row)
        }))
    }

    /// The interval around a figure, from the same figure of the resamples.
    pub(super) fn interval(&self, estimate: Option<f64>, resampled: impl Iterator<Item = Option<f64>>) -> Interval {
        let (mut values, mut undefined) = (Vec::new(), 0);
        for value in resampled {
            match value {
                Some(value) => values.push(value),
                None => undefined += 1,
            }
        }
        values.sort_by(f64::total_cmp);
        let tail = (1.0 - self.level) / 2.0;
        let end = |share| estimate.and_then(|_| quantile(&values, share));
        Interval { estimate, low: end(tail), high: end(1.0 - tail), undefined }
    }
}

/// `95 % intervals from 1000 resamples`.
impl fmt::Display for Bootstrap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = (self.level * 1e5).round() / 1e3;
        write!(f, "{percent} % intervals from {}", counted(self.resamples, "resample", "resamples"))
    }
}

/// A quantile of ascending values, linear between neighbours.
#[expect(clippy::cast_sign_loss, reason = "a share is at least 0")]
fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let place = share * values.len().checked_sub(1)? as f64;
    let (below, above) = (values.get(place.floor() as usize)?, values.get(place.ceil() as usize)?);
    Some(below + (above - below) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_linear_between_neighbours() {
        let values = [1.0, 2.0, 4.0, 8.0, 16.0];
        let close = |share, expected: f64| (quantile(&values, share).unwrap() - expected).abs() < 1e-12;
        assert!(close(0.0, 1.0) && close(0.5, 4.0) && close(1.0, 16.0) && close(0.375, 3.0) && close(0.9, 12.8));
        assert_eq!((quantile(&[], 0.5), quantile(&[3.0], 0.975)), (None, Some(3.0)));
    }

    #[test]
    fn whole_groups_are_drawn_as_many_as_there_are() {
        let groups = Groups { of_row: vec![0, 1, 1, 2, 0, 2], count: 3 };
        let drawn = Bootstrap::new().resamples(50).resample(&groups, <[usize]>::to_vec).unwrap();
        assert_eq!(drawn.len(), 50);
        for counts in &drawn {
            assert!(counts[0] == counts[4] && counts[1] == counts[2] && counts[3] == counts[5]);
            assert_eq!(counts[0] + counts[1] + counts[3], 3);
        }
        assert!(drawn.iter().any(|counts| *counts != drawn[0]), "resamples differ");
        let again = Bootstrap::new().resamples(50).resample(&groups, <[usize]>::to_vec).unwrap();
        let other = Bootstrap::new().resamples(50).seed(1).resample(&groups, <[usize]>::to_vec).unwrap();
        assert!(drawn == again && drawn != other);
    }

    #[test]
    fn one_group_gives_no_interval() {
        let groups = Groups { of_row: vec![0, 0], count: 1 };
        assert!(Bootstrap::new().resample(&groups, <[usize]>::to_vec).unwrap().is_empty());
        let interval = Bootstrap::new().interval(Some(0.5), std::iter::empty());
        assert_eq!(interval, Interval { estimate: Some(0.5), low: None, high: None, undefined: 0 });
    }

    #[test]
    fn undefined_figures_are_left_out_and_counted() {
        let resampled = [Some(1.0), None, Some(3.0), None, Some(2.0)];
        let interval = Bootstrap::new().level(0.5).interval(Some(2.0), resampled.into_iter());
        assert_eq!(interval, Interval { estimate: Some(2.0), low: Some(1.5), high: Some(2.5), undefined: 2 });
    }

    #[test]
    fn ranges_are_checked() {
        for (broken, name) in [
            (Bootstrap::new().resamples(0), "resamples"),
            (Bootstrap::new().resamples(1_000_001), "resamples"),
            (Bootstrap::new().level(0.0), "level"),
            (Bootstrap::new().level(f64::NAN), "level"),
        ] {
            assert_eq!(broken.check().unwrap_err().parameter(), name);
            assert!(broken.resample(&Groups { of_row: vec![], count: 0 }, |_| ()).is_err());
        }
    }
}
