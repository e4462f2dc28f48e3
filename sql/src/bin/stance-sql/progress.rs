//! Progress of a long query on a terminal's standard error: rows that were read, and of how many, as far as that is known.

use datafusion::common::stats::Precision;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::statistics::{StatisticsArgs, StatisticsContext};
use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::time::Duration;

/// How often progress is looked at.
pub(crate) const EVERY: Duration = Duration::from_millis(250);

/// A line that goes when it is dropped.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// The progress of a plan that begins.
    pub(crate) fn of(plan: &dyn ExecutionPlan) -> Self {
        Self(match rows_to_read(plan) {
            Some(total) => {
                ProgressBar::new(total as u64).with_style(style("[{bar:16}] {percent:>3} %{left}  {wide_msg}"))
            }
            None => ProgressBar::no_length().with_style(style("{wide_msg}")),
        })
    }

    /// Shows how far the plan is; `found` rows have come out of it.
    pub(crate) fn show(&self, plan: &dyn ExecutionPlan, found: usize) {
        if self.0.is_hidden() {
            return;
        }
        let read = rows_read(plan);
        if let (Some(total), Some(read)) = (self.0.length(), read) {
            self.0.set_position((read as u64).min(total));
        }
        let read = read.map(|read| format!("{} rows read, ", HumanCount(read as u64))).unwrap_or_default();
        let elapsed = HumanDuration(self.0.elapsed());
        self.0.set_message(format!("{read}{} found in {elapsed:#}", HumanCount(found as u64)));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// The rows that the sources of a plan have given so far, if all of them count.
fn rows_read(plan: &dyn ExecutionPlan) -> Option<usize> {
    let children = plan.children();
    if children.is_empty() {
        return plan.metrics().and_then(|metrics| metrics.output_rows());
    }
    children.into_iter().map(|child| rows_read(child.as_ref())).sum()
}

/// The rows that the sources of a plan will give, if all of them know.
fn rows_to_read(plan: &dyn ExecutionPlan) -> Option<usize> {
    let children = plan.children();
    if children.is_empty() {
        let statistics = StatisticsContext::new().compute(plan, &StatisticsArgs::new()).ok()?;
        return match statistics.num_rows {
            Precision::Exact(rows) => Some(rows),
            _ => None,
        };
    }
    children.into_iter().map(|child| rows_to_read(child.as_ref())).sum()
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
