//! From words to numbers.

use super::piece::{Piece, fold, random_seed};
use crate::work;
use hashbrown::HashTable;

/// A word of a [`WordIndex`].
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// The word itself as a number if it is short, and else its hash.
    mark: u64,
    length: u32,
    number: u32,
}

impl Entry {
    fn hash(&self, seed: u64) -> u64 {
        if self.length <= 8 { fold(seed ^ u64::from(self.length) ^ self.mark) } else { self.mark }
    }

    #[inline]
    fn is<'a>(&self, word: Piece<'a>, mark: u64, spelled: &impl Fn(u32) -> Piece<'a>) -> bool {
        let same = self.mark == mark && self.length as usize == word.len();
        same && (self.length <= 8 || spelled(self.number).is(word))
    }
}

/// From words to numbers. The words themselves are kept elsewhere: whoever asks says how each number is spelled. Words are
/// always compared in full, so that no two of them are ever taken for one another.
#[derive(Debug, Clone)]
pub(crate) struct WordIndex {
    table: HashTable<Entry>,
    seed: u64,
}

impl WordIndex {
    pub(crate) fn with_capacity(words: usize) -> Self {
        Self { table: HashTable::with_capacity(words), seed: random_seed() }
    }

    /// The hash of a word, and what marks it among the words of its length.
    #[inline]
    fn marks(&self, word: Piece<'_>) -> (u64, u64) {
        work::bytes(word.len());
        work::slot();
        let hash = word.hash(self.seed);
        (hash, word.number().unwrap_or(hash))
    }

    /// The number of `word`, if it has one.
    #[inline]
    pub(crate) fn get<'a>(&self, word: Piece<'a>, spelled: impl Fn(u32) -> Piece<'a>) -> Option<u32> {
        let (hash, mark) = self.marks(word);
        Some(self.table.find(hash, |entry| entry.is(word, mark, &spelled))?.number)
    }

    /// The number of `word`, which becomes `number` if the word is new. `number` need not be spelled yet.
    #[inline]
    pub(crate) fn get_or_insert<'a>(
        &mut self,
        word: Piece<'a>,
        number: u32,
        spelled: impl Fn(u32) -> Piece<'a>,
    ) -> u32 {
        let (hash, mark) = self.marks(word);
        let seed = self.seed;
        let place = self.table.entry(hash, |entry| entry.is(word, mark, &spelled), |entry| entry.hash(seed));
        place.or_insert(Entry { mark, length: word.len() as u32, number }).get().number
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
            assert_eq!(index.get(word.as_str().into(), spelled), Some(number));
            assert_eq!(index.get_or_insert(word.as_str().into(), 1, spelled), number);
        }
        for unknown in ["", "word", "word10000", "Word1"] {
            assert_eq!(index.get(unknown.into(), spelled), None);
        }
    }
}
