//! Tables from words and pairs of nodes to nodes.
//!
//! Keys are always compared in full, so that no two of them are ever taken for one another. The tables are those of
//! `hashbrown`: a byte of each entry's hash stands apart from the entries, so that most pairs of words, which are no terms, are
//! told from a few bytes that lie in the processor's first cache.

#[cfg(feature = "train")]
use crate::tokens::WordIndex;
use crate::tokens::{fold, random_seed};
use crate::work;
use hashbrown::HashTable;

/// No node: an unknown word, or an n-gram with an unknown part.
pub(crate) const NONE: u32 = u32::MAX;

/// A map from words to nodes that keeps the words, one after the other in one buffer.
#[cfg(feature = "train")]
#[derive(Debug, Clone)]
pub(super) struct WordTable {
    index: WordIndex,
    words: Words,
    nodes: Vec<u32>,
}

/// Words one after the other, and where each ends.
#[cfg(feature = "train")]
#[derive(Debug, Clone, Default)]
struct Words {
    text: String,
    ends: Vec<u32>,
}

#[cfg(feature = "train")]
impl Words {
    fn get(&self, number: u32) -> &str {
        let start = if number == 0 { 0 } else { self.ends[number as usize - 1] as usize };
        &self.text[start..self.ends[number as usize] as usize]
    }
}

#[cfg(feature = "train")]
impl WordTable {
    pub(super) fn with_capacity(words: usize) -> Self {
        Self { index: WordIndex::with_capacity(words), words: Words::default(), nodes: Vec::with_capacity(words) }
    }

    /// The node of `word`, which becomes `node` if the word is new.
    pub(super) fn get_or_insert(&mut self, word: &str, node: u32) -> u32 {
        let fresh = self.nodes.len() as u32;
        let number = self.index.get_or_insert(word.into(), fresh, |number| self.words.get(number).into());
        if number == fresh {
            self.words.text.push_str(word);
            self.words.ends.push(self.words.text.len() as u32);
            self.nodes.push(node);
        }
        self.nodes[number as usize]
    }

    /// The words with their nodes, in order of insertion.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        (0..).zip(&self.nodes).map(|(number, &node)| (self.words.get(number), node))
    }
}

/// Two nodes and that of both.
#[derive(Debug, Clone, Copy)]
struct Pair {
    left: u32,
    right: u32,
    node: u32,
}

impl Pair {
    #[inline]
    fn hash(left: u32, right: u32, seed: u64) -> u64 {
        fold(seed ^ (u64::from(left) << 32 | u64::from(right)))
    }
}

/// A map from a node and the word after it to the node of both.
#[derive(Debug, Clone)]
pub(super) struct PairTable {
    table: HashTable<Pair>,
    seed: u64,
}

impl PairTable {
    pub(super) fn with_capacity(pairs: usize) -> Self {
        Self { table: HashTable::with_capacity(pairs), seed: random_seed() }
    }

    #[inline]
    pub(super) fn get(&self, left: u32, right: u32) -> u32 {
        work::slot();
        let hash = Pair::hash(left, right, self.seed);
        self.table.find(hash, |pair| pair.left == left && pair.right == right).map_or(NONE, |pair| pair.node)
    }

    /// Enters a pair that is new.
    pub(super) fn insert_new(&mut self, left: u32, right: u32, node: u32) {
        let seed = self.seed;
        let pair = Pair { left, right, node };
        self.table.insert_unique(Pair::hash(left, right, seed), pair, |pair| Pair::hash(pair.left, pair.right, seed));
    }

    /// The node of the pair, which becomes `node` if the pair is new.
    pub(super) fn get_or_insert(&mut self, left: u32, right: u32, node: u32) -> u32 {
        work::slot();
        let seed = self.seed;
        let is = |pair: &Pair| pair.left == left && pair.right == right;
        let hash = |pair: &Pair| Pair::hash(pair.left, pair.right, seed);
        let place = self.table.entry(Pair::hash(left, right, seed), is, hash);
        place.or_insert(Pair { left, right, node }).get().node
    }

    #[cfg(feature = "train")]
    /// The pairs with their nodes, in no order that means anything.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32, u32)> {
        self.table.iter().map(|pair| (pair.left, pair.right, pair.node))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "train")]
    #[test]
    fn a_table_keeps_its_words() {
        let mut table = WordTable::with_capacity(0);
        for i in 0..1_000 {
            assert_eq!(table.get_or_insert(&format!("word{i}"), 2 * i), 2 * i);
            assert_eq!(table.get_or_insert(&format!("word{}", i / 2), 1), i / 2 * 2);
        }
        assert_eq!(table.iter().nth(77), Some(("word77", 154)));
        assert_eq!(table.iter().count(), 1_000);
    }

    #[test]
    fn pairs_are_found_after_growing() {
        let mut table = PairTable::with_capacity(0);
        for i in 0..10_000 {
            assert_eq!(table.get_or_insert(i / 100, i % 100, i), i);
        }
        for i in 0..10_000 {
            assert_eq!(table.get(i / 100, i % 100), i);
            assert_eq!(table.get(i % 100 + 100, i / 100), NONE);
        }
        #[cfg(feature = "train")]
        assert_eq!(table.iter().count(), 10_000);
    }
}
