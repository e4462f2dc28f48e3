//! Sorted terms and their columns; the sorting is the determinism.
//!
//! All kinds of terms share one sorted list: words (`allianc`), word n-grams with a space between words
//! (`eurasian union`), word beginnings with a star (`russi*`), and, where a model has them, words with one left out
//! between them (`join _ war`), words marked by where they stand (`not:join`) and runs of characters between bars (`|o_ru|`).
//! A term's column is its place in that list. For look-up, words, beginnings and runs are nodes of their own; an n-gram is
//! the pair of its first n−1 words' node and its last word's node, and a marked word the pair of its mark's and its
//! word's, so that no string is built for them.

mod cache;
#[cfg(feature = "train")]
mod interner;
mod kind;
mod piece;
mod table;

use crate::tokens::{Stems, Word, letters};
pub(crate) use cache::{Cached, WordCache};
#[cfg(feature = "train")]
pub(crate) use interner::Interner;
pub use kind::TermKind;
use kind::{GAP, GAP_SPELLING, PREFIX_MARK, RUN_BAR};
pub(crate) use kind::{Mark, TermRules};
use piece::Piece;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};
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
        word.spell(|word| {
            let mut nodes = WordNodes { word: self.word(&stems.stem(word)), prefixes: [NONE; MAX_PREFIXES] };
            let known = prefixes(word, lengths).map(|prefix| self.prefix(prefix)).filter(|&node| node != NONE);
            for (node, prefix) in nodes.prefixes.iter_mut().zip(known) {
                *node = prefix;
            }
            nodes
        })
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

/// Bigrams that are entered in one go when a vocabulary is read, so that the memory that they touch is fetched side by side.
const PENDING: usize = 512;

/// Identities given to vocabularies so far.
static IDENTITIES: AtomicU64 = AtomicU64::new(0);

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
    /// Builds the tables for a list of terms, each with a line feed behind it, if it is a vocabulary: otherwise the
    /// column of the first broken rule, and the rule.
    pub(crate) fn read(text: &str, rules: &TermRules<'_>) -> Result<Self, (usize, &'static str)> {
        let bytes = text.as_bytes();
        // A term and its line feed take two bytes at least, in a list of any size some ten.
        let (mut ends, mut kinds) = (Vec::with_capacity(text.len() / 8), Vec::with_capacity(text.len() / 8));
        let (mut previous, mut start) = (0, 0);
        while start < bytes.len() {
            let (shape, end) = line(bytes, start);
            let kind = match shape {
                Shape::Words(1) => Some(TermKind::Word),
                Shape::Words(words) if words <= rules.ngrams => Some(TermKind::Ngram),
                Shape::Prefix(length) if rules.prefixes.contains(&length) => Some(TermKind::Prefix),
                _ => None,
            };
            let term = Piece::new(bytes, start, end);
            let before = Piece::new(bytes, previous, start.saturating_sub(1));
            kinds.push(match kind.filter(|_| before.precedes(term)) {
                Some(kind) => kind,
                None => {
                    let before = if start == 0 { "" } else { &text[previous..start - 1] };
                    rules.kind(&text[start..end], before).map_err(|rule| (kinds.len(), rule))?
                }
            });
            ends.push(end as u32);
            (previous, start) = (start, end + 1);
        }
        ends.shrink_to_fit();
        Ok(Self::build(text.to_owned(), ends, &kinds, rules.ngrams))
    }

    /// Builds the tables for sorted terms of known kinds, n-grams of at most `longest` words.
    fn build(text: String, ends: Vec<u32>, kinds: &[TermKind], longest: usize) -> Self {
        let count = |kind| kinds.iter().filter(|&&found| found == kind).count();
        let mut vocabulary = Self {
            identity: IDENTITIES.fetch_add(1, Ordering::Relaxed) + 1,
            words: WordIndex::with_capacity(count(TermKind::Word)),
            prefixes: WordIndex::with_capacity(count(TermKind::Prefix)),
            runs: WordIndex::with_capacity(count(TermKind::Characters)),
            pairs: PairTable::with_capacity(
                count(TermKind::Ngram) + 2 * count(TermKind::Skip) + count(TermKind::Marked),
            ),
            parts: Vec::new(),
            ends,
            text,
        };
        vocabulary.enter_terms(kinds, longest);
        vocabulary
    }

    fn enter_terms(&mut self, kinds: &[TermKind], longest: usize) {
        let Self { text, ends, parts, words, prefixes, runs, pairs, .. } = self;
        let spelled = Spelled { text: text.as_bytes(), ends };
        for (column, kind) in (0..).zip(kinds) {
            match kind {
                TermKind::Word => _ = words.get_or_insert(spelled.term(column), column, |node| spelled.term(node)),
                TermKind::Prefix => {
                    _ = prefixes.get_or_insert(spelled.prefix(column), column, |node| spelled.prefix(node));
                }
                TermKind::Characters => _ = runs.get_or_insert(spelled.run(column), column, |node| spelled.run(node)),
                TermKind::Ngram | TermKind::Skip | TermKind::Marked => {}
            }
        }
        // The parts of an n-gram need nodes even where they are no terms of their own. "a b" stands before "a b c" in
        // the order of terms, so that no term is entered as a mere part first.
        let mut last_first = (Piece::from(""), NONE);
        let mut pending = Vec::with_capacity(PENDING);
        for (column, kind) in (0..).zip(kinds) {
            let mut rest = spelled.term(column);
            let mut left = NONE;
            match kind {
                TermKind::Word | TermKind::Prefix | TermKind::Characters => continue,
                TermKind::Ngram | TermKind::Skip => {}
                TermKind::Marked => {
                    if let Some((mark, word)) = Mark::split(&text[rest.end() - rest.len()..rest.end()]) {
                        left = mark.node();
                        rest = rest.part(rest.len() - word.len(), rest.len());
                    }
                }
            }
            loop {
                // Sorted n-grams mostly begin with the same word as their predecessor.
                let repeated = left == NONE && begins_with_word(rest, last_first.0);
                let last_of_two = left != NONE && longest == 2 && *kind == TermKind::Ngram;
                let length = match (repeated, last_of_two) {
                    (true, _) => last_first.0.len(),
                    (_, true) => rest.len(),
                    _ => first_word(rest),
                };
                let word = rest.part(0, length);
                let is_last = length == rest.len();
                let node = if repeated {
                    last_first.1
                } else if *kind == TermKind::Skip && word.is(GAP_SPELLING.into()) {
                    GAP
                } else {
                    let fresh = (ends.len() + parts.len()) as u32;
                    let node = words.get_or_insert(word, fresh, |node| spelled.word(node, parts));
                    if node == fresh {
                        parts.push((word.end() - word.len()) as u32..word.end() as u32);
                    }
                    node
                };
                if last_of_two {
                    pending.push((left, node, column));
                    break;
                }
                if left == NONE {
                    last_first = (word, node);
                    left = node;
                } else if is_last {
                    pairs.get_or_insert(left, node, column);
                } else {
                    let fresh = (ends.len() + parts.len()) as u32;
                    left = pairs.get_or_insert(left, node, fresh);
                    if left == fresh {
                        parts.push(0..0);
                    }
                }
                if is_last {
                    break;
                }
                rest = rest.part(length + 1, rest.len());
            }
            if pending.len() == PENDING {
                pending.drain(..).for_each(|(left, right, column)| pairs.insert_new(left, right, column));
            }
        }
        pending.drain(..).for_each(|(left, right, column)| pairs.insert_new(left, right, column));
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

    fn spelled(&self) -> Spelled<'_> {
        Spelled { text: self.text.as_bytes(), ends: &self.ends }
    }
}

