//! Sentence → lower-cased stems with byte spans, negation kept.
//!
//! A token is a run of letters, digits and combining marks. Within it:
//!
//! - letters are lower-cased (Unicode), every digit becomes `0` (years and sums fall into one class each by length);
//! - an apostrophe between letters, straight or curly, stays as `'`: `don't`, `Kazakhstan’s`; so do the negators, for
//!   there is no stop list;
//! - initials joined by full stops keep them (`U.S.` → `u.s`), and two capitals that stand alone are written the same
//!   way (`US`, `US’s` → `u.s`), so that the country is not the pronoun `us`, unless they are a common English word (`NO`);
//! - everything else separates: hyphens, dashes, quotes, symbols, emoji, NUL.

mod social;
mod stemmer;

pub(crate) use social::for_each_social_word;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
pub use stemmer::{ParseStemmerError, Stemmer};

/// Words over this many bytes are not stemmed: Snowball's time is quadratic on some of them.
pub(crate) const MAX_STEMMED_BYTES: usize = 64;

/// A token of a sentence: where it stands, its lower-cased form and its stem.
///
/// ```
/// use geostance::{Stemmer, tokens};
///
/// let text = "The U.S. doesn’t see 35 visits.";
/// let tokens = tokens(text, Stemmer::English);
/// let words: Vec<_> = tokens.iter().map(|token| token.word()).collect();
/// assert_eq!(words, ["the", "u.s", "doesn't", "see", "00", "visits"]);
/// assert_eq!(tokens[5].stem(), "visit");
/// assert_eq!(&text[tokens[2].span()], "doesn’t");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    span: Range<usize>,
    word: String,
    stem: String,
}

impl Token {
    /// Where the token stands, as a byte range of the text.
    ///
    /// ```
    /// use geostance::{Stemmer, tokens};
    ///
    /// assert_eq!(tokens("(yes)", Stemmer::None)[0].span(), 1..4);
    /// ```
    #[must_use]
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The lower-cased form.
    ///
    /// ```
    /// use geostance::{Stemmer, tokens};
    ///
    /// assert_eq!(tokens("АСТАНА", Stemmer::None)[0].word(), "астана");
    /// ```
    #[must_use]
    pub fn word(&self) -> &str {
        &self.word
    }

    /// The stem.
    ///
    /// ```
    /// use geostance::{Stemmer, tokens};
    ///
    /// assert_eq!(tokens("alliances", Stemmer::English)[0].stem(), "allianc");
    /// ```
    #[must_use]
    pub fn stem(&self) -> &str {
        &self.stem
    }
}

/// The tokens of a text, in order. Linear in the text.
///
/// ```
/// use geostance::{Stemmer, tokens};
///
/// assert_eq!(tokens("… !", Stemmer::English), []);
/// ```
#[must_use]
pub fn tokens(text: &str, stemmer: Stemmer) -> Vec<Token> {
    let stems = Stems::new(stemmer);
    let mut tokens = Vec::new();
    for_each_word(text, &mut String::new(), |span, word| {
        tokens.push(Token { span, word: word.to_owned(), stem: stems.stem(word).into_owned() });
    });
    tokens
}

/// Stems lower-cased words.
pub(crate) struct Stems {
    name: Stemmer,
    stemmer: Option<rust_stemmers::Stemmer>,
}

impl Clone for Stems {
    fn clone(&self) -> Self {
        Self::new(self.name)
    }
}

impl fmt::Debug for Stems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Stems").field(&self.name).finish()
    }
}

impl Stems {
    pub(crate) fn new(stemmer: Stemmer) -> Self {
        Self { name: stemmer, stemmer: stemmer.algorithm().map(rust_stemmers::Stemmer::create) }
    }

    /// The stem of a lower-cased word; the word itself where the stemmer would leave nothing of it.
    pub(crate) fn stem<'a>(&self, word: &'a str) -> Cow<'a, str> {
        match &self.stemmer {
            Some(stemmer) if word.len() <= MAX_STEMMED_BYTES => match stemmer.stem(word) {
                stem if stem.is_empty() => Cow::Borrowed(word),
                stem => stem,
            },
            _ => Cow::Borrowed(word),
        }
    }
}

