//! From labelled sentences to a model.
//!
//! - `params`, `check`: the parameters and their ranges. `prepared`: sentences as lists of columns, read once.
//! - `fit`: the whole way. `linear`: the linear map of some of the sentences; `out_of_fold`: scores by maps that have not seen a
//!   sentence, for `prior` (how strongly the model that is adapted holds, `strength`) and for calibration.
//! - `report`: how training ended, and how it goes.

mod check;
mod fit;
mod linear;
mod out_of_fold;
mod params;
mod prepared;
mod prior;
mod report;
mod strength;

pub use fit::FittedStance;
pub use params::{ClassWeights, StanceParams, StanceValidParams};
pub use prepared::Prepared;
pub use report::{CalibrationOutcome, Progress, Stage, TrainingReport};
pub use strength::PriorStrength;
