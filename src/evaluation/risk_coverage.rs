//! What deciding costs.

use super::scored::by_confidence;
use super::{Evaluation, figure};
use serde::Serialize;
use std::fmt;

/// What deciding at each threshold of confidence would cost: the risk–coverage curve of selective classification (El-Yaniv &
/// Wiener 2010; Geifman & El-Yaniv 2017); from [`Evaluation::risk_coverage`].
///
/// A sentence is decided where [`Prediction::confidence`](crate::Prediction::confidence) reaches the threshold. The
/// coverage is the share of all sentences that is decided; the risk is the share of the decided ones that is wrong, and
/// a decided sentence without a stance is wrong.
///
/// ```
/// use geostance::{Dataset, StanceModel};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let curve = StanceModel::pretrained().evaluate(&data)?.risk_coverage();
/// println!("{curve}");
/// let threshold = curve.threshold_for_risk(0.1).unwrap();
/// let point = curve.at(threshold).unwrap();
/// assert!(point.risk <= 0.1 && point.coverage > 0.5);
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RiskCoverage {
    /// All sentences, decided or not.
    pub sentences: usize,
    /// A point for each distinct confidence, from the highest to the lowest.
    pub points: Vec<RiskCoveragePoint>,
}

/// What one threshold costs; part of [`RiskCoverage`].
///
/// ```
/// use geostance::{Evaluation, StanceModel};
///
/// let curve = Evaluation::from_predictions([(None, StanceModel::pretrained().classify("Snow fell."))]).risk_coverage();
/// assert_eq!((curve.points[0].coverage, curve.points[0].risk), (1.0, 1.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RiskCoveragePoint {
    /// The threshold of confidence, 0 to 1.
    pub threshold: f64,
    /// The sentences decided.
    pub decided: usize,
    /// Their share of all, above 0 and up to 1.
    pub coverage: f64,
    /// The share of them that is wrong, 0 to 1.
    pub risk: f64,
}

impl Evaluation {
    /// The risk–coverage curve over all sentences.
    ///
    /// ```
    /// use geostance::Evaluation;
    ///
    /// assert!(Evaluation::from_predictions([]).risk_coverage().points.is_empty());
    /// ```
    #[must_use]
    pub fn risk_coverage(&self) -> RiskCoverage {
        let sentences = self.sentences().len();
        let (ranked, once) = (by_confidence(self.sentences()), vec![1; sentences]);
        let points = ranked.tops(&once).map(|top| RiskCoveragePoint {
            threshold: top.value,
            decided: top.count,
            coverage: top.count as f64 / sentences as f64,
            risk: top.hits as f64 / top.count as f64,
        });
        RiskCoverage { sentences, points: points.collect() }
    }

    /// The smallest threshold from which on the risk stays within the given one; see
    /// [`RiskCoverage::threshold_for_risk`].
    ///
    /// ```
    /// use geostance::{Dataset, StanceModel};
    ///
    /// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
    /// let evaluation = StanceModel::pretrained().evaluate(&data)?;
    /// assert!(evaluation.threshold_for_risk(0.05) > evaluation.threshold_for_risk(0.2));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn threshold_for_risk(&self, risk: f64) -> Option<f64> {
        self.risk_coverage().threshold_for_risk(risk)
    }
}

impl RiskCoverage {
    /// The smallest confidence from which on the risk never exceeds the given one, whichever higher threshold is taken, so
    /// that one lucky run of sentences does not set it.
    ///
    /// Only thresholds count at which at least 3 / `risk` sentences are decided: with fewer, not even a flawless record would
    /// show the risk (the rule of three; Hanley & Lippman-Hand 1983), and one early mistake among the most confident
    /// sentences would rule out every threshold. `None` where no threshold will do, as for a risk of 0 or less.
    ///
    /// ```
    /// use geostance::Evaluation;
    ///
    /// assert_eq!(Evaluation::from_predictions([]).risk_coverage().threshold_for_risk(0.5), None);
    /// ```
    #[must_use]
    pub fn threshold_for_risk(&self, risk: f64) -> Option<f64> {
        self.point_for_risk(risk).map(|point| point.threshold)
    }

    /// What the threshold of [`RiskCoverage::threshold_for_risk`] costs.
    ///
    /// ```
    /// use geostance::Evaluation;
    ///
    /// assert_eq!(Evaluation::from_predictions([]).risk_coverage().point_for_risk(0.5), None);
    /// ```
    #[must_use]
    pub fn point_for_risk(&self, risk: f64) -> Option<&RiskCoveragePoint> {
        let shows = |point: &&RiskCoveragePoint| risk > 0.0 && point.decided as f64 * risk >= 3.0;
        self.points.iter().filter(shows).take_while(|point| point.risk <= risk).last()
    }