/// What an ASCII byte is written as within a word: letters lower-cased, digits as `0`; 0 for every other byte.
const FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        if byte.is_ascii_alphabetic() {
            table[byte as usize] = byte.to_ascii_lowercase();
        } else if byte.is_ascii_digit() {
            table[byte as usize] = b'0';
        }
        byte += 1;
    }
    table
};

/// Calls `visit` with the span and the lower-cased form of every token. `word` is working space.
///
/// A token of ASCII letters and digits with nothing behind it that could join is read byte by byte; any other token
/// goes the longer way, character by character.
pub(crate) fn for_each_word(text: &str, word: &mut String, mut visit: impl FnMut(Range<usize>, &str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if FOLDED[usize::from(bytes[at])] == 0 {
            let separator = if bytes[at].is_ascii() {
                1
            } else {
                text[at..].chars().next().filter(|&c| !is_word(c) || is_unseen(c)).map_or(0, char::len_utf8)
            };
            if separator > 0 {
                at += separator;
                continue;
            }
        }
        let start = at;
        word.clear();
        while let Some(&folded) = bytes.get(at).map(|&byte| &FOLDED[usize::from(byte)]).filter(|&&folded| folded != 0) {
            word.push(char::from(folded));
            at += 1;
        }
        let behind = bytes.get(at).copied().unwrap_or(b' ');
        let simple = match behind {
            b'\'' => false,
            b'.' => at - start > 1,
            _ => behind.is_ascii(),
        };
        if !simple || at - start == 2 {
            at = token_end(text, start);
            normalise(&text[start..at], word);
        }
        visit(start..at, word);
    }
}

fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_mark(c) }
}

/// Marks within words that the standard library counts as no letters: combining accents of Latin, Greek and Cyrillic, the
/// virama and nukta of the Indic scripts, and what is not seen at all.
fn is_mark(c: char) -> bool {
    let indic = || matches!(c, '\u{900}'..='\u{dff}') && matches!(u32::from(c) & 0x7f, 0x3c | 0x4d | 0x4a);
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}') || is_unseen(c) || indic()
}

/// Soft hyphens and joiners: they stand within words and are left out of them.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// Common English words of two letters, which capitals do not make the name of a state or union. Sorted.
const SHORT_WORDS: [[u8; 2]; 24] = [
    *b"AM", *b"AN", *b"AS", *b"AT", *b"BE", *b"BY", *b"DO", *b"GO", *b"HE", *b"IF", *b"IN", *b"IS", *b"IT", *b"ME",
    *b"MY", *b"NO", *b"OF", *b"ON", *b"OR", *b"SO", *b"TO", *b"UP", *b"WE", *b"YE",
];

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

/// Where the token that begins at `start` ends.
fn token_end(text: &str, start: usize) -> usize {
    let mut end = start;
    loop {
        end += text[end..].find(|c| !is_word(c)).unwrap_or(text.len() - end);
        match joined(text, start, end) {
            Some(behind) => end = behind,
            None => return end,
        }
    }
}

/// Where the token `start..end` goes on behind an apostrophe or a full stop between initials, if it does.
fn joined(text: &str, start: usize, end: usize) -> Option<usize> {
    let mut rest = text[end..].chars();
    let joint = rest.next()?;
    let next = rest.next()?;
    let behind = end + joint.len_utf8();
    if is_apostrophe(joint) {
        let letters = next.is_alphabetic() && text[start..end].ends_with(char::is_alphabetic);
        return letters.then_some(behind);
    }
    let after_next = rest.next();
    let initials = joint == '.'
        && next.is_alphabetic()
        && !after_next.is_some_and(|c| is_word(c) || is_apostrophe(c))
        && ends_in_initial(&text[start..end]);
    initials.then_some(behind)
}

/// Whether a token consists of single letters joined by full stops so far.
fn ends_in_initial(token: &str) -> bool {
    let mut back = token.chars().rev();
    back.next().is_some_and(char::is_alphabetic) && matches!(back.next(), None | Some('.'))
}

