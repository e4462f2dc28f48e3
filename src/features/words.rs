//! Word → nodes: of its stem, of its beginnings, and its number among the words of names.

use super::FeatureParams;
use crate::actors::{Matcher, NO_WORD};
use crate::tokens::{Stems, Word};
use crate::vocabulary::{NONE, Terms, Text, Vocabulary};

/// The most lengths of word beginnings that a model may have.
pub(crate) const MAX_PREFIXES: usize = 4;

/// The nodes that a word leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordNodes {
    /// Of its stem, or `NONE`.
    pub(super) word: u32,
    /// The row of its stem's nodes with marks, or `NONE`.
    pub(super) marks: u32,
    /// Of its known beginnings, by length, then `NONE`.
    pub(super) prefixes: [u32; MAX_PREFIXES],
    /// Its stem among the words of names, or [`NO_WORD`].
    pub(super) name: u32,
}

impl WordNodes {
    pub(super) const UNKNOWN: Self = Self { word: NONE, marks: NONE, prefixes: [NONE; MAX_PREFIXES], name: NO_WORD };

    /// Whether the word leads to anything.
    #[cfg(feature = "train")]
    pub(super) fn are_known(&self) -> bool {
        *self != Self::UNKNOWN
    }
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
        let mut nodes = WordNodes { word: terms.text(Text::Word, stem), ..WordNodes::UNKNOWN };
        if nodes.word != NONE {
            nodes.marks = terms.marks(nodes.word);
        }
        let known = beginnings(word, &self.prefixes).map(|prefix| terms.text(Text::Prefix, prefix));
        for (node, prefix) in nodes.prefixes.iter_mut().zip(known.filter(|&node| node != NONE)) {
            *node = prefix;
        }
        if let Some(names) = &self.names {
            nodes.name = names.word(stem);
        }
        nodes
    }
}

/// Terms with a way from whole words to their nodes.
pub(crate) trait Words: Terms {
    /// The nodes of a word by its key, if they are kept.
    fn known(&self, key: &[u64; 2]) -> Option<&WordNodes>;
    /// The nodes of a word.
    fn nodes(&mut self, word: &Word<'_>, reader: &WordReader) -> WordNodes;
}

impl Words for &Vocabulary {
    fn known(&self, _: &[u64; 2]) -> Option<&WordNodes> {
        None
    }

    fn nodes(&mut self, word: &Word<'_>, reader: &WordReader) -> WordNodes {
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
