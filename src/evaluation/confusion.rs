//! Which stances were taken for which.

use crate::model::ByLabel;
use crate::stance::{Labels, PerStance, Stance};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt;

/// How often sentences of each stance were taken for each.
///
/// ```
/// use geostance::{Stance, evaluation::Confusion};
///
/// let mut confusion = Confusion::default();
/// confusion.add(Stance::ProMoscow, Stance::MultiVector);
/// assert_eq!(confusion.count(Stance::ProMoscow, Stance::MultiVector), 1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Confusion {
    /// By label, then by prediction.
    counts: PerStance<PerStance<usize>>,
}

/// Precision, recall and F1 of one stance; `None` where a figure is undefined.
///
/// ```
/// use geostance::{Stance, evaluation::Confusion};
///
/// let mut confusion = Confusion::default();
/// confusion.add(Stance::ProMoscow, Stance::ProMoscow);
/// confusion.add(Stance::ProMoscow, Stance::MultiVector);
/// let scores = confusion.class(Stance::ProMoscow);
/// assert_eq!((scores.precision, scores.recall), (Some(1.0), Some(0.5)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ClassScores {
    /// Of the sentences taken for the stance, the share that has it; `None` if none was.
    pub precision: Option<f64>,
    /// Of the sentences that have the stance, the share found; `None` if none has.
    pub recall: Option<f64>,
    /// The harmonic mean of both, 2·TP / (2·TP + FP + FN); `None` if the stance occurs neither among labels nor
    /// predictions.
    pub f1: Option<f64>,
    /// The sentences that have the stance.
    pub support: usize,
}

impl Confusion {
    /// Counts a sentence.
    ///
    /// ```
    /// use geostance::{Stance, evaluation::Confusion};
    ///
    /// let mut confusion = Confusion::default();
    /// confusion.add(Stance::MultiVector, Stance::MultiVector);
    /// assert_eq!(confusion.accuracy(), Some(1.0));
    /// ```
    pub fn add(&mut self, label: Stance, prediction: Stance) {
        self.add_times(label, prediction, 1);
    }

    pub(super) fn add_times(&mut self, label: Stance, prediction: Stance, times: usize) {
        self.counts[label][prediction] += times;
    }

    /// How many sentences of a label were taken for a prediction.
    ///
    /// ```
    /// use geostance::{Stance, evaluation::Confusion};
    ///
    /// assert_eq!(Confusion::default().count(Stance::ProMoscow, Stance::ProMoscow), 0);
    /// ```
    #[must_use]
    pub fn count(&self, label: Stance, prediction: Stance) -> usize {
        self.counts[label][prediction]
    }

    /// All sentences.
    ///
    /// ```
    /// assert_eq!(geostance::evaluation::Confusion::default().total(), 0);
    /// ```
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().flat_map(|(_, row)| row.as_array()).sum()
    }

    /// Precision, recall and F1 of a stance.
    ///
    /// ```
    /// use geostance::{Stance, evaluation::Confusion};
    ///
    /// assert_eq!(Confusion::default().class(Stance::ProMoscow).f1, None);
    /// ```
    #[must_use]
    pub fn class(&self, stance: Stance) -> ClassScores {
        let found = self.counts[stance][stance];
        let support: usize = self.counts[stance].as_array().iter().sum();
        let predicted: usize = self.counts.iter().map(|(_, row)| row[stance]).sum();
        ClassScores {
            precision: ratio(found, predicted),
            recall: ratio(found, support),
            f1: ratio(2 * found, support + predicted),
            support,
        }
    }

    /// The mean F1 of the stances that occur among labels or predictions.
    ///
    /// ```
    /// use geostance::{Stance, evaluation::Confusion};
    ///
    /// let mut confusion = Confusion::default();
    /// confusion.add(Stance::ProMoscow, Stance::ProMoscow);
    /// assert_eq!(confusion.macro_f1(), Some(1.0));
    /// ```
    #[must_use]
    pub fn macro_f1(&self) -> Option<f64> {
        let scores: Vec<f64> = Stance::ALL.into_iter().filter_map(|stance| self.class(stance).f1).collect();
        (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64)
    }

    /// The share of sentences whose stance was found.
    ///
    /// ```
    /// assert_eq!(geostance::evaluation::Confusion::default().accuracy(), None);
    /// ```
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        ratio(Stance::ALL.into_iter().map(|stance| self.counts[stance][stance]).sum(), self.total())
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// A confusion matrix with stances spelled as labels.
pub(super) struct Labelled<'a>(pub(super) &'a Labels, pub(super) &'a Confusion);

impl Serialize for Labelled<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ByLabel(self.0, self.1.counts.map(|counts| ByLabel(self.0, counts))).serialize(serializer)
    }
}

impl fmt::Display for Labelled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:18}", "label \\ prediction")?;
        for stance in Stance::ALL {
            write!(f, " {:>15}", self.0.name(stance))?;
        }
        for (stance, row) in self.1.counts.iter() {
            write!(f, "\n{:18}", self.0.name(stance))?;
            for count in row.as_array() {
                write!(f, " {count:>15}")?;
            }
        }
        Ok(())
    }
}

impl Serialize for Confusion {
    /// A map from label to a map from prediction to count.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Labelled(&Labels::default(), self).serialize(serializer)
    }
}

impl fmt::Display for Confusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Labelled(&Labels::default(), self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Labels down, predictions across; errors are not symmetric, so that precision cannot pass for recall.
    fn confusion() -> Confusion {
        Confusion { counts: [[5, 3, 2], [0, 4, 1], [1, 0, 9]].map(PerStance::from).into() }
    }

    #[test]
    fn scores_are_those_computed_by_hand() {
        let close = |found: Option<f64>, expected: f64| (found.unwrap() - expected).abs() < 1e-12;
        let pro = confusion().class(Stance::ProMoscow);
        assert!(close(pro.precision, 5.0 / 6.0) && close(pro.recall, 0.5) && close(pro.f1, 10.0 / 16.0));
        let multi = confusion().class(Stance::MultiVector);
        assert!(close(multi.precision, 4.0 / 7.0) && close(multi.recall, 0.8) && close(multi.f1, 8.0 / 12.0));
        let west = confusion().class(Stance::WesternLeaning);
        assert!(close(west.precision, 0.75) && close(west.recall, 0.9) && close(west.f1, 18.0 / 22.0));
        assert_eq!((pro.support, multi.support, west.support), (10, 5, 10));
        assert!(close(confusion().macro_f1(), (10.0 / 16.0 + 8.0 / 12.0 + 18.0 / 22.0) / 3.0));
        assert!(close(confusion().accuracy(), 18.0 / 25.0));
    }

    #[test]
    fn what_is_undefined_is_none() {
        let never_predicted = Confusion { counts: [[0, 2, 0], [0, 2, 0], [0, 0, 0]].map(PerStance::from).into() };
        let pro = never_predicted.class(Stance::ProMoscow);
        assert_eq!((pro.precision, pro.recall, pro.f1), (None, Some(0.0), Some(0.0)));
        let west = never_predicted.class(Stance::WesternLeaning);
        assert_eq!((west.precision, west.recall, west.f1), (None, None, None));
        assert_eq!(never_predicted.macro_f1(), Some(f64::midpoint(0.0, 4.0 / 6.0)));
        assert_eq!(Confusion::default().macro_f1(), None);
    }

    #[test]
    fn serialises_by_label_then_prediction() {
        let json = serde_json::to_value(confusion()).unwrap();
        assert_eq!(json["pro-moscow"]["multi-vector"], 3);
        assert_eq!(json["western-leaning"]["pro-moscow"], 1);
    }
}
