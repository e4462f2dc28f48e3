//! What holds whatever the input is: a function a door of the crate, each of which takes bytes and panics where a promise is broken.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `text` | sentences, tokens, predictions, batches, streams, articles; the hot path against the plain one |
//! | `explanation` | pushes and scores |
//! | `reports`, `page` | every form of a report, read by a parser of that form |
//! | `model_file` | bytes as a model |
//! | `tables`, `memory` | labelled data and tables of texts, whole, row by row and written again, and what reading takes |
//! | `actors`, `labels`, `stored` | groups of names; mappings of labels and other words; what was stored as JSON |
//! | `training`, `cases` | fitting and adapting on little data with any parameters, and how bytes become both |
//! | `prevalence` | estimates of shares and samples to label |
//! | `models` | the models that texts are held against |
//! | `reference` | the plain implementation |
//!
//! The fuzz targets, the replay of their corpora and the property tests all come through here.

#![allow(dead_code, reason = "not every test uses all of it")]

pub(crate) mod actors;
pub(crate) mod cases;
pub(crate) mod explanation;
pub(crate) mod labels;
pub(crate) mod memory;
pub(crate) mod model_file;
pub(crate) mod models;
pub(crate) mod page;
pub(crate) mod prevalence;
pub(crate) mod reference;
pub(crate) mod reports;
pub(crate) mod stored;
pub(crate) mod tables;
pub(crate) mod text;
pub(crate) mod training;

/// What takes an input, and panics where it breaks a promise.
pub(crate) type Door = fn(&[u8]);

/// Every door by the name of its fuzz target.
pub(crate) const DOORS: [(&str, Door); 11] = [
    ("text", text::of_bytes),
    ("reports", reports::of_bytes),
    ("model_bytes", model_file::of_bytes),
    ("model_sealed", model_file::of_bytes_sealed),
    ("tables", tables::of_bytes),
    ("actors", actors::of_bytes),
    ("labels", labels::of_bytes),
    ("stored", stored::of_bytes),
    ("training", training::of_bytes),
    ("adaptation", training::of_bytes_adapted),
    ("prevalence", prevalence::of_bytes),
];

/// The first byte of an input, which chooses, and the rest of it as a text.
pub(crate) fn chosen_text(data: &[u8]) -> (u8, String) {
    let (&choice, text) = data.split_first().unwrap_or((&0, &[]));
    (choice, String::from_utf8_lossy(text).into_owned())
}

/// That an error speaks as all errors of the crate do: on lines without anything that steers a terminal, without a full stop.
pub(crate) fn assert_speaks(error: &impl std::fmt::Display) {
    let words = error.to_string();
    assert!(!words.is_empty() && !words.ends_with('.') && words.trim() == words, "{words:?}");
    assert!(!words.contains(|c: char| c.is_control() && c != '\n'), "{words:?}");
    assert!(words.len() < 20_000, "{} bytes of error", words.len());
}
