//! The headline metrics.

use crate::stance::{Labels, Stance};
use serde::{Serialize, Serializer};
use std::fmt;

/// The headline metrics of an [`Evaluation`](crate::Evaluation): those that have intervals and are compared.
///
/// ```
/// use geostance::{Evaluation, Stance, evaluation::Metric};
///
/// let nothing = Evaluation::from_predictions([]);
/// assert!(Metric::ALL.iter().all(|&metric| nothing.metric(metric).is_none()));
/// assert_eq!(Metric::F1(Stance::ProMoscow).key(), "f1_pro_moscow");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Metric {
    /// [`Evaluation::macro_f1`](crate::Evaluation::macro_f1).
    MacroF1,
    /// [`Evaluation::accuracy`](crate::Evaluation::accuracy).
    Accuracy,
    /// The F1 of a stance, [`ClassScores::f1`](crate::evaluation::ClassScores::f1).
    F1(Stance),
    /// [`Evaluation::ece`](crate::Evaluation::ece).
    Ece,
    /// [`Evaluation::log_loss`](crate::Evaluation::log_loss).
    LogLoss,
    /// [`Evaluation::brier`](crate::Evaluation::brier).
    Brier,
    /// [`Evaluation::evidence_auroc`](crate::Evaluation::evidence_auroc).
    EvidenceAuroc,
    /// [`Evaluation::aurc`](crate::Evaluation::aurc).
    Aurc,
}

impl Metric {
    /// All headline metrics, in the order in which they are printed.
    pub const ALL: &'static [Self] = &[
        Self::MacroF1,
        Self::Accuracy,
        Self::F1(Stance::ProMoscow),
        Self::F1(Stance::MultiVector),
        Self::F1(Stance::WesternLeaning),
        Self::Ece,
        Self::LogLoss,
        Self::Brier,
        Self::EvidenceAuroc,
        Self::Aurc,
    ];

    /// The place in [`Metric::ALL`].
    pub(super) fn index(self) -> usize {
        Self::ALL.iter().position(|&metric| metric == self).unwrap_or(0)
    }

    /// The key in JSON, with stances spelled as the crate's own.
    ///
    /// ```
    /// use geostance::{Stance, evaluation::Metric};
    ///
    /// assert_eq!(Metric::F1(Stance::ProMoscow).key(), "f1_pro_moscow");
    /// ```
    #[must_use]
    pub fn key(self) -> String {
        self.key_with(&Labels::default())
    }

    /// The key in JSON, with stances spelled as labels.
    ///
    /// ```
    /// use geostance::{Stance, evaluation::Metric};
    ///
    /// let labels = "against=pro-moscow".parse()?;
    /// assert_eq!(Metric::F1(Stance::ProMoscow).key_with(&labels), "f1_against");
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn key_with(self, labels: &Labels) -> String {
        match self {
            Self::MacroF1 => "macro_f1",
            Self::Accuracy => "accuracy",
            Self::F1(stance) => return labels.probability_column(stance).replacen("p_", "f1_", 1),
            Self::Ece => "ece",
            Self::LogLoss => "log_loss",
            Self::Brier => "brier",
            Self::EvidenceAuroc => "none_auroc",
            Self::Aurc => "aurc",
        }
        .to_owned()
    }

    /// The name in tables, with stances spelled as labels.
    #[must_use]
    pub fn name_with(self, labels: &Labels) -> String {
        match self {
            Self::MacroF1 => "macro-F1",
            Self::Accuracy => "accuracy",
            Self::F1(stance) => return format!("F1 {}", labels.name(stance)),
            Self::Ece => "calibration error",
            Self::LogLoss => "log-loss",
            Self::Brier => "Brier score",
            Self::EvidenceAuroc => "evidence AUROC",
            Self::Aurc => "AURC",
        }
        .to_owned()
    }

    /// Whether a larger figure is the better one; otherwise a smaller one is.
    ///
    /// ```
    /// use geostance::evaluation::Metric;
    ///
    /// assert!(Metric::MacroF1.higher_is_better() && !Metric::LogLoss.higher_is_better());
    /// ```
    #[must_use]
    pub const fn higher_is_better(self) -> bool {
        matches!(self, Self::MacroF1 | Self::Accuracy | Self::F1(_) | Self::EvidenceAuroc)
    }
}

/// The name in tables, with stances spelled as the crate's own.
impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name_with(&Labels::default()))
    }
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_has_its_place() {
        for (place, &metric) in Metric::ALL.iter().enumerate() {
            assert_eq!(metric.index(), place, "{metric}");
            assert_eq!(serde_json::to_string(&metric).unwrap(), format!("\"{}\"", metric.key()));
        }
    }
}
