//! All tests of the functions and of the programs from outside, in one binary, for the engines are long to link.
//!
//! `functions`: every type and pattern of nulls. `models`: which model judges. `shares`, `prevalence`: the aggregates. `program`: `stance-sql` on
//! files. `mistakes`: what it says of them. `examples`: the examples as they stand. `clusters`: the same query on many machines. `licences`: of all that is
//! compiled. `harness`: what they share.

#![allow(clippy::float_cmp, reason = "the same bits are expected")]

mod clusters;
mod examples;
mod functions;
mod harness;
mod licences;
mod mistakes;
mod models;
mod prevalence;
mod program;
mod shares;
