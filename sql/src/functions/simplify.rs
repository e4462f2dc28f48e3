//! Calls are given the session's model file as their last argument, if it has set one and they have none: so the plan itself says who
//! judges, wherever it is carried out.

use crate::model::StanceOptions;
use crate::texts::is_text;
use datafusion::error::Result;
use datafusion::logical_expr::expr::{AggregateFunction, ScalarFunction};
use datafusion::logical_expr::function::AggregateFunctionSimplification;
use datafusion::logical_expr::simplify::{ExprSimplifyResult, SimplifyContext};
use datafusion::logical_expr::{AggregateUDF, AggregateUDFImpl, Expr, ScalarUDF, ScalarUDFImpl, lit};
use std::sync::Arc;

/// The arguments with the session's model file at the end; `None` where nothing is to be added. The first `texts` arguments are no
/// model files.
fn with_model(arguments: &[Expr], texts: usize, info: &SimplifyContext) -> Result<Option<Vec<Expr>>> {
    let Some(path) = StanceOptions::model_of(info.config_options()) else { return Ok(None) };
    let last = arguments.iter().skip(texts).next_back().map(|argument| info.get_data_type(argument)).transpose()?;
    if last.as_ref().is_some_and(is_text) {
        return Ok(None);
    }
    Ok(Some(arguments.iter().cloned().chain([lit(path)]).collect()))
}

/// A call of a function of one text.
pub(crate) fn of_scalar<F>(function: &F, args: Vec<Expr>, info: &SimplifyContext) -> Result<ExprSimplifyResult>
where
    F: ScalarUDFImpl + Clone + 'static,
{
    Ok(match with_model(&args, 1, info)? {
        Some(args) => {
            let function = Arc::new(ScalarUDF::from(function.clone()));
            ExprSimplifyResult::Simplified(Expr::ScalarFunction(ScalarFunction::new_udf(function, args)))
        }
        None => ExprSimplifyResult::Original(args),
    })
}

/// Calls of an aggregate whose first `texts` arguments are no model files.
pub(crate) fn of_aggregate<F>(function: F, texts: usize) -> AggregateFunctionSimplification
where
    F: AggregateUDFImpl + Clone + 'static,
{
    Box::new(move |mut call: AggregateFunction, info: &SimplifyContext| {
        if let Some(args) = with_model(&call.params.args, texts, info)? {
            call.func = Arc::new(AggregateUDF::from(function.clone()));
            call.params.args = args;
        }
        Ok(Expr::AggregateFunction(call))
    })
}
