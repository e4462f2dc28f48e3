//! Errors of plots.

use super::{counted, found};
use std::fmt;

/// Why a picture cannot be drawn.
///
/// ```
/// use geostance::{Error, error::PlotError, plots};
///
/// let nothing = plots::shares(&plots::Shares::new("month", ["2026-01"])).unwrap_err();
/// assert!(matches!(nothing, Error::Plot(PlotError::Nothing(_))));
/// assert_eq!(nothing.to_string(), "there is nothing to draw: no series of shares");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum PlotError {
    /// There is nothing to draw; what is missing.
    Nothing(&'static str),
    /// A series has more points, or fewer, than there are labels under the axis.
    Points {
        /// The label of the series.
        series: String,
        /// The labels under the axis.
        expected: usize,
        /// The points of the series.
        found: usize,
    },
    /// A number that cannot be drawn: no number, or out of its order or range.
    Number {
        /// The label of the series.
        series: String,
        /// The point, counted from 0.
        point: usize,
        /// What was expected.
        expected: &'static str,
    },
    /// What draws said that it could not.
    Drawing(String),
}

impl std::error::Error for PlotError {}

impl fmt::Display for PlotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing(what) => write!(f, "there is nothing to draw: {what}"),
            Self::Points { series, expected, found: points } => write!(
                f,
                "the series `{}` needs a point for each label under the axis: {points} for {}; leave no point out, but give none \
                 for it",
                found(series),
                counted(*expected, "label", "labels")
            ),
            Self::Number { series, point, expected } => {
                write!(f, "the series `{}` cannot be drawn at point {}: expected {expected}", found(series), point + 1)
            }
            Self::Drawing(words) => write!(f, "cannot draw: {words}"),
        }
    }
}
