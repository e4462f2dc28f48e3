//! The word lists of the sentence splitter, lower-cased, without their final full stop, sorted.
//!
//! A word of at most sixteen bytes is one 128-bit number, its key, so that looking one up compares numbers.

/// A list of words as their keys, ascending.
pub(super) type List = &'static [u128];

/// The key of a word, upper and lower case being the same: its bytes, the first the most significant. `None` for a word
/// that is too long to stand in any list.
pub(super) fn key(word: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    bytes.make_ascii_lowercase();
    Some(u128::from_be_bytes(bytes))
}

/// Whether a word stands in a list.
pub(super) fn contains(list: List, key: Option<u128>) -> bool {
    key.is_some_and(|key| list.binary_search(&key).is_ok())
}

/// The keys of sorted, lower-case words.
const fn keys<const N: usize>(words: &[&str; N]) -> [u128; N] {
    let mut keys = [0; N];
    let mut word = 0;
    while word < N {
        let bytes = words[word].as_bytes();
        assert!(bytes.len() <= 16);
        let mut at = 0;
        while at < 16 {
            keys[word] = keys[word] << 8 | if at < bytes.len() { bytes[at] as u128 } else { 0 };
            at += 1;
        }
        assert!(word == 0 || keys[word - 1] < keys[word], "the words are not sorted");
        word += 1;
    }
    keys
}

/// Titles and the like: the next word belongs to them, whatever it is.
pub(super) const TITLES: List = &keys(&[
    "adm", "amb", "brig", "capt", "cf", "cmdr", "col", "dr", "e.g", "eg", "fr", "gen", "gov", "hon", "i.e", "ie", "lt",
    "maj", "messrs", "mr", "mrs", "ms", "mt", "pres", "prof", "rep", "rev", "sen", "sgt", "supt", "v", "viz", "vs",
]);

/// Words that stand before a number: with a number behind them they do not end a sentence.
pub(super) const BEFORE_NUMBERS: List = &keys(&[
    "approx", "apr", "apt", "art", "arts", "aug", "ca", "ch", "dec", "feb", "fig", "figs", "jan", "jul", "jun", "mar",
    "no", "nos", "nov", "oct", "op", "p", "par", "para", "paras", "pp", "pt", "res", "sec", "sect", "sep", "sept",
    "ss", "vol", "vols",
]);

/// Abbreviations within or at the end of a sentence: they end it only before a word that begins sentences.
pub(super) const INNER: List = &keys(&[
    "a.d", "a.m", "apr", "aug", "ave", "b.c", "b.sc", "blvd", "bros", "co", "corp", "d.c", "dec", "dept", "dist",
    "est", "feb", "govt", "im", "inc", "intl", "jan", "jr", "jul", "jun", "llc", "ltd", "m.sc", "mar", "min", "natl",
    "nov", "oct", "p.m", "ph.d", "rd", "sep", "sept", "sr", "st", "ul", "univ",
]);

/// Words that begin sentences, and that no name begins with.
pub(super) const STARTERS: List = &keys(&[
    "a",
    "according",
    "after",
    "all",
    "also",
    "although",
    "among",
    "an",
    "and",
    "another",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "despite",
    "during",
    "each",
    "earlier",
    "even",
    "few",
    "finally",
    "following",
    "for",
    "from",
    "further",
    "he",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "is",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "moreover",
    "most",
    "much",
    "my",
    "nearly",
    "neither",
    "nevertheless",
    "no",
    "none",
    "not",
    "nothing",
    "now",
    "of",
    "officials",
    "on",
    "once",
    "one",
    "only",
    "other",
    "others",
    "our",
    "over",
    "several",
    "she",
    "similarly",
    "since",
    "so",
    "some",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "three",
    "through",
    "thus",
    "to",
    "today",
    "two",
    "under",
    "unlike",
    "until",
    "we",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "within",
    "without",
    "yesterday",
    "yet",
    "you",
    "your",
]);

/// Words after which a line of wrapped text goes on in the next line.
pub(super) const CONNECTING: List = &keys(&[
    "a",
    "an",
    "and",
    "as",
    "at",
    "between",
    "but",
    "by",
    "for",
    "from",
    "in",
    "into",
    "its",
    "of",
    "on",
    "or",
    "over",
    "president",
    "than",
    "that",
    "the",
    "their",
    "to",
    "under",
    "which",
    "with",
]);

/// Verbs that tell who said what stands in quotes before them.
pub(super) const REPORTING: List = &keys(&[
    "added",
    "asked",
    "asks",
    "cried",
    "exclaimed",
    "inquired",
    "replied",
    "said",
    "says",
    "shouted",
    "told",
    "wondered",
    "wrote",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case_and_no_others() {
        for word in ["mr", "MR", "messrs", "Amb"] {
            assert!(contains(TITLES, key(word)), "{word}");
        }
        for word in ["", "mrx", "m", "messrsmessrsmessrs", "m\u{0}"] {
            assert!(!contains(TITLES, key(word)), "{word}");
        }
    }
}
