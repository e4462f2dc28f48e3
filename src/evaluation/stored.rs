//! Figures read back from JSON.

use super::ClassScores;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The figures of an [`Evaluation`](super::Evaluation) that was written as JSON, read back; stances under the names that the
/// evaluation gave them. The sentences themselves are not kept.
///
/// ```
/// use geostance::{Evaluation, Prediction, Stance, evaluation::StoredEvaluation};
///
/// let prediction = Prediction::new([0.7, 0.2, 0.1], 0.9).unwrap();
/// let evaluation = Evaluation::from_predictions([(Some(Stance::ProMoscow), prediction)]);
/// let stored: StoredEvaluation = serde_json::from_str(&serde_json::to_string(&evaluation)?)?;
/// assert_eq!((stored.macro_f1, stored.accuracy), (evaluation.macro_f1(), evaluation.accuracy()));
/// assert_eq!(stored.per_class["pro-moscow"].support, 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct StoredEvaluation {
    /// All sentences.
    pub sentences: usize,
    /// Those with a stance.
    pub with_stance: usize,
    /// The mean F1 of the stances, 0 to 1.
    pub macro_f1: Option<f64>,
    /// The share of sentences with a stance whose stance was found, 0 to 1.
    pub accuracy: Option<f64>,
    /// Precision, recall and F1 of each stance.
    pub per_class: BTreeMap<String, ClassScores>,
    /// How many sentences of each stance were taken for each.
    pub confusion: BTreeMap<String, BTreeMap<String, usize>>,
    /// The mean negative logarithm of the probability of the label.
    pub log_loss: Option<f64>,
    /// The Brier score, 0 to 2.
    pub brier: Option<f64>,
    /// The expected calibration error, 0 to 1.
    pub ece: Option<f64>,
    /// How often a sentence with a stance has more evidence than one without, 0 to 1.
    #[serde(rename = "none_auroc")]
    pub evidence_auroc: Option<f64>,
    /// The area under the risk–coverage curve, 0 to 1.
    pub aurc: Option<f64>,
}
