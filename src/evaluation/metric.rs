use crate::stance::Stance;
use serde::{Serialize, Serializer};
use std::fmt;

/// The headline figures of an [`Evaluation`](crate::Evaluation): those that have intervals and are compared.
///
/// ```
/// use geostance::{Evaluation, Metric, Stance};
///
/// let nothing = Evaluation::from_predictions([]);
/// assert!(Metric::ALL.iter().all(|&metric| nothing.figure(metric).is_none()));
/// assert_eq!(Metric::F1(Stance::ProMoscow).key(), "f1_pro_moscow");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Metric {
    /// [`Evaluation::macro_f1`](crate::Evaluation::macro_f1).
    MacroF1,
    /// [`Evaluation::accuracy`](crate::Evaluation::accuracy).
    Accuracy,
    /// The F1 of a stance, [`ClassScores::f1`](crate::ClassScores::f1).
    F1(Stance),
    /// [`Evaluation::ece`](crate::Evaluation::ece).
    Ece,
    /// [`Evaluation::log_loss`](crate::Evaluation::log_loss).
    LogLoss,
    /// [`Evaluation::brier`](crate::Evaluation::brier).
    Brier,
    /// [`Evaluation::none_auroc`](crate::Evaluation::none_auroc).
    NoneAuroc,
    /// [`Evaluation::aurc`](crate::Evaluation::aurc).
    Aurc,
}

/// The number of headline figures.
pub(super) const METRICS: usize = 10;

impl Metric {
    /// All headline figures, in the order in which they are printed.
    ///
    /// ```
    /// assert_eq!(geostance::Metric::ALL[0], geostance::Metric::MacroF1);
    /// ```
    pub const ALL: [Self; METRICS] = [
        Self::MacroF1,
        Self::Accuracy,
        Self::F1(Stance::ProMoscow),
        Self::F1(Stance::MultiVector),
        Self::F1(Stance::WesternLeaning),
        Self::Ece,
        Self::LogLoss,
        Self::Brier,
        Self::NoneAuroc,
        Self::Aurc,
    ];

    /// The place in [`Metric::ALL`].
    pub(super) const fn index(self) -> usize {
        match self {
            Self::MacroF1 => 0,
            Self::Accuracy => 1,
            Self::F1(stance) => 2 + stance.index(),
            Self::Ece => 5,
            Self::LogLoss => 6,
            Self::Brier => 7,
            Self::NoneAuroc => 8,
            Self::Aurc => 9,
        }
    }

    /// The name in JSON.
    ///
    /// ```
    /// assert_eq!(geostance::Metric::NoneAuroc.key(), "none_auroc");
    /// ```
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::MacroF1 => "macro_f1",
            Self::Accuracy => "accuracy",
            Self::F1(Stance::ProMoscow) => "f1_pro_moscow",
            Self::F1(Stance::MultiVector) => "f1_multi_vector",
            Self::F1(Stance::WesternLeaning) => "f1_western_leaning",
            Self::Ece => "ece",
            Self::LogLoss => "log_loss",
            Self::Brier => "brier",
            Self::NoneAuroc => "none_auroc",
            Self::Aurc => "aurc",
        }
    }

    /// Whether a larger figure is the better one; otherwise a smaller one is.
    ///
    /// ```
    /// use geostance::Metric;
    ///
    /// assert!(Metric::MacroF1.is_better_higher() && !Metric::LogLoss.is_better_higher());
    /// ```
    #[must_use]
    pub const fn is_better_higher(self) -> bool {
        matches!(self, Self::MacroF1 | Self::Accuracy | Self::F1(_) | Self::NoneAuroc)
    }
}

/// The name in tables.
impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::MacroF1 => "macro-F1",
            Self::Accuracy => "accuracy",
            Self::F1(Stance::ProMoscow) => "F1 pro-moscow",
            Self::F1(Stance::MultiVector) => "F1 multi-vector",
            Self::F1(Stance::WesternLeaning) => "F1 western-leaning",
            Self::Ece => "calibration error",
            Self::LogLoss => "log-loss",
            Self::Brier => "Brier score",
            Self::NoneAuroc => "evidence AUROC",
            Self::Aurc => "AURC",
        })
    }
}

impl Serialize for Metric {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_has_its_place() {
        for (place, metric) in Metric::ALL.into_iter().enumerate() {
            assert_eq!(metric.index(), place, "{metric}");
            assert_eq!(serde_json::to_string(&metric).unwrap(), format!("\"{}\"", metric.key()));
        }
    }
}
