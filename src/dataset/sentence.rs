//! One labelled sentence, and the rules that it must keep.

use super::MAX_TEXT_BYTES;
use super::metadata::Metadata;
use crate::error::DataReason;
use crate::stance::{Outcome, PerOutcome, PerStance, Stance};

/// By how much soft labels may miss a sum of 1, for they come from spreadsheets.
const TOLERANCE: f64 = 1e-6;

/// By how much the sum of three probabilities may miss 1 for rounding alone.
const ROUNDING: f64 = 1e-15;

/// One labelled sentence.
///
/// ```
/// use geostance::{Stance, dataset::LabelledSentence};
///
/// let sentence = LabelledSentence::new(Some(Stance::MultiVector), "Mongolia stays neutral.").group("b7").weight(2.0);
/// assert_eq!(sentence.text, "Mongolia stays neutral.");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LabelledSentence {
    /// The stance; `None` where the sentence takes no course. Of a soft label the most probable of the four outcomes, of
    /// equally probable ones the first.
    pub stance: Option<Stance>,
    /// The sentence.
    pub text: String,
    /// What must not be divided between folds; a sentence without a group is one of its own, with its equals.
    pub group: Option<String>,
    /// How much the sentence counts in training; finite, at least 0, 1 by default. Weight 2 equals two copies.
    pub weight: f32,
    /// Further columns by name; never trained on.
    pub metadata: Metadata,
    /// The distribution over the three stances and none, unless the label is certain.
    soft: Option<Box<[f64; 4]>>,
}

impl LabelledSentence {
    /// A sentence of weight 1 without group or metadata.
    ///
    /// ```
    /// let sentence = geostance::dataset::LabelledSentence::new(None, "It rained.");
    /// assert_eq!(sentence.weight, 1.0);
    /// ```
    pub fn new(stance: Option<Stance>, text: impl Into<String>) -> Self {
        Self { stance, text: text.into(), group: None, weight: 1.0, metadata: Metadata::default(), soft: None }
    }

    /// The sentence in a group.
    ///
    /// ```
    /// let sentence = geostance::dataset::LabelledSentence::new(None, "It rained.").group("weather");
    /// assert_eq!(sentence.group.as_deref(), Some("weather"));
    /// ```
    #[must_use]
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// The sentence with a weight.
    ///
    /// ```
    /// assert_eq!(geostance::dataset::LabelledSentence::new(None, "It rained.").weight(0.5).weight, 0.5);
    /// ```
    #[must_use]
    pub fn weight(mut self, weight: f32) -> Self {
        self.weight = weight;
        self
    }

    /// The sentence with one more column of metadata.
    ///
    /// ```
    /// let sentence = geostance::dataset::LabelledSentence::new(None, "It rained.").metadata("register", "wire");
    /// assert_eq!(sentence.metadata.get("register"), Some("wire"));
    /// ```
    #[must_use]
    pub fn metadata(mut self, column: impl Into<String>, value: impl AsRef<str>) -> Self {
        self.metadata.insert(column, value.as_ref());
        self
    }

    /// The sentence with a soft label: the probability of each stance, in the order of [`Stance::ALL`], as when two of
    /// three coders see one; the rest, to 1, is `none`. A sum within 1e-6 of 1 counts as 1. The stance becomes the most
    /// probable outcome; a probability of 1 is the same as the plain label.
    ///
    /// ```
    /// use geostance::{Stance, dataset::LabelledSentence};
    ///
    /// let sentence = LabelledSentence::new(None, "Baku abstained.").soft([0.125, 0.625, 0.0]);
    /// assert_eq!(sentence.stance, Some(Stance::MultiVector));
    /// assert_eq!(sentence.distribution().into_array(), [0.125, 0.625, 0.0, 0.25]);
    /// ```
    #[must_use]
    pub fn soft(mut self, probabilities: impl Into<PerStance<f64>>) -> Self {
        let probabilities = probabilities.into().into_array();
        let sum = probabilities.iter().sum::<f64>();
        let mut distribution = [0.0; 4];
        distribution[..3].copy_from_slice(&probabilities);
        let off = (1.0 - sum).abs();
        if off <= TOLERANCE {
            // What rounding leaves stays, so that a label that was written out is read again as it was.
            if off > ROUNDING {
                distribution = distribution.map(|probability| probability / sum);
            }
        } else {
            distribution[3] = 1.0 - sum;
        }
        self.stance = most_probable(&distribution);
        let valid = distribution.iter().all(|probability| (0.0..=1.0).contains(probability));
        let certain = valid && distribution.iter().any(|&probability| probability >= 1.0);
        self.soft = (!certain).then(|| Box::new(distribution));
        self
    }

    /// The probability of each outcome; they sum to 1. One of them is 1 where the label is not soft.
    ///
    /// ```
    /// use geostance::{Stance, dataset::LabelledSentence};
    ///
    /// let sentence = LabelledSentence::new(Some(Stance::WesternLeaning), "Tbilisi applied to join.");
    /// assert_eq!(sentence.distribution()[Stance::WesternLeaning], 1.0);
    /// ```
    #[must_use]
    pub fn distribution(&self) -> PerOutcome<f64> {
        match self.soft.as_deref() {
            Some(distribution) => (*distribution).into(),
            None => PerOutcome::from_fn(|outcome| f64::from(outcome == Outcome::from(self.stance))),
        }
    }

