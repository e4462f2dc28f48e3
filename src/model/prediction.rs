//! What a model says of one sentence.

use super::labelled::LabelledPrediction;
use crate::calibration::Calibration;
use crate::stance::{Labels, Outcome, PerStance, Stance};
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

/// The confidence from which [`crate::ArticleReport`]s and examples count a sentence as decided: chosen for a risk of 10 %.
///
/// At 0.6, of the sentences that the shipped model decides in cross-validation over groups of its data, 9.7 % are wrong, those
/// without a stance counted among them, and 65 % are decided (`train --folds 5` prints the table). On other people's text,
/// above all where few sentences take a course, the risk is higher: measure it with `evaluate --risk-coverage` on some
/// hundred sentences of your own, and take the threshold that it names for the risk that you can bear.
pub const DEFAULT_THRESHOLD: f64 = 0.6;

/// What the model says of one sentence.
///
/// Serialised alone, it spells the stances as [`Stance::as_str`] does; reports spell them as the model's labels.
///
/// ```
/// use geostance::{Stance, StanceModel};
///
/// let p = StanceModel::pretrained().classify("The two presidents agreed to deepen allied relations with Russia.");
/// assert_eq!(p.stance(), Stance::ProMoscow);
/// assert!(p.confidence() <= p.probability(p.stance()));
/// assert!((p.probabilities().as_array().iter().sum::<f64>() - 1.0).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prediction {
    pub(super) probabilities: PerStance<f64>,
    pub(super) evidence: f64,
    pub(super) known_features: usize,
}

impl Prediction {
    /// A prediction of another model, so that it can be measured and compared like one of this crate's: the three
    /// probabilities given a course, and the evidence. It has no known features.
    ///
    /// `None` unless each number is within 0 to 1 and the probabilities sum to 1, to within a millionth.
    ///
    /// ```
    /// use geostance::{Prediction, Stance};
    ///
    /// let p = Prediction::new([0.2, 0.7, 0.1], 0.9).unwrap();
    /// assert_eq!((p.stance(), p.evidence()), (Stance::MultiVector, 0.9));
    /// assert_eq!(Prediction::new([0.5, 0.6, 0.1], 0.9), None);
    /// ```
    #[must_use]
    pub fn new(probabilities: impl Into<PerStance<f64>>, evidence: f64) -> Option<Self> {
        let (probabilities, unit) = (probabilities.into(), 0.0..=1.0);
        let all = probabilities.as_array();
        let valid = all.iter().all(|probability| unit.contains(probability)) && unit.contains(&evidence);
        let sums_to_one = (all.iter().sum::<f64>() - 1.0).abs() <= 1e-6;
        (valid && sums_to_one).then_some(Self { probabilities, evidence, known_features: 0 })
    }

    /// Calibrated probabilities from scores.
    pub(crate) fn from_scores(
        calibration: &Calibration,
        has_none: bool,
        scores: &[f64; Outcome::COUNT],
        known_features: usize,
    ) -> Self {
        Self {
            probabilities: calibration.probabilities(scores).into(),
            evidence: if has_none { calibration.evidence(scores) } else { 1.0 },
            known_features,
        }
    }

    /// The most probable stance, always one of the three; of equally probable ones the first in their fixed order.
    ///
    /// ```
    /// let p = geostance::StanceModel::pretrained().classify("");
    /// assert!(geostance::Stance::ALL.contains(&p.stance()));
    /// ```
    #[must_use]
    pub fn stance(&self) -> Stance {
        let [pro_moscow, multi_vector, western_leaning] = self.probabilities.into_array();
        if pro_moscow >= multi_vector && pro_moscow >= western_leaning {
            Stance::ProMoscow
        } else if multi_vector >= western_leaning {
            Stance::MultiVector
        } else {
            Stance::WesternLeaning
        }
    }

    /// The probability of a stance given that the sentence takes a course, 0 to 1.
    ///
    /// ```
    /// use geostance::{Stance, StanceModel};
    ///
    /// let p = StanceModel::pretrained().classify("Chisinau applied for membership of the European Union.");
    /// assert!(p.probability(Stance::WesternLeaning) > p.probability(Stance::ProMoscow));
    /// ```
    #[must_use]
    pub fn probability(&self, stance: Stance) -> f64 {
        self.probabilities[stance]
    }

    /// The three probabilities; they sum to 1.
    ///
    /// ```
    /// let p = geostance::StanceModel::pretrained().classify("Minsk and Moscow signed the act.");
    /// let largest = p.probabilities().iter().max_by(|a, b| a.1.total_cmp(b.1)).unwrap().0;
    /// assert_eq!(largest, p.stance());
    /// ```
    #[must_use]
    pub fn probabilities(&self) -> PerStance<f64> {
        self.probabilities
    }

