//! The kinds of terms, and how each is spelled: the one table that a new kind is entered in.
//!
//! A term is a text of its own (a word, a word beginning …), several words in a row, or a word with a mark before it. What
//! a kind means, and which terms of it a model has, is said by the features alone.

#[cfg(feature = "train")]
use super::NONE;
use serde::Serialize;

/// What a term is made of.
///
/// ```
/// use geostance::model::TermKind;
///
/// assert_eq!(TermKind::of("allianc"), TermKind::Word);
/// assert_eq!(TermKind::of("eurasian union"), TermKind::Ngram);
/// assert_eq!(TermKind::of("russi*"), TermKind::Prefix);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TermKind {
    /// A stemmed word.
    Word,
    /// Two or more stemmed words in a row.
    Ngram,
    /// The beginning of a word.
    Prefix,
    /// A character n-gram, across words, with `_` between words (`|o_ru|`).
    Characters,
    /// The stem of a word that is written with a letter three times or more in a row (`long:soo`).
    Elongated,
    /// The set of groups of names that a sentence names (`{russia+west}`).
    Groups,
    /// A stemmed word crossed with which of the crossed groups its sentence names, as a number whose bits are the groups
    /// (`2:impoverish`).
    Crossed,
}

/// The kinds of term that are one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    Word,
    Prefix,
    Characters,
    Groups,
}

impl Text {
    pub(super) const COUNT: usize = 4;
    pub(super) const ALL: [Self; Self::COUNT] = [Self::Word, Self::Prefix, Self::Characters, Self::Groups];

    /// What stands before and after the text in the spelling of a term, and the term's kind.
    const fn spelling(self) -> (&'static str, &'static str, TermKind) {
        match self {
            Self::Word => ("", "", TermKind::Word),
            Self::Prefix => ("", "*", TermKind::Prefix),
            Self::Characters => ("|", "|", TermKind::Characters),
            Self::Groups => ("{", "}", TermKind::Groups),
        }
    }

    pub(super) const fn before(self) -> &'static str {
        self.spelling().0
    }

    pub(super) const fn after(self) -> &'static str {
        self.spelling().1
    }
}

/// What may stand before a word: a number below [`Mark::COUNT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark(u8);

/// How marks are spelled, and the kind of a term with one.
const MARKS: [(&str, TermKind); 9] = [
    ("long:", TermKind::Elongated),
    ("0:", TermKind::Crossed),
    ("1:", TermKind::Crossed),
    ("2:", TermKind::Crossed),
    ("3:", TermKind::Crossed),
    ("4:", TermKind::Crossed),
    ("5:", TermKind::Crossed),
    ("6:", TermKind::Crossed),
    ("7:", TermKind::Crossed),
];

impl Mark {
    pub(super) const COUNT: usize = MARKS.len();
    /// A letter three times or more in a row.
    pub(crate) const ELONGATED: Self = Self(0);

    /// The mark of a set of crossed groups, its bits below 8.
    pub(crate) const fn crossed(set: u8) -> Self {
        Self(1 + set % 8)
    }

    /// The set of crossed groups, if it is the mark of one.
    pub(crate) const fn set(self) -> Option<u8> {
        self.0.checked_sub(1)
    }

    /// The bit of the mark in a set of marks.
    pub(crate) const fn bit(self) -> u16 {
        1 << self.0
    }

    /// The place of the mark among all.
    pub(super) const fn index(self) -> usize {
        self.0 as usize
    }

    /// The node that stands for the mark in training; above all nodes of terms.
    #[cfg(feature = "train")]
    pub(super) const fn node(self) -> u32 {
        NONE - 1 - self.0 as u32
    }

    /// The mark of a node, if it is one's.
    #[cfg(feature = "train")]
    pub(super) fn of_node(node: u32) -> Option<Self> {
        let number = (NONE - 1).checked_sub(node)?;
        (number < Self::COUNT as u32).then_some(Self(number as u8))
    }

    #[cfg(feature = "train")]
    pub(super) fn spelling(self) -> &'static str {
        MARKS[usize::from(self.0)].0
    }
}

