//! The functions, as SQL knows them.
//!
//! - `arguments`: which arguments they take, and how errors name what is wrong.
//! - `scalar`: a value for a sentence. `sentences`: the sentences of an article.
//! - `shares`: the aggregate; `sums`: its state, exact, so that partitions can be merged in any order.
//! - `prevalence`: the aggregate that a labelled sample corrects; `corpus`: its state.

mod arguments;
mod corpus;
mod prevalence;
mod scalar;
mod sentences;
mod shares;
mod sums;

use crate::model::Models;
use datafusion::logical_expr::{AggregateUDF, ScalarUDF};
use std::sync::Arc;

/// All scalar functions with one set of models.
pub(crate) fn scalars(models: &Arc<Models>) -> Vec<ScalarUDF> {
    let mut all: Vec<ScalarUDF> =
        scalar::Kind::ALL.map(|kind| ScalarUDF::from(scalar::OfSentence::new(kind, Arc::clone(models)))).into();
    all.push(ScalarUDF::from(sentences::OfArticle::new(Arc::clone(models))));
    all
}

/// All aggregates with one set of models.
pub(crate) fn aggregates(models: &Arc<Models>) -> Vec<AggregateUDF> {
    vec![
        AggregateUDF::from(shares::Shares::new(Arc::clone(models))),
        AggregateUDF::from(prevalence::OfCorpus::new(Arc::clone(models))),
    ]
}
