//! The program as a user runs it: arguments, standard input, outputs, exit codes, words of errors. A file for each command.

mod baselines;
mod card;
mod classify;
#[path = "../draws/mod.rs"]
mod draws;
mod evaluate;
mod explain;
mod faults;
mod guide;
mod harness;
mod help;
mod hostile;
mod learning_curve;
mod messy;
mod output;
mod select;
mod suggest;
mod suspects;
mod terminal;
mod train;
