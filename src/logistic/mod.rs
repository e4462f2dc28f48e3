//! Multinomial logistic regression on sparse rows, in linfa's conventions; the only room that knows a solver.
//!
//! [`LogisticParams`] over [`DatasetBase<SparseRows, Targets>`](linfa::DatasetBase) can be used on any rows; the training of
//! stances stands on the same `solve`. The versions of [`linfa`] and [`ndarray`] that it speaks are re-exported here.
//!
//! - `params`, `fitted`: the parameters and the fitted model, with linfa's traits. `rows`: sparse rows and soft targets.
//! - `solve`: one problem, from its rows to its weights. `objective`, `solver`, `ratios`: its parts.
//! - `csr`, `vectors`: compressed sparse rows and long vectors, in chunks of a fixed size. `csmat`: rows from matrices of the crate
//!   `sprs` (feature `sprs`).

#[cfg(feature = "sprs")]
mod csmat;
mod csr;
mod error;
mod fitted;
mod objective;
mod params;
mod ratios;
mod rows;
mod solve;
mod solver;
mod vectors;

pub(crate) use csr::{Csr, Rows};
pub use error::LogisticError;
pub use fitted::FittedLogistic;
pub use params::{LogisticParams, LogisticValidParams};
pub(crate) use ratios::log_ratios;
pub use rows::{SparseRows, Targets};
pub(crate) use solve::{Problem, Solved, Start, solve};
pub use {linfa, ndarray};
