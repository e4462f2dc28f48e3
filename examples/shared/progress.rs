//! Progress on a terminal, and nothing in a pipe.

use geostance::{CrossValidation, Dataset, Error, Progress, Stage, StanceParams};
use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How often the line is written anew.
const PAUSE: Duration = Duration::from_millis(100);

/// A line on a terminal's standard error that is written over and over; nothing in a pipe.
pub(crate) struct ProgressLine {
    terminal: bool,
    started: Instant,
    shown: Mutex<Option<Instant>>,
}

impl ProgressLine {
    pub(crate) fn new() -> Self {
        Self { terminal: io::stderr().is_terminal(), started: Instant::now(), shown: Mutex::new(None) }
    }

    /// Shows a text until the next.
    pub(crate) fn show(&self, text: &str) {
        if self.terminal {
            // Progress that cannot be shown is no reason to stop.
            let _ = write!(io::stderr(), "\r\x1b[K{text}");
        }
    }

    /// Shows a text unless another was shown just now: for what goes on many times a second.
    pub(crate) fn show_sometimes(&self, text: impl FnOnce() -> String) {
        let now = Instant::now();
        if let Ok(mut shown) = self.shown.lock()
            && self.terminal
            && shown.is_none_or(|shown| now - shown >= PAUSE)
        {
            *shown = Some(now);
            self.show(&text());
        }
    }

    /// Shows how far a training is, behind a text; how long it will take where it is many like fits.
    pub(crate) fn training(&self, before: &str, progress: &Progress) {
        let Progress { stage, iteration, objective, .. } = *progress;
        self.show_sometimes(|| {
            let left = match stage {
                Stage::PriorStrength { fit, fits } => self.left(fit as f64, fits as f64),
                Stage::Model | Stage::CalibrationFold { .. } => String::new(),
            };
            format!("{before}{stage}{left}: iteration {iteration}, objective {objective:.6}")
        });
    }

    /// How far a work of many like steps is, and how long the rest will take at the pace so far.
    pub(crate) fn of(&self, done: usize, total: usize) -> String {
        format!("{} of {total}{}", (done + 1).min(total), self.left(done as f64, total as f64))
    }

    /// How long the rest of a work will take at the pace so far.
    pub(crate) fn left(&self, done: f64, total: f64) -> String {
        if done <= 0.0 {
            return String::new();
        }
        let seconds = self.started.elapsed().as_secs_f64() / done * (total - done);
        format!(", about {seconds:.0} s left")
    }
}

/// Cross-validates and shows the fits.
pub(crate) fn cross_validate(
    params: &StanceParams,
    data: &Dataset,
    folds: usize,
    seed: u64,
) -> Result<CrossValidation, Error> {
    let line = ProgressLine::new();
    line.show(&format!("cross-validation over {folds} folds …"));
    let found = CrossValidation::search_with_progress(std::slice::from_ref(params), data, folds, seed, |progress| {
        line.show_sometimes(|| format!("cross-validation: fit {}", line.of(progress.done, progress.total)));
    });
    found.into_iter().next().unwrap_or_else(|| CrossValidation::run(params, data, folds, seed))
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.show("");
    }
}
