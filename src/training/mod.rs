//! From labelled sentences to a model; the only room that knows a solver.
//!
//! The numeric layer, [`LogisticParams`] over [`SparseRows`] and [`Targets`], follows linfa's conventions and can be used
//! on other rows; [`StanceParams`] stands on it.

mod adaptation;
mod check;
mod compressed;
mod ensemble;
mod fit;
mod linear;
mod logistic;
mod naive_bayes;
mod objective;
mod params;
mod prepared;
mod report;
mod solver;
mod sparse;
mod strength;
mod vectors;

pub use fit::FittedStance;
pub use logistic::{FittedLogistic, LogisticParams, LogisticValidParams};
pub use params::{ClassWeights, StanceParams, StanceValidParams};
pub use prepared::Prepared;
pub use report::{CalibrationOutcome, Progress, Stage, TrainingReport};
pub use sparse::{SparseRows, Targets};
pub use strength::PriorStrength;
