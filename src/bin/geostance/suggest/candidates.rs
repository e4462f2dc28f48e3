//! Sentences that could be labelled, each once.

use crate::ending::Result;
use crate::input::{read_text, speaking};
use crate::sheet::unguarded;
use geostance::{
    Labels,
    dataset::{DataFormat, LabelledReader, MAX_TEXT_BYTES, ReadOptions},
    model::Stemmer,
    sentences, tokens,
};
use std::collections::BTreeSet;
use std::path::Path;

/// A sentence that could be labelled.
pub(super) struct Candidate {
    pub(super) text: String,
    pub(super) group: String,
}

/// Candidates, each once.
#[derive(Default)]
pub(super) struct Candidates {
    pub(super) all: Vec<Candidate>,
    /// How many were left out.
    pub(super) repeated: usize,
    seen: BTreeSet<Vec<String>>,
}

impl Candidates {
    /// Sentences that are labelled already.
    pub(super) fn know(&mut self, path: &Path, labels: &Labels) -> Result {
        for sentence in LabelledReader::load(path)?.options(speaking(labels)) {
            self.seen.insert(words(unguarded(&sentence?.text)));
        }
        Ok(())
    }

    /// The sentences of an article, or of the column `text` of a table.
    pub(super) fn read(&mut self, path: &Path, lines: bool) -> Result {
        let name = path.display().to_string();
        if DataFormat::of_path(path).is_some() {
            for sentence in LabelledReader::load(path)?.options(ReadOptions::new().ignore_labels(true)) {
                let sentence = sentence?;
                self.add(&sentence.text, sentence.group.as_deref().unwrap_or(&name));
            }
            return Ok(());
        }
        let (name, text) = read_text(path)?;
        if lines {
            text.lines().for_each(|line| self.add(line, &name));
        } else {
            sentences(&text).for_each(|span| self.add(&text[span], &name));
        }
        Ok(())
    }

    fn add(&mut self, text: &str, group: &str) {
        let words = words(text);
        if words.is_empty() || text.len() > MAX_TEXT_BYTES || text.contains('\0') {
            return;
        }
        if self.seen.insert(words) {
            self.all.push(Candidate { text: text.to_owned(), group: group.to_owned() });
        } else {
            self.repeated += 1;
        }
    }
}

/// The words of a text, whatever their case and what stands between them.
fn words(text: &str) -> Vec<String> {
    tokens(text, Stemmer::None).iter().map(|token| token.word().to_owned()).collect()
}