/// A term taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parts<'a> {
    /// A text of its own.
    Text(Text, &'a str),
    /// Two words or more, with single spaces.
    Words(&'a str),
    /// A mark and the word after it.
    Marked(Mark, &'a str),
}

impl<'a> Parts<'a> {
    /// The parts of a term, by its spelling.
    pub(crate) fn of(term: &'a str) -> Self {
        let decorated = Text::ALL.into_iter().skip(1).find_map(|text| {
            let body = term.strip_prefix(text.before())?.strip_suffix(text.after())?;
            Some(Self::Text(text, body))
        });
        let marked = || {
            term.contains(':').then(|| {
                let mark = MARKS.iter().zip(0..).find_map(|(mark, at)| Some((Mark(at), term.strip_prefix(mark.0)?)));
                mark.map(|(mark, word)| Self::Marked(mark, word))
            })?
        };
        decorated.or_else(marked).unwrap_or(if term.contains(' ') {
            Self::Words(term)
        } else {
            Self::Text(Text::Word, term)
        })
    }

    pub(crate) fn kind(self) -> TermKind {
        match self {
            Self::Text(text, _) => text.spelling().2,
            Self::Words(_) => TermKind::Ngram,
            Self::Marked(mark, _) => MARKS[usize::from(mark.0)].1,
        }
    }
}

impl TermKind {
    /// The kind of a term, by its spelling.
    ///
    /// ```
    /// use geostance::model::TermKind;
    ///
    /// assert_eq!(TermKind::of("not join"), TermKind::Ngram);
    /// assert_eq!(TermKind::of("2:join"), TermKind::Crossed);
    /// ```
    #[must_use]
    pub fn of(term: &str) -> Self {
        Parts::of(term).kind()
    }
}

/// Lengths in characters that texts may have: all, or some below 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lengths(u32);

impl Lengths {
    pub(crate) const ALL: Self = Self(u32::MAX);
    pub(crate) const NO: Self = Self(0);

    pub(crate) fn of(lengths: impl IntoIterator<Item = usize>) -> Self {
        Self(lengths.into_iter().filter(|&length| length < 32).fold(0, |all, length| all | 1 << length))
    }

    pub(super) fn has(self, length: usize) -> bool {
        self == Self::ALL || (length < 32 && self.0 & 1 << length != 0)
    }
}

/// Which terms a vocabulary may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TermRules {
    /// The most words of an n-gram.
    pub(crate) ngrams: usize,
    /// The lengths of word beginnings.
    pub(crate) prefixes: Lengths,
    /// The lengths of character n-grams.
    pub(crate) characters: Lengths,
    /// The lengths of sets of groups.
    pub(crate) groups: Lengths,
    /// The marks of words, a bit each.
    pub(crate) marks: u16,
}

impl TermRules {
    pub(super) const fn lengths(&self, text: Text) -> Lengths {
        match text {
            Text::Word => Lengths::ALL,
            Text::Prefix => self.prefixes,
            Text::Characters => self.characters,
            Text::Groups => self.groups,
        }
    }

    /// The parts of a term that comes after `previous`, or the rule that it breaks.
    pub(super) fn check<'a>(&self, term: &'a str, previous: &str) -> Result<Parts<'a>, &'static str> {
        if term.is_empty() {
            return Err("it is empty");
        }
        if term <= previous {
            return Err("it does not come after its predecessor in byte order");
        }
        let parts = Parts::of(term);
        match parts {
            Parts::Text(text, body) => {
                let good = if text == Text::Characters { is_visible(body) } else { is_word(body) };
                if !good {
                    return Err("it is not made of visible characters");
                }
                if !self.lengths(text).has(characters(body)) {
                    return Err("its length is not among those that the model has of its kind");
                }
            }
            Parts::Marked(mark, word) => {
                if self.marks & mark.bit() == 0 {
                    return Err("its mark is not among the model's");
                }
                if !is_word(word) {
                    return Err("it is not a mark and a word");
                }
            }
            Parts::Words(words) => {
                if !words.split(' ').all(is_word) {
                    return Err("it is not made of words and single spaces");
                }
                if words.split(' ').count() > self.ngrams {
                    return Err("it has more words than the model's n-grams");
                }
            }
        }
        Ok(parts)
    }

    /// Rules for words, n-grams and beginnings alone.
    #[cfg(test)]
    pub(crate) fn plain(ngrams: usize, prefixes: &[usize]) -> Self {
        let prefixes = Lengths::of(prefixes.iter().copied());
        Self { ngrams, prefixes, characters: Lengths::NO, groups: Lengths::NO, marks: 0 }
    }
}

fn characters(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// Whether a text is not empty and without white space and control characters.
fn is_visible(text: &str) -> bool {
    let visible = |byte: u8| byte > b' ' && byte != 0x7f;
    let no_wide_space = || !text.contains(|c: char| c.is_whitespace() || c.is_control());
    !text.is_empty() && text.bytes().all(visible) && (text.is_ascii() || no_wide_space())
}

/// Whether a text could be a word of the tokenizer: visible, and without marks of our own.
fn is_word(text: &str) -> bool {
    is_visible(text) && !text.bytes().any(|byte| matches!(byte, b'*' | b':' | b'|' | b'{' | b'}'))
}
