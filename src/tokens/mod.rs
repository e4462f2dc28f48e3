//! Sentence → lower-cased stems with byte spans, negation kept.
//!
//! A token is a run of letters, digits and combining marks. Within it:
//!
//! - letters are lower-cased and written in one Unicode form (`form`), every digit becomes `0` (years and sums fall into one
//!   class each by length), unseen characters are left out;
//! - an apostrophe between letters, straight or curly, stays as `'`: `don't`, `Kazakhstan’s`; so do the negators, for
//!   there is no stop list;
//! - two initials joined by full stops keep them (`U.S.`, `U. S.` → `u.s`), three or more are a word (`E.A.E.U.` → `eaeu`);
//! - two capitals that stand alone are written as initials (`US`, `US’s` → `u.s`), so that the country is not the pronoun
//!   `us`, unless they are a common English word (`NO`) or stand in a text all in capitals and are no known name (`EX`);
//! - everything else separates: hyphens, dashes, quotes, symbols, emoji, NUL.

mod block;
mod capitals;
mod endings;
mod english;
mod form;
mod index;
mod piece;
mod scan;
mod social;
mod stemmer;

use crate::work;
use english::English;
pub(crate) use index::WordIndex;
pub(crate) use piece::{Piece, fold, fold_both, random_seed};
pub(crate) use scan::{eight_bytes, for_each_word, letters};
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
/// use geostance::{tokens, model::Stemmer};
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
    /// use geostance::{tokens, model::Stemmer};
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
    /// use geostance::{tokens, model::Stemmer};
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
    /// use geostance::{tokens, model::Stemmer};
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
/// use geostance::{tokens, model::Stemmer};
///
/// assert_eq!(tokens("… !", Stemmer::English), []);
/// ```
#[must_use]
pub fn tokens(text: &str, stemmer: Stemmer) -> Vec<Token> {
    let stems = Stems::new(stemmer);
    let mut tokens = Vec::new();
    for_each_word(text, &mut String::new(), |span, word| {
        word.spell(|word| {
            tokens.push(Token { span, word: word.to_owned(), stem: stems.stem(word).as_str().to_owned() });
        });
    });
    tokens
}

/// Stems lower-cased words.
pub(crate) struct Stems {
    name: Stemmer,
    /// The library's stemmer of any language but English, which has one of its own.
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

/// The stem of a word.
pub(crate) enum Stem<'a> {
    English(&'a str, English),
    Other(Cow<'a, str>),
}

impl Stem<'_> {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::English(word, stem) => stem.of(word),
            Self::Other(stem) => stem,
        }
    }
}

impl Stems {
    pub(crate) fn new(stemmer: Stemmer) -> Self {
        let library = stemmer.algorithm().filter(|_| stemmer != Stemmer::English);
        Self { name: stemmer, stemmer: library.map(rust_stemmers::Stemmer::create) }
    }

    /// The stem of a lower-cased word; the word itself where the stemmer would leave nothing of it. English allocates
    /// nothing.
    pub(crate) fn stem<'a>(&self, word: &'a str) -> Stem<'a> {
        let whole = Stem::Other(Cow::Borrowed(word));
        // English has no rule for a word without an ASCII letter.
        let foreign = self.name == Stemmer::English && word.bytes().all(|byte| !byte.is_ascii());
        if word.len() > MAX_STEMMED_BYTES || self.name == Stemmer::None || foreign {
            return whole;
        }
        work::stemmed(word.len());
        let stem = match &self.stemmer {
            None => Stem::English(word, English::new(word)),
            Some(stemmer) => Stem::Other(stemmer.stem(word)),
        };
        if stem.as_str().is_empty() { whole } else { stem }
    }
}

/// The longest word that is its own key, in bytes.
const KEY_BYTES: usize = 16;

/// A word of 1 to 16 bytes as two little-endian numbers, zeros after it. (No word holds a NUL.)
pub(crate) type Key = [u64; KEY_BYTES / 8];

/// A lower-cased word.
#[derive(Clone, Copy)]
pub(crate) enum Word<'a> {
    /// One that is short enough to be its own key.
    Short(Key),
    /// Any other.
    Long(&'a str),
}

impl<'a> Word<'a> {
    pub(crate) fn new(word: &'a str) -> Self {
        if word.is_empty() || word.len() > KEY_BYTES {
            return Self::Long(word);
        }
        Self::Short([0, 8].map(|at| eight_bytes(word.as_bytes(), at)))
    }

    /// Calls `read` with the text.
    pub(crate) fn spell<R>(self, read: impl FnOnce(&str) -> R) -> R {
        match self {
            Self::Long(word) => read(word),
            Self::Short(key) => {
                let mut bytes = [0; KEY_BYTES];
                for (to, part) in bytes.chunks_exact_mut(8).zip(key) {
                    to.copy_from_slice(&part.to_le_bytes());
                }
                let zeros = if key[1] == 0 { 64 + key[0].leading_zeros() } else { key[1].leading_zeros() };
                let length = KEY_BYTES - zeros as usize / 8;
                // A key holds whole characters, for it was made of a text.
                read(std::str::from_utf8(&bytes[..length]).unwrap_or(""))
            }
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
            ("cafe\u{301} au lait", &["café", "au", "lait"]),
            ("a\0b", &["a", "b"]),
            ("👍🏽 ok", &["ok"]),
            ("İstanbul", &["istanbul"]),
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

    #[test]
    fn work_is_linear_in_any_text() {
        let pieces = [
            "U. ",
            "U. S. ",
            "U.",
            "U.U.'s ",
            "a\u{301}",
            "a'\u{301}",
            "U.\u{301}",
            "\u{200b}",
            "a\u{200b}",
            "EU ",
            "EU's ",
            "Ａ",
            "ＥＵ ",
            "ﬁ",
            "a’",
            "U.\u{200b}",
            "İ",
            "½",
            "É",
        ];
        for piece in pieces {
            let [half, whole] = [1 << 15, 1 << 16].map(|length| {
                let text = piece.repeat(length / piece.len());
                work::of(|| for_each_word(&text, &mut String::new(), |_, _| {})).bytes
            });
            assert!(whole <= 40 << 16 && whole <= 2 * half + half / 10 + 1_000, "{piece:?}: {half}, {whole}");
        }
    }
}
