//! The functions on a cluster of Apache Ballista: what its scheduler, its executors and its clients need to know them.
//!
//! Functions are no plug-ins: they are compiled into the three programs. The embedded model is therefore the same wherever a query
//! is carried out; a model file is named in the plan, and every executor reads it at that path.
//!
//! `cancel`: queries that nobody waits for any longer.

mod cancel;

pub use cancel::cancel;

use crate::model::StanceOptions;
use crate::register::{Functions, register};
use ballista::extension::{SessionConfigExt, SessionContextExt};
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::utils::default_session_builder;
use datafusion::error::Result;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::execution::session_state::{SessionState, SessionStateBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};
use geostance::StanceModel;
use std::num::NonZeroUsize;
use std::sync::Arc;

/// The port of a scheduler where none is named.
pub const SCHEDULER_PORT: u16 = 50050;

/// The configuration of a session on a cluster, with the option `stance.model`: for the scheduler's and the executors' config
/// producers.
///
/// ```
/// let config = geostance_sql::cluster::config().set_str("stance.model", "mine.gst");
/// assert!(config.options().extensions.get::<geostance_sql::StanceOptions>().is_some());
/// ```
#[must_use]
pub fn config() -> SessionConfig {
    SessionConfig::new_with_ballista().with_option_extension(StanceOptions::default())
}

/// The state of a session on the scheduler, with all functions: for its session builder.
///
/// # Errors
///
/// A state that takes no functions.
///
/// ```
/// use datafusion::execution::FunctionRegistry;
///
/// let state = geostance_sql::cluster::session_state(geostance_sql::cluster::config())?;
/// assert!(state.udf("stance").is_ok() && state.udaf("stance_shares").is_ok());
/// # Ok::<(), datafusion::error::DataFusionError>(())
/// ```
pub fn session_state(config: SessionConfig) -> Result<SessionState> {
    let mut state = default_session_builder(config)?;
    Functions::new(StanceModel::pretrained()).add_to(&mut state)?;
    Ok(state)
}

/// All functions that an executor knows, those of stance among them.
///
/// ```
/// let registry = geostance_sql::cluster::function_registry();
/// assert!(registry.scalar_functions.contains_key("stance_sentences"));
/// assert!(registry.scalar_functions.contains_key("lower"));
/// ```
#[must_use]
pub fn function_registry() -> BallistaFunctionRegistry {
    let mut registry = BallistaFunctionRegistry::default();
    let functions = Functions::new(StanceModel::pretrained());
    let scalars = functions.scalars().into_iter();
    registry.scalar_functions.extend(scalars.map(|function| (function.name().to_owned(), Arc::new(function))));
    let aggregates = functions.aggregates().into_iter();
    registry.aggregate_functions.extend(aggregates.map(|function| (function.name().to_owned(), Arc::new(function))));
    registry
}

/// A session whose queries a cluster carries out. `scheduler` is its host, with a port unless it is [`SCHEDULER_PORT`];
/// `partitions` is into how many parts the stages of a query are divided.
///
/// # Errors
///
/// An address that is none. Whether a scheduler answers there turns out with the first query.
pub async fn connect(
    scheduler: &str,
    partitions: Option<NonZeroUsize>,
    runtime: Arc<RuntimeEnv>,
) -> Result<SessionContext> {
    let config = config().with_information_schema(true);
    let config = match partitions {
        Some(partitions) => config.with_target_partitions(partitions.get()),
        None => config,
    };
    let state = SessionStateBuilder::new_with_default_features().with_config(config).with_runtime_env(runtime).build();
    let ctx = SessionContext::remote_with_state(&format!("df://{scheduler}"), state).await?;
    register(&ctx, StanceModel::pretrained());
    Ok(ctx)
}
