//! The words and endings of Snowball English, and what takes their place; the stemmer is in `english`.

/// The letters of a word or an ending, at most eight, as a number: the last letter highest, the others below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letters {
    pub(super) number: u64,
    pub(super) count: usize,
}

impl Letters {
    /// Whether these are the last of eight letters.
    #[inline]
    pub(super) fn is_end_of(self, eight: u64) -> bool {
        (eight ^ self.number) >> (64 - 8 * self.count) == 0
    }
}

pub(super) const fn letters(text: &str) -> Letters {
    let bytes = text.as_bytes();
    let (mut number, mut count) = (0, 0);
    while count < bytes.len() {
        number = number >> 8 | (bytes[count] as u64) << 56;
        count += 1;
    }
    Letters { number, count }
}

/// A word or an ending, and what takes its place.
pub(super) type Rule = (Letters, &'static str);

const fn rule(text: &str, replacement: &'static str) -> Rule {
    (letters(text), replacement)
}

/// Words with a stem of their own.
pub(super) const EXCEPTIONS: [Rule; 18] = [
    rule("andes", "andes"),
    rule("atlas", "atlas"),
    rule("bias", "bias"),
    rule("cosmos", "cosmos"),
    rule("dying", "die"),
    rule("early", "earli"),
    rule("gently", "gentl"),
    rule("howe", "howe"),
    rule("idly", "idl"),
    rule("lying", "lie"),
    rule("news", "news"),
    rule("only", "onli"),
    rule("singly", "singl"),
    rule("skies", "sky"),
    rule("skis", "ski"),
    rule("sky", "sky"),
    rule("tying", "tie"),
    rule("ugly", "ugli"),
];

pub(super) const LONGEST_EXCEPTION: usize = 6;

/// Words that stay as they are once their plural is gone.
pub(super) const LEFT: [Letters; 8] = [
    letters("succeed"),
    letters("proceed"),
    letters("exceed"),
    letters("canning"),
    letters("inning"),
    letters("earring"),
    letters("herring"),
    letters("outing"),
];

pub(super) const LONGEST_LEFT: usize = 7;

/// Beginnings that are the whole of what stands before the first region.
pub(super) const BEGINNINGS: [&str; 3] = ["arsen", "commun", "gener"];

/// The rules of the second step by the last letter, the longest ending first; what they replace stands in the first region.
pub(super) fn derived(last: u8) -> &'static [Rule] {
    const I: [Rule; 12] = [
        rule("biliti", "ble"),
        rule("lessli", "less"),
        rule("fulli", "ful"),
        rule("ousli", "ous"),
        rule("entli", "ent"),
        rule("aliti", "al"),
        rule("iviti", "ive"),
        rule("abli", "able"),
        rule("alli", "al"),
        rule("anci", "ance"),
        rule("enci", "ence"),
        rule("bli", "ble"),
    ];
    const L: [Rule; 2] = [rule("ational", "ate"), rule("tional", "tion")];
    const M: [Rule; 1] = [rule("alism", "al")];
    const N: [Rule; 2] = [rule("ization", "ize"), rule("ation", "ate")];
    const R: [Rule; 2] = [rule("izer", "ize"), rule("ator", "ate")];
    const S: [Rule; 3] = [rule("iveness", "ive"), rule("fulness", "ful"), rule("ousness", "ous")];
    match last {
        b'i' => &I,
        b'l' => &L,
        b'm' => &M,
        b'n' => &N,
        b'r' => &R,
        b's' => &S,
        _ => &[],
    }
}

/// The same of the third step.
pub(super) fn derived_again(last: u8) -> &'static [Rule] {
    const E: [Rule; 2] = [rule("icate", "ic"), rule("alize", "al")];
    const I: [Rule; 1] = [rule("iciti", "ic")];
    const L: [Rule; 4] = [rule("ational", "ate"), rule("tional", "tion"), rule("ical", "ic"), rule("ful", "")];
    const S: [Rule; 1] = [rule("ness", "")];
    match last {
        b'e' => &E,
        b'i' => &I,
        b'l' => &L,
        b's' => &S,
        _ => &[],
    }
}

/// Endings that the fourth step removes in the second region, by their last letter, the longest first.
pub(super) fn endings(last: u8) -> &'static [Letters] {
    const C: [Letters; 1] = [letters("ic")];
    const E: [Letters; 7] = [
        letters("ance"),
        letters("ence"),
        letters("able"),
        letters("ible"),
        letters("ate"),
        letters("ive"),
        letters("ize"),
    ];
    const I: [Letters; 1] = [letters("iti")];
    const L: [Letters; 1] = [letters("al")];
    const M: [Letters; 1] = [letters("ism")];
    const R: [Letters; 1] = [letters("er")];
    const S: [Letters; 1] = [letters("ous")];
    const T: [Letters; 4] = [letters("ement"), letters("ment"), letters("ant"), letters("ent")];
    match last {
        b'c' => &C,
        b'e' => &E,
        b'i' => &I,
        b'l' => &L,
        b'm' => &M,
        b'r' => &R,
        b's' => &S,
        b't' => &T,
        _ => &[],
    }
}
