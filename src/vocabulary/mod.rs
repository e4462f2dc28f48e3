//! Sorted terms and their columns; the sorting is the determinism.
//!
//! Three kinds of terms share one sorted list: words (`allianc`), word n-grams with a space between words
//! (`eurasian union`) and word beginnings with a star (`russi*`). A term's column is its place in that list. For
//! look-up, words and beginnings are nodes of their own, and an n-gram is the pair of its first n−1 words' node and its
//! last word's node, so that no string is built for an n-gram.

mod table;

pub(crate) use table::NONE;
use table::{PairTable, WordTable};

/// The mark behind a word beginning.
pub(crate) const PREFIX_MARK: char = '*';

/// What a term is made of.
///
/// ```
/// use geostance::TermKind;
///
/// assert_eq!(TermKind::of("allianc"), TermKind::Word);
/// assert_eq!(TermKind::of("eurasian union"), TermKind::Ngram);
/// assert_eq!(TermKind::of("russi*"), TermKind::Prefix);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// A stemmed word.
    Word,
    /// Two or more stemmed words in a row.
    Ngram,
    /// The beginning of a word.
    Prefix,
}

impl TermKind {
    /// The kind of a term, by its spelling.
    ///
    /// ```
    /// assert_eq!(geostance::TermKind::of("not join"), geostance::TermKind::Ngram);
    /// ```
    #[must_use]
    pub fn of(term: &str) -> Self {
        if term.ends_with(PREFIX_MARK) {
            Self::Prefix
        } else if term.contains(' ') {
            Self::Ngram
        } else {
            Self::Word
        }
    }
}

/// Where features look up, or enter, their terms.
pub(crate) trait Terms {
    /// The node of a stemmed word.
    fn word(&mut self, stem: &str) -> u32;
    /// The node of an n-gram: of its words but the last, and of the last.
    fn pair(&mut self, left: u32, right: u32) -> u32;
    /// The node of a word beginning.
    fn prefix(&mut self, prefix: &str) -> u32;
}

/// The terms of a model. Nodes below the number of terms are columns.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary {
    /// The terms in order, each with a line feed behind it.
    text: String,
    /// Where each term ends in `text`, the line feed not counted.
    ends: Vec<u32>,
    words: WordTable,
    prefixes: WordTable,
    pairs: PairTable,
}

impl Vocabulary {
    /// Builds the tables for a list of valid, strictly ascending terms, each with a line feed behind it.
    pub(crate) fn new(text: String) -> Self {
        let ends: Vec<u32> = text.bytes().zip(0..).filter(|&(byte, _)| byte == b'\n').map(|(_, at)| at).collect();
        let mut counts = [0; 3];
        for term in text.lines() {
            counts[TermKind::of(term) as usize] += 1;
        }
        let mut words = WordTable::with_capacity(counts[TermKind::Word as usize]);
        let mut prefixes = WordTable::with_capacity(counts[TermKind::Prefix as usize]);
        let mut pairs = PairTable::with_capacity(counts[TermKind::Ngram as usize]);
        for (term, column) in text.lines().zip(0..) {
            match TermKind::of(term) {
                TermKind::Word => words.get_or_insert(term, column),
                TermKind::Prefix => prefixes.get_or_insert(term.trim_end_matches(PREFIX_MARK), column),
                TermKind::Ngram => column,
            };
        }
        // The parts of an n-gram need nodes even where they are no terms of their own. "a b" stands before "a b c" in
        // the order of terms, so that no term is entered as a mere part first.
        let mut nodes = ends.len() as u32;
        for (term, column) in text.lines().zip(0..).filter(|&(term, _)| TermKind::of(term) == TermKind::Ngram) {
            let order = term.split(' ').count();
            let mut left = NONE;
            for (place, word) in term.split(' ').enumerate() {
                let node = enter(&mut nodes, |fresh| words.get_or_insert(word, fresh));
                left = match place {
                    0 => node,
                    _ if place + 1 == order => pairs.get_or_insert(left, node, column),
                    _ => enter(&mut nodes, |fresh| pairs.get_or_insert(left, node, fresh)),
                };
            }
        }
        Self { text, ends, words, prefixes, pairs }
    }

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
}

impl Terms for &Vocabulary {
    fn word(&mut self, stem: &str) -> u32 {
        self.words.get(stem)
    }

    fn pair(&mut self, left: u32, right: u32) -> u32 {
        self.pairs.get(left, right)
    }

    fn prefix(&mut self, prefix: &str) -> u32 {
        self.prefixes.get(prefix)
    }
}

