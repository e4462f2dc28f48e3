//! What an evaluation keeps of every sentence.

use crate::dataset::LabelledSentence;
use crate::model::Prediction;
use crate::stance::Stance;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A sentence of an [`Evaluation`](crate::Evaluation): its label, what the model said, and which group it belongs to.
///
/// ```
/// use geostance::{Evaluation, Stance, StanceModel};
///
/// let prediction = StanceModel::pretrained().classify("The union with Russia deepens.");
/// let evaluation = Evaluation::from_predictions([(Some(Stance::ProMoscow), prediction)]);
/// let sentence = &evaluation.sentences()[0];
/// assert_eq!((sentence.label(), sentence.prediction()), (Some(Stance::ProMoscow), &prediction));
/// assert!(sentence.is_right());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EvaluatedSentence {
    label: Option<Stance>,
    prediction: Prediction,
    pub(super) group: Group,
    /// A digest of the text; 0 where the evaluation was made without texts.
    text: u64,
}

/// The number of a group within an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    pub(super) number: usize,
    /// Whether the sentence names its group; otherwise it is one of its own, with its equals.
    pub(super) named: bool,
}

impl EvaluatedSentence {
    /// The label; `None` where the sentence takes no course.
    ///
    /// ```
    /// # use geostance::{Evaluation, StanceModel};
    /// let evaluation = Evaluation::from_predictions([(None, StanceModel::pretrained().classify("Snow fell."))]);
    /// assert_eq!(evaluation.sentences()[0].label(), None);
    /// ```
    #[must_use]
    pub fn label(&self) -> Option<Stance> {
        self.label
    }

    /// What the model said.
    ///
    /// ```
    /// # use geostance::{Evaluation, StanceModel};
    /// let evaluation = Evaluation::from_predictions([(None, StanceModel::pretrained().classify("Snow fell."))]);
    /// assert!(evaluation.sentences()[0].prediction().evidence() < 0.5);
    /// ```
    #[must_use]
    pub fn prediction(&self) -> &Prediction {
        &self.prediction
    }

    /// Whether the most probable stance is the label; never for a sentence without a stance.
    ///
    /// ```
    /// # use geostance::{Evaluation, StanceModel};
    /// let evaluation = Evaluation::from_predictions([(None, StanceModel::pretrained().classify("Snow fell."))]);
    /// assert!(!evaluation.sentences()[0].is_right());
    /// ```
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.label == Some(self.prediction.stance())
    }

    /// Whether both are of the same sentence, whatever was predicted.
    pub(super) fn is_same_sentence(&self, other: &Self) -> bool {
        (self.label, self.group, self.text) == (other.label, other.group, other.text)
    }
}

/// Predictions without texts: every sentence is a group of its own.
pub(super) fn ungrouped(labelled: impl IntoIterator<Item = (Option<Stance>, Prediction)>) -> Vec<EvaluatedSentence> {
    let group = |number| Group { number, named: false };
    labelled
        .into_iter()
        .enumerate()
        .map(|(number, (label, prediction))| EvaluatedSentence { label, prediction, group: group(number), text: 0 })
        .collect()
}

/// Predictions of labelled sentences, groups numbered as they first occur.
pub(super) fn grouped<'a>(
    labelled: impl IntoIterator<Item = (&'a LabelledSentence, Prediction)>,
) -> Vec<EvaluatedSentence> {
    let mut numbers: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    labelled
        .into_iter()
        .map(|(sentence, prediction)| {
            let next = numbers.len();
            let number = *numbers.entry(sentence.group_key()).or_insert(next);
            let group = Group { number, named: sentence.group.is_some() };
            let mut digest = DefaultHasher::new();
            sentence.text.hash(&mut digest);
            EvaluatedSentence { label: sentence.stance, prediction, group, text: digest.finish() }
        })
        .collect()
}

/// Whether an evaluated sentence can be this one: the label is the same and, where the evaluation has texts, the text.
pub(super) fn is_of(evaluated: &EvaluatedSentence, sentence: &LabelledSentence) -> bool {
    let mut digest = DefaultHasher::new();
    sentence.text.hash(&mut digest);
    evaluated.label == sentence.stance && (evaluated.text == 0 || evaluated.text == digest.finish())
}

/// The groups of sentences, numbered without gaps.
pub(super) struct Groups {
    pub(super) of_row: Vec<usize>,
    pub(super) count: usize,
}

impl Groups {
    pub(super) fn of(sentences: &[EvaluatedSentence]) -> Self {
        let mut numbers: Vec<usize> = sentences.iter().map(|sentence| sentence.group.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let place = |sentence: &EvaluatedSentence| numbers.partition_point(|&number| number < sentence.group.number);
        Self { of_row: sentences.iter().map(place).collect(), count: numbers.len() }
    }
}
