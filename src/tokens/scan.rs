//! Text → lower-cased words with byte spans, in one pass.
//!
//! Sixty-four bytes at a time are classified and lower-cased (`block`), so that a short ASCII word costs the same whatever its
//! length. A longer one is read eight bytes at a time by arithmetic on one 64-bit number (Mycroft's and Lamport's tricks on
//! bytes within a word; Lamport 1975); a token with anything in or behind it that neither decides, character by character.

use super::block::{BLOCK, Block, HIGH};
use super::capitals::Capitals;
use super::form::{PlainLetters, is_apostrophe, is_full_stop, is_mark, is_word, normalise};
use super::{Key, Word};
use crate::language::is_unseen;
use crate::work;
use std::ops::Range;

/// Eight times the same byte.
const fn eight_times(byte: u8) -> u64 {
    byte as u64 * 0x0101_0101_0101_0101
}

/// Eight bytes of a text.
#[derive(Clone, Copy)]
struct Eight {
    /// ASCII letters lower-cased, digits as `0`; of other bytes, nothing that means anything.
    folded: u64,
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
        let word = (letter | digit) & !raw & HIGH;
        // A digit is its value over `0`, four bits.
        let digit = digit & HIGH;
        let folded = if digit == 0 { lower } else { lower & !((digit >> 3) - (digit >> 7)) };
        Self { folded, bits: (word ^ HIGH).trailing_zeros() & !7 }
    }

    /// The letters and digits at the beginning, folded.
    #[inline]
    fn word(self) -> u64 {
        if self.bits == u64::BITS { self.folded } else { self.folded & ((1 << self.bits) - 1) }
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
    let left = bytes.get(at..).unwrap_or_default();
    if let Some(eight) = bytes.last_chunk() {
        // `at` may lie beyond the end.
        return u64::from_le_bytes(*eight).checked_shr(8 * (8 - left.len()) as u32).unwrap_or(0);
    }
    // The first bytes and the last ones, which may be the same.
    if let (Some(first), Some(last)) = (left.first_chunk::<4>(), left.last_chunk()) {
        u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << (8 * (left.len() - 4))
    } else if let (Some(first), Some(last)) = (left.first_chunk::<2>(), left.last_chunk()) {
        u64::from(u16::from_le_bytes(*first)) | u64::from(u16::from_le_bytes(*last)) << (8 * (left.len() - 2))
    } else {
        left.first().map_or(0, |&byte| u64::from(byte))
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
        work::bytes(BLOCK);
        let block = Block::new(bytes, at);
        let from = at;
        at += BLOCK;
        let mut left = block.no_separator;
        while left != 0 {
            let start = left.trailing_zeros() as usize;
            let length = (!(left >> start)).trailing_zeros() as usize;
            let end = start + length;
            if end == BLOCK && start > 0 && block.is_ascii(start) {
                // The word may go on after the block.
                at = from + start;
                break;
            }
            if let Some(key) = block.word(start, length) {
                visit(from + start..from + end, Word::Short(key));
                left &= u64::MAX << end;
                continue;
            }
            let next = match separator(text, from + start) {
                0 => {
                    let (word, end, next) = other_word(text, from + start, &mut capitals, spelled);
                    visit(from + start..end, word);
                    next
                }
                separator => from + start + separator,
            };
            if next >= from + BLOCK {
                at = next;
                break;
            }
            left &= u64::MAX << (next - from);
        }
    }
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
    if let Some(end) = plain_word(text, start, spelled) {
        return (Word::new(spelled), end, end);
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

/// The word that begins at `start`, and its end, if it is of at most sixteen ASCII letters and digits that nothing joins on to.
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
    Some((Word::Short(key), end))
}

/// Where the word that begins at `start` ends, if it is one of three or more letters that have their one form each for itself, and
/// nothing joins on to it; it is then written into `spelled`.
fn plain_word(text: &str, start: usize, spelled: &mut String) -> Option<usize> {
    let letters = PlainLetters::get();
    spelled.clear();
    let (mut end, mut length) = (start, 0);
    for c in text[start..].chars() {
        match letters.form(c) {
            Some(form) => spelled.push(form),
            None if is_word(c) || is_apostrophe(c) => return None,
            None => break,
        }
        end += c.len_utf8();
        length += 1;
    }
    work::bytes(end - start + 4);
    (length > 2).then_some(end)
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
