//! Open-addressing tables from words and pairs of nodes to nodes.
//!
//! Keys are always compared in full, so that no two of them are ever taken for one another. Tables are at most half
//! full; probing is linear.

use super::piece::{Piece, fold};
use crate::work;
use std::hash::{BuildHasher, RandomState};

/// No node: an unknown word, or an n-gram with an unknown part.
pub(crate) const NONE: u32 = u32::MAX;

/// A number that nobody outside the process can know, so that no file can be made whose terms all collide. Hashes decide
/// nothing but places in tables, and no order of a table reaches an output.
fn random_seed() -> u64 {
    RandomState::new().hash_one(0_u8)
}

/// Slots of a table with room for `keys` keys: a power of two, at least twice as many.
fn slots_for(keys: usize) -> usize {
    (keys.max(4) * 2).next_power_of_two()
}

/// A slot of a [`WordIndex`].
#[derive(Debug, Clone, Copy)]
struct WordSlot {
    /// The word itself as a number if it is short, and else its hash.
    mark: u64,
    length: u32,
    /// The number, or `NONE` in a free slot.
    number: u32,
}

/// From words to numbers. The words themselves are kept elsewhere: whoever asks says how each number is spelled.
#[derive(Debug, Clone)]
pub(super) struct WordIndex {
    slots: Vec<WordSlot>,
    words: usize,
    seed: u64,
}

impl WordIndex {
    const FREE: WordSlot = WordSlot { mark: 0, length: 0, number: NONE };

    pub(super) fn with_capacity(words: usize) -> Self {
        Self { slots: vec![Self::FREE; slots_for(words)], words: 0, seed: random_seed() }
    }

    /// The place of `word`, its own or the free one where it belongs, and what its slot holds or is to hold.
    #[inline]
    fn slot<'a>(&self, word: Piece<'a>, spelled: impl Fn(u32) -> Piece<'a>) -> (usize, WordSlot) {
        work::bytes(word.len());
        let hash = word.hash(self.seed);
        let (mark, length) = (word.number().unwrap_or(hash), word.len() as u32);
        let last = self.slots.len() - 1;
        let mut at = hash as usize & last;
        loop {
            work::slot();
            let slot = self.slots[at];
            let same = slot.mark == mark && slot.length == length;
            if slot.number == NONE || (same && (length <= 8 || spelled(slot.number).is(word))) {
                return (at, WordSlot { mark, length, number: slot.number });
            }
            at = (at + 1) & last;
        }
    }

    pub(super) fn get<'a>(&self, word: Piece<'a>, spelled: impl Fn(u32) -> Piece<'a>) -> u32 {
        self.slot(word, spelled).1.number
    }

    /// The number of `word`, which becomes `number` if the word is new. `number` need not be spelled yet.
    #[inline]
    pub(super) fn get_or_insert<'a>(
        &mut self,
        word: Piece<'a>,
        number: u32,
        spelled: impl Fn(u32) -> Piece<'a>,
    ) -> u32 {
        if 2 * self.words >= self.slots.len() {
            self.grow(&spelled);
        }
        let (at, slot) = self.slot(word, spelled);
        if slot.number != NONE {
            return slot.number;
        }
        self.slots[at] = WordSlot { number, ..slot };
        self.words += 1;
        number
    }

    #[cold]
    fn grow<'a>(&mut self, spelled: &impl Fn(u32) -> Piece<'a>) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![Self::FREE; 2 * old.len()];
        for slot in old.into_iter().filter(|slot| slot.number != NONE) {
            let at = self.slot(spelled(slot.number), spelled).0;
            self.slots[at] = slot;
        }
    }
}

/// A map from words to nodes that keeps the words, one behind the other in one buffer.
#[cfg(feature = "train")]
#[derive(Debug, Clone)]
pub(super) struct WordTable {
    index: WordIndex,
    words: Words,
    nodes: Vec<u32>,
}

/// Words one behind the other, and where each ends.
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

/// A map from a node and the word behind it to the node of both.
#[derive(Debug, Clone)]
pub(super) struct PairTable {
    /// Left, right and their node, which is `NONE` in a free slot.
    slots: Vec<(u32, u32, u32)>,
    pairs: usize,
    seed: u64,
}

impl PairTable {
    pub(super) fn with_capacity(pairs: usize) -> Self {
        Self { slots: vec![(0, 0, NONE); slots_for(pairs)], pairs: 0, seed: random_seed() }
    }

    /// Where the search for a pair begins.
    #[inline]
    fn place(&self, left: u32, right: u32) -> usize {
        fold(self.seed ^ (u64::from(left) << 32 | u64::from(right))) as usize & (self.slots.len() - 1)
    }

    /// The place of a pair, its own or the free one where it belongs, and the node in it.
    #[inline]
    fn slot(&self, left: u32, right: u32) -> (usize, u32) {
        let mask = self.slots.len() - 1;
        let mut at = self.place(left, right);
        loop {
            work::slot();
            let (found_left, found_right, node) = self.slots[at & mask];
            if node == NONE || (found_left == left && found_right == right) {
                return (at & mask, node);
            }
            at += 1;
        }
    }

    #[inline]
    pub(super) fn get(&self, left: u32, right: u32) -> u32 {
        self.slot(left, right).1
    }

    /// Enters a pair that is new, where there is room for it.
    pub(super) fn insert_new(&mut self, left: u32, right: u32, node: u32) {
        let mask = self.slots.len() - 1;
        let mut at = self.place(left, right);
        while self.slots[at].2 != NONE {
            at = (at + 1) & mask;
        }
        self.slots[at] = (left, right, node);
        self.pairs += 1;
    }

    /// The node of the pair, which becomes `node` if the pair is new.
    pub(super) fn get_or_insert(&mut self, left: u32, right: u32, node: u32) -> u32 {
        if 2 * self.pairs >= self.slots.len() {
            let mut larger =
                Self { slots: vec![(0, 0, NONE); self.slots.len() * 2], pairs: self.pairs, seed: self.seed };
            for &(left, right, node) in self.slots.iter().filter(|slot| slot.2 != NONE) {
                let slot = larger.slot(left, right).0;
                larger.slots[slot] = (left, right, node);
            }
            *self = larger;
        }
        let (slot, found) = self.slot(left, right);
        if found == NONE {
            self.slots[slot] = (left, right, node);
            self.pairs += 1;
        }
        self.slots[slot].2
    }

    #[cfg(feature = "train")]
    /// The pairs with their nodes, in no order that means anything.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, u32, u32)> {
        self.slots.iter().copied().filter(|slot| slot.2 != NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_after_growing() {
        let words: Vec<String> = (0..10_000).map(|i| format!("word{i}")).collect();
        let spelled = |number: u32| Piece::from(words[number as usize].as_str());
        let mut index = WordIndex::with_capacity(0);
        for (word, number) in words.iter().zip(0..) {
            assert_eq!(index.get_or_insert(word.as_str().into(), number, spelled), number);
        }
        for (word, number) in words.iter().zip(0..) {
            assert_eq!(index.get(word.as_str().into(), spelled), number);
            assert_eq!(index.get_or_insert(word.as_str().into(), 1, spelled), number);
        }
        for unknown in ["", "word", "word10000", "Word1"] {
            assert_eq!(index.get(unknown.into(), spelled), NONE);
        }
    }

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
