//! Means over runs, and what a learning curve lets one expect.

use geostance::report::signed;
use std::fmt;

/// Points of which the trend is taken: the largest sizes, for curves flatten.
const RECENT: usize = 5;

pub(super) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The standard deviation of two values or more.
pub(super) fn spread(values: &[f64]) -> Option<f64> {
    let mean = mean(values)?;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (values.len() > 1).then(|| (squares / (values.len() - 1) as f64).sqrt())
}

/// A learning curve, from the smallest size to the largest.
#[derive(Default)]
pub(super) struct Trend {
    /// Sentences, mean score and its standard deviation over runs.
    points: Vec<(f64, f64, Option<f64>)>,
}

impl Trend {
    /// The scores of the runs of one size; sizes without a score are left out.
    pub(super) fn add(&mut self, sentences: f64, scores: &[f64]) {
        if let Some(mean) = mean(scores) {
            self.points.push((sentences, mean, spread(scores)));
        }
    }

    /// The factor by which a doubling multiplies what the score lacks to 1, by a power law: a straight line through the
    /// logarithms (Hestness et al. 2017).
    fn shrinking(&self) -> Option<f64> {
        let recent = &self.points[self.points.len().saturating_sub(RECENT)..];
        let logs: Vec<(f64, f64)> = recent
            .iter()
            .filter(|point| point.0 > 0.0 && point.1 < 1.0)
            .map(|point| (point.0.log2(), (1.0 - point.1).log2()))
            .collect();
        let (x, y): (Vec<f64>, Vec<f64>) = logs.iter().copied().unzip();
        let (mean_x, mean_y) = (mean(&x)?, mean(&y)?);
        let variance: f64 = x.iter().map(|x| (x - mean_x).powi(2)).sum();
        let covariance: f64 = logs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
        (logs.len() > 2 && variance > 0.0).then(|| (covariance / variance).exp2())
    }
}

impl fmt::Display for Trend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ([.., (_, before, spread_before), (sentences, now, spread)], Some(shrinking)) =
            (&self.points[..], self.shrinking())
        else {
            return f.write_str("fewer than three sizes with a score; too few to say whether more data is worth it");
        };
        // All runs have the whole of the data in common, so that the size before may tell more.
        let spread = [*spread, *spread_before].into_iter().flatten().reduce(f64::max);
        let gained = now - before;
        let expected = (1.0 - now) * (1.0 - shrinking);
        write!(f, "the last doubling, to {sentences:.0} sentences, changed macro-F1 by {}", signed(gained, 3))?;
        if let Some(spread) = spread {
            write!(f, " (runs of one size differ by {spread:.3})")?;
        }
        let noise = spread.unwrap_or(0.0);
        let verdict = if expected < 0.003 || expected < noise / 2.0 {
            "more of the same data is hardly worth it: look at suspects, at other sources, at the features"
        } else if expected < 0.01 {
            "more data buys little; choose it (suggest) rather than take what comes"
        } else {
            "more data is worth it"
        };
        write!(
            f,
            "; if the trend of the largest sizes goes on, twice the data gives {:.3} instead of {now:.3}: {verdict}. An \
             extrapolation by a power law, of data like this alone; curves flatten",
            now + expected
        )
    }
}
