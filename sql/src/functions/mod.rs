//! The functions, as SQL knows them.
//!
//! - `arguments`: which arguments they take, and how errors name what is wrong; `simplify`: the model of the session as one of them.
//! - `scalar`: a value for a sentence. `sentences`: the sentences of an article.
//! - `shares`: the aggregate; `sums`: its state, exact, so that partitions can be merged in any order.
//! - `prevalence`: the aggregate that a labelled sample corrects; `corpus`: its state.

mod arguments;
mod corpus;
mod prevalence;
mod scalar;
mod sentences;
mod shares;
mod simplify;
mod sums;

use crate::model::Models;
use datafusion::logical_expr::{AggregateUDF, ScalarUDF};

/// All scalar functions with one set of models.
pub(crate) fn scalars(models: &Models) -> Vec<ScalarUDF> {
    let mut all: Vec<ScalarUDF> =
        scalar::Kind::ALL.map(|kind| ScalarUDF::from(scalar::OfSentence::new(kind, models.clone()))).into();
    all.push(ScalarUDF::from(sentences::OfArticle::new(models.clone())));
    all
}

/// All aggregates with one set of models.
pub(crate) fn aggregates(models: &Models) -> Vec<AggregateUDF> {
    vec![
        AggregateUDF::from(shares::Shares::new(models.clone())),
        AggregateUDF::from(prevalence::OfCorpus::new(models.clone())),
    ]
}
