//! Terms as they come, in training, with every word read once.

use super::words::{WordNodes, WordReader, Words};
use crate::tokens::Word;
use crate::vocabulary::{Interner, Terms, Text};
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
}

impl Terms for Interned {
    fn text(&mut self, kind: Text, text: &str) -> u32 {
        self.terms.text(kind, text)
    }

    fn pair(&mut self, left: u32, right: u32) -> u32 {
        self.terms.pair(left, right)
    }
}

impl Words for Interned {
    fn nodes(&mut self, word: &Word<'_>, reader: &WordReader) -> WordNodes {
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
