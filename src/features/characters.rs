//! Runs of characters across words.

/// The longest run of characters, in characters.
pub(crate) const MAX_CHARACTERS: usize = 8;
/// What stands between words in a run of characters.
const BETWEEN: char = '_';

/// The end of what has been read, as far as runs of characters can reach back.
#[derive(Debug, Clone, Default)]
pub(super) struct Characters {
    text: String,
    /// How many characters of `text` were there before the last word.
    old: usize,
}

impl Characters {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.text.push(BETWEEN);
        self.old = 1;
    }

    /// Reads the next word: calls `emit` with every run of `min` to `max` characters that ends in the word or behind it,
    /// by its end, then by its length.
    pub(super) fn read(&mut self, word: &str, min: usize, max: usize, mut emit: impl FnMut(&str)) {
        self.text.push_str(word);
        self.text.push(BETWEEN);
        // Where the last characters begin, the newest in front.
        let mut begins = [0; MAX_CHARACTERS];
        for (count, (at, c)) in self.text.char_indices().enumerate() {
            begins.copy_within(..MAX_CHARACTERS - 1, 1);
            begins[0] = at;
            if count >= self.old {
                let end = at + c.len_utf8();
                for length in min..=max.min(count + 1) {
                    emit(&self.text[begins[length - 1]..end]);
                }
            }
        }
        let kept = self.text.char_indices().rev().take(max - 1).last().map_or(self.text.len(), |(at, _)| at);
        self.text.drain(..kept);
        self.old = self.text.chars().count();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(words: &[&str], min: usize, max: usize) -> Vec<String> {
        let mut characters = Characters::default();
        characters.clear();
        let mut found = Vec::new();
        for word in words {
            characters.read(word, min, max, |run| found.push(run.to_owned()));
        }
        found
    }

    #[test]
    fn runs_cross_words() {
        assert_eq!(runs(&["ab", "ж"], 2, 3), ["_a", "ab", "_ab", "b_", "ab_", "_ж", "b_ж", "ж_", "_ж_"]);
        assert_eq!(runs(&["a"], 1, 1), ["a", "_"]);
        assert_eq!(runs(&[], 2, 5), [""; 0]);
    }

    #[test]
    fn every_run_comes_once() {
        let words = ["eurasian", "union", "и", "союз"];
        let joined: Vec<char> = "_eurasian_union_и_союз_".chars().collect();
        let mut expected: Vec<String> =
            (2..=5).flat_map(|length| joined.windows(length).map(String::from_iter)).collect();
        let mut found = runs(&words, 2, 5);
        expected.sort();
        found.sort();
        assert_eq!(found, expected);
    }
}
