use super::Prediction;
use crate::stance::{Labels, Stance};
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

/// Three values as a map with the stances' labels.
pub(crate) struct ByLabel<'a, T>(pub(crate) &'a Labels, pub(crate) [T; 3]);

impl<T: Serialize> Serialize for ByLabel<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_map(Some(3))?;
        for (stance, value) in Stance::ALL.iter().zip(&self.1) {
            out.serialize_entry(self.0.name(*stance), value)?;
        }
        out.end()
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
