//! Engines with the functions and with files as tables.

use crate::ending::Result;
use crate::files;
use datafusion::execution::memory_pool::{FairSpillPool, TrackConsumersPool};
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use geostance::StanceModel;
use geostance_sql::{Model, generated, register};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

/// The consumers that an error about too little memory names.
const NAMED_CONSUMERS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(2);

/// Who carries out queries.
pub(crate) struct Session {
    pub(crate) ctx: SessionContext,
    /// The scheduler of a cluster, whose results come from far away.
    pub(crate) scheduler: Option<String>,
}

/// An engine on this machine.
pub(crate) fn local(model: Option<&Path>, memory: Option<u64>, threads: Option<NonZeroUsize>) -> Result<Session> {
    let model = match model {
        Some(path) => Model::from(StanceModel::load(path)?),
        None => Model::from(StanceModel::pretrained()),
    };
    let mut config = SessionConfig::new().with_information_schema(true);
    if let Some(threads) = threads {
        config = config.with_target_partitions(threads.get());
    }
    let memory = memory.unwrap_or_else(half_of_the_machine);
    let pool = FairSpillPool::new(usize::try_from(memory).unwrap_or(usize::MAX));
    let pool = TrackConsumersPool::new(pool, NAMED_CONSUMERS);
    let runtime = RuntimeEnvBuilder::new().with_memory_pool(Arc::new(pool)).build_arc()?;
    let ctx = SessionContext::new_with_config_rt(config, runtime);
    register(&ctx, model);
    generated::register(&ctx);
    files::enable(&ctx);
    Ok(Session { ctx, scheduler: None })
}

/// A cluster. A model file is not read here but where the work is done.
#[cfg(feature = "cluster")]
pub(crate) async fn on_cluster(
    scheduler: &str,
    model: Option<&Path>,
    threads: Option<NonZeroUsize>,
) -> Result<Session> {
    use crate::ending::Usage;
    use geostance_sql::cluster::SCHEDULER_PORT;
    let host = scheduler.rsplit_once(':').map_or(scheduler, |(host, _)| host);
    if host.is_empty() || scheduler.contains('/') {
        return Err(Usage(format!("{scheduler} is no address of a scheduler; expected HOST:PORT")).into());
    }
    let address = if scheduler.contains(':') { scheduler.to_owned() } else { format!("{scheduler}:{SCHEDULER_PORT}") };
    tokio::net::TcpStream::connect(&address)
        .await
        .map_err(|error| format!("no scheduler answers at {address}: {error}; is stance-scheduler started there?"))?;
    let runtime = RuntimeEnvBuilder::new().build_arc()?;
    let ctx = geostance_sql::cluster::connect(&address, threads, runtime).await?;
    if let Some(path) = model {
        let path = std::path::absolute(path)?;
        let path = path.to_str().ok_or_else(|| format!("{} is no UTF-8 path", path.display()))?;
        ctx.state_ref().write().config_mut().options_mut().set("stance.model", path)?;
    }
    files::enable(&ctx);
    Ok(Session { ctx, scheduler: Some(address) })
}

fn half_of_the_machine() -> u64 {
    let mut system = sysinfo::System::new();
    system.refresh_memory();
    // In a container, what the container may have.
    let total = system.cgroup_limits().map_or(system.total_memory(), |limits| limits.total_memory);
    (total / 2).max(64 << 20)
}
