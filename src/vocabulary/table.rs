//! Tables from words and pairs of nodes to nodes.
//!
//! Keys are always compared in full, so that no two of them are ever taken for one another.

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

/// A map from a node and the word after it to the node of both, behind a filter: a bit for each hash, 16 to 32 bits a pair, which
/// tells most pairs that have no node from a table that fits into the processor's caches (Bloom 1970, with one function).
#[derive(Debug, Clone)]
pub(super) struct PairTable {
    table: HashTable<Pair>,
    filter: Vec<u64>,
    seed: u64,
}

/// The filter of so many pairs, all bits 0.
fn filter_for(pairs: usize) -> Vec<u64> {
    vec![0; (pairs / 4).next_power_of_two()]
}

impl PairTable {
    pub(super) fn with_capacity(pairs: usize) -> Self {
        Self { table: HashTable::with_capacity(pairs), filter: filter_for(pairs), seed: random_seed() }
    }

    /// The place of a hash in the filter, and its bit; by bits that the table does not use first.
    #[inline]
    fn bit(&self, hash: u64) -> (usize, u64) {
        ((hash >> 38) as usize & (self.filter.len() - 1), 1 << (hash >> 32 & 63))
    }

    /// Whether the pair may have a node; where this is false, it has none.
    #[inline]
    pub(super) fn may_have(&self, left: u32, right: u32) -> bool {
        let (place, bit) = self.bit(Pair::hash(left, right, self.seed));
        self.filter[place] & bit != 0
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
        let hash = Pair::hash(left, right, seed);
        self.table.insert_unique(hash, pair, |pair| Pair::hash(pair.left, pair.right, seed));
        let (place, bit) = self.bit(hash);
        self.filter[place] |= bit;
    }

    /// Makes the filter anew, for pairs that were entered by [`Self::get_or_insert`].
    pub(super) fn filter(&mut self) {
        self.filter = filter_for(self.table.len());
        for pair in &self.table {
            let (place, bit) = self.bit(Pair::hash(pair.left, pair.right, self.seed));
            self.filter[place] |= bit;
        }
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
