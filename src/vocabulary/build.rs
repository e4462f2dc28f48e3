//! Lists of terms → vocabularies: every term checked, then entered in the tables.

use super::kind::Text;
use super::marked::Marked;
use super::spelled::Spelled;
use super::table::{NONE, PairTable};
use super::{Mark, Parts, TermRules, Vocabulary};
use crate::tokens::{Piece, WordIndex, letters};
use std::ops::Range;

/// Bigrams that are entered in one go, so that the memory that they touch is fetched side by side.
const PENDING: usize = 512;

/// What a term is entered as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    Text(Text),
    Words,
    Marked(Mark),
}

impl From<Parts<'_>> for Entry {
    fn from(parts: Parts<'_>) -> Self {
        match parts {
            Parts::Text(text, _) => Self::Text(text),
            Parts::Words(_) => Self::Words,
            Parts::Marked(mark, _) => Self::Marked(mark),
        }
    }
}

impl Vocabulary {
    /// Builds the tables for a list of terms, each followed by a line feed, if it is a vocabulary: otherwise the
    /// column of the first broken rule, and the rule.
    pub(crate) fn read(text: &str, rules: &TermRules) -> Result<Self, (usize, &'static str)> {
        let bytes = text.as_bytes();
        // A guess: a term and its line feed take some ten bytes.
        let (mut ends, mut entries) = (Vec::with_capacity(text.len() / 8), Vec::with_capacity(text.len() / 8));
        let (mut previous, mut start) = (0, 0);
        while start < bytes.len() {
            let (shape, end) = line(bytes, start);
            let entry = match shape {
                Shape::Words(1) => Some(Entry::Text(Text::Word)),
                Shape::Words(words) if words <= rules.ngrams => Some(Entry::Words),
                Shape::Prefix(length) if rules.prefixes.has(length) => Some(Entry::Text(Text::Prefix)),
                Shape::Crossed(mark) if rules.marks & mark.bit() != 0 => Some(Entry::Marked(mark)),
                _ => None,
            };
            let before = previous..start.saturating_sub(1);
            let ascends = Piece::new(bytes, before.start, before.end).precedes(Piece::new(bytes, start, end));
            entries.push(match entry.filter(|_| ascends) {
                Some(entry) => entry,
                None => rules.check(&text[start..end], &text[before]).map_err(|rule| (entries.len(), rule))?.into(),
            });
            ends.push(end as u32);
            (previous, start) = (start, end + 1);
        }
        ends.shrink_to_fit();
        Ok(Self::build(text.to_owned(), ends, &entries, rules.ngrams))
    }

    /// Builds the tables for sorted terms that are known to be good, n-grams of at most `longest` words.
    pub(super) fn build(text: String, ends: Vec<u32>, entries: &[Entry], longest: usize) -> Self {
        let mut tables = Tables::new(Spelled { text: text.as_bytes(), ends: &ends }, entries);
        for (column, entry) in (0..).zip(entries) {
            if let Entry::Text(text) = *entry {
                let spelled = tables.spelled;
                let table = &mut tables.texts[text as usize];
                table.get_or_insert(spelled.text(text, column), column, |node| spelled.text(text, node));
            }
        }
        for (column, entry) in (0..).zip(entries) {
            match *entry {
                Entry::Text(_) => {}
                Entry::Words if longest == 2 => tables.enter_bigram(column),
                Entry::Words => tables.enter_words(column),
                Entry::Marked(mark) => tables.enter_marked(column, mark),
            }
        }
        tables.enter_pending();
        let Tables { mut parts, texts, mut pairs, mut marked, .. } = tables;
        if longest > 2 {
            pairs.filter();
        }
        parts.shrink_to_fit();
        marked.shrink();
        Self { text, ends, parts, texts, pairs, marked }
    }
}

/// The tables of a vocabulary that is being built.
struct Tables<'a> {
    spelled: Spelled<'a>,
    parts: Vec<Range<u32>>,
    texts: [WordIndex; Text::COUNT],
    pairs: PairTable,
    marked: Marked,
    /// The first word of the last n-gram and its node: sorted n-grams mostly begin with the same word as their
    /// predecessor.
    first: (Piece<'a>, u32),
    /// Pairs that are not entered yet: both nodes and the column.
    pending: Vec<(u32, u32, u32)>,
}

impl<'a> Tables<'a> {
    fn new(spelled: Spelled<'a>, entries: &[Entry]) -> Self {
        let count = |kind| entries.iter().filter(|&&entry| entry == kind).count();
        let texts = Text::ALL.map(|text| count(Entry::Text(text)));
        Self {
            spelled,
            parts: Vec::new(),
            texts: texts.map(WordIndex::with_capacity),
            pairs: PairTable::with_capacity(count(Entry::Words)),
            marked: Marked::default(),
            first: (Piece::from(""), NONE),
            pending: Vec::with_capacity(PENDING),
        }
    }

    /// Enters an n-gram of a vocabulary that has none of three words or more.
    fn enter_bigram(&mut self, column: u32) {
        let (left, rest) = self.first_word(self.spelled.term(column));
        let right = self.word(rest);
        self.enter_later(left, right, column);
    }

    /// Enters a word with a mark before it.
    fn enter_marked(&mut self, column: u32, mark: Mark) {
        let term = self.spelled.term(column);
        let spelling = (0..term.len()).find(|&at| term.byte(at) == Some(b':')).map_or(0, |colon| colon + 1);
        let word = self.word(term.part(spelling, term.len()));
        self.marked.enter(word, mark, column);
    }

    fn enter_later(&mut self, left: u32, right: u32, column: u32) {
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

    /// Enters an n-gram.
    ///
    /// Its parts need nodes even where they are no terms of their own. "a b" stands before "a b c" in the order
    /// of terms, so that no term is entered as a mere part first.
    fn enter_words(&mut self, column: u32) {
        let (mut left, mut rest) = self.first_word(self.spelled.term(column));
        loop {
            let length = first_word(rest);
            let node = self.word(rest.part(0, length));
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
        let words = &mut self.texts[Text::Word as usize];
        let node = words.get_or_insert(word, fresh, |node| spelled.word(node, parts));
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
    /// One plain word after the number of a set of crossed groups.
    Crossed(Mark),
    /// Anything else.
    Other,
}

/// The shape of the line that begins at `start`, and where the line ends.
fn line(bytes: &[u8], start: usize) -> (Shape, usize) {
    let (mut words, mut word, mut at) = (1, start, start);
    let mut crossed = None;
    loop {
        let length = letters(bytes, at);
        at += length;
        match bytes.get(at) {
            Some(b' ') if at > word && crossed.is_none() => {
                (words, at) = (words + 1, at + 1);
                word = at;
            }
            Some(b'\n') | None if at > word => return (crossed.map_or(Shape::Words(words), Shape::Crossed), at),
            Some(b'\'' | b'.') => at += 1,
            Some(b':') if at == start + 1 && matches!(bytes[start], b'0'..=b'7') && crossed.is_none() => {
                crossed = Some(Mark::crossed(bytes[start] - b'0'));
                (word, at) = (at + 1, at + 1);
            }
            Some(_) if length == 8 => {}
            Some(b'*') if words == 1 && crossed.is_none() && at > word && bytes.get(at + 1) == Some(&b'\n') => {
                return (Shape::Prefix(at - start), at + 1);
            }
            _ => break,
        }
    }
    let rest = bytes[at..].iter().position(|&byte| byte == b'\n');
    (Shape::Other, rest.map_or(bytes.len(), |rest| at + rest))
}
