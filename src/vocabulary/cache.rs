//! Words seen lately and their nodes, so that a frequent word is neither stemmed nor looked up again.

use super::{MAX_PREFIXES, NONE, Terms, Vocabulary, WordNodes};
use crate::tokens::{Stems, Word};

/// The places that a word may take.
const WAYS: usize = 8;
/// The number of sets of short words, as a power of two.
const SHORT_BITS: u32 = 10;
/// The number of sets of longer words, as a power of two. Words over [`crate::tokens::MAX_STEMMED_BYTES`], which are not
/// stemmed, are never kept.
const LONG_BITS: u32 = 5;

/// A word of a vocabulary, as `N` numbers, and its nodes.
#[derive(Debug, Clone, Copy)]
struct Entry<const N: usize> {
    /// The identity of the vocabulary; 0 in an entry that was never filled.
    vocabulary: u64,
    key: [u64; N],
    nodes: WordNodes,
}

/// The places that a word may take, the newest word first.
type Set<const N: usize> = [Entry<N>; WAYS];

/// An eight-way cache: a word has eight places, and a new one drives out the oldest word of these. Every hit is verified, so
/// that the cache changes no result, and one cache serves any number of vocabularies.
#[derive(Debug, Default)]
pub(crate) struct WordCache {
    short: Vec<Set<3>>,
    long: Vec<Set<8>>,
}

/// The number of the set of a word: the highest bits of a sum of products (multilinear hashing). Whoever makes words
/// collide only makes them miss.
#[inline]
fn set_of<const N: usize>(salt: u64, key: &[u64; N], bits: u32) -> usize {
    const FACTORS: [u64; 8] = [
        0x9e37_79b9_7f4a_7c15,
        0xd6e8_feb8_6659_fd93,
        0xa076_1d64_78bd_642f,
        0xe703_7ed1_a0b4_28db,
        0x8ebc_6af0_9c88_c6e3,
        0x5899_65cc_7537_4cc3,
        0x1d8e_4e27_c47d_124f,
        0xeb44_acca_b455_d165,
    ];
    let products = key.iter().zip(FACTORS).map(|(part, factor)| part.wrapping_mul(factor));
    (products.fold(salt, u64::wrapping_add) >> (u64::BITS - bits)) as usize
}

impl<const N: usize> Entry<N> {
    #[inline]
    fn is_of(&self, vocabulary: u64, key: &[u64; N]) -> bool {
        let differences = self.key.iter().zip(key).map(|(one, other)| one ^ other);
        differences.fold(self.vocabulary ^ vocabulary, |all, difference| all | difference) == 0
    }
}

/// A vocabulary behind a cache.
pub(crate) struct Cached<'a> {
    vocabulary: &'a Vocabulary,
    /// What spreads the words of several vocabularies.
    salt: u64,
    cache: &'a mut WordCache,
}

impl<'a> Cached<'a> {
    pub(crate) fn new(vocabulary: &'a Vocabulary, cache: &'a mut WordCache) -> Self {
        if cache.short.is_empty() {
            cache.short = empty(SHORT_BITS);
            cache.long = empty(LONG_BITS);
        }
        Self { vocabulary, salt: vocabulary.identity.wrapping_mul(0x2127_599b_f432_5c37), cache }
    }
}

fn empty<const N: usize>(bits: u32) -> Vec<Set<N>> {
    let nodes = WordNodes { word: NONE, prefixes: [NONE; MAX_PREFIXES] };
    vec![[Entry { vocabulary: 0, key: [0; N], nodes }; WAYS]; 1 << bits]
}

impl Vocabulary {
    /// Looks a word up and enters it in its set.
    #[inline(never)]
    fn remember<const N: usize>(
        &self,
        word: &Word<'_>,
        key: [u64; N],
        set: &mut Set<N>,
        stems: &Stems,
        lengths: &[usize],
    ) -> WordNodes {
        let nodes = (&mut &*self).nodes(word, stems, lengths);
        set.copy_within(..WAYS - 1, 1);
        set[0] = Entry { vocabulary: self.identity, key, nodes };
        nodes
    }

    /// The nodes of a word that is too long for a key.
    #[inline(never)]
    fn long_nodes(
        &self,
        word: &Word<'_>,
        salt: u64,
        sets: &mut [Set<8>],
        stems: &Stems,
        lengths: &[usize],
    ) -> WordNodes {
        let Some(key) = word.long_key() else { return (&mut &*self).nodes(word, stems, lengths) };
        let set = &mut sets[set_of(salt, &key, LONG_BITS)];
        match set.iter().find(|entry| entry.is_of(self.identity, &key)) {
            Some(entry) => entry.nodes,
            None => self.remember(word, key, set, stems, lengths),
        }
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
        let Self { vocabulary, salt, cache } = self;
        let Some(key) = word.key() else {
            return vocabulary.long_nodes(word, *salt, &mut cache.long, stems, lengths);
        };
        let set = &mut cache.short[set_of(*salt, &key, SHORT_BITS)];
        match set.iter().find(|entry| entry.is_of(vocabulary.identity, &key)) {
            Some(entry) => entry.nodes,
            None => vocabulary.remember(word, key, set, stems, lengths),
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
        for word in ["alliances", "x", "alliances", "alliance", "al", "antidisestablishmentarianism", &"al".repeat(40)]
        {
            for (vocabulary, lengths) in [(&one, &[2_usize][..]), (&other, &[])] {
                for _ in 0..2 {
                    let read = Word::new(word);
                    let cached = Cached::new(vocabulary, &mut cache).nodes(&read, &stems, lengths);
                    assert_eq!(cached, (&mut &*vocabulary).nodes(&read, &stems, lengths), "{word}");
                }
            }
        }
        assert_eq!((cache.short.len(), cache.long.len()), (1 << SHORT_BITS, 1 << LONG_BITS));
    }
}
