//! What the benches share: the articles and their sentences.

use std::fs;

/// The shipped articles, one behind the other.
pub(crate) fn articles() -> String {
    let mut paths: Vec<_> =
        fs::read_dir("fixtures/articles").expect("articles").map(|e| e.expect("entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("article") + "\n\n").collect()
}

/// The sentences of the shipped articles.
#[allow(dead_code, reason = "not every bench uses it")]
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    geostance::sentences(text).map(|span| &text[span]).collect()
}