/// Enters something as node `*nodes` if it is new, and counts it then.
fn enter(nodes: &mut u32, insert: impl FnOnce(u32) -> u32) -> u32 {
    let node = insert(*nodes);
    *nodes += u32::from(node == *nodes);
    node
}

/// Why a list of terms is no vocabulary: the column and the rule, or `None` if it is one.
pub(crate) fn broken_rule(text: &str, ngrams: usize, prefixes: &[usize]) -> Option<(usize, &'static str)> {
    let mut previous = "";
    for (column, term) in text.split_terminator('\n').enumerate() {
        let rule = if term.is_empty() {
            "it is empty"
        } else if term <= previous {
            "it is not behind its predecessor in byte order"
        } else {
            match TermKind::of(term) {
                TermKind::Prefix => {
                    let prefix = &term[..term.len() - 1];
                    if !is_word(prefix) {
                        "it is not a word beginning and a star"
                    } else if prefixes.contains(&prefix.chars().count()) {
                        ""
                    } else {
                        "its length is not among the model's prefix lengths"
                    }
                }
                TermKind::Word | TermKind::Ngram => {
                    if !term.split(' ').all(is_word) {
                        "it is not made of words and single spaces"
                    } else if term.split(' ').count() > ngrams {
                        "it has more words than the model's n-grams"
                    } else {
                        ""
                    }
                }
            }
        };
        if !rule.is_empty() {
            return Some((column, rule));
        }
        previous = term;
    }
    None
}

/// Whether a text could be a word of the tokenizer: not empty, without white space and marks of our own.
fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c == PREFIX_MARK || c.is_whitespace() || c.is_control())
}

/// Enters terms as they come, in training. Nodes are counted from 0 in order of entry.
#[cfg(feature = "train")]
pub(crate) struct Interner {
    words: WordTable,
    prefixes: WordTable,
    pairs: PairTable,
    nodes: u32,
}

#[cfg(feature = "train")]
impl Interner {
    pub(crate) fn new() -> Self {
        Self {
            words: WordTable::with_capacity(0),
            prefixes: WordTable::with_capacity(0),
            pairs: PairTable::with_capacity(0),
            nodes: 0,
        }
    }

    /// The number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.nodes as usize
    }

    /// The vocabulary of the nodes that `keep` names, and the column of every node, `NONE` for those left out.
    pub(crate) fn select(&self, keep: impl Fn(u32) -> bool) -> (Vocabulary, Vec<u32>) {
        let mut parts = vec![(NONE, NONE); self.len()];
        for (left, right, node) in self.pairs.iter() {
            parts[node as usize] = (left, right);
        }
        let mut words = vec![""; self.len()];
        for (word, node) in self.words.iter() {
            words[node as usize] = word;
        }
        let spell = |mut node: u32| {
            let mut spelled = Vec::new();
            while parts[node as usize].0 != NONE {
                let (left, right) = parts[node as usize];
                spelled.push(words[right as usize]);
                node = left;
            }
            spelled.push(words[node as usize]);
            spelled.reverse();
            spelled.join(" ")
        };
        let whole = self.words.iter().map(|(_, node)| node).chain(self.pairs.iter().map(|(_, _, node)| node));
        let mut terms: Vec<(String, u32)> = whole.filter(|&node| keep(node)).map(|node| (spell(node), node)).collect();
        let beginnings = self.prefixes.iter().filter(|&(_, node)| keep(node));
        terms.extend(beginnings.map(|(prefix, node)| (format!("{prefix}{PREFIX_MARK}"), node)));
        terms.sort_unstable();
        let mut columns = vec![NONE; self.len()];
        let mut text = String::with_capacity(terms.iter().map(|(term, _)| term.len() + 1).sum());
        for ((term, node), column) in terms.iter().zip(0..) {
            columns[*node as usize] = column;
            text.push_str(term);
            text.push('\n');
        }
        (Vocabulary::new(text), columns)
    }
}

#[cfg(feature = "train")]
impl Terms for Interner {
    fn word(&mut self, stem: &str) -> u32 {
        enter(&mut self.nodes, |fresh| self.words.get_or_insert(stem, fresh))
    }

    fn pair(&mut self, left: u32, right: u32) -> u32 {
        enter(&mut self.nodes, |fresh| self.pairs.get_or_insert(left, right, fresh))
    }

    fn prefix(&mut self, prefix: &str) -> u32 {
        enter(&mut self.nodes, |fresh| self.prefixes.get_or_insert(prefix, fresh))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::new("allianc\neurasian union\njoin\nnot join the\nrussi*\n".to_owned())
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
        let broken = |text| broken_rule(text, 2, &[4]).map(|(column, _)| column);
        assert_eq!(broken("a\na b\nabcd*\nb\n"), None);
        assert_eq!(broken(""), None);
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
}
