//! Words seen lately and their nodes, so that a frequent word is neither stemmed nor looked up again.

use super::words::{WordNodes, WordReader, Words};
use crate::tokens::Word;
use crate::vocabulary::{Terms, Text, Vocabulary};

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
    vec![[Entry { vocabulary: 0, key: [0; N], nodes: WordNodes::UNKNOWN }; WAYS]; 1 << bits]
}

impl Cached<'_> {
    /// The nodes of a word that is too long for a key.
    #[inline(never)]
    fn long_nodes(&mut self, word: &Word<'_>, reader: &WordReader) -> WordNodes {
        let mut vocabulary = self.vocabulary;
        let Some(key) = word.long_key() else { return vocabulary.nodes(word, reader) };
        let set = &mut self.cache.long[set_of(self.salt, &key, LONG_BITS)];
        match set.iter().find(|entry| entry.is_of(vocabulary.identity, &key)) {
            Some(entry) => entry.nodes,
            None => remember(vocabulary, word, key, set, reader),
        }
    }
}

/// Looks a word up and enters it in its set.
#[inline(never)]
fn remember<const N: usize>(
    mut vocabulary: &Vocabulary,
    word: &Word<'_>,
    key: [u64; N],
    set: &mut Set<N>,
    reader: &WordReader,
) -> WordNodes {
    let nodes = vocabulary.nodes(word, reader);
    set.copy_within(..WAYS - 1, 1);
    set[0] = Entry { vocabulary: vocabulary.identity, key, nodes };
    nodes
}

impl Terms for Cached<'_> {
    fn text(&mut self, kind: Text, text: &str) -> u32 {
        (&mut &*self.vocabulary).text(kind, text)
    }

    #[inline]
    fn pair(&mut self, left: u32, right: u32) -> u32 {
        (&mut &*self.vocabulary).pair(left, right)
    }
}

impl Words for Cached<'_> {
    #[expect(clippy::inline_always, reason = "a tenth of the time of a sentence: two callers hinder the compiler")]
    #[inline(always)]
    fn nodes(&mut self, word: &Word<'_>, reader: &WordReader) -> WordNodes {
        let Some(key) = word.key() else { return self.long_nodes(word, reader) };
        let set = &mut self.cache.short[set_of(self.salt, &key, SHORT_BITS)];
        match set.iter().find(|entry| entry.is_of(self.vocabulary.identity, &key)) {
            Some(entry) => entry.nodes,
            None => remember(self.vocabulary, word, key, set, reader),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::FeatureParams;
    use crate::vocabulary::TermRules;

    #[test]
    fn a_cache_changes_nothing_and_serves_several_vocabularies() {
        let one = Vocabulary::read("al*\nallianc\n", &TermRules::plain(1, &[2])).unwrap();
        let other = Vocabulary::read("a\nallianc\n", &TermRules::plain(1, &[])).unwrap();
        let reader = |prefixes| WordReader::new(&FeatureParams { prefixes, ..FeatureParams::words(1) });
        let mut cache = WordCache::default();
        for word in ["alliances", "x", "alliances", "alliance", "al", "antidisestablishmentarianism", &"al".repeat(40)]
        {
            for (vocabulary, reader) in [(&one, reader(vec![2])), (&other, reader(vec![]))] {
                for _ in 0..2 {
                    let read = Word::new(word);
                    let cached = Cached::new(vocabulary, &mut cache).nodes(&read, &reader);
                    assert_eq!(cached, (&mut &*vocabulary).nodes(&read, &reader), "{word}");
                }
            }
        }
        assert_eq!((cache.short.len(), cache.long.len()), (1 << SHORT_BITS, 1 << LONG_BITS));
    }
}
