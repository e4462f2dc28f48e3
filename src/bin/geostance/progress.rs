//! Progress on a terminal's standard error, one line that fits its width; nothing in a pipe.

use geostance::{
    error::harmless,
    training::{Progress, Stage},
};
use indicatif::{HumanDuration, ProgressBar, ProgressState, ProgressStyle};
use std::fmt::Write;

/// A text, or a bar of like steps and a text, that goes when it is dropped.
pub(crate) struct ProgressLine(ProgressBar);

impl ProgressLine {
    pub(crate) fn new() -> Self {
        let bar = ProgressBar::no_length();
        bar.set_style(style("{wide_msg}"));
        Self(bar)
    }

    /// Shows a text until the next. It is not made where nobody sees it.
    pub(crate) fn show(&self, text: impl FnOnce() -> String) {
        if !self.0.is_hidden() {
            self.0.set_message(harmless(&text()).into_owned());
        }
    }

    /// Shows what share of `total` like steps is done, and how long the rest will take. Steps that run side by side may end in
    /// any order.
    pub(crate) fn step(&self, done: usize, total: usize) {
        if self.0.is_hidden() {
            return;
        }
        if self.0.length() != Some(total as u64) {
            self.0.set_length(total as u64);
            self.0.set_style(style("[{bar:16}] {percent:>3} %{left}  {wide_msg}"));
        }
        self.0.set_position(self.0.position().max(done as u64));
    }

    /// Shows how far a fit is, after a text.
    pub(crate) fn fit(&self, before: &str, progress: &Progress) {
        let Progress { stage, iteration, objective, .. } = *progress;
        self.show(|| format!("{before}{stage}: iteration {iteration}, objective {objective:.6}"));
    }

    /// Shows how far the one training of a command is: a bar where it is many like fits.
    pub(crate) fn training(&self, progress: &Progress) {
        if let Stage::PriorStrength { fit, fits } = progress.stage {
            self.step(fit, fits);
        }
        self.fit("", progress);
    }
}

fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.progress_chars("=> ").with_key("left", |state: &ProgressState, out: &mut dyn Write| {
        if state.pos() > 0 {
            // Progress that cannot be shown is no reason to stop.
            let _ = write!(out, ", about {:#} left", HumanDuration(state.eta()));
        }
    })
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
