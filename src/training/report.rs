//! How training ended, and how it goes.

use super::strength::PriorStrength;
use crate::error::counted;
use crate::stance::{Labels, Outcome, PerOutcome, Stance};
use serde::Serialize;
use std::fmt;

/// How training ended; printed, it is the report of the command `train`.
///
/// ```
/// use geostance::{Dataset, StanceModel};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let fitted = StanceModel::params().calibration_folds(0).fit(&data)?;
/// assert!(fitted.report().converged);
/// assert_eq!(fitted.report().sentences, data.counts());
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TrainingReport {
    /// Sentences of each outcome; those of weight 0 are not counted.
    #[serde(serialize_with = "crate::stance::as_list")]
    pub sentences: PerOutcome<usize>,
    /// Terms of the vocabulary.
    pub terms: usize,
    /// Iterations of the solver, each about two passes over the data, one by sentence and one by term.
    pub iterations: usize,
    /// The objective at the end.
    pub objective: f64,
    /// The norm of the gradient at the end over its norm at zero.
    pub relative_gradient: f64,
    /// Whether that is within the tolerance.
    pub converged: bool,
    /// What became of calibration.
    pub calibration: CalibrationOutcome,
    /// How strongly the prior holds, where there is one.
    pub prior_strength: Option<PriorStrength>,
    /// How the data spells the labels.
    pub labels: Labels,
}

impl TrainingReport {
    /// The stances that no sentence has, as the data spells them; none where each has one.
    fn missing(&self) -> Option<String> {
        let missing = Stance::ALL.into_iter().filter(|&stance| self.sentences[stance] == 0);
        let names: Vec<&str> = missing.map(|stance| self.labels.name(stance)).collect();
        (!names.is_empty()).then(|| names.join(" or "))
    }
}

impl fmt::Display for TrainingReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sentences:   ")?;
        for (outcome, count) in self.sentences.iter() {
            write!(f, "{count} {}{}", self.labels.name(outcome), if outcome == Outcome::None { "\n" } else { ", " })?;
        }
        writeln!(f, "terms:       {}", self.terms)?;
        let converged = if self.converged { "converged" } else { "NOT CONVERGED, allow more iterations" };
        writeln!(
            f,
            "solver:      {converged} after {} iterations, objective {:.6}, relative gradient {:.1e}",
            self.iterations, self.objective, self.relative_gradient
        )?;
        if let Some(strength) = self.prior_strength {
            writeln!(f, "prior:       strength {strength}")?;
            if let Some(missing) = self.missing() {
                writeln!(f, "             no sentence is labelled {missing}: what is learned speaks against it")?;
            }
        }
        write!(f, "calibration: {}", self.calibration)
    }
}

/// What became of calibration.
///
/// ```
/// use geostance::training::CalibrationOutcome;
///
/// let shrunk = CalibrationOutcome::Fitted { asked: 5, folds: 3 };
/// assert_eq!(shrunk.to_string(), "fitted on 3 folds instead of 5: the groups of the classes allow no more");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CalibrationOutcome {
    /// No calibration was asked for.
    Off,
    /// Fitted on out-of-fold scores; on fewer folds than asked where the groups of the classes allow no more.
    Fitted {
        /// The folds that were asked for.
        asked: usize,
        /// The folds that there were.
        folds: usize,
    },
    /// That of the prior: no folds were asked for or possible, the data are fewer than 100 sentences, or the prior is kept as it
    /// is.
    Kept,
    /// Skipped, for the groups of the classes do not allow two folds.
    Skipped {
        /// The folds that were asked for.
        asked: usize,
    },
}

impl fmt::Display for CalibrationOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("off; probabilities are as the scores give them"),
            Self::Fitted { asked, folds } if asked == folds => write!(f, "fitted on {folds} folds"),
            Self::Fitted { asked, folds } => {
                write!(f, "fitted on {folds} folds instead of {asked}: the groups of the classes allow no more")
            }
            Self::Kept => f.write_str("that of the prior"),
            Self::Skipped { asked } => write!(
                f,
                "skipped: {} asked for, but the groups of the classes do not allow two; probabilities are as the scores give them",
                counted(*asked, "fold was", "folds were")
            ),
        }
    }
}

/// A step of training, for those who show progress.
///
/// ```
/// use geostance::{Dataset, StanceModel};
/// use std::sync::atomic::{AtomicUsize, Ordering};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let steps = AtomicUsize::new(0);
/// let fitted = StanceModel::params().calibration_folds(0).fit_with_progress(&data, |progress| {
///     assert!(progress.objective > 0.0);
///     steps.fetch_add(1, Ordering::Relaxed);
/// })?;
/// assert_eq!(steps.into_inner(), fitted.report().iterations);
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Progress {
    /// What is being fitted.
    pub stage: Stage,
    /// The iteration, counted from 1.
    pub iteration: usize,
    /// The objective as last evaluated: before the Newton step that the iteration is part of.
    pub objective: f64,
}

/// What is being fitted.
///
/// ```
/// assert_eq!(geostance::training::Stage::CalibrationFold { fold: 1, folds: 5 }.to_string(), "calibration fold 2 of 5");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// The model.
    Model,
    /// A model without one fold, whose scores on it serve calibration. Folds are fitted side by side.
    CalibrationFold {
        /// The fold, counted from 0.
        fold: usize,
        /// The number of folds.
        folds: usize,
    },
    /// A model without one fold, at one of the strengths among which that of the prior is chosen. Folds are fitted side by side.
    PriorStrength {
        /// The fit, counted from 0.
        fit: usize,
        /// The number of fits, at most: those at strengths that need no training take no iterations.
        fits: usize,
    },
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Model => f.write_str("model"),
            Self::CalibrationFold { fold, folds } => write!(f, "calibration fold {} of {folds}", fold + 1),
            Self::PriorStrength { fit, fits } => write!(f, "strength of the prior, fit {} of {fits}", fit + 1),
        }
    }
}