/// How nodes are spelled.
#[derive(Clone, Copy)]
struct Spelled<'a> {
    text: &'a [u8],
    ends: &'a [u32],
}

impl<'a> Spelled<'a> {
    /// The term of a column.
    #[inline]
    fn term(self, column: u32) -> Piece<'a> {
        let column = column as usize;
        let start = if column == 0 { 0 } else { self.ends[column - 1] as usize + 1 };
        Piece::new(self.text, start, self.ends[column] as usize)
    }

    /// The word beginning of a column.
    fn prefix(self, column: u32) -> Piece<'a> {
        let term = self.term(column);
        term.part(0, term.len() - PREFIX_MARK.len_utf8())
    }

    /// The run of characters of a column.
    fn run(self, column: u32) -> Piece<'a> {
        let term = self.term(column);
        term.part(RUN_BAR.len_utf8(), term.len() - RUN_BAR.len_utf8())
    }

    /// The word of a node, a term or a part of terms.
    #[inline]
    fn word(self, node: u32, parts: &[Range<u32>]) -> Piece<'a> {
        match (node as usize).checked_sub(self.ends.len()) {
            None => self.term(node),
            Some(part) => Piece::new(self.text, parts[part].start as usize, parts[part].end as usize),
        }
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

/// Where each line of a text ends, the line feed not counted.
#[cfg(feature = "train")]
fn line_ends(text: &str) -> Vec<u32> {
    text.bytes().zip(0..).filter(|&(byte, _)| byte == b'\n').map(|(_, at)| at).collect()
}

/// The length of the first of several words. (Terms are short: a plain loop beats a searcher.)
fn first_word(words: Piece<'_>) -> usize {
    (0..words.len()).find(|&at| words.byte(at) == Some(b' ')).unwrap_or(words.len())
}

/// Whether the first of several words is `word`.
#[inline]
fn begins_with_word(words: Piece<'_>, word: Piece<'_>) -> bool {
    word.len() < words.len() && words.byte(word.len()) == Some(b' ') && words.part(0, word.len()).is(word)
}

/// What can be seen of a line in one pass.
enum Shape {
    /// So many plain words with single spaces.
    Words(usize),
    /// One plain word beginning of so many bytes, and its star.
    Prefix(usize),
    /// Anything else.
    Other,
}

/// The shape of the line that begins at `start`, and where the line ends.
fn line(bytes: &[u8], start: usize) -> (Shape, usize) {
    let (mut words, mut word, mut at) = (1, start, start);
    loop {
        let length = letters(bytes, at);
        at += length;
        match bytes.get(at) {
            Some(b' ') if at > word => {
                (words, at) = (words + 1, at + 1);
                word = at;
            }
            Some(b'\n') | None if at > word => return (Shape::Words(words), at),
            Some(b'\'' | b'.') => at += 1,
            Some(_) if length == 8 => {}
            Some(b'*') if words == 1 && at > word && bytes.get(at + 1) == Some(&b'\n') => {
                return (Shape::Prefix(at - start), at + 1);
            }
            _ => break,
        }
    }
    let rest = bytes[at..].iter().position(|&byte| byte == b'\n');
    (Shape::Other, rest.map_or(bytes.len(), |rest| at + rest))
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
