//! Text → lower-cased words with byte spans, in one pass.
//!
//! Eight bytes at a time are classified, lower-cased and measured by arithmetic on one 64-bit number (Mycroft's and
//! Lamport's tricks on bytes within a word; Lamport 1975), so that a short ASCII word costs the same whatever its length. A
//! token with anything in or behind it that such arithmetic does not decide is read character by character.

use super::capitals::Capitals;
use super::form::{is_apostrophe, is_full_stop, is_mark, is_word, normalise};
use super::{Key, Word};
use crate::language::is_unseen;
use crate::work;
use std::ops::Range;

/// The highest bit of each of eight bytes.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Eight times the same byte.
const fn eight_times(byte: u8) -> u64 {
    byte as u64 * 0x0101_0101_0101_0101
}

/// Eight bytes of a text.
#[derive(Clone, Copy)]
struct Eight {
    /// The bytes as they are.
    raw: u64,
    /// ASCII letters lower-cased, digits as `0`; of other bytes, nothing that means anything.
    folded: u64,
    /// The highest bit of every ASCII letter and digit, and of every byte that is not ASCII.
    no_separator: u64,
    /// The number of bits in the ASCII letters and digits at the beginning: a multiple of eight.
    bits: u32,
}

impl Eight {
    #[inline]
    fn new(raw: u64) -> Self {
        let ascii = raw & !HIGH;
        let lower = ascii | eight_times(0x20);
        // Adding the distance from a bound to 128 carries into the highest bit of the bytes at or over it.
        let from = |value: u64, bound: u8| value + eight_times(0x80 - bound);
        let letter = from(lower, b'a') ^ from(lower, b'z' + 1);
        let digit = from(ascii, b'0') ^ from(ascii, b'9' + 1);
        let wide = raw & HIGH;
        let word = (letter | digit) & (wide ^ HIGH);
        // A digit is its value over `0`, four bits.
        let digit = digit & HIGH;
        let folded = if digit == 0 { lower } else { lower & !((digit >> 3) - (digit >> 7)) };
        Self { raw, folded, no_separator: word | wide, bits: (word ^ HIGH).trailing_zeros() & !7 }
    }

    /// The letters and digits at the beginning, folded.
    #[inline]
    fn word(self) -> u64 {
        if self.bits == u64::BITS { self.folded } else { self.folded & ((1 << self.bits) - 1) }
    }

    /// The byte behind the letters and digits at the beginning, if there are fewer than eight.
    #[inline]
    fn behind(self) -> u8 {
        (self.raw >> self.bits) as u8
    }

    /// How many bytes the letters and digits at the beginning and the ASCII separators behind them take, if there are fewer
    /// than eight of the former.
    #[inline]
    fn next(self) -> usize {
        ((self.no_separator & (u64::MAX << self.bits)).trailing_zeros() / 8) as usize
    }
}

/// The bytes of a text from `at` on as a little-endian number, as if zeros stood behind the text.
#[inline]
pub(crate) fn eight_bytes(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..).and_then(<[u8]>::first_chunk) {
        Some(eight) => u64::from_le_bytes(*eight),
        None => last_bytes(bytes, at),
    }
}

/// [`eight_bytes`] where fewer than eight are left.
fn last_bytes(bytes: &[u8], at: usize) -> u64 {
    let missing = at + 8 - bytes.len();
    match bytes.last_chunk() {
        Some(eight) if missing < 8 => u64::from_le_bytes(*eight) >> (8 * missing),
        _ => bytes.iter().skip(at).rev().fold(0, |number, &byte| number << 8 | u64::from(byte)),
    }
}

/// How many bytes from `at` on are ASCII letters and digits, as far as eight.
#[inline]
pub(crate) fn letters(bytes: &[u8], at: usize) -> usize {
    (Eight::new(eight_bytes(bytes, at)).bits / 8) as usize
}

/// Calls `visit` with the span and the lower-cased form of every token. `spelled` is working space.
#[inline]
pub(crate) fn for_each_word(text: &str, spelled: &mut String, mut visit: impl FnMut(Range<usize>, Word<'_>)) {
    let bytes = text.as_bytes();
    let mut capitals = Capitals::default();
    let mut at = 0;
    while at < bytes.len() {
        work::bytes(8);
        let eight = Eight::new(eight_bytes(bytes, at));
        let start = at;
        let (word, end);
        if matches!(eight.bits, 8..64) && ends_simply(eight) {
            end = start + (eight.bits / 8) as usize;
            word = Word { key: [eight.word(), 0, 0], long: "" };
            at += eight.next();
        } else if let Some(second) = second_half(bytes, at, eight) {
            end = start + 8 + (second.bits / 8) as usize;
            word = Word { key: [eight.folded, second.word(), 0], long: "" };
            at += 8 + second.next();
        } else {
            if eight.bits == 0 {
                at += eight.next();
                if at == start {
                    at += separator(text, at);
                }
                if at > start {
                    continue;
                }
            }
            (word, end, at) = other_word(text, start, &mut capitals, spelled);
        }
        visit(start..end, word);
    }
}

/// Whether a word of one to seven ASCII letters and digits is one as it stands: it is not the two capitals of a name, and
/// ASCII that cannot join follows.
#[inline]
fn ends_simply(eight: Eight) -> bool {
    let initial = eight.bits == 8 && eight.behind() == b'.';
    let two_capitals = eight.bits == 16 && eight.raw & 0x2020 == 0;
    separates(eight.behind()) && !initial && !two_capitals
}

/// The second eight bytes of a word of eight to fifteen ASCII letters and digits that is one as it stands.
#[inline]
fn second_half(bytes: &[u8], at: usize, first: Eight) -> Option<Eight> {
    if first.bits < u64::BITS {
        return None;
    }
    work::bytes(8);
    let second = Eight::new(eight_bytes(bytes, at + 8));
    (second.bits < u64::BITS && separates(second.behind())).then_some(second)
}

/// Whether a byte behind ASCII letters and digits is ASCII and, unless it is a full stop between initials, cannot join.
#[inline]
fn separates(behind: u8) -> bool {
    behind < 0x80 && behind != b'\''
}

/// Any word, where it ends, and where the text goes on after it: after the unseen characters at its end, too.
#[inline(never)]
fn other_word<'a>(
    text: &str,
    start: usize,
    capitals: &mut Capitals,
    spelled: &'a mut String,
) -> (Word<'a>, usize, usize) {
    if let Some((word, end)) = long_word(text, start, capitals) {
        return (word, end, end);
    }
    let end = token_end(text, start);
    let token = text[start..end].trim_end_matches(is_unseen);
    normalise(token, text, capitals, spelled);
    (Word::new(spelled), start + token.len(), end)
}