    /// What a threshold costs; `None` where no sentence reaches it.
    ///
    /// ```
    /// use geostance::{Evaluation, StanceModel};
    ///
    /// let prediction = StanceModel::pretrained().classify("Snow fell.");
    /// let curve = Evaluation::from_predictions([(None, prediction)]).risk_coverage();
    /// assert_eq!(curve.at(0.0).unwrap().decided, 1);
    /// assert_eq!(curve.at(1.1), None);
    /// ```
    #[must_use]
    pub fn at(&self, threshold: f64) -> Option<&RiskCoveragePoint> {
        self.points.iter().take_while(|point| point.threshold >= threshold).last()
    }
}

/// The coverage at risks of 1 to 20 %, and the risk at thresholds of 0.3 to 0.9.
impl fmt::Display for RiskCoverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:>9} {:>9} {:>9} {:>9}", "risk", "threshold", "coverage", "decided")?;
        for percent in [1, 2, 5, 10, 20] {
            write!(f, "{:>9} ", format!("≤ {percent} %"))?;
            match self.point_for_risk(f64::from(percent) / 100.0) {
                Some(point) => writeln!(f, "{:>9.3} {:>9.3} {:>9}", point.threshold, point.coverage, point.decided)?,
                None => writeln!(f, "{:>9} {:>9} {:>9}", "–", "–", "–")?,
            }
        }
        writeln!(f)?;
        writeln!(f, "{:>9} {:>9} {:>9} {:>9}", "threshold", "risk", "coverage", "decided")?;
        for tenth in 3..=9 {
            let threshold = f64::from(tenth) / 10.0;
            let (risk, coverage, decided) =
                self.at(threshold).map_or((None, 0.0, 0), |point| (Some(point.risk), point.coverage, point.decided));
            writeln!(f, "{threshold:>9.1} {:>9} {coverage:>9.3} {decided:>9}", figure(risk))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Prediction;
    use crate::stance::Stance::{MultiVector, ProMoscow};

    /// Sentences by falling confidence, each right or wrong.
    fn evaluation(rows: impl IntoIterator<Item = (f64, bool)>) -> Evaluation {
        Evaluation::from_predictions(rows.into_iter().map(|(confidence, right)| {
            let label = if right { ProMoscow } else { MultiVector };
            (Some(label), Prediction::new([1.0, 0.0, 0.0], confidence).unwrap())
        }))
    }

    #[test]
    fn points_are_those_computed_by_hand() {
        let curve = evaluation([(0.9, true), (0.8, false), (0.7, true), (0.7, true)]).risk_coverage();
        let points: Vec<_> = curve.points.iter().map(|p| (p.threshold, p.decided, p.coverage, p.risk)).collect();
        assert_eq!(points, [(0.9, 1, 0.25, 0.0), (0.8, 2, 0.5, 0.5), (0.7, 4, 1.0, 0.25)]);
        assert_eq!(curve.at(0.75).unwrap().decided, 2);
        assert_eq!((curve.at(0.95), curve.at(f64::NAN)), (None, None));
    }

    #[test]
    fn the_threshold_ignores_early_mistakes_and_lucky_runs() {
        let confidence = |rank: usize| 1.0 - rank as f64 / 200.0;
        // One mistake at the very top, then 49 right, then every second wrong, at the end a run of right ones.
        let right = |rank: usize| rank > 0 && (rank < 50 || rank.is_multiple_of(2) || rank >= 60);
        let curve = evaluation((0..150).map(|rank| (confidence(rank), right(rank)))).risk_coverage();
        // Thirty must be decided to show 10 %; the most is 6 wrong of 60.
        assert_eq!(curve.threshold_for_risk(0.1), Some(confidence(149)));
        // Fifty must be decided to show 6 %: 1 wrong of 50, 2 of 52, 3 of 54; 4 of 56 is more than that.
        assert_eq!(curve.threshold_for_risk(0.06), Some(confidence(54)));
        assert!(curve.at(0.0).unwrap().risk < 0.06, "the lucky run at the end does not count");
        for hopeless in [0.0, -1.0, 0.001, f64::NAN] {
            assert_eq!(curve.threshold_for_risk(hopeless), None);
        }
        assert_eq!(curve.threshold_for_risk(1.0), Some(confidence(149)));
    }

    #[test]
    fn sentences_without_a_stance_are_wrong_once_decided() {
        let sure = Prediction::new([1.0, 0.0, 0.0], 0.9).unwrap();
        let unsure = Prediction::new([1.0, 0.0, 0.0], 0.1).unwrap();
        let curve = Evaluation::from_predictions([(Some(ProMoscow), sure), (None, unsure)]).risk_coverage();
        assert_eq!(curve.points.iter().map(|point| point.risk).collect::<Vec<_>>(), [0.0, 0.5]);
    }
}
