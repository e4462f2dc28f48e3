//! Open-addressing tables from words and pairs of nodes to nodes.
//!
//! Keys are always compared in full, so that no two of them are ever taken for one another. Tables are at most half
//! full; probing is linear.

use std::hash::{BuildHasher, RandomState};

/// No node: an unknown word, or an n-gram with an unknown part.
pub(crate) const NONE: u32 = u32::MAX;

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// A number that nobody outside the process can know, so that no file can be made whose terms all collide. Hashes decide
/// nothing but places in tables, and no order of a table reaches an output.
fn random_seed() -> u64 {
    RandomState::new().hash_one(0_u8)
}

/// Multiply-and-fold hash of a byte string, eight bytes a step.
pub(super) fn hash_bytes(bytes: &[u8], seed: u64) -> u64 {
    let mut hash = seed ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        hash = fold(hash ^ u64::from_le_bytes(word));
    }
    let rest = chunks.remainder();
    let mut word = [0; 8];
    word[..rest.len()].copy_from_slice(rest);
    fold(hash ^ u64::from_le_bytes(word))
}

/// The two halves of a 128-bit product, folded together.
fn fold(value: u64) -> u64 {
    let product = u128::from(value ^ MULTIPLIER) * u128::from(MULTIPLIER);
    (product as u64) ^ ((product >> 64) as u64)
}

/// Slots of a table with room for `keys` keys: a power of two, at least twice as many.
fn slots_for(keys: usize) -> usize {
    (keys.max(4) * 2).next_power_of_two()
}

/// A word: where it stands in the buffer, and its node.
#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    end: u32,
    node: u32,
}

/// A map from words to nodes; the words lie one behind the other in one buffer.
#[derive(Debug, Clone)]
pub(super) struct WordTable {
    /// Upper half of the hash and index of the entry, or `NONE`.
    slots: Vec<(u32, u32)>,
    text: String,
    entries: Vec<Entry>,
    seed: u64,
}

impl WordTable {
    pub(super) fn with_capacity(words: usize) -> Self {
        Self {
            slots: vec![(0, NONE); slots_for(words)],
            text: String::new(),
            entries: Vec::with_capacity(words),
            seed: random_seed(),
        }
    }

    fn word(&self, entry: usize) -> &str {
        let Entry { start, end, .. } = self.entries[entry];
        &self.text[start as usize..end as usize]
    }

    /// The slot of `word`: its own, or the free one where it belongs.
    fn slot(&self, word: &str, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let tag = (hash >> 32) as u32;
        let mut at = hash as usize & mask;
        loop {
            let (found, entry) = self.slots[at];
            if entry == NONE || (found == tag && self.word(entry as usize) == word) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    pub(super) fn get(&self, word: &str) -> u32 {
        match self.slots[self.slot(word, hash_bytes(word.as_bytes(), self.seed))].1 {
            NONE => NONE,
            entry => self.entries[entry as usize].node,
        }
    }

    /// The node of `word`, which becomes `node` if the word is new.
    pub(super) fn get_or_insert(&mut self, word: &str, node: u32) -> u32 {
        if slots_for(self.entries.len() + 1) > self.slots.len() {
            self.grow();
        }
        let hash = hash_bytes(word.as_bytes(), self.seed);
        let slot = self.slot(word, hash);
        if self.slots[slot].1 != NONE {
            return self.entries[self.slots[slot].1 as usize].node;
        }
        self.slots[slot] = ((hash >> 32) as u32, self.entries.len() as u32);
        let start = self.text.len() as u32;
        self.text.push_str(word);
        self.entries.push(Entry { start, end: self.text.len() as u32, node });
        node
    }

    fn grow(&mut self) {
        let mut larger = Self { slots: vec![(0, NONE); self.slots.len() * 2], ..Self::with_capacity(0) };
        std::mem::swap(&mut larger.text, &mut self.text);
        std::mem::swap(&mut larger.entries, &mut self.entries);
        for entry in 0..larger.entries.len() {
            let hash = hash_bytes(larger.word(entry).as_bytes(), larger.seed);
            let slot = larger.slot(larger.word(entry), hash);
            larger.slots[slot] = ((hash >> 32) as u32, entry as u32);
        }
        *self = larger;
    }

    #[cfg(feature = "train")]
    /// The words with their nodes, in order of insertion.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        (0..self.entries.len()).map(|entry| (self.word(entry), self.entries[entry].node))
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

    fn slot(&self, left: u32, right: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = fold(self.seed ^ (u64::from(left) << 32 | u64::from(right))) as usize & mask;
        loop {
            let (found_left, found_right, node) = self.slots[at];
            if node == NONE || (found_left == left && found_right == right) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    pub(super) fn get(&self, left: u32, right: u32) -> u32 {
        self.slots[self.slot(left, right)].2
    }

    /// The node of the pair, which becomes `node` if the pair is new.
    pub(super) fn get_or_insert(&mut self, left: u32, right: u32, node: u32) -> u32 {
        if slots_for(self.pairs + 1) > self.slots.len() {
            let mut larger =
                Self { slots: vec![(0, 0, NONE); self.slots.len() * 2], pairs: self.pairs, seed: self.seed };
            for &(left, right, node) in self.slots.iter().filter(|slot| slot.2 != NONE) {
                let slot = larger.slot(left, right);
                larger.slots[slot] = (left, right, node);
            }
            *self = larger;
        }
        let slot = self.slot(left, right);
        if self.slots[slot].2 == NONE {
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
        let mut table = WordTable::with_capacity(0);
        for i in 0..10_000 {
            assert_eq!(table.get_or_insert(&format!("word{i}"), i), i);
        }
        for i in 0..10_000 {
            assert_eq!(table.get(&format!("word{i}")), i);
            assert_eq!(table.get_or_insert(&format!("word{i}"), 1), i);
        }
        for unknown in ["", "word", "word10000", "Word1"] {
            assert_eq!(table.get(unknown), NONE);
        }
        #[cfg(feature = "train")]
        assert_eq!(table.iter().nth(77), Some(("word77", 77)));
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

    #[test]
    fn hashes_spread_over_the_low_bits() {
        let mut used = [false; 1024];
        for i in 0..1024_u32 {
            used[hash_bytes(format!("prefix{i}").as_bytes(), 5) as usize & 1023] = true;
        }
        let share = used.iter().filter(|&&used| used).count();
        assert!(share > 560, "{share} of 1024 slots used; chance gives 647");
    }
}
