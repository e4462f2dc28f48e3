//! A table of made-up sentences of any length, `generated_sentences(rows[, seed])`: to measure with, and to try queries on more
//! text than a disk holds.
//!
//! - `text`: the sentences. `table`: the table and its function.

mod table;
mod text;

pub use table::register;
