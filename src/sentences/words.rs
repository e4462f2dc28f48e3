//! The word lists of the sentence splitter, lower-cased, without their final full stop, sorted.

/// Titles and the like: the next word belongs to them, whatever it is.
pub(super) const TITLES: &[&str] = &[
    "adm", "amb", "brig", "capt", "cf", "cmdr", "col", "dr", "e.g", "eg", "fr", "gen", "gov", "hon", "i.e", "ie", "lt",
    "maj", "messrs", "mr", "mrs", "ms", "mt", "pres", "prof", "rep", "rev", "sen", "sgt", "supt", "v", "viz", "vs",
];

/// Words that stand before a number: with a number behind them they do not end a sentence.
pub(super) const BEFORE_NUMBERS: &[&str] = &[
    "approx", "apr", "apt", "art", "arts", "aug", "ca", "ch", "dec", "feb", "fig", "figs", "jan", "jul", "jun", "mar",
    "no", "nos", "nov", "oct", "op", "p", "par", "para", "paras", "pp", "pt", "res", "sec", "sect", "sep", "sept",
    "ss", "vol", "vols",
];

/// Abbreviations within or at the end of a sentence: they end it only before a word that begins sentences.
pub(super) const INNER: &[&str] = &[
    "a.d", "a.m", "apr", "aug", "ave", "b.c", "b.sc", "blvd", "bros", "co", "corp", "d.c", "dec", "dept", "dist",
    "est", "feb", "govt", "im", "inc", "intl", "jan", "jr", "jul", "jun", "llc", "ltd", "m.sc", "mar", "min", "natl",
    "nov", "oct", "p.m", "ph.d", "rd", "sep", "sept", "sr", "st", "ul", "univ",
];

/// Words that begin sentences, and that no name begins with.
pub(super) const STARTERS: &[&str] = &[
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
];

/// Words after which a line of wrapped text goes on in the next line.
pub(super) const CONNECTING: &[&str] = &[
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
];

/// Verbs that tell who said what stands in quotes before them.
pub(super) const REPORTING: &[&str] = &[
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
];

/// Whether `word` stands in the sorted `list`.
pub(super) fn contains(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [TITLES, BEFORE_NUMBERS, INNER, STARTERS, CONNECTING, REPORTING] {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
        }
    }
}
