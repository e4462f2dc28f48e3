//! Lists of terms → vocabularies: every term checked, then entered in the tables.

use super::kind::{GAP, GAP_SPELLING};
use super::piece::{Piece, Spelled};
use super::table::{NONE, PairTable, WordIndex};
use super::{Mark, TermKind, TermRules, Vocabulary};
use crate::tokens::letters;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

/// Identities given to vocabularies so far.
static IDENTITIES: AtomicU64 = AtomicU64::new(0);

/// Bigrams that are entered in one go, so that the memory that they touch is fetched side by side.
const PENDING: usize = 512;

impl Vocabulary {
    /// Builds the tables for a list of terms, each with a line feed behind it, if it is a vocabulary: otherwise the
    /// column of the first broken rule, and the rule.
    pub(crate) fn read(text: &str, rules: &TermRules<'_>) -> Result<Self, (usize, &'static str)> {
        let bytes = text.as_bytes();
        // A guess: a term and its line feed take some ten bytes.
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
            let before = previous..start.saturating_sub(1);
            let ascends = Piece::new(bytes, before.start, before.end).precedes(Piece::new(bytes, start, end));
            kinds.push(match kind.filter(|_| ascends) {
                Some(kind) => kind,
                None => rules.kind(&text[start..end], &text[before]).map_err(|rule| (kinds.len(), rule))?,
            });
            ends.push(end as u32);
            (previous, start) = (start, end + 1);
        }
        ends.shrink_to_fit();
        Ok(Self::build(text.to_owned(), ends, &kinds, rules.ngrams))
    }

    /// Builds the tables for sorted terms of known kinds, n-grams of at most `longest` words.
    pub(super) fn build(text: String, ends: Vec<u32>, kinds: &[TermKind], longest: usize) -> Self {
        let mut tables = Tables::new(Spelled { text: text.as_bytes(), ends: &ends }, kinds);
        for (column, kind) in (0..).zip(kinds) {
            tables.enter_alone(column, *kind);
        }
        for (column, kind) in (0..).zip(kinds) {
            match kind {
                TermKind::Word | TermKind::Prefix | TermKind::Characters => {}
                TermKind::Ngram if longest == 2 => tables.enter_bigram(column),
                TermKind::Ngram | TermKind::Skip => tables.enter_words(column, NONE, tables.spelled.term(column)),
                TermKind::Marked => {
                    let term = tables.spelled.term(column);
                    if let Some((mark, word)) = Mark::split(&text[term.end() - term.len()..term.end()]) {
                        tables.enter_words(column, mark.node(), term.part(term.len() - word.len(), term.len()));
                    }
                }
            }
        }
        tables.enter_pending();
        let Tables { parts, words, prefixes, runs, pairs, .. } = tables;
        let identity = IDENTITIES.fetch_add(1, Ordering::Relaxed) + 1;
        Self { identity, text, ends, parts, words, prefixes, runs, pairs }
    }
}

/// The tables of a vocabulary that is being built.
struct Tables<'a> {
    spelled: Spelled<'a>,
    parts: Vec<Range<u32>>,
    words: WordIndex,
    prefixes: WordIndex,
    runs: WordIndex,
    pairs: PairTable,
    /// The first word of the last n-gram and its node: sorted n-grams mostly begin with the same word as their
    /// predecessor.
    first: (Piece<'a>, u32),
    /// Bigrams that are not entered yet: both nodes and the column.
    pending: Vec<(u32, u32, u32)>,
}

impl<'a> Tables<'a> {
    fn new(spelled: Spelled<'a>, kinds: &[TermKind]) -> Self {
        let count = |kind| kinds.iter().filter(|&&found| found == kind).count();
        let pairs = count(TermKind::Ngram) + 2 * count(TermKind::Skip) + count(TermKind::Marked);
        Self {
            spelled,
            parts: Vec::new(),
            words: WordIndex::with_capacity(count(TermKind::Word)),
            prefixes: WordIndex::with_capacity(count(TermKind::Prefix)),
            runs: WordIndex::with_capacity(count(TermKind::Characters)),
            pairs: PairTable::with_capacity(pairs),
            first: (Piece::from(""), NONE),
            pending: Vec::with_capacity(PENDING),
        }
    }

    /// Enters a term that has no parts.
    fn enter_alone(&mut self, column: u32, kind: TermKind) {
        let spelled = self.spelled;
        match kind {
            TermKind::Word => {
                self.words.get_or_insert(spelled.term(column), column, |node| spelled.term(node));
            }
            TermKind::Prefix => {
                self.prefixes.get_or_insert(spelled.prefix(column), column, |node| spelled.prefix(node));
            }
            TermKind::Characters => {
                self.runs.get_or_insert(spelled.run(column), column, |node| spelled.run(node));
            }
            TermKind::Ngram | TermKind::Skip | TermKind::Marked => {}
        }
    }

    /// Enters an n-gram of a vocabulary that has none of three words or more.
    fn enter_bigram(&mut self, column: u32) {
        let (left, rest) = self.first_word(self.spelled.term(column));
        let right = self.word(rest);
        self.pending.push((left, right, column));
        if self.pending.len() == PENDING {
            self.enter_pending();
        }
    }

    fn enter_pending(&mut self) {
        for (left, right, column) in self.pending.drain(..) {
            self.pairs.insert_new(left, right, column);
        }
    }

    /// Enters words that stand behind the node `left`, or behind nothing.
    ///
    /// The parts of an n-gram need nodes even where they are no terms of their own. "a b" stands before "a b c" in the order
    /// of terms, so that no term is entered as a mere part first.
    fn enter_words(&mut self, column: u32, left: u32, words: Piece<'a>) {
        let (mut left, mut rest) = if left == NONE { self.first_word(words) } else { (left, words) };
        loop {
            let length = first_word(rest);
            let word = rest.part(0, length);
            let node = if word.is(GAP_SPELLING.into()) { GAP } else { self.word(word) };
            if length == rest.len() {
                self.pairs.get_or_insert(left, node, column);
                return;
            }
            let fresh = self.fresh();
            left = self.pairs.get_or_insert(left, node, fresh);
            if left == fresh {
                self.parts.push(0..0);
            }
            rest = rest.part(length + 1, rest.len());
        }
    }

    /// The node of the first of two words or more, and the words behind it.
    #[inline]
    fn first_word(&mut self, words: Piece<'a>) -> (u32, Piece<'a>) {
        let (first, node) = self.first;
        if begins_with_word(words, first) {
            return (node, words.part(first.len() + 1, words.len()));
        }
        let length = first_word(words);
        let first = words.part(0, length);
        self.first = (first, self.word(first));
        (self.first.1, words.part(length + 1, words.len()))
    }

    /// The node of a word.
    #[inline]
    fn word(&mut self, word: Piece<'a>) -> u32 {
        let fresh = self.fresh();
        let (spelled, parts) = (self.spelled, &self.parts);
        let node = self.words.get_or_insert(word, fresh, |node| spelled.word(node, parts));
        if node == fresh {
            self.parts.push((word.end() - word.len()) as u32..word.end() as u32);
        }
        node
    }

    /// The next node that is no column.
    fn fresh(&self) -> u32 {
        (self.spelled.ends.len() + self.parts.len()) as u32
    }
}

/// Where each line of a text ends, the line feed not counted.
#[cfg(feature = "train")]
pub(super) fn line_ends(text: &str) -> Vec<u32> {
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
