//! Shares with intervals: against the reference implementation, on unseen registers, and what must hold of any data.

#[path = "../draws/mod.rs"]
mod draws;

mod coverage;
mod laws;
mod reference;
