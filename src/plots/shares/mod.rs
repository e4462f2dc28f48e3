//! Shares of outcomes with their intervals: over time as lines with bands, by categories as marks with whiskers.
//!
//! `data`: what is drawn. `over_time`, `by_category`: the two pictures.

mod by_category;
mod data;
mod over_time;

pub use data::{Share, Shares};

use crate::error::Error;

/// Shares with their intervals, as SVG: lines with bands where the labels are times, else marks with whiskers.
///
/// # Errors
///
/// [`Error::Plot`] without series or labels, for a series with more or fewer points than labels, and for shares that are no numbers
/// from 0 to 1 or lie outside their intervals.
///
/// ```
/// use geostance::{Outcome, plots};
///
/// let shares = plots::Shares::new("source", ["TASS", "Reuters"])
///     .title("Sentences without a course, by source")
///     .series(Outcome::None, "none", [Some(plots::Share { estimate: 0.3, low: 0.25, high: 0.36 }), None]);
/// let svg = plots::shares(&shares)?;
/// assert!(svg.contains("<title>Sentences without a course, by source</title>"));
/// # Ok::<(), geostance::Error>(())
/// ```
pub fn shares(shares: &Shares) -> Result<String, Error> {
    shares.check()?;
    Ok(if shares.is_over_time { over_time::draw(shares) } else { by_category::draw(shares) }?)
}
