//! The fastest other classifier of text in Rust: the crate `fasttext`, trained on the same sentences, with pairs of words and 16
//! dimensions.

use fasttext::FastText;
use fasttext::args::Args;
use geostance::{Dataset, Outcome};
use std::fs;

/// A model of `fasttext`, trained on the shipped training data.
pub(crate) fn trained() -> FastText {
    let mut lines = String::new();
    for file in fs::read_dir("fixtures/train").expect("training data") {
        for sentence in Dataset::load(file.expect("entry").path()).expect("a file").sentences() {
            let label = Outcome::from(sentence.stance).name();
            lines.extend(["__label__", label, " ", &cleaned(&sentence.text), "\n"]);
        }
    }
    let path = std::env::temp_dir().join(format!("geostance-fasttext-{}.txt", std::process::id()));
    fs::write(&path, lines).expect("a temporary file");
    let mut args = Args::new();
    args.input.clone_from(&path);
    args.word_ngrams = 2;
    args.apply_supervised_defaults();
    (args.dim, args.epoch, args.thread, args.verbose) = (16, 5, 1, 0);
    let model = FastText::train(args).expect("a model");
    fs::remove_file(path).expect("the temporary file");
    model
}

/// Text as its documentation wants it: lower-cased, punctuation apart.
pub(crate) fn cleaned(text: &str) -> String {
    let apart = |c: char| if c.is_alphanumeric() || c == '\'' { c } else { ' ' };
    text.to_lowercase().chars().map(apart).collect()
}
