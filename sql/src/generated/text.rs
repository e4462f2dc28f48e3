//! Made-up sentences with a natural distribution of words, the same on every machine.
//!
//! Words follow Zipf's law: the r-th most frequent has a share near 1/r. The most frequent are English function words, then come the
//! words that the shipped model knows, then invented ones, far more than any cache of words holds.

use geostance::StanceModel;
use geostance::model::TermKind;
use std::fmt::Write;

const FUNCTION_WORDS: [&str; 32] = [
    "the", "of", "and", "to", "in", "a", "for", "with", "on", "that", "its", "by", "has", "from", "at", "as", "will",
    "said", "is", "an", "not", "have", "between", "was", "be", "after", "were", "this", "it", "their", "over", "no",
];

/// Invented words.
const INVENTED: u64 = 120_000;

const SYLLABLES: [&str; 32] = [
    "ba", "de", "ki", "lo", "mu", "na", "re", "si", "to", "va", "an", "en", "il", "or", "ur", "ash", "ber", "cor",
    "dan", "el", "fin", "gar", "hol", "ist", "jun", "kar", "len", "mor", "nov", "per", "sta", "tan",
];

const ENDINGS: [&str; 8] = ["", "", "", "s", "ed", "ing", "al", "ly"];

/// The generator `SplitMix64` (Steele, Lea & Flood 2014).
pub(super) struct Random(u64);

impl Random {
    /// The numbers of a row of a table.
    pub(super) fn of(seed: u64, row: u64) -> Self {
        Self(mix(seed ^ mix(row)))
    }

    pub(super) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0) % bound
    }

    /// A rank below `ranks`, its probability near 1/(rank + 1).
    fn zipf(&mut self, ranks: u64) -> u64 {
        loop {
            let octave = self.below(u64::from(u64::BITS - ranks.leading_zeros()));
            let rank = (1 << octave) + self.below(1 << octave);
            if rank <= ranks {
                return rank - 1;
            }
        }
    }
}

fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// The words that sentences are made of.
#[derive(Debug)]
pub(super) struct Words {
    /// The most frequent first, each with what a third of its uses have at the end.
    known: Vec<String>,
}

impl Words {
    /// English function words and the words of the shipped model.
    pub(super) fn new() -> Self {
        let model = StanceModel::pretrained();
        let is_word = |text: &str| text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_lowercase());
        let terms = model.terms().filter(|term| term.kind() == TermKind::Word);
        let mut words: Vec<String> = terms.map(|term| term.text().to_owned()).filter(|text| is_word(text)).collect();
        // From the order of letters into one of no meaning.
        words.sort_by_cached_key(|word| (word.bytes().fold(7, |hash, byte| mix(hash ^ u64::from(byte))), word.clone()));
        Self { known: FUNCTION_WORDS.map(str::to_owned).into_iter().chain(words).collect() }
    }

    /// Appends a sentence of 10 to 32 words.
    pub(super) fn sentence(&self, random: &mut Random, text: &mut String) {
        let begin = text.len();
        for place in 0..10 + random.below(23) {
            if place > 0 {
                text.push_str(if random.below(12) == 0 { ", " } else { " " });
            }
            let from = text.len();
            let rank = random.zipf(self.known.len() as u64 + INVENTED) as usize;
            match self.known.get(rank) {
                Some(word) => {
                    text.push_str(word);
                    if rank >= FUNCTION_WORDS.len() {
                        text.push_str(ENDINGS[random.below(8) as usize]);
                    }
                }
                None if random.below(6) == 0 => {
                    // Writing into a string does not fail.
                    let _ = write!(text, "{}", random.below(2_000));
                }
                None => spell((rank - self.known.len()) as u64, text),
            }
            let is_name = rank >= FUNCTION_WORDS.len() && random.below(5) == 0;
            if (is_name || place == 0)
                && let Some(first) = text.get_mut(from..=from)
            {
                first.make_ascii_uppercase();
            }
        }
        debug_assert!(text.len() > begin);
        text.push('.');
    }
}

/// Appends the invented word of a number.
fn spell(number: u64, text: &mut String) {
    let least = 2 + usize::from(number > 9_000);
    let (mut rest, mut syllables) = (number, 0);
    while syllables < least || rest > 0 {
        text.push_str(SYLLABLES[(rest % 32) as usize]);
        rest /= 32;
        syllables += 1;
    }
    text.push_str(ENDINGS[(number % 8) as usize]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_row_is_the_same_whenever_it_is_made() {
        let words = Words::new();
        let sentence = |row| {
            let mut text = String::new();
            words.sentence(&mut Random::of(7, row), &mut text);
            text
        };
        assert_eq!(sentence(123), sentence(123));
        assert_ne!(sentence(123), sentence(124));
    }

    #[test]
    fn sentences_look_like_sentences_and_differ() {
        let words = Words::new();
        let mut all = HashSet::new();
        let mut distinct = HashSet::new();
        let mut bytes = 0;
        for row in 0..20_000 {
            let mut text = String::new();
            words.sentence(&mut Random::of(1, row), &mut text);
            assert!(text.ends_with('.') && text.is_ascii() && !text.starts_with(' '), "{text}");
            distinct.extend(text.split([' ', ',', '.']).map(str::to_lowercase));
            bytes += text.len();
            all.insert(text);
        }
        assert_eq!(all.len(), 20_000);
        assert!((80..220).contains(&(bytes / 20_000)), "{}", bytes / 20_000);
        // More than the model's cache of surface forms holds.
        assert!(distinct.len() > 30_000, "{}", distinct.len());
    }
}
