//! Words seen lately and their nodes, so that a frequent word is neither stemmed nor looked up again.

use super::{MAX_PREFIXES, NONE, Terms, Vocabulary, WordNodes};
use crate::tokens::{Key, Stems, Word};

/// Sets of a cache, as a power of two.
const SET_BITS: u32 = 11;
/// The places that a word may take.
const WAYS: usize = 4;

/// A word of a vocabulary and its nodes.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// The identity of the vocabulary; 0 in an entry that was never filled.
    vocabulary: u64,
    key: Key,
    nodes: WordNodes,
}

/// The places that a word may take, the newest word first.
type Set = [Entry; WAYS];

/// A four-way cache: a word has four places, and a new one drives out the oldest word of these. Every hit is verified, so
/// that the cache changes no result, and one cache serves any number of vocabularies.
#[derive(Debug, Default)]
pub(crate) struct WordCache {
    sets: Vec<Set>,
}

impl WordCache {
    /// The entries, allocated at the first call.
    fn sets(&mut self) -> &mut [Set; 1 << SET_BITS] {
        if self.sets.is_empty() {
            let nodes = WordNodes { word: NONE, prefixes: [NONE; MAX_PREFIXES] };
            self.sets.resize(1 << SET_BITS, [Entry { vocabulary: 0, key: Key::default(), nodes }; WAYS]);
        }
        self.sets.first_chunk_mut().expect("all sets are there")
    }
}

/// The number of the set of a word: the highest bits of a sum of products (multilinear hashing). Whoever makes words
/// collide only makes them miss.
#[inline]
fn set_of(salt: u64, key: &Key) -> usize {
    let sum = key[0]
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(key[1].wrapping_mul(0xd6e8_feb8_6659_fd93))
        .wrapping_add(key[2].wrapping_mul(0xa076_1d64_78bd_642f))
        .wrapping_add(salt);
    (sum >> (u64::BITS - SET_BITS)) as usize
}

impl Entry {
    #[inline]
    fn is_of(&self, vocabulary: u64, key: &Key) -> bool {
        let [first, second, third] = self.key;
        ((self.vocabulary ^ vocabulary) | (first ^ key[0]) | (second ^ key[1]) | (third ^ key[2])) == 0
    }
}

/// A vocabulary behind a cache.
pub(crate) struct Cached<'a> {
    vocabulary: &'a Vocabulary,
    /// What spreads the words of several vocabularies.
    salt: u64,
    sets: &'a mut [Set; 1 << SET_BITS],
}

impl<'a> Cached<'a> {
    pub(crate) fn new(vocabulary: &'a Vocabulary, cache: &'a mut WordCache) -> Self {
        Self { vocabulary, salt: vocabulary.identity.wrapping_mul(0xe703_7ed1_a0b4_28db), sets: cache.sets() }
    }
}

impl Vocabulary {
    /// Looks a word up and enters it in its set.
    #[inline(never)]
    fn enter(&self, word: &Word<'_>, key: Key, set: &mut Set, stems: &Stems, lengths: &[usize]) -> WordNodes {
        let nodes = (&mut &*self).nodes(word, stems, lengths);
        set.copy_within(..WAYS - 1, 1);
        set[0] = Entry { vocabulary: self.identity, key, nodes };
        nodes
    }
}

impl Terms for Cached<'_> {
    fn word(&mut self, stem: &str) -> u32 {
        (&mut &*self.vocabulary).word(stem)
    }

    fn pair(&mut self, left: u32, right: u32) -> u32 {
        self.vocabulary.pairs.get(left, right)
    }

    fn prefix(&mut self, prefix: &str) -> u32 {
        (&mut &*self.vocabulary).prefix(prefix)
    }

    fn characters(&mut self, run: &str) -> u32 {
        (&mut &*self.vocabulary).characters(run)
    }

    #[expect(clippy::inline_always, reason = "a tenth of the time of a sentence: two callers hinder the compiler")]
    #[inline(always)]
    fn nodes(&mut self, word: &Word<'_>, stems: &Stems, lengths: &[usize]) -> WordNodes {
        let Some(key) = word.key() else { return (&mut &*self.vocabulary).nodes(word, stems, lengths) };
        let vocabulary = self.vocabulary.identity;
        let set = &mut self.sets[set_of(self.salt, &key)];
        match set.iter().find(|entry| entry.is_of(vocabulary, &key)) {
            Some(entry) => entry.nodes,
            None => self.vocabulary.enter(word, key, set, stems, lengths),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::Stemmer;
    use crate::vocabulary::TermRules;

    #[test]
    fn a_cache_changes_nothing_and_serves_several_vocabularies() {
        let one = Vocabulary::read("al*\nallianc\n", &TermRules::plain(1, &[2])).unwrap();
        let other = Vocabulary::read("a\nallianc\n", &TermRules::plain(1, &[])).unwrap();
        let stems = Stems::new(Stemmer::English);
        let mut cache = WordCache::default();
        for word in ["alliances", "x", "alliances", "alliance", "al", "antidisestablishmentarianism"] {
            for (vocabulary, lengths) in [(&one, &[2_usize][..]), (&other, &[])] {
                for _ in 0..2 {
                    let read = Word::new(word);
                    let cached = Cached::new(vocabulary, &mut cache).nodes(&read, &stems, lengths);
                    assert_eq!(cached, (&mut &*vocabulary).nodes(&read, &stems, lengths), "{word}");
                }
            }
        }
        assert_eq!(cache.sets.len(), 1 << SET_BITS);
    }
}
