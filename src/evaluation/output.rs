//! An evaluation as JSON and as text.

use super::confusion::Labelled;
use super::{Evaluation, Metric};
use crate::error::counted;
use crate::model::ByLabel;
use crate::numeric::decimals;
use crate::stance::{PerStance, Stance};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;

impl Serialize for Evaluation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Evaluation", 11)?;
        out.serialize_field("sentences", &self.sentences().len())?;
        out.serialize_field("with_stance", &self.with_stance())?;
        out.serialize_field("macro_f1", &self.macro_f1())?;
        out.serialize_field("accuracy", &self.accuracy())?;
        out.serialize_field("per_class", &ByLabel(&self.labels, PerStance::from_fn(|stance| self.class(stance))))?;
        out.serialize_field("confusion", &Labelled(&self.labels, self.confusion()))?;
        out.serialize_field("log_loss", &self.log_loss())?;
        out.serialize_field("brier", &self.brier())?;
        out.serialize_field("ece", &self.ece())?;
        out.serialize_field("none_auroc", &self.evidence_auroc())?;
        out.serialize_field("aurc", &self.aurc())?;
        out.end()
    }
}

/// A figure with three decimals, or a dash where it is undefined.
pub(super) fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| decimals(value, 3))
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} with a stance, {} without",
            counted(self.with_stance(), "sentence", "sentences"),
            self.without_stance()
        )?;
        writeln!(f)?;
        writeln!(f, "{:16} {:>9} {:>6} {:>6} {:>9}", "stance", "precision", "recall", "F1", "sentences")?;
        for stance in Stance::ALL {
            let scores = self.class(stance);
            let [precision, recall, f1] = [scores.precision, scores.recall, scores.f1].map(figure);
            writeln!(f, "{:16} {precision:>9} {recall:>6} {f1:>6} {:>9}", self.labels.name(stance), scores.support)?;
        }
        writeln!(f)?;
        writeln!(f, "{}", Labelled(&self.labels, self.confusion()))?;
        writeln!(f)?;
        for &metric in Metric::ALL.iter().filter(|metric| !matches!(metric, Metric::F1(_))) {
            writeln!(f, "{metric:18} {:>6}", figure(self.metric(metric)))?;
        }
        Ok(())
    }
}
