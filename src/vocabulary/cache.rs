//! Words seen lately and their nodes, so that a frequent word is neither stemmed nor looked up again.

use super::{MAX_PREFIXES, NONE, Terms, Vocabulary, WordNodes};
use crate::tokens::Stems;

/// Entries of a cache: a power of two.
const ENTRIES: usize = 1 << 13;
/// The places that a word may take.
const WAYS: usize = 4;
/// The longest word that is kept, in bytes.
const LONGEST: usize = 23;

/// A word of a vocabulary and its nodes.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// The identity of the vocabulary; 0 in an entry that was never filled.
    vocabulary: u64,
    nodes: WordNodes,
    length: u8,
    word: [u8; LONGEST],
}

/// A four-way cache: a word has four places, and a new one drives out the oldest word of these. Every hit is verified, so
/// that the cache changes no result, and one cache serves any number of vocabularies.
#[derive(Debug, Default)]
pub(crate) struct WordCache {
    entries: Vec<Entry>,
}

/// A vocabulary behind a cache.
pub(crate) struct Cached<'a> {
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) cache: &'a mut WordCache,
}

impl Terms for Cached<'_> {
    fn word(&mut self, stem: &str) -> u32 {
        self.vocabulary.words.get(stem)
    }

    fn pair(&mut self, left: u32, right: u32) -> u32 {
        self.vocabulary.pairs.get(left, right)
    }

    fn prefix(&mut self, prefix: &str) -> u32 {
        self.vocabulary.prefixes.get(prefix)
    }

    fn characters(&mut self, run: &str) -> u32 {
        self.vocabulary.runs.get(run)
    }

    fn nodes(&mut self, word: &str, stems: &Stems, lengths: &[usize]) -> WordNodes {
        if word.len() > LONGEST {
            return (&mut &*self.vocabulary).nodes(word, stems, lengths);
        }
        if self.cache.entries.is_empty() {
            let nodes = WordNodes { word: NONE, prefixes: [NONE; MAX_PREFIXES] };
            self.cache.entries.resize(ENTRIES, Entry { vocabulary: 0, nodes, length: 0, word: [0; LONGEST] });
        }
        let identity = self.vocabulary.identity;
        let hash = super::table::hash_bytes(word.as_bytes(), identity);
        let first = WAYS * (hash as usize % (ENTRIES / WAYS));
        let places = &mut self.cache.entries[first..first + WAYS];
        let is_it = |entry: &&Entry| {
            entry.vocabulary == identity && &entry.word[..usize::from(entry.length)] == word.as_bytes()
        };
        if let Some(known) = places.iter().find(is_it) {
            return known.nodes;
        }
        let nodes = (&mut &*self.vocabulary).nodes(word, stems, lengths);
        places.copy_within(..WAYS - 1, 1);
        places[0] = Entry { vocabulary: identity, nodes, length: word.len() as u8, word: [0; LONGEST] };
        places[0].word[..word.len()].copy_from_slice(word.as_bytes());
        nodes
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
                    let cached = Cached { vocabulary, cache: &mut cache }.nodes(word, &stems, lengths);
                    assert_eq!(cached, (&mut &*vocabulary).nodes(word, &stems, lengths), "{word}");
                }
            }
        }
        assert_eq!(cache.entries.len(), ENTRIES);
    }
}
