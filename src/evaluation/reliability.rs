//! What was said against what came true.

use super::ranked::{Bin, Ranked};
use super::scored::{by_evidence, by_probability};
use super::{Evaluation, figure};
use serde::Serialize;
use std::fmt;

/// What was said against what came true, over bins of equal size: the numbers of a reliability diagram (Niculescu-Mizil &
/// Caruana 2005, with the bins of Nguyen & O'Connor 2015); from [`Evaluation::reliability`] and
/// [`Evaluation::evidence_reliability`].
///
/// ```
/// use geostance::{Dataset, StanceModel};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let evaluation = StanceModel::pretrained().evaluate(&data)?;
/// let reliability = evaluation.reliability(10);
/// println!("{reliability}");
/// assert_eq!(reliability.bins.len(), 10);
/// assert!((reliability.error().unwrap() - evaluation.ece().unwrap()).abs() < 1e-12);
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Reliability {
    /// The bins, from the smallest values said to the largest.
    pub bins: Vec<ReliabilityBin>,
}

/// Sentences of which the model said about the same; part of [`Reliability`].
///
/// ```
/// use geostance::{Evaluation, StanceModel};
///
/// let evaluation = Evaluation::from_predictions([(None, StanceModel::pretrained().classify("Snow fell."))]);
/// let bin = evaluation.evidence_reliability(10).bins[0];
/// assert_eq!((bin.count, bin.observed), (1, 0.0));
/// assert_eq!(bin.low, bin.high);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ReliabilityBin {
    /// The sentences in the bin, at least 1.
    pub count: usize,
    /// The smallest value said, 0 to 1.
    pub low: f64,
    /// The largest value said, 0 to 1.
    pub high: f64,
    /// The mean of the values said, 0 to 1.
    pub predicted: f64,
    /// The share of sentences for which it came true, 0 to 1; sentences with the same value in different bins share theirs.
    pub observed: f64,
}

impl Evaluation {
    /// The largest probability against the share of sentences whose stance was found, over at most `bins` bins of equal size
    /// (to one); sentences with a stance only.
    ///
    /// ```
    /// use geostance::Evaluation;
    ///
    /// assert!(Evaluation::from_predictions([]).reliability(10).bins.is_empty());
    /// ```
    #[must_use]
    pub fn reliability(&self, bins: usize) -> Reliability {
        Reliability::of(&by_probability(self.sentences()), self.sentences().len(), bins)
    }

    /// The evidence against the share of sentences that have a stance, over at most `bins` bins of equal size (to one).
    ///
    /// ```
    /// use geostance::{Evaluation, Stance, StanceModel};
    ///
    /// let model = StanceModel::pretrained();
    /// let labelled = [
    ///     (Some(Stance::ProMoscow), model.classify("The union with Russia deepens.")),
    ///     (None, model.classify("Snow fell.")),
    /// ];
    /// let reliability = Evaluation::from_predictions(labelled).evidence_reliability(2);
    /// assert_eq!(reliability.bins.iter().map(|bin| bin.observed).collect::<Vec<_>>(), [0.0, 1.0]);
    /// ```
    #[must_use]
    pub fn evidence_reliability(&self, bins: usize) -> Reliability {
        Reliability::of(&by_evidence(self.sentences()), self.sentences().len(), bins)
    }
}

impl Reliability {
    fn of(ranked: &Ranked, rows: usize, bins: usize) -> Self {
        let bin = |bin: Bin| ReliabilityBin {
            count: bin.count,
            low: bin.low,
            high: bin.high,
            predicted: bin.values / bin.count as f64,
            observed: bin.hits / bin.count as f64,
        };
        Self { bins: ranked.bins(&vec![1; rows], bins).into_iter().map(bin).collect() }
    }

    /// The expected calibration error over these bins: the mean distance between said and observed, 0 to 1; `None` without
    /// bins.
    ///
    /// ```
    /// use geostance::Evaluation;
    ///
    /// assert_eq!(Evaluation::from_predictions([]).reliability(10).error(), None);
    /// ```
    #[must_use]
    pub fn error(&self) -> Option<f64> {
        let total: usize = self.bins.iter().map(|bin| bin.count).sum();
        let distance = |bin: &ReliabilityBin| (bin.predicted - bin.observed).abs() * bin.count as f64;
        (total > 0).then(|| self.bins.iter().map(distance).sum::<f64>() / total as f64)
    }
}

impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>9}  {:13} {:>9} {:>9}", "sentences", "range", "predicted", "observed")?;
        for bin in &self.bins {
            let range = format!("{:.3}–{:.3}", bin.low, bin.high);
            writeln!(f, "{:>9}  {range:13} {:>9.3} {:>9.3}", bin.count, bin.predicted, bin.observed)?;
        }
        writeln!(f, "calibration error {}", figure(self.error()))
    }
}
