//! The state of prevalence: what the model says of every sentence, and the labels of those that were drawn.

use super::scalar::field_name;
use datafusion::arrow::array::{ArrayRef, Float64Builder, Int64Array, StructArray};
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::error::{DataFusionError, Result};
use geostance::error::PrevalenceError;
use geostance::prevalence::{Prevalence, PrevalenceOptions, Sample, SampledSentence, prevalence};
use geostance::{Outcome, Prediction, Stance};
use std::sync::Arc;

/// The predictions and labels of a group of sentences.
#[derive(Debug, Default)]
pub(crate) struct Corpus {
    predictions: Vec<Prediction>,
    sample: Vec<SampledSentence>,
}

/// The bytes of a prediction: evidence and three probabilities.
const PREDICTION: usize = 4 * 8;
/// The bytes of a label: place, outcome, and the probability of being drawn, not a number where none is given.
const LABEL: usize = 3 * 8;

impl Corpus {
    /// Adds a sentence, with its label if it was drawn.
    pub(crate) fn push(&mut self, prediction: &Prediction, label: Option<Outcome>, probability: Option<f64>) {
        if let Some(label) = label {
            let drawn = SampledSentence::new(self.predictions.len(), label.stance());
            self.sample.push(probability.map_or(drawn, |probability| drawn.probability(probability)));
        }
        self.predictions.push(*prediction);
    }

    /// The bytes that it takes.
    pub(crate) fn size(&self) -> usize {
        self.predictions.capacity() * size_of::<Prediction>() + self.sample.capacity() * size_of::<SampledSentence>()
    }

    /// The estimates; none without sentences, or with fewer labels than an estimate needs.
    pub(crate) fn estimate(&self) -> std::result::Result<Option<Prevalence>, PrevalenceError> {
        let sample = Sample::new(self.sample.iter().copied());
        match prevalence(&self.predictions, &sample, &PrevalenceOptions::new()) {
            Ok(found) => Ok(Some(found)),
            Err(PrevalenceError::FewLabels { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// As bytes: the predictions, the labels.
    pub(crate) fn to_bytes(&self) -> [Vec<u8>; 2] {
        let mut predictions = Vec::with_capacity(self.predictions.len() * PREDICTION);
        for prediction in &self.predictions {
            predictions.extend(prediction.evidence().to_le_bytes());
            for probability in prediction.probabilities().as_array() {
                predictions.extend(probability.to_le_bytes());
            }
        }
        let mut sample = Vec::with_capacity(self.sample.len() * LABEL);
        for drawn in &self.sample {
            let outcome = drawn.label.as_array().iter().position(|label| *label > 0.5).unwrap_or_default();
            sample.extend((drawn.place as u64).to_le_bytes());
            sample.extend((outcome as u64).to_le_bytes());
            sample.extend(drawn.probability.unwrap_or(f64::NAN).to_le_bytes());
        }
        [predictions, sample]
    }

    /// Adds another corpus, from its bytes.
    ///
    /// # Errors
    ///
    /// Bytes that are no state of a corpus.
    pub(crate) fn merge(&mut self, predictions: &[u8], sample: &[u8]) -> Result<()> {
        let broken = || DataFusionError::Internal("stance_prevalence: bytes that are no state of a corpus".to_owned());
        let before = self.predictions.len();
        let words = |bytes: &[u8]| -> Vec<[u8; 8]> { bytes.as_chunks().0.to_vec() };
        if !predictions.len().is_multiple_of(PREDICTION) || !sample.len().is_multiple_of(LABEL) {
            return Err(broken());
        }
        for prediction in words(predictions).chunks_exact(PREDICTION / 8) {
            let [evidence, a, b, c] = [0, 1, 2, 3].map(|at| f64::from_le_bytes(prediction[at]));
            self.predictions.push(Prediction::new([a, b, c], evidence).ok_or_else(broken)?);
        }
        for drawn in words(sample).chunks_exact(LABEL / 8) {
            let [place, outcome] = [0, 1].map(|at| u64::from_le_bytes(drawn[at]));
            let outcome = usize::try_from(outcome).ok().and_then(|at| Outcome::ALL.get(at)).ok_or_else(broken)?;
            let place = usize::try_from(place).ok().and_then(|place| place.checked_add(before)).ok_or_else(broken)?;
            let label = SampledSentence::new(place, outcome.stance());
            let probability = f64::from_le_bytes(drawn[2]);
            self.sample.push(if probability.is_nan() { label } else { label.probability(probability) });
        }
        Ok(())
    }
}

/// The fields of one outcome.
fn share_fields() -> Fields {
    ["estimate", "low", "high", "naive"].map(|name| Field::new(name, DataType::Float64, false)).to_vec().into()
}

/// The outcomes with their fields' names, none last.
fn outcomes() -> Vec<(Outcome, String)> {
    let stances = Stance::ALL.into_iter().map(|stance| (Outcome::from(stance), field_name(stance)));
    stances.chain([(Outcome::None, "none".to_owned())]).collect()
}

/// The fields of the result.
pub(crate) fn fields() -> Fields {
    let counts = ["sentences", "labelled"].map(|name| Field::new(name, DataType::Int64, false));
    let shares = outcomes().into_iter().map(|(_, name)| Field::new(name, DataType::Struct(share_fields()), false));
    counts.into_iter().chain(shares).collect()
}

/// The result of one group.
pub(crate) fn result(found: &Prevalence) -> Result<StructArray> {
    let count = |number: usize| Arc::new(Int64Array::from(vec![number as i64])) as ArrayRef;
    let mut columns = vec![count(found.sentences()), count(found.labelled())];
    for (outcome, _) in outcomes() {
        let share = found.share(outcome);
        let numbers = [share.estimate, share.interval[0], share.interval[1], share.naive].map(|number| {
            let mut column = Float64Builder::with_capacity(1);
            column.append_value(number);
            Arc::new(column.finish()) as ArrayRef
        });
        columns.push(Arc::new(StructArray::try_new(share_fields(), numbers.to_vec(), None)?));
    }
    Ok(StructArray::try_new(fields(), columns, None)?)
}
