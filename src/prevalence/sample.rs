//! Which sentences of a corpus were labelled, and how they were drawn.

use crate::error::PrevalenceError;
use crate::stance::{Outcome, PerOutcome, Stance};
use std::collections::BTreeSet;

/// By how much a label's probabilities may miss a sum of 1.
const TOLERANCE: f64 = 1e-6;

/// A labelled sentence of a corpus.
///
/// ```
/// use geostance::{Stance, prevalence::SampledSentence};
///
/// let drawn = SampledSentence::new(17, Some(Stance::MultiVector)).probability(0.05).stratum(2);
/// assert_eq!(drawn.place, 17);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct SampledSentence {
    /// Its place among the predictions, counted from 0.
    pub place: usize,
    /// The probability of each outcome by hand: 1 for one of them, unless coders differ.
    pub label: PerOutcome<f64>,
    /// The probability with which it was drawn, above 0 and at most 1; `None` where all are alike.
    pub probability: Option<f64>,
    /// The stratum that it was drawn from; 0 where there are none.
    pub stratum: usize,
}

impl SampledSentence {
    /// The sentence at a place with its label, drawn with the same probability as all others.
    #[must_use]
    pub fn new(place: usize, label: Option<Stance>) -> Self {
        let label = Outcome::from(label);
        let label = PerOutcome::from_fn(|outcome| f64::from(u8::from(outcome == label)));
        Self { place, label, probability: None, stratum: 0 }
    }

    /// The sentence with a label that is a distribution over the outcomes, as when two of three coders see one.
    ///
    /// ```
    /// use geostance::prevalence::SampledSentence;
    ///
    /// assert_eq!(SampledSentence::soft(0, [0.5, 0.5, 0.0, 0.0]).label, [0.5, 0.5, 0.0, 0.0].into());
    /// ```
    #[must_use]
    pub fn soft(place: usize, label: impl Into<PerOutcome<f64>>) -> Self {
        Self { label: label.into(), ..Self::new(place, None) }
    }

    /// The sentence with the probability with which it was drawn.
    #[must_use]
    pub fn probability(mut self, probability: f64) -> Self {
        self.probability = Some(probability);
        self
    }

    /// The sentence with the stratum that it was drawn from: the sentences of a stratum were drawn apart from the others.
    #[must_use]
    pub fn stratum(mut self, stratum: usize) -> Self {
        self.stratum = stratum;
        self
    }
}

/// The labelled sentences of a corpus.
///
/// ```
/// use geostance::prevalence::{Sample, SampledSentence};
///
/// let sample = Sample::new((0..40).map(|place| SampledSentence::new(place * 25, None)));
/// assert_eq!(sample.sentences().len(), 40);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sample {
    sentences: Vec<SampledSentence>,
    clusters: Option<Vec<usize>>,
}

impl Sample {
    /// Labelled sentences, drawn one by one.
    #[must_use]
    pub fn new(sentences: impl IntoIterator<Item = SampledSentence>) -> Self {
        Self { sentences: sentences.into_iter().collect(), clusters: None }
    }

    /// The sample with the cluster (the article) of *every* sentence of the corpus: where whole articles were drawn, or for the
    /// process behind the corpus, in which sentences of one article are alike.
    ///
    /// ```
    /// use geostance::prevalence::{Sample, SampledSentence};
    ///
    /// let sample = Sample::new([SampledSentence::new(1, None)]).clusters(vec![0, 0, 1, 1]);
    /// assert_eq!(sample.sentences().len(), 1);
    /// ```
    #[must_use]
    pub fn clusters(mut self, of_sentences: Vec<usize>) -> Self {
        self.clusters = Some(of_sentences);
        self
    }

    /// The labelled sentences.
    #[must_use]
    pub fn sentences(&self) -> &[SampledSentence] {
        &self.sentences
    }

    pub(super) fn of_sentences(&self) -> Option<&[usize]> {
        self.clusters.as_deref()
    }

    /// Checks every rule against a corpus of so many sentences.
    pub(super) fn check(&self, sentences: usize) -> Result<(), PrevalenceError> {
        if let Some(found) = self.clusters.as_ref().map(Vec::len).filter(|&found| found != sentences) {
            return Err(PrevalenceError::OtherCount { expected: sentences, found });
        }
        let stated = self.sentences.iter().any(|sentence| sentence.probability.is_some());
        let mut seen = BTreeSet::new();
        for (row, sentence) in self.sentences.iter().enumerate() {
            let place = sentence.place;
            if place >= sentences {
                return Err(PrevalenceError::OutOfCorpus { row, place, sentences });
            }
            if !seen.insert(place) {
                return Err(PrevalenceError::Twice { row });
            }
            let label = sentence.label.as_array();
            let within = label.iter().all(|probability| (0.0..=1.0).contains(probability));
            if !within || (label.iter().sum::<f64>() - 1.0).abs() > TOLERANCE {
                return Err(PrevalenceError::Label { row });
            }
            match sentence.probability {
                Some(found) if !(found > 0.0 && found <= 1.0) => {
                    return Err(PrevalenceError::Probability { row, found });
                }
                None if stated => return Err(PrevalenceError::NoProbability { row }),
                _ => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_checked() {
        let at = |place| SampledSentence::new(place, None);
        for (rows, expected) in [
            (vec![at(3)], PrevalenceError::OutOfCorpus { row: 0, place: 3, sentences: 3 }),
            (vec![at(1), at(0), at(1)], PrevalenceError::Twice { row: 2 }),
            (vec![SampledSentence::soft(0, [0.5, 0.4, 0.0, 0.0])], PrevalenceError::Label { row: 0 }),
            (vec![SampledSentence::soft(0, [1.5, -0.5, 0.0, 0.0])], PrevalenceError::Label { row: 0 }),
            (vec![SampledSentence::soft(0, [f64::NAN, 0.5, 0.5, 0.0])], PrevalenceError::Label { row: 0 }),
            (vec![at(0).probability(0.0)], PrevalenceError::Probability { row: 0, found: 0.0 }),
            (vec![at(0).probability(1.5)], PrevalenceError::Probability { row: 0, found: 1.5 }),
            (vec![at(0).probability(f64::INFINITY)], PrevalenceError::Probability { row: 0, found: f64::INFINITY }),
            (vec![at(0).probability(1.0), at(1)], PrevalenceError::NoProbability { row: 1 }),
        ] {
            assert_eq!(Sample::new(rows).check(3), Err(expected));
        }
        let error = Sample::new([at(0).probability(f64::NAN)]).check(3).unwrap_err();
        assert!(matches!(error, PrevalenceError::Probability { row: 0, found } if found.is_nan()));
        let clusters = Sample::new([at(0)]).clusters(vec![0, 1]).check(3);
        assert_eq!(clusters, Err(PrevalenceError::OtherCount { expected: 3, found: 2 }));
        assert_eq!(Sample::new([at(2), at(0)]).check(3), Ok(()));
    }
}
