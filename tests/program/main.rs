//! The program as a user runs it: arguments, standard input, outputs, exit codes, words of errors. A file for each command.

mod agreement;
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
mod markdown;
#[path = "../markup/mod.rs"]
mod markup;
mod messages;
mod messy;
mod numbers;
mod output;
mod pages;
mod pictures;
mod prevalence;
mod select;
mod suggest;
mod suspects;
mod terminal;
mod train;