/// The bytes of the separator at `at` that is not ASCII, or 0.
fn separator(text: &str, at: usize) -> usize {
    let first = text[at..].chars().next().filter(|&c| !c.is_ascii());
    first.filter(|&c| !is_word(c) || is_mark(c)).map_or(0, char::len_utf8)
}

/// The word that begins at `start`, and its end, if it is of at most 24 ASCII letters and digits that nothing joins on to.
fn long_word(text: &str, start: usize, capitals: &mut Capitals) -> Option<(Word<'static>, usize)> {
    let bytes = text.as_bytes();
    let mut key = Key::default();
    let mut end = start;
    for part in &mut key {
        work::bytes(8);
        let eight = Eight::new(eight_bytes(bytes, end));
        *part = eight.word();
        end += (eight.bits / 8) as usize;
        if eight.bits < u64::BITS {
            break;
        }
    }
    let ends = match bytes.get(end) {
        None => true,
        Some(b'\'') => false,
        Some(b'.') => end - start > 1,
        // General Punctuation, but for what is unseen, the full stop of East Asia and the apostrophes.
        Some(0xe2) => match bytes.get(end + 1..end + 3) {
            Some(&[0x80, last]) => !matches!(last, 0x8b..=0x8f | 0x98 | 0x99 | 0xa4 | 0xaa..=0xae),
            _ => false,
        },
        Some(behind) => behind.is_ascii() && !behind.is_ascii_alphanumeric(),
    };
    if !ends || end == start {
        return None;
    }
    if let &[first @ b'A'..=b'Z', second @ b'A'..=b'Z'] = &bytes[start..end]
        && capitals.names(text, [first, second])
    {
        key[0] = key[0] & 0xff | u64::from(b'.') << 8 | (key[0] & 0xff00) << 8;
    }
    Some((Word { key, long: "" }, end))
}

/// Where the token that begins at `start` ends, unseen characters after it included.
fn token_end(text: &str, start: usize) -> usize {
    let mut end = start;
    loop {
        let from = end;
        end += text[end..].find(|c| !is_word(c)).unwrap_or(text.len() - end);
        work::bytes(end - from + 4);
        match joined(text, start, end) {
            Some(after) => end = after,
            None => return end,
        }
    }
}

/// Where the token `start..end` goes on after an apostrophe or a full stop between initials, if it does.
fn joined(text: &str, start: usize, end: usize) -> Option<usize> {
    let token = &text[start..end];
    let mut rest = text[end..].char_indices().filter(|&(_, c)| !is_mark(c));
    let (_, joint) = rest.next()?;
    let (offset, next) = rest.next()?;
    let after = end + offset;
    if is_apostrophe(joint) {
        let letters =
            next.is_alphabetic() && token.chars().rev().find(|&c| !is_mark(c)).is_some_and(char::is_alphabetic);
        return letters.then_some(after);
    }
    if !is_full_stop(joint) {
        return None;
    }
    let initial = last_initial(token)?;
    let following = rest.next();
    if next.is_alphabetic() {
        // `U.S`, `U.S’s`, but not `J.O’Brien`
        let ends = match following {
            Some((_, c)) if is_apostrophe(c) => ends_in_s(&mut rest),
            Some((_, c)) => !is_word(c),
            None => true,
        };
        return ends.then_some(after);
    }
    let (offset, letter) = following?;
    if is_apostrophe(next) {
        // `U.S.’s`
        let possessive = token.contains(is_full_stop) && ends_in_s(&mut std::iter::once((offset, letter)).chain(rest));
        return possessive.then_some(end + offset);
    }
    // `U. S.`
    let space = matches!(next, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    let initials = letter.is_alphabetic() && letter.is_uppercase() == initial.is_uppercase();
    (space && initials && rest.next().is_some_and(|(_, c)| is_full_stop(c))).then_some(end + offset)
}

/// Whether an `s` alone follows.
fn ends_in_s(rest: &mut impl Iterator<Item = (usize, char)>) -> bool {
    let letter = rest.next().is_some_and(|(_, c)| matches!(c, 's' | 'S'));
    letter && !rest.next().is_some_and(|(_, c)| is_word(c))
}

/// The last letter of a token that consists of single letters joined by full stops so far.
fn last_initial(token: &str) -> Option<char> {
    let mut back = token.chars().rev().filter(|&c| !is_mark(c));
    let letter = back.next().filter(|c| c.is_alphabetic())?;
    back.next().is_none_or(|c| is_full_stop(c) || c.is_whitespace()).then_some(letter)
}
