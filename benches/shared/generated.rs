//! Labelled sentences of a made-up language with a natural word distribution, the same on every machine.
//!
//! Words follow Zipf's law (the r-th most frequent has a share near 1/r), three in four are drawn from the few usual successors
//! of the word before, and one in eight belongs to the topic of the sentence's class; one class in eight is wrong.

use geostance::{Dataset, Stance, dataset::LabelledSentence};

/// Words of the common vocabulary.
const COMMON: u64 = 60_000;
/// Words that belong to one class.
const TOPICAL: u64 = 4_000;

const SYLLABLES: [&str; 32] = [
    "ba", "de", "ki", "lo", "mu", "na", "re", "si", "to", "va", "an", "en", "il", "or", "ur", "ash", "ber", "cor",
    "dan", "el", "fin", "gar", "hol", "ist", "jun", "kar", "len", "mor", "nov", "per", "sta", "tan",
];

/// The generator `SplitMix64` (Steele, Lea & Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// A rank below `ranks`, its probability near 1/(rank + 1): e to a uniform power, in steps of 1/64 between powers of
    /// two, so that no logarithm of the system is needed.
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

/// Appends the word of a number: frequent words are short.
fn spell(number: u64, text: &mut String) {
    let least = 1 + [20, 700, 9_000].iter().filter(|&&bound| number > bound).count();
    let (mut rest, mut syllables) = (number, 0);
    while syllables < least || rest > 0 {
        text.push_str(SYLLABLES[(rest % 32) as usize]);
        rest /= 32;
        syllables += 1;
    }
}

/// `count` sentences of 10 to 32 words in four classes, in groups of 20.
pub(crate) fn dataset(count: usize) -> Dataset {
    let mut data = Dataset::new();
    let mut random = Random(7);
    for number in 0..count {
        let class = random.below(4);
        let label = if random.below(8) == 0 { random.below(4) } else { class };
        let mut text = String::new();
        let mut before = 0;
        for _ in 0..10 + random.below(23) {
            let word = if random.below(8) == 0 {
                COMMON + class * TOPICAL + random.zipf(TOPICAL)
            } else if random.below(4) > 0 {
                let successor = mix(before * 64 + random.zipf(12));
                successor % (1 << (successor >> 60)) % COMMON
            } else {
                random.zipf(COMMON)
            };
            if !text.is_empty() {
                text.push(' ');
            }
            spell(word, &mut text);
            before = word;
        }
        text.push('.');
        let stance = Stance::ALL.get(label as usize).copied();
        data.push(LabelledSentence::new(stance, text).group(format!("g{}", number / 20))).expect("a valid sentence");
    }
    data
}