    /// Whether the label is soft: no outcome has a probability of 1.
    ///
    /// ```
    /// assert!(!geostance::dataset::LabelledSentence::new(None, "It rained.").is_soft());
    /// ```
    #[must_use]
    pub fn is_soft(&self) -> bool {
        self.soft.is_some()
    }

    /// The place of the label among the four: the stances in their order, then none.
    pub(crate) fn class(&self) -> usize {
        Outcome::from(self.stance).index()
    }

    /// What a sentence with this group and text is kept together with.
    pub(crate) fn group_key(&self) -> (bool, &str) {
        match &self.group {
            Some(group) => (true, group),
            None => (false, &self.text),
        }
    }

    /// The sentence as it enters a dataset: whatever was written into the stance of a soft label, it is the most probable; a
    /// group without a name is none.
    pub(super) fn settled(mut self) -> Self {
        self.group = self.group.filter(|group| !group.is_empty());
        if let Some(distribution) = &self.soft {
            self.stance = most_probable(distribution);
        }
        self
    }

    /// Why the sentence may not enter a dataset, if it may not; and the column of that.
    pub(super) fn broken_rule(&self) -> Option<(&'static str, DataReason)> {
        if self.text.len() > MAX_TEXT_BYTES {
            return Some(("text", DataReason::TextTooLong { bytes: self.text.len(), limit: MAX_TEXT_BYTES }));
        }
        if self.text.contains('\0') {
            return Some(("text", DataReason::NulInText));
        }
        if self.text.trim().is_empty() {
            return Some(("text", DataReason::EmptyText));
        }
        if !(self.weight.is_finite() && self.weight >= 0.0) {
            return Some(("weight", DataReason::Weight(self.weight.to_string())));
        }
        None
    }

    /// Why the soft label is none, if it is none; and the stance of that.
    pub(super) fn broken_label(&self) -> Option<(Stance, DataReason)> {
        let distribution = self.distribution();
        self.soft.as_ref()?;
        let in_range = |probability: f64| (0.0..=1.0).contains(&probability);
        if let Some(stance) = Stance::ALL.into_iter().find(|&stance| !in_range(distribution[stance])) {
            return Some((stance, DataReason::Probability(distribution[stance].to_string())));
        }
        if in_range(distribution[Outcome::None]) {
            return None;
        }
        // Where the sum first goes over 1.
        let mut sum = 0.0;
        let over = Stance::ALL.into_iter().find(|&stance| {
            sum += distribution[stance];
            sum > 1.0 + TOLERANCE
        });
        let reason = DataReason::ProbabilitySum(1.0 - distribution[Outcome::None]);
        Some((over.unwrap_or(Stance::WesternLeaning), reason))
    }
}

/// The most probable outcome, of equally probable ones the first.
fn most_probable(distribution: &[f64; 4]) -> Option<Stance> {
    let mut best = 0;
    for (place, probability) in distribution.iter().enumerate() {
        if *probability > distribution[best] {
            best = place;
        }
    }
    Stance::ALL.get(best).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn soft(probabilities: [f64; 3]) -> LabelledSentence {
        LabelledSentence::new(None, "Snow.").soft(probabilities)
    }

    #[test]
    fn the_stance_is_the_most_probable_outcome() {
        for (probabilities, stance) in [
            ([0.5, 0.3, 0.2], Some(Stance::ProMoscow)),
            ([0.2, 0.4, 0.4], Some(Stance::MultiVector)),
            ([0.2, 0.2, 0.2], None),
            ([0.25, 0.25, 0.25], Some(Stance::ProMoscow)),
            ([0.0, 0.0, 0.5], Some(Stance::WesternLeaning)),
            ([0.0; 3], None),
        ] {
            assert_eq!(soft(probabilities).stance, stance, "{probabilities:?}");
        }
    }

    #[test]
    fn a_sum_that_misses_one_by_rounding_leaves_nothing_to_none() {
        let distribution = soft([0.333_333_3; 3]).distribution().into_array();
        assert!(distribution[3] <= 0.0 && (distribution.iter().sum::<f64>() - 1.0).abs() < 1e-15);
        let distribution = soft([0.500_000_4, 0.5, 0.0]).distribution().into_array();
        assert!(distribution[3] <= 0.0 && (distribution.iter().sum::<f64>() - 1.0).abs() < 1e-15);
        assert!((soft([0.33; 3]).distribution()[Outcome::None] - 0.01).abs() < 1e-12);
    }

    #[test]
    fn certainty_is_the_plain_label() {
        assert_eq!(soft([0.0, 1.0, 0.0]), LabelledSentence::new(Some(Stance::MultiVector), "Snow."));
        assert_eq!(soft([0.0; 3]), LabelledSentence::new(None, "Snow."));
        assert!(soft([1.0, 0.5, -0.5]).is_soft(), "kept, to be refused");
    }

    #[test]
    fn broken_soft_labels_are_known() {
        let reason =
            |probabilities| soft(probabilities).broken_label().map(|(stance, why)| (stance.index(), why.to_string()));
        assert_eq!(reason([0.2, 0.3, 0.4]), None);
        assert_eq!(reason([0.2, -0.1, 0.4]), Some((1, "probability `-0.1`; expected a number from 0 to 1".to_owned())));
        assert_eq!(reason([f64::NAN, 0.1, 0.4]).unwrap().0, 0);
        assert_eq!(
            reason([0.7, 0.4, 0.2]),
            Some((1, "the probabilities sum to 1.3; expected at most 1, for the rest is none".to_owned()))
        );
    }

    #[test]
    fn a_sentence_is_small() {
        assert!(size_of::<LabelledSentence>() <= 72);
    }
}
