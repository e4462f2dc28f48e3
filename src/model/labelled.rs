//! Values by stance, spelled as labels.

use super::Prediction;
use crate::stance::{Labels, Outcome, PerOutcome, PerStance};
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

/// Values as a map with labels for keys, in the order of the stances.
pub(crate) struct ByLabel<'a, V>(pub(crate) &'a Labels, pub(crate) V);

fn map<'v, V: Serialize + 'v, S: Serializer>(
    labels: &Labels,
    values: impl ExactSizeIterator<Item = (Outcome, &'v V)>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut out = serializer.serialize_map(Some(values.len()))?;
    for (outcome, value) in values {
        out.serialize_entry(labels.name(outcome), value)?;
    }
    out.end()
}

impl<T: Serialize> Serialize for ByLabel<'_, PerStance<T>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        map(self.0, self.1.iter().map(|(stance, value)| (stance.into(), value)), serializer)
    }
}

impl<T: Serialize> Serialize for ByLabel<'_, PerOutcome<T>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        map(self.0, self.1.iter(), serializer)
    }
}

/// A prediction whose stances are spelled as labels.
pub(crate) struct LabelledPrediction<'a>(pub(crate) &'a Labels, pub(crate) &'a Prediction);

impl Serialize for LabelledPrediction<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(labels, prediction) = self;
        let mut out = serializer.serialize_struct("Prediction", 5)?;
        out.serialize_field("stance", labels.name(prediction.stance()))?;
        out.serialize_field("confidence", &prediction.confidence())?;
        out.serialize_field("evidence", &prediction.evidence())?;
        out.serialize_field("probabilities", &ByLabel(labels, prediction.probabilities()))?;
        out.serialize_field("known_features", &prediction.known_features())?;
        out.end()
    }
}
