//! Terms as they come, in training, with every word read once.

use super::words::{WordNodes, WordReader, Words};
use crate::tokens::{Key, Word};
use crate::vocabulary::{Interner, Mark, Terms, Text};
use std::collections::HashMap;

/// An interner, and the words as they are written with what they lead to, so that each is stemmed once.
pub(crate) struct Interned {
    pub(crate) terms: Interner,
    seen: HashMap<Box<str>, WordNodes>,
}

impl Interned {
    pub(crate) fn new(terms: Interner) -> Self {
        Self { terms, seen: HashMap::new() }
    }

    /// The words as they are written, in no order that means anything.
    pub(crate) fn into_words(self) -> Vec<Box<str>> {
        self.seen.into_keys().collect()
    }
}

impl Terms for Interned {
    fn text(&mut self, kind: Text, text: &str) -> u32 {
        self.terms.text(kind, text)
    }

    fn may_pair(&self, left: u32, right: u32) -> bool {
        self.terms.may_pair(left, right)
    }

    fn pair(&mut self, left: u32, right: u32) -> u32 {
        self.terms.pair(left, right)
    }

    fn marks(&mut self, word: u32) -> u32 {
        self.terms.marks(word)
    }

    fn marked(&mut self, row: u32, mark: Mark) -> u32 {
        self.terms.marked(row, mark)
    }
}

impl Words for Interned {
    fn known(&self, _: &Key, _: &mut WordNodes) -> bool {
        false
    }

    fn nodes(&mut self, word: Word<'_>, reader: &WordReader) -> WordNodes {
        word.spell(|word| {
            if let Some(nodes) = self.seen.get(word) {
                return *nodes;
            }
            let nodes = reader.nodes(word, &mut self.terms);
            self.seen.insert(word.into(), nodes);
            nodes
        })
    }
}
