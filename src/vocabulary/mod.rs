//! Sorted terms and their columns; the sorting is the determinism.
//!
//! All kinds of terms share one sorted list: words (`allianc`), word n-grams with a space between words
//! (`eurasian union`), word beginnings with a star (`russi*`), and, where a model has them, words with one left out
//! between them (`join _ war`), words marked by where they stand (`not:join`) and runs of characters between bars (`|o_ru|`).
//! A term's column is its place in that list. For look-up, words, beginnings and runs are nodes of their own; an n-gram is
//! the pair of its first n−1 words' node and its last word's node, and a marked word the pair of its mark's and its
//! word's, so that no string is built for them.

mod build;
mod cache;
#[cfg(feature = "train")]
mod interner;
mod kind;
mod piece;
mod table;

use crate::tokens::{Stems, Word};
pub(crate) use cache::{Cached, WordCache};
#[cfg(feature = "train")]
pub(crate) use interner::Interner;
use kind::GAP;
pub use kind::TermKind;
pub(crate) use kind::{Mark, TermRules};
use piece::Spelled;
use std::ops::Range;
pub(crate) use table::NONE;
use table::{PairTable, WordIndex};

/// The most lengths of word beginnings that a model may have.
pub(crate) const MAX_PREFIXES: usize = 4;

/// Where features look up, or enter, their terms.
pub(crate) trait Terms {
    /// The node of a stemmed word.
    fn word(&mut self, stem: &str) -> u32;
    /// The node of an n-gram: of its words but the last, and of the last.
    fn pair(&mut self, left: u32, right: u32) -> u32;
    /// The node of a word beginning.
    fn prefix(&mut self, prefix: &str) -> u32;
    /// The node of a run of characters.
    fn characters(&mut self, run: &str) -> u32;

    /// The node of a marked word.
    fn marked(&mut self, mark: Mark, word: u32) -> u32 {
        self.pair(mark.node(), word)
    }

    /// The node of two words with one between them.
    fn skip(&mut self, left: u32, right: u32) -> u32 {
        match self.pair(left, GAP) {
            NONE => NONE,
            first => self.pair(first, right),
        }
    }

    /// The nodes of a lower-cased word's stem and of its beginnings at the given lengths.
    fn nodes(&mut self, word: &Word<'_>, stems: &Stems, lengths: &[usize]) -> WordNodes {
        word.spell(|word| self.nodes_of(word, stems, lengths))
    }

    /// The same for a word that is spelled out.
    fn nodes_of(&mut self, word: &str, stems: &Stems, lengths: &[usize]) -> WordNodes {
        let mut nodes = WordNodes { word: self.word(&stems.stem(word)), prefixes: [NONE; MAX_PREFIXES] };
        let known = prefixes(word, lengths).map(|prefix| self.prefix(prefix)).filter(|&node| node != NONE);
        for (node, prefix) in nodes.prefixes.iter_mut().zip(known) {
            *node = prefix;
        }
        nodes
    }
}

/// The nodes that a word leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordNodes {
    /// Of its stem, or `NONE`.
    pub(crate) word: u32,
    /// Of its known beginnings, by length, then `NONE`.
    pub(crate) prefixes: [u32; MAX_PREFIXES],
}

/// The beginnings of a word at the given ascending lengths in characters, as far as the word reaches.
fn prefixes<'a>(word: &'a str, lengths: &'a [usize]) -> impl Iterator<Item = &'a str> {
    let ascii = word.is_ascii();
    lengths.iter().map_while(move |&length| {
        if ascii {
            return word.get(..length);
        }
        let mut ends = word.char_indices().map(|(at, _)| at).skip(1).chain([word.len()]);
        ends.nth(length - 1).map(|end| &word[..end])
    })
}

/// The terms of a model. Nodes below the number of terms are columns.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary {
    /// A number of its own in this process, above 0.
    identity: u64,
    /// The terms in order, each with a line feed behind it.
    text: String,
    /// Where each term ends in `text`, the line feed not counted.
    ends: Vec<u32>,
    /// Where the words stand in `text` that are no terms but parts of terms, by their nodes from the number of terms on.
    parts: Vec<Range<u32>>,
    words: WordIndex,
    prefixes: WordIndex,
    runs: WordIndex,
    pairs: PairTable,
}

impl Vocabulary {
    /// The number of terms.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The term of a column.
    pub(crate) fn term(&self, column: u32) -> &str {
        let start = if column == 0 { 0 } else { self.ends[column as usize - 1] as usize + 1 };
        &self.text[start..self.ends[column as usize] as usize]
    }

    /// All terms, each with a line feed behind it.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    fn spelled(&self) -> Spelled<'_> {
        Spelled { text: self.text.as_bytes(), ends: &self.ends }
    }
}

impl Terms for &Vocabulary {
    fn word(&mut self, stem: &str) -> u32 {
        self.words.get(stem.into(), |node| self.spelled().word(node, &self.parts))
    }

    fn pair(&mut self, left: u32, right: u32) -> u32 {
        self.pairs.get(left, right)
    }

