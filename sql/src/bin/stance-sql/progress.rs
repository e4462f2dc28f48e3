//! Progress of a long query on a terminal's standard error: rows that were read, and of how many, as far as that is known.

use datafusion::common::stats::Precision;
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::statistics::{StatisticsArgs, StatisticsContext};
use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

/// How often progress is looked at.
pub(crate) const EVERY: Duration = Duration::from_millis(250);

/// A line that goes when it is dropped.
pub(crate) struct Progress {
    bar: ProgressBar,
    plan: Arc<dyn ExecutionPlan>,
}

impl Progress {
    pub(crate) fn of(plan: Arc<dyn ExecutionPlan>) -> Self {
        let bar = match rows_to_read(plan.as_ref()) {
            Some(total) => {
                ProgressBar::new(total as u64).with_style(style("[{bar:16}] {percent:>3} %{left}  {wide_msg}"))
            }
            None => ProgressBar::no_length().with_style(style("{wide_msg}")),
        };
        Self { bar, plan }
    }

    /// Shows how far the query is. `results` is how many rows have come out.
    pub(crate) fn show(&self, results: usize) {
        if self.bar.is_hidden() {
            return;
        }
        let read = rows_read(self.plan.as_ref());
        if let Some(total) = self.bar.length() {
            self.bar.set_position((read as u64).min(total));
        }
        let elapsed = HumanDuration(self.bar.elapsed());
        let (read, results) = (HumanCount(read as u64), HumanCount(results as u64));
        self.bar.set_message(format!("{read} rows read, {results} found in {elapsed:#}"));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// The rows that the sources of a plan have given so far.
fn rows_read(plan: &dyn ExecutionPlan) -> usize {
    let children = plan.children();
    if children.is_empty() {
        return plan.metrics().and_then(|metrics| metrics.output_rows()).unwrap_or(0);
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
