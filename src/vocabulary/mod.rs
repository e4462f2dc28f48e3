//! Sorted terms and their columns; the sorting is the determinism. Blind to what kinds of term mean.
//!
//! All terms share one sorted list: texts of a kind, each with the marks of its kind around it (a word `allianc`, a word
//! beginning `russi*` …), several words with a space between them (`eurasian union`), and words with a mark before them
//! (`long:soo`). A term's column is its place in that list. For look-up, texts are nodes of their own; an n-gram is the pair of
//! its first n−1 words' node and its last word's node, and a marked word stands in its word's row of marks, so that no
//! string is built for them.

mod build;
#[cfg(feature = "train")]
mod interner;
mod kind;
mod marked;
mod spelled;
mod table;

use crate::tokens::WordIndex;
#[cfg(feature = "train")]
pub(crate) use interner::Interner;
pub use kind::TermKind;
pub(crate) use kind::{Lengths, Mark, Parts, TermRules, Text};
use marked::Marked;
pub(crate) use marked::NO_MARKS;
use spelled::Spelled;
use std::ops::Range;
pub(crate) use table::NONE;
use table::PairTable;

/// Where features look up, or enter, their terms.
pub(crate) trait Terms {
    /// The node of a text of a kind.
    fn text(&mut self, kind: Text, text: &str) -> u32;
    /// Whether a pair may have a node; without a branch.
    fn may_pair(&self, left: u32, right: u32) -> bool;
    /// The node of a pair: of an n-gram's words but the last, and of the last word.
    fn pair(&mut self, left: u32, right: u32) -> u32;
    /// What leads to the nodes of a word with its marks: a row for [`Self::marked`].
    fn marks(&mut self, word: u32) -> u32;
    /// The node of a word with a mark, by the word's row.
    fn marked(&mut self, row: u32, mark: Mark) -> u32;
}

/// The terms of a model. Nodes below the number of terms are columns.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary {
    /// The terms in order, each with a line feed behind it.
    text: String,
    /// Where each term ends in `text`, the line feed not counted.
    ends: Vec<u32>,
    /// Where the words stand in `text` that are no terms but parts of terms, by their nodes from the number of terms on.
    parts: Vec<Range<u32>>,
    texts: [WordIndex; Text::COUNT],
    pairs: PairTable,
    marked: Marked,
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
    pub(crate) fn lines(&self) -> &str {
        &self.text
    }

    fn spelled(&self) -> Spelled<'_> {
        Spelled { text: self.text.as_bytes(), ends: &self.ends }
    }
}

impl Terms for &Vocabulary {
    fn text(&mut self, kind: Text, text: &str) -> u32 {
        let spelled = self.spelled();
        let node = self.texts[kind as usize].get(text.into(), |node| match kind {
            Text::Word => spelled.word(node, &self.parts),
            _ => spelled.text(kind, node),
        });
        node.unwrap_or(NONE)
    }

    #[inline]
    fn may_pair(&self, left: u32, right: u32) -> bool {
        self.pairs.may_have(left, right)
    }

    #[inline]
    fn pair(&mut self, left: u32, right: u32) -> u32 {
        self.pairs.get(left, right)
    }

    #[inline]
    fn marks(&mut self, word: u32) -> u32 {
        self.marked.row(word)
    }

    #[inline]
    fn marked(&mut self, row: u32, mark: Mark) -> u32 {
        self.marked.node(row, mark)
    }
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
        assert_eq!(terms.text(Text::Word, "allianc"), 0);
        assert_eq!(terms.text(Text::Prefix, "russi"), 4);
        assert_eq!(terms.text(Text::Word, "russi"), NONE);
        assert_eq!(terms.text(Text::Prefix, "allianc"), NONE);
    }

    #[test]
    fn parts_of_ngrams_are_nodes_without_columns() {
        let vocabulary = vocabulary();
        let mut terms = &vocabulary;
        let (eurasian, union) = (terms.text(Text::Word, "eurasian"), terms.text(Text::Word, "union"));
        assert!(eurasian as usize >= vocabulary.len() && eurasian != NONE && union != NONE);
        assert_eq!(terms.pair(eurasian, union), 1);
        assert_eq!(terms.pair(union, eurasian), NONE);
        let not_join = (terms.text(Text::Word, "not"), 2);
        let not_join = terms.pair(not_join.0, not_join.1);
        assert!(not_join as usize >= vocabulary.len());
        let the = terms.text(Text::Word, "the");
        assert_eq!(terms.pair(not_join, the), 3);
    }

    #[test]
    fn every_rule_of_a_vocabulary_is_checked() {
        let broken = |text| Vocabulary::read(text, &TermRules::plain(2, &[4])).err().map(|(column, _)| column);
        assert_eq!(broken("a\na b\nabcd*\nb\n"), None);
        assert_eq!(broken(""), None);
        let marks = Mark::ELONGATED.bit() | Mark::crossed(2).bit();
        let characters = Lengths::of([2, 3]);
        let rules = TermRules { marks, characters, groups: Lengths::ALL, ..TermRules::plain(2, &[4]) };
        assert_eq!(Vocabulary::read("2:join\nlong:join\n{russia+west}\n|a_|\n|жж|\n", &rules).err(), None);
        for text in [
            "1:join\n",
            "2:\n",
            "2:a b\n",
            "2:a:b\n",
            "9:a\n",
            "long:\n",
            "long:a b\n",
            "{}\n",
            "{a b}\n",
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
            ("long:join\n", 0),
            ("2:join\n", 0),
            ("{russia}\n", 0),
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
            let nodes: Vec<u32> = words.iter().map(|word| interner.text(Text::Word, word)).collect();
            for pair in nodes.windows(2) {
                interner.pair(pair[0].min(pair[1]), pair[0].max(pair[1]));
            }
            interner.text(Text::Prefix, "rus");
            interner.select(|node| node != nodes[0]).0.lines().to_owned()
        };
        assert_eq!(build(&["a", "b"]), "a b\nb\nrus*\n");
        let mut interner = Interner::new();
        let (b, a) = (interner.text(Text::Word, "b"), interner.text(Text::Word, "a"));
        let ab = interner.pair(a, b);
        let aba = interner.pair(ab, a);
        let (vocabulary, columns) = interner.select(|_| true);
        assert_eq!(vocabulary.lines(), "a\na b\na b a\nb\n");
        assert_eq!([a, ab, aba, b].map(|node| columns[node as usize]), [0, 1, 2, 3]);
    }
}