    fn prefix(&mut self, prefix: &str) -> u32 {
        self.prefixes.get(prefix.into(), |node| self.spelled().prefix(node))
    }

    fn characters(&mut self, run: &str) -> u32 {
        self.runs.get(run.into(), |node| self.spelled().run(node))
    }
}

/// Enters something as node `*nodes` if it is new, and counts it then.
#[cfg(feature = "train")]
fn enter(nodes: &mut u32, insert: impl FnOnce(u32) -> u32) -> u32 {
    let node = insert(*nodes);
    *nodes += u32::from(node == *nodes);
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::read("allianc\neurasian union\njoin\nnot join the\nrussi*\n", &TermRules::plain(3, &[5])).unwrap()
    }

    #[test]
    fn columns_are_places_in_the_sorted_list() {
        let vocabulary = vocabulary();
        assert_eq!(vocabulary.len(), 5);
        assert_eq!(vocabulary.term(0), "allianc");
        assert_eq!(vocabulary.term(4), "russi*");
        let mut terms = &vocabulary;
        assert_eq!(terms.word("allianc"), 0);
        assert_eq!(terms.prefix("russi"), 4);
        assert_eq!(terms.word("russi"), NONE);
        assert_eq!(terms.prefix("allianc"), NONE);
    }

    #[test]
    fn parts_of_ngrams_are_nodes_without_columns() {
        let vocabulary = vocabulary();
        let mut terms = &vocabulary;
        let (eurasian, union) = (terms.word("eurasian"), terms.word("union"));
        assert!(eurasian as usize >= vocabulary.len() && eurasian != NONE && union != NONE);
        assert_eq!(terms.pair(eurasian, union), 1);
        assert_eq!(terms.pair(union, eurasian), NONE);
        let not_join = (terms.word("not"), 2);
        let not_join = terms.pair(not_join.0, not_join.1);
        assert!(not_join as usize >= vocabulary.len());
        let the = terms.word("the");
        assert_eq!(terms.pair(not_join, the), 3);
    }

    #[test]
    fn every_rule_of_a_vocabulary_is_checked() {
        let broken = |text| Vocabulary::read(text, &TermRules::plain(2, &[4])).err().map(|(column, _)| column);
        assert_eq!(broken("a\na b\nabcd*\nb\n"), None);
        assert_eq!(broken(""), None);
        let marks = vec![Mark::Negated];
        let rules = TermRules { skips: true, marks, characters: Some((2, 3)), ..TermRules::plain(2, &[4]) };
        assert_eq!(Vocabulary::read("a _ b\nnot:join\n|a_|\n|жж|\n", &rules).err(), None);
        for text in [
            "a _\n",
            "_ a\n",
            "a _ _ b\n",
            "a b _ c\n",
            "but:join\n",
            "not:\n",
            "not:a b\n",
            "|a|\n",
            "|abcd|\n",
            "||\n",
            "|a b|\n",
        ] {
            assert_eq!(Vocabulary::read(text, &rules).err().map(|(column, _)| column), Some(0), "{text:?}");
        }
        for (text, column) in [
            ("a\n\nb\n", 1),
            ("b\na\n", 1),
            ("a\na\n", 1),
            ("a  b\n", 0),
            (" a\n", 0),
            ("a\na b c\n", 1),
            ("*\n", 0),
            ("abc*\n", 0),
            ("ab *\n", 0),
            ("a*b\n", 0),
            ("a\tb\n", 0),
            ("a _ b\n", 0),
            ("_\n", 0),
            ("not:join\n", 0),
            ("|ab|\n", 0),
        ] {
            assert_eq!(broken(text), Some(column), "{text:?}");
        }
    }

    #[cfg(feature = "train")]
    #[test]
    fn the_order_of_entry_leaves_no_trace() {
        let build = |words: &[&str]| {
            let mut interner = Interner::new();
            let nodes: Vec<u32> = words.iter().map(|word| interner.word(word)).collect();
            for pair in nodes.windows(2) {
                interner.pair(pair[0].min(pair[1]), pair[0].max(pair[1]));
            }
            interner.prefix("rus");
            interner.select(|node| node != nodes[0]).0.text().to_owned()
        };
        assert_eq!(build(&["a", "b"]), "a b\nb\nrus*\n");
        let mut interner = Interner::new();
        let (b, a) = (interner.word("b"), interner.word("a"));
        let ab = interner.pair(a, b);
        let aba = interner.pair(ab, a);
        let (vocabulary, columns) = interner.select(|_| true);
        assert_eq!(vocabulary.text(), "a\na b\na b a\nb\n");
        assert_eq!([a, ab, aba, b].map(|node| columns[node as usize]), [0, 1, 2, 3]);
    }

    #[test]
    fn prefixes_count_characters() {
        let of = |word| prefixes(word, &[2, 4, 6]).collect::<Vec<_>>();
        assert_eq!(of("a"), [""; 0]);
        assert_eq!(of("abcd"), ["ab", "abcd"]);
        assert_eq!(of("žomart"), ["žo", "žoma", "žomart"]);
        assert_eq!(of("ж"), [""; 0]);
        assert_eq!(of("жо"), ["жо"]);
    }
}
