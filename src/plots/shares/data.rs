//! Shares as they are given to be drawn.

use crate::error::PlotError;
use crate::plots::head::{Entry, Sample};
use crate::plots::style::{Style, of_outcome};
use crate::stance::Outcome;
use std::fmt::Write;

/// A share and its interval, 0 to 1.
///
/// ```
/// let share = geostance::plots::Share { estimate: 0.3, low: 0.25, high: 0.36 };
/// assert!(share.low <= share.estimate && share.estimate <= share.high);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The estimate.
    pub estimate: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end of its interval.
    pub high: f64,
}

/// Shares of outcomes at labels: months, sources or what else divides a corpus.
///
/// ```
/// use geostance::{Stance, plots::{self, Share, Shares}};
///
/// let january = Share { estimate: 0.2, low: 0.1, high: 0.3 };
/// let shares = Shares::new("month", ["2026-01"]).series(Stance::ProMoscow, "pro-moscow", [Some(january)]);
/// assert!(plots::shares(&shares).is_ok());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    pub(super) title: String,
    pub(super) interval: String,
    pub(super) by: String,
    pub(super) labels: Vec<String>,
    pub(super) is_over_time: bool,
    pub(super) series: Vec<Series>,
}

/// The shares of one outcome.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Series {
    pub(super) outcome: Outcome,
    pub(super) label: String,
    pub(super) points: Vec<Option<Share>>,
}

impl Shares {
    /// No shares yet at these labels, in their order; `by` says what they are, such as `month` or `source`.
    ///
    /// ```
    /// let none = geostance::plots::Shares::new("source", ["TASS", "Reuters"]);
    /// assert!(geostance::plots::shares(&none).is_err(), "nothing to draw yet");
    /// ```
    #[must_use]
    pub fn new<L: Into<String>>(by: &str, labels: impl IntoIterator<Item = L>) -> Self {
        Self {
            title: format!("Shares of sentences by {by}"),
            interval: "95 % interval".to_owned(),
            by: by.to_owned(),
            labels: labels.into_iter().map(Into::into).collect(),
            is_over_time: false,
            series: Vec::new(),
        }
    }

    /// The title; by default it tells what the labels are.
    ///
    /// ```
    /// use geostance::{Outcome, plots::{self, Share, Shares}};
    ///
    /// let share = Some(Share { estimate: 0.5, low: 0.4, high: 0.6 });
    /// let titled = Shares::new("source", ["TASS"]).title("TASS in 2026").series(Outcome::None, "none", [share]);
    /// assert!(plots::shares(&titled)?.contains("TASS in 2026"));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// What the intervals are called; by default `95 % interval`.
    ///
    /// ```
    /// use geostance::{Outcome, plots::{self, Share, Shares}};
    ///
    /// let share = Some(Share { estimate: 0.5, low: 0.4, high: 0.6 });
    /// let shares = Shares::new("source", ["TASS"]).interval("90 % interval").series(Outcome::None, "none", [share]);
    /// assert!(plots::shares(&shares)?.contains("90 % interval"));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn interval(mut self, name: &str) -> Self {
        name.clone_into(&mut self.interval);
        self
    }

    /// Takes the labels for times, one after another at equal distances: shares are drawn as lines with bands.
    ///
    /// ```
    /// use geostance::{Outcome, plots::{self, Share, Shares}};
    ///
    /// let share = |estimate| Some(Share { estimate, low: estimate, high: estimate });
    /// let shares = Shares::new("month", ["01", "02"]).series(Outcome::None, "none", [share(0.2), share(0.4)]);
    /// assert!(plots::shares(&shares.clone().over_time())? != plots::shares(&shares)?);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn over_time(mut self) -> Self {
        self.is_over_time = true;
        self
    }

    /// Adds the shares of an outcome under the name that it has in the picture: one for each label, `None` where there is none.
    ///
    /// ```
    /// use geostance::{Stance, plots::{self, Shares}};
    ///
    /// let shares = Shares::new("month", ["01", "02"]).series(Stance::ProMoscow, "pro-moscow", [None]);
    /// assert!(plots::shares(&shares).unwrap_err().to_string().contains("1 for 2 labels"));
    /// ```
    #[must_use]
    pub fn series(
        mut self,
        outcome: impl Into<Outcome>,
        label: &str,
        points: impl IntoIterator<Item = Option<Share>>,
    ) -> Self {
        let points = points.into_iter().collect();
        self.series.push(Series { outcome: outcome.into(), label: label.to_owned(), points });
        self
    }

    pub(super) fn check(&self) -> Result<(), PlotError> {
        if self.labels.is_empty() {
            return Err(PlotError::Nothing("no labels for the axis"));
        }
        if self.series.is_empty() {
            return Err(PlotError::Nothing("no series of shares"));
        }
        for series in &self.series {
            let (expected, found) = (self.labels.len(), series.points.len());
            if expected != found {
                return Err(PlotError::Points { series: series.label.clone(), expected, found });
            }
            let is_good = |Share { estimate, low, high }: Share| {
                (0.0..=1.0).contains(&low) && (low..=1.0).contains(&estimate) && (estimate..=1.0).contains(&high)
            };
            if let Some(point) = series.points.iter().position(|point| point.is_some_and(|share| !is_good(share))) {
                let expected = "0 ≤ low ≤ estimate ≤ high ≤ 1";
                return Err(PlotError::Number { series: series.label.clone(), point, expected });
            }
        }
        if self.series.iter().all(|series| series.points.iter().all(Option::is_none)) {
            return Err(PlotError::Nothing("no label has a share"));
        }
        Ok(())
    }

    /// The key: a sample for each series.
    pub(super) fn key(&self, sample: fn(Style) -> Sample) -> Vec<Entry> {
        let entry = |series: &Series| (sample(of_outcome(series.outcome)), series.label.clone());
        self.series.iter().map(entry).collect()
    }

    /// The upper end of the highest interval.
    pub(super) fn most(&self) -> f64 {
        let all = self.series.iter().flat_map(|series| series.points.iter().flatten());
        all.map(|share| share.high).fold(0.0, f64::max)
    }

    /// All shares in words, for those who cannot see them.
    pub(super) fn description(&self) -> String {
        let mut words = format!("Shares of sentences with their {}, by {}.", self.interval, self.by);
        for (number, label) in self.labels.iter().enumerate() {
            let _ = write!(words, " {label}:");
            let mut before = "";
            for series in &self.series {
                let _ = write!(words, "{before} {} ", series.label);
                let _ = match series.points[number] {
                    Some(share) => {
                        let [estimate, low, high] = [share.estimate, share.low, share.high].map(|share| 100.0 * share);
                        write!(words, "{estimate:.1} % ({low:.1} to {high:.1})")
                    }
                    None => write!(words, "unknown"),
                };
                before = ",";
            }
            words.push('.');
        }
        words
    }
}
