//! Queries that nobody waits for any longer.

use ballista_core::execution_plans::DistributedQueryExec;
use ballista_core::serde::protobuf::CancelJobParams;
use ballista_core::serde::protobuf::scheduler_grpc_client::SchedulerGrpcClient;
use datafusion::error::{DataFusionError, Result};
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::protobuf::LogicalPlanNode;

/// Tells a scheduler that nobody waits for a query any longer, so that its executors stop. `scheduler` is its host and port, `plan`
/// what a session of [`connect`](super::connect) made of the query. A plan that was not sent yet needs no word.
///
/// # Errors
///
/// A scheduler that does not answer.
pub async fn cancel(scheduler: &str, plan: &dyn ExecutionPlan) -> Result<()> {
    let Some(job_id) = job_of(plan) else { return Ok(()) };
    let unreachable =
        |error: String| DataFusionError::Execution(format!("no scheduler answers at {scheduler}: {error}"));
    let client = SchedulerGrpcClient::connect(format!("http://{scheduler}")).await;
    let mut client = client.map_err(|error| unreachable(error.to_string()))?;
    let cancelled = client.cancel_job(CancelJobParams { job_id }).await;
    cancelled.map(|_| ()).map_err(|status| unreachable(status.message().to_owned()))
}

fn job_of(plan: &dyn ExecutionPlan) -> Option<String> {
    match plan.downcast_ref::<DistributedQueryExec<LogicalPlanNode>>() {
        Some(query) => query.job_id().map(|id| id.to_string()),
        None => plan.children().into_iter().find_map(|child| job_of(child.as_ref())),
    }
}
