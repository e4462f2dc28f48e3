//! What is being carried out, seen from outside: its progress is shown, and a cluster is told when nobody waits any longer.

use crate::progress::Progress;
use crate::session::Session;
use datafusion::physical_plan::ExecutionPlan;
use std::sync::{Arc, Mutex, PoisonError};
#[cfg(feature = "cluster")]
use {crate::ending::note, std::time::Duration};

/// The query that is being carried out, if any.
#[derive(Clone, Default)]
pub(crate) struct Running(Arc<Mutex<Option<Query>>>);

struct Query {
    plan: Arc<dyn ExecutionPlan>,
    /// Where a cluster can be told to stop.
    scheduler: Option<String>,
    /// None where rows and progress would write over each other.
    progress: Option<Progress>,
    found: usize,
}

impl Running {
    /// A query begins; its progress is shown unless it is to be `silent`.
    pub(crate) fn begin(&self, session: &Session, plan: &Arc<dyn ExecutionPlan>, silent: bool) {
        let progress = (!silent).then(|| Progress::of(plan.as_ref()));
        let query = Query { plan: Arc::clone(plan), scheduler: session.scheduler.clone(), progress, found: 0 };
        self.with(|running| *running = Some(query));
    }

    /// Rows have come out of it.
    pub(crate) fn found(&self, rows: usize) {
        self.with(|running| {
            if let Some(query) = running {
                query.found += rows;
            }
        });
    }

    /// It came to an end.
    pub(crate) fn end(&self) {
        self.with(|running| *running = None);
    }

    /// Shows how far it is.
    pub(crate) fn show(&self) {
        self.with(|running| {
            if let Some(Query { plan, progress: Some(progress), found, .. }) = running {
                progress.show(plan.as_ref(), *found);
            }
        });
    }

    /// Has a cluster stop, as far as it can be reached within two seconds.
    pub(crate) async fn cancel(&self) {
        let Some(Query { plan, scheduler: Some(scheduler), .. }) = self.with(Option::take) else { return };
        #[cfg(feature = "cluster")]
        {
            let cancelled = geostance_sql::cluster::cancel(&scheduler, plan.as_ref());
            if !matches!(tokio::time::timeout(Duration::from_secs(2), cancelled).await, Ok(Ok(()))) {
                note("the cluster could not be told to stop");
            }
        }
        #[cfg(not(feature = "cluster"))]
        drop((plan, scheduler));
    }

    fn with<T>(&self, f: impl FnOnce(&mut Option<Query>) -> T) -> T {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
