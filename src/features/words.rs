//! Word → nodes: of its stem, of its beginnings, and its number among the words of names.

use super::FeatureParams;
use crate::actors::{Matcher, NO_WORD};
use crate::tokens::{Key, Stems, Word};
use crate::vocabulary::{NO_MARKS, NONE, Terms, Text, Vocabulary};

/// The most lengths of word beginnings that a model may have.
pub(crate) const MAX_PREFIXES: usize = 4;

/// The nodes that a word leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(align(16))]
pub(crate) struct Nodes {
    /// Of its stem, or `NONE`.
    pub(super) word: u32,
    /// The row of its stem's nodes with marks, or [`NO_MARKS`].
    pub(super) marks: u32,
    /// Its stem among the words of names, or [`NO_WORD`].
    pub(super) name: u32,
    /// Of its shortest known beginning, or `NONE`.
    pub(super) prefix: u32,
}

impl Nodes {
    pub(super) const UNKNOWN: Self = Self { word: NONE, marks: NO_MARKS, name: NO_WORD, prefix: NONE };

    /// Whether the word leads to anything.
    #[cfg(feature = "train")]
    pub(super) fn are_known(&self) -> bool {
        *self != Self::UNKNOWN
    }
}

/// The nodes of the known beginnings of a word after the first, by length, then `NONE`.
pub(super) type LongerPrefixes = [u32; MAX_PREFIXES - 1];

/// All nodes that a word leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordNodes {
    pub(super) first: Nodes,
    pub(super) longer: LongerPrefixes,
}

impl WordNodes {
    pub(super) const UNKNOWN: Self = Self { first: Nodes::UNKNOWN, longer: [NONE; MAX_PREFIXES - 1] };
}

/// What words are read by.
#[derive(Debug, Clone)]
pub(crate) struct WordReader {
    stems: Stems,
    prefixes: Vec<usize>,
    pub(super) names: Option<Matcher>,
}

impl WordReader {
    pub(super) fn new(params: &FeatureParams) -> Self {
        let names = params.actors.as_ref().filter(|_| params.has_actors());
        Self {
            stems: Stems::new(params.stemmer),
            prefixes: params.prefixes.clone(),
            names: names.map(|names| Matcher::new(names, params.stemmer)),
        }
    }

    /// The nodes of a lower-cased word.
    pub(super) fn nodes(&self, word: &str, terms: &mut impl Terms) -> WordNodes {
        let stem = self.stems.stem(word);
        let stem = stem.as_str();
        let WordNodes { mut first, mut longer } = WordNodes::UNKNOWN;
        first.word = terms.text(Text::Word, stem);
        if first.word != NONE {
            first.marks = terms.marks(first.word);
        }
        let known = beginnings(word, &self.prefixes).map(|prefix| terms.text(Text::Prefix, prefix));
        let places = std::iter::once(&mut first.prefix).chain(&mut longer);
        for (place, prefix) in places.zip(known.filter(|&node| node != NONE)) {
            *place = prefix;
        }
        if let Some(names) = &self.names {
            first.name = names.word(stem);
        }
        WordNodes { first, longer }
    }
}

/// Terms with a way from whole words to their nodes.
pub(crate) trait Words: Terms {
    /// Writes the nodes of a word by its key, if they are kept; whether they are.
    fn known(&self, key: &Key, nodes: &mut WordNodes) -> bool;
    /// The nodes of a word.
    fn nodes(&mut self, word: Word<'_>, reader: &WordReader) -> WordNodes;
}

impl Words for &Vocabulary {
    fn known(&self, _: &Key, _: &mut WordNodes) -> bool {
        false
    }

    fn nodes(&mut self, word: Word<'_>, reader: &WordReader) -> WordNodes {
        word.spell(|word| reader.nodes(word, self))
    }
}

/// The beginnings of a word at the given ascending lengths in characters, as far as the word reaches.
fn beginnings<'a>(word: &'a str, lengths: &'a [usize]) -> impl Iterator<Item = &'a str> {
    let ascii = word.is_ascii();
    lengths.iter().map_while(move |&length| {
        if ascii {
            return word.get(..length);
        }
        let mut ends = word.char_indices().map(|(at, _)| at).skip(1).chain([word.len()]);
        ends.nth(length - 1).map(|end| &word[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_count_characters() {
        let of = |word| beginnings(word, &[2, 4, 6]).collect::<Vec<_>>();
        assert_eq!(of("a"), [""; 0]);
        assert_eq!(of("abcd"), ["ab", "abcd"]);
        assert_eq!(of("žomart"), ["žo", "žoma", "žomart"]);
        assert_eq!(of("ж"), [""; 0]);
        assert_eq!(of("жо"), ["жо"]);
    }
}
