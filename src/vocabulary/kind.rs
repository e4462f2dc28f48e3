//! The kinds of terms and how each is spelled.

use super::NONE;

/// The mark behind a word beginning.
pub(super) const PREFIX_MARK: char = '*';
/// The bar before and behind a run of characters.
pub(super) const RUN_BAR: char = '|';
/// The node of a word that is left out.
pub(super) const GAP: u32 = NONE - 1;
/// How a word that is left out is spelled.
pub(super) const GAP_SPELLING: &str = "_";
/// What stands between a mark and its word.
const COLON: char = ':';

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
#[non_exhaustive]
pub enum TermKind {
    /// A stemmed word.
    Word,
    /// Two or more stemmed words in a row.
    Ngram,
    /// The beginning of a word.
    Prefix,
    /// Two stemmed words with one left out between them (`join _ war`).
    Skip,
    /// A stemmed word marked by where it stands (`not:join`).
    Marked,
    /// A run of characters, across words, with `_` between words (`|o_ru|`).
    Characters,
}

impl TermKind {
    /// The kind of a term, by its spelling.
    ///
    /// ```
    /// assert_eq!(geostance::TermKind::of("not join"), geostance::TermKind::Ngram);
    /// assert_eq!(geostance::TermKind::of("not:join"), geostance::TermKind::Marked);
    /// ```
    #[must_use]
    pub fn of(term: &str) -> Self {
        if term.starts_with(RUN_BAR) {
            Self::Characters
        } else if term.ends_with(PREFIX_MARK) {
            Self::Prefix
        } else if term.contains(COLON) {
            Self::Marked
        } else if !term.contains(' ') {
            Self::Word
        } else if term.split(' ').any(|word| word == GAP_SPELLING) {
            Self::Skip
        } else {
            Self::Ngram
        }
    }
}

/// How a word can be marked by where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Among the first words of the sentence.
    Opening,
    /// Within reach of a negation or refusal.
    Negated,
    /// Behind a contrast.
    Contrasted,
    /// In a concession.
    Conceded,
    /// Written with a letter three times or more in a row.
    DrawnOut,
}

impl Mark {
    const ALL: [Self; 5] = [Self::Opening, Self::Negated, Self::Contrasted, Self::Conceded, Self::DrawnOut];

    /// What stands before the word, colon included.
    pub(crate) fn spelling(self) -> &'static str {
        match self {
            Self::Opening => "first:",
            Self::Negated => "not:",
            Self::Contrasted => "but:",
            Self::Conceded => "though:",
            Self::DrawnOut => "long:",
        }
    }

    /// The node that stands for the mark; above all nodes of terms.
    pub(crate) fn node(self) -> u32 {
        GAP - 1 - self as u32
    }

    /// The mark of a node, if it is one's.
    #[cfg(feature = "train")]
    pub(super) fn of_node(node: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.node() == node)
    }

    /// The mark of a term and the word behind it, if it has a mark.
    pub(super) fn split(term: &str) -> Option<(Self, &str)> {
        Self::ALL.into_iter().find_map(|mark| Some((mark, term.strip_prefix(mark.spelling())?)))
    }
}

/// Which terms a vocabulary may have.
#[derive(Debug, Clone)]
pub(crate) struct TermRules<'a> {
    /// The most words of an n-gram.
    pub(crate) ngrams: usize,
    /// The lengths of word beginnings.
    pub(crate) prefixes: &'a [usize],
    /// Whether words may be left out.
    pub(crate) skips: bool,
    /// The marks of words.
    pub(crate) marks: Vec<Mark>,
    /// The shortest and the longest run of characters.
    pub(crate) characters: Option<(usize, usize)>,
}

impl TermRules<'_> {
    /// The kind of a term behind `previous`, or the rule that it breaks.
    pub(super) fn kind(&self, term: &str, previous: &str) -> Result<TermKind, &'static str> {
        if term.is_empty() {
            return Err("it is empty");
        }
        if term <= previous {
            return Err("it is not behind its predecessor in byte order");
        }
        if let Some(run) = term.strip_prefix(RUN_BAR) {
            return self.run(run);
        }
        if let Some(prefix) = term.strip_suffix(PREFIX_MARK) {
            if !is_word(prefix) {
                return Err("it is not a word beginning and a star");
            }
            return if self.prefixes.contains(&characters(prefix)) {
                Ok(TermKind::Prefix)
            } else {
                Err("its length is not among the model's prefix lengths")
            };
        }
        if let Some((mark, word)) = Mark::split(term) {
            return match (self.marks.contains(&mark), is_word(word)) {
                (true, true) => Ok(TermKind::Marked),
                (true, false) => Err("it is not a mark and a word"),
                (false, _) => Err("its mark is not among the model's"),
            };
        }
        self.words(term)
    }

    fn run(&self, run: &str) -> Result<TermKind, &'static str> {
        let Some(run) = run.strip_suffix(RUN_BAR).filter(|run| is_visible(run)) else {
            return Err("it is not a run of characters between bars");
        };
        match self.characters {
            Some((min, max)) if (min..=max).contains(&characters(run)) => Ok(TermKind::Characters),
            _ => Err("its length is not among the model's runs of characters"),
        }
    }

    fn words(&self, term: &str) -> Result<TermKind, &'static str> {
        let (mut order, mut gaps) = (0, 0);
        let mut words = term.split(' ').peekable();
        while let Some(word) = words.next() {
            order += 1;
            if self.skips && order == 2 && word == GAP_SPELLING && words.peek().is_some() {
                gaps += 1;
            } else if !is_word(word) {
                return Err("it is not made of words and single spaces");
            }
        }
        match order {
            3 if gaps == 1 => Ok(TermKind::Skip),
            _ if gaps > 0 => Err("it has more words than two around a gap"),
            1 => Ok(TermKind::Word),
            _ if order <= self.ngrams => Ok(TermKind::Ngram),
            _ => Err("it has more words than the model's n-grams"),
        }
    }

    /// Rules for words, n-grams and beginnings alone.
    #[cfg(test)]
    pub(crate) fn plain(ngrams: usize, prefixes: &[usize]) -> TermRules<'_> {
        TermRules { ngrams, prefixes, skips: false, marks: Vec::new(), characters: None }
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
    is_visible(text) && !text.bytes().any(|byte| matches!(byte, b'*' | b':' | b'|')) && text != GAP_SPELLING
}
