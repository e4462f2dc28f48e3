//! Functions into a session.

use crate::functions::{aggregates, scalars};
use crate::model::{Model, Models, StanceOptions};
use datafusion::execution::FunctionRegistry;
use datafusion::logical_expr::{AggregateUDF, ScalarUDF};
use datafusion::prelude::SessionContext;
use std::sync::Arc;

/// Adds all functions to a session, and its option `stance.model`. The model judges wherever a function is given no other.
///
/// ```
/// use datafusion::prelude::SessionContext;
/// use geostance::StanceModel;
///
/// # let runtime = tokio::runtime::Runtime::new()?;
/// # runtime.block_on(async {
/// let ctx = SessionContext::new();
/// geostance_sql::register(&ctx, StanceModel::pretrained());
/// let found = ctx.sql("select stance('Serbia will not impose sanctions on Russia.') as stance").await?;
/// let shown = found.to_string().await?;
/// assert!(shown.contains("| pro-moscow |"), "{shown}");
/// # Ok::<(), datafusion::error::DataFusionError>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn register(ctx: &SessionContext, model: impl Into<Model>) {
    let functions = Functions::new(model);
    {
        let state = ctx.state_ref();
        let mut state = state.write();
        let options = state.config_mut().options_mut();
        if options.extensions.get::<StanceOptions>().is_none() {
            options.extensions.insert(StanceOptions::default());
        }
    }
    for function in functions.scalars() {
        ctx.register_udf(function);
    }
    for function in functions.aggregates() {
        ctx.register_udaf(function);
    }
}

/// All functions with one model, for registries other than a session's.
///
/// ```
/// use geostance::StanceModel;
/// use geostance_sql::Functions;
///
/// let functions = Functions::new(StanceModel::pretrained());
/// let names: Vec<_> = functions.scalars().iter().map(|function| function.name().to_owned()).collect();
/// assert!(names.contains(&"stance".to_owned()));
/// assert_eq!(functions.aggregates()[0].name(), "stance_shares");
/// ```
#[derive(Debug, Clone)]
pub struct Functions(Models);

impl Functions {
    /// The functions with a model.
    #[must_use]
    pub fn new(model: impl Into<Model>) -> Self {
        Self(Models::new(model.into()))
    }

    /// Those that give a value for a row.
    #[must_use]
    pub fn scalars(&self) -> Vec<ScalarUDF> {
        scalars(&self.0)
    }

    /// Those that give a value for a group of rows.
    #[must_use]
    pub fn aggregates(&self) -> Vec<AggregateUDF> {
        aggregates(&self.0)
    }

    /// Adds all functions to a registry; the option `stance.model` belongs to a session and is added by [`register`].
    ///
    /// # Errors
    ///
    /// A registry that takes no functions.
    pub fn add_to(&self, registry: &mut dyn FunctionRegistry) -> datafusion::error::Result<()> {
        for function in self.scalars() {
            registry.register_udf(Arc::new(function))?;
        }
        for function in self.aggregates() {
            registry.register_udaf(Arc::new(function))?;
        }
        Ok(())
    }
}
