//! A list of words, looked up by number.
//!
//! A word of at most sixteen bytes is one 128-bit number, its key, so that looking one up compares numbers.

/// The number of letters.
const LETTERS: usize = 26;

/// A list of words as their keys, ascending.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    keys: &'static [u128],
    /// Of which lengths there are words that begin with each letter, a bit for each: most words are told apart by this.
    shapes: [u32; LETTERS],
}

impl Words {
    /// A list of keys, which must ascend.
    pub(super) const fn new(keys: &'static [u128]) -> Self {
        let mut shapes = [0; LETTERS];
        let mut at = 0;
        while at < keys.len() {
            let (letter, length) = shape(keys[at]);
            assert!(letter < LETTERS, "a word begins with no letter");
            shapes[letter] |= 1 << length;
            at += 1;
        }
        Self { keys, shapes }
    }

    /// Whether the word of a key stands in the list.
    #[inline]
    pub(crate) fn has(&self, key: Option<u128>) -> bool {
        key.is_some_and(|key| {
            let (letter, length) = shape(key);
            self.shapes.get(letter).is_some_and(|lengths| lengths >> length & 1 == 1)
                && self.keys.binary_search(&key).is_ok()
        })
    }

    /// Whether a word stands in the list, in upper or lower case.
    pub(crate) fn contains(&self, word: &str) -> bool {
        self.has(key(word))
    }
}

/// The key of a word, upper and lower case being the same: its bytes, the first the most significant. `None` for a word
/// that is too long to stand in any list.
pub(crate) fn key(word: &str) -> Option<u128> {
    if word.is_empty() || word.len() > 16 {
        return None;
    }
    let bytes = word.bytes().fold(0, |key, byte| key << 8 | u128::from(byte.to_ascii_lowercase()));
    Some(bytes << (8 * (16 - word.len())))
}

/// The place of the first letter of a word in the alphabet, beyond it for anything else, and the length of the word.
#[inline]
const fn shape(key: u128) -> (usize, u32) {
    let first = (key >> 120) as u8;
    (first.wrapping_sub(b'a') as usize, 16 - key.trailing_zeros() / 8)
}

/// The number of words in a text of words, each with one space or line break after it or before it.
pub(super) const fn count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut words, mut at) = (0, 0);
    while at < bytes.len() {
        if bytes[at] != b' ' && (at == 0 || bytes[at - 1] == b' ') {
            words += 1;
        }
        at += 1;
    }
    words
}

/// The keys of the words of a text, which must be sorted and in lower case.
pub(super) const fn keys<const N: usize>(text: &str) -> [u128; N] {
    let bytes = text.as_bytes();
    let mut keys = [0; N];
    let (mut word, mut at) = (0, 0);
    while at < bytes.len() {
        let mut length = 0;
        while at < bytes.len() && bytes[at] != b' ' {
            assert!(!bytes[at].is_ascii_uppercase(), "a word is not in lower case");
            keys[word] = keys[word] << 8 | bytes[at] as u128;
            (length, at) = (length + 1, at + 1);
        }
        assert!(length <= 16, "a word is too long");
        if length > 0 {
            keys[word] <<= 8 * (16 - length);
            assert!(word == 0 || keys[word - 1] < keys[word], "the words are not sorted");
            word += 1;
        }
        at += 1;
    }
    keys
}

/// A list of the words of a text, sorted, in lower case, with single spaces.
macro_rules! words {
    ($text:literal) => {
        $crate::language::words::Words::new(
            const { &$crate::language::words::keys::<{ $crate::language::words::count($text) }>($text) },
        )
    };
}
pub(super) use words;

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_found_in_any_case_and_no_others() {
        let list = words!("amb e.g messrs mr");
        for word in ["mr", "MR", "messrs", "Amb", "E.g"] {
            assert!(list.contains(word), "{word}");
        }
        for word in ["", "mrx", "m", "messrsmessrsmessrs", "m\u{0}", " "] {
            assert!(!list.contains(word), "{word}");
        }
        assert!(!words!("").contains(""));
    }
}