/// Writes the lower-cased form of a token into `word`.
fn normalise(token: &str, word: &mut String) {
    word.clear();
    let name = token.strip_suffix("'s").or_else(|| token.strip_suffix("’s")).unwrap_or(token);
    if let [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] = *name.as_bytes()
        && SHORT_WORDS.binary_search(&[first, second]).is_err()
    {
        word.push(char::from(first.to_ascii_lowercase()));
        word.push('.');
        word.push(char::from(second.to_ascii_lowercase()));
        return;
    }
    for c in token.chars().filter(|&c| !is_unseen(c)) {
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
        } else if c.is_numeric() {
            word.push('0');
        } else if is_apostrophe(c) {
            word.push('\'');
        } else {
            word.extend(c.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text, Stemmer::None).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn splits_and_lower_cases() {
        for (text, expected) in [
            ("", &[][..]),
            ("Astana—Moscow", &["astana", "moscow"]),
            ("multi-vector policy", &["multi", "vector", "policy"]),
            ("Nur-Sultan’s ‘choice’", &["nur", "sultan's", "choice"]),
            ("don't, can’t, cannot", &["don't", "can't", "cannot"]),
            ("the states' pact", &["the", "states", "pact"]),
            ("U.S. and US, not us", &["u.s", "and", "u.s", "not", "us"]),
            ("US’s EU's NO ENTRY TO CIS", &["u.s", "e.u", "no", "entry", "to", "cis"]),
            ("Kazakh\u{ad}stan \u{ad} \u{200d}x", &["kazakhstan", "x"]),
            ("இந்தியா हिन्दी", &["இந்தியா", "हिन्दी"]),
            ("the EU, the E.U.; CIS", &["the", "e.u", "the", "e.u", "cis"]),
            ("K.-J. Tokayev, N.A.Nazarbayev", &["k", "j", "tokayev", "n.a", "nazarbayev"]),
            ("N.A. Nazarbayev in 1997", &["n.a", "nazarbayev", "in", "0000"]),
            ("2.5% of 1,200", &["0", "0", "of", "0", "000"]),
            ("Žomart ŽOMART", &["žomart", "žomart"]),
            ("Россия и ЕС", &["россия", "и", "ес"]),
            ("cafe\u{301} au lait", &["cafe\u{301}", "au", "lait"]),
            ("a\0b", &["a", "b"]),
            ("👍🏽 ok", &["ok"]),
            ("İstanbul", &["i\u{307}stanbul"]),
            ("www.akorda.kz", &["www", "akorda", "kz"]),
        ] {
            assert_eq!(words(text), expected, "{text:?}");
        }
    }

    #[test]
    fn spans_point_into_the_text() {
        let text = "«Žomart’s U.S. visit», 35th…";
        let found: Vec<_> = tokens(text, Stemmer::English).iter().map(|token| &text[token.span()]).collect();
        assert_eq!(found, ["Žomart’s", "U.S", "visit", "35th"]);
    }

    #[test]
    fn stems_with_the_named_algorithm_and_leaves_long_words() {
        let stem = |text, stemmer| tokens(text, stemmer)[0].stem.clone();
        assert_eq!(stem("alliances", Stemmer::English), "allianc");
        assert_eq!(stem("Kazakhstan’s", Stemmer::English), "kazakhstan");
        assert_eq!(stem("союзников", Stemmer::Russian), "союзник");
        assert_eq!(stem("alliances", Stemmer::None), "alliances");
        let long = "y".repeat(MAX_STEMMED_BYTES) + "ing";
        assert_eq!(stem(&long, Stemmer::English), long);
    }

    #[test]
    fn every_stemmer_has_its_name_and_stems_anything() {
        for &stemmer in Stemmer::ALL {
            assert_eq!(stemmer.as_str().parse(), Ok(stemmer));
            assert_eq!(serde_json::to_string(&stemmer).unwrap(), format!("\"{stemmer}\""));
            for text in ["нефть", "ü", "的", "ﬁ'ﬁ", "ʼ", "a'b'c", "İ"] {
                assert!(tokens(text, stemmer).iter().all(|token| !token.stem().is_empty()));
            }
        }
    }

    #[test]
    fn a_word_of_a_megabyte_is_one_token() {
        let text = "y".repeat(1 << 20);
        assert_eq!(tokens(&text, Stemmer::English).len(), 1);
    }
}