    /// The probability that the sentence takes a course at all, 0 to 1; 1 for a model that was trained without
    /// sentences that take none.
    ///
    /// ```
    /// let model = geostance::StanceModel::pretrained();
    /// let course = model.classify("Kazakhstan and Russia strengthen their alliance within the Eurasian Economic Union.");
    /// let weather = model.classify("Snow fell in Almaty on Sunday.");
    /// assert!(course.evidence() > weather.evidence());
    /// ```
    #[must_use]
    pub fn evidence(&self) -> f64 {
        self.evidence
    }

    /// How sure the model is of [`Prediction::stance`]: evidence × the largest probability, 0 to 1.
    ///
    /// ```
    /// let p = geostance::StanceModel::pretrained().classify("The talks went on.");
    /// assert_eq!(p.confidence(), p.evidence() * p.probability(p.stance()));
    /// ```
    #[must_use]
    pub fn confidence(&self) -> f64 {
        self.evidence * self.probability(self.stance())
    }

    /// The stance, if the confidence is at least `threshold`.
    ///
    /// ```
    /// let p = geostance::StanceModel::pretrained().classify("The talks went on.");
    /// assert_eq!(p.decided(0.0), Some(p.stance()));
    /// assert_eq!(p.decided(1.1), None);
    /// ```
    #[must_use]
    pub fn decided(&self, threshold: f64) -> Option<Stance> {
        (self.confidence() >= threshold).then(|| self.stance())
    }

    /// How many distinct features of the sentence the model knows. With none, the prediction is the model's prior.
    ///
    /// ```
    /// assert_eq!(geostance::StanceModel::pretrained().classify("☃").known_features(), 0);
    /// ```
    #[must_use]
    pub fn known_features(&self) -> usize {
        self.known_features
    }
}

impl Serialize for Prediction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        LabelledPrediction(&Labels::default(), self).serialize(serializer)
    }
}

/// From what serialising wrote; stance and confidence follow from the rest.
impl<'de> Deserialize<'de> for Prediction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Written {
            evidence: f64,
            probabilities: PerStance<f64>,
            known_features: usize,
        }
        let Written { evidence, probabilities, known_features } = Written::deserialize(deserializer)?;
        let read = Self::new(probabilities, evidence);
        let read = read.ok_or_else(|| D::Error::custom("no probabilities, or no evidence between 0 and 1"))?;
        Ok(Self { known_features, ..read })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prediction(probabilities: [f64; 3], evidence: f64) -> Prediction {
        Prediction { probabilities: probabilities.into(), evidence, known_features: 7 }
    }

    #[test]
    fn confidence_is_evidence_times_the_largest_probability() {
        let p = prediction([0.25, 0.5, 0.25], 0.5);
        assert_eq!(p.stance(), Stance::MultiVector);
        assert!((p.confidence() - 0.25).abs() < 1e-15);
        assert_eq!(p.decided(0.25), Some(Stance::MultiVector));
        assert_eq!(p.decided(0.26), None);
        assert_eq!(p.decided(f64::NAN), None);
    }

    #[test]
    fn of_equals_the_first_wins() {
        let third = 1.0 / 3.0;
        assert_eq!(prediction([third; 3], 1.0).stance(), Stance::ProMoscow);
        assert_eq!(prediction([0.2, 0.4, 0.4], 1.0).stance(), Stance::MultiVector);
        assert_eq!(prediction([0.2, 0.3, 0.5], 1.0).stance(), Stance::WesternLeaning);
    }

    #[test]
    fn predictions_from_elsewhere_are_checked() {
        assert!(Prediction::new([1.0 / 3.0; 3], 0.0).is_some());
        for (probabilities, evidence) in [
            ([0.5, 0.5, 0.1], 0.5),
            ([1.5, -0.5, 0.0], 0.5),
            ([f64::NAN, 0.5, 0.5], 0.5),
            ([1.0, 0.0, 0.0], 1.1),
            ([1.0, 0.0, 0.0], f64::NAN),
        ] {
            assert_eq!(Prediction::new(probabilities, evidence), None);
        }
    }

    #[test]
    fn serialises_by_name() {
        assert_eq!(
            serde_json::to_string(&prediction([0.25, 0.5, 0.25], 0.5)).unwrap(),
            "{\"stance\":\"multi-vector\",\"confidence\":0.25,\"evidence\":0.5,\"probabilities\":{\"pro-moscow\":0.25,\
             \"multi-vector\":0.5,\"western-leaning\":0.25},\"known_features\":7}"
        );
        let json = serde_json::to_string(&prediction([0.25, 0.5, 0.25], 0.5)).unwrap();
        assert_eq!(serde_json::from_str::<Prediction>(&json).unwrap(), prediction([0.25, 0.5, 0.25], 0.5));
        assert!(serde_json::from_str::<Prediction>(&json.replace("0.5", "1.5")).is_err());
    }
}
