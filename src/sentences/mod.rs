//! Article text → sentences, as byte spans of the original.
//!
//! One pass over the bytes looks at candidate ends only: `.`, `!`, `?`, `…`, their kin in other scripts, and line
//! breaks. Around a candidate it reads the word before and the word behind, each within a fixed number of bytes, so
//! that the time is linear in the text whatever it holds.
//!
//! The rules, in short:
//!
//! - A blank line always ends a sentence, a line break does unless the line is visibly wrapped (it ends in a comma
//!   or a connecting word, or the next line begins in lower case). So headlines stand alone.
//! - `.`, `!`, `?`, `…` end a sentence before white space, with the closing quotes and brackets behind them, unless
//!   the next word begins in lower case.
//! - A full stop does not end a sentence behind a title (`Mr.`), an initial (`K.-J. Tokayev`), an abbreviation
//!   (`U.S. troops`, `Nov. 28`, `Inc.`) unless a word follows that begins sentences (`in the U.S. The …`), behind a
//!   number that opens a line (`1. The parties …`), or within a dateline (`ASTANA. 28 November – …`).

mod words;

use crate::work;
use std::iter::FusedIterator;
use std::ops::Range;
use words::{contains, key};

/// The mark with which some editors begin a text; no part of a sentence.
const BYTE_ORDER_MARK: char = '\u{feff}';
/// How far the splitter looks back for the word before a full stop, in bytes.
const LOOK_BACK: usize = 24;
/// How far it looks ahead for the word behind it, in bytes.
const LOOK_AHEAD: usize = 24;
/// How many bytes of a line a dateline may take.
const DATELINE: usize = 80;

/// The sentences of a text, in order, as byte spans of the text.
///
/// Every byte that is not white space (or a byte-order mark between sentences) lies in exactly one span; spans neither begin nor end with white space.
/// Time is linear in the text.
///
/// ```
/// let text = "Talks open\nMr. Smith met the president in the U.S. capital. \"We agreed,\" he said.";
/// let sentences: Vec<&str> = geostance::sentences(text).map(|span| &text[span]).collect();
/// assert_eq!(sentences, [
///     "Talks open",
///     "Mr. Smith met the president in the U.S. capital.",
///     "\"We agreed,\" he said.",
/// ]);
/// ```
#[must_use]
pub fn sentences(text: &str) -> Sentences<'_> {
    Sentences { text, start: 0 }
}

/// Iterator over the sentences of a text; see [`sentences`].
///
/// ```
/// let mut spans = geostance::sentences("One. Two.");
/// assert_eq!(spans.next(), Some(0..4));
/// assert_eq!(spans.next(), Some(5..9));
/// assert_eq!(spans.next(), None);
/// ```
#[derive(Debug, Clone)]
pub struct Sentences<'a> {
    text: &'a str,
    start: usize,
}

impl Iterator for Sentences<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let rest = &self.text[self.start..];
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == BYTE_ORDER_MARK);
        work::bytes(rest.len() - trimmed.len());
        if trimmed.is_empty() {
            self.start = self.text.len();
            return None;
        }
        let start = self.start + (rest.len() - trimmed.len());
        let end = sentence_end(self.text, start);
        self.start = end;
        let trimmed = start + self.text[start..end].trim_end().len();
        work::bytes(end - trimmed);
        Some(start..trimmed)
    }
}

impl FusedIterator for Sentences<'_> {}

/// Bytes at which a candidate end may begin: ASCII terminators and line breaks, and lead bytes of the others.
const CANDIDATE: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b".!?\n\r\x0b\x0c\xc2\xd8\xdb\xe0\xe2\xe3\xef";
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

/// What stands at a candidate end.
enum Candidate {
    /// The sentence ends at this byte.
    Ends(usize),
    /// It does not; the search goes on at this byte.
    GoesOn(usize),
}

/// The byte behind the sentence that begins at `start`.
fn sentence_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = dateline_end(text, start).unwrap_or(start);
    while let Some(offset) = bytes[at..].iter().position(|&byte| CANDIDATE[usize::from(byte)]) {
        at += offset;
        work::bytes(offset + LOOK_BACK + 2 * LOOK_AHEAD);
        let Some(found) = text[at..].chars().next() else { break };
        let candidate = if is_line_break(found) {
            line_break(text, start, at)
        } else if is_terminator(found) {
            terminator(text, start, at)
        } else {
            Candidate::GoesOn(at + found.len_utf8())
        };
        match candidate {
            Candidate::Ends(end) => return end,
            Candidate::GoesOn(behind) => at = behind,
        }
    }
    text.len()
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…') || is_unspaced_terminator(c) || matches!(c, '؟' | '۔' | '।')
}

/// Terminators of scripts that write no space behind a sentence.
fn is_unspaced_terminator(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

fn is_closer(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | '“' | ')' | ']' | '}')
}

fn is_closing_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | '“')
}

fn is_opener(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '„'
            | '«'
            | '»'
            | '‹'
            | '('
            | '['
            | '{'
            | '-'
            | '–'
            | '—'
            | '*'
            | '•'
    )
}

/// A line break at `at`: a blank line ends the sentence, a wrapped line does not, any other line does.
fn line_break(text: &str, start: usize, at: usize) -> Candidate {
    let rest = &text[at..];
    let behind = at + (rest.len() - rest.trim_start().len());
    let gap = &text[at..behind];
    if gap.chars().filter(|&c| is_line_break(c)).count() - gap.matches("\r\n").count() > 1
        || gap.contains(['\u{2029}', '\u{c}'])
    {
        return Candidate::Ends(at);
    }
    let line = text[start..at].trim_end();
    work::bytes((behind - at) + (at - start - line.len()));
    let wrapped = line.ends_with([',', ';'])
        || goes_on_in_lower_case(&text[behind..])
        || contains(words::CONNECTING, key(last_word(line)))
        || is_initial_or_title(line);
    if wrapped { Candidate::GoesOn(behind) } else { Candidate::Ends(at) }
}

/// Whether a line begins in lower case, and not as the item `b.` or `b)` of a list.
fn goes_on_in_lower_case(line: &str) -> bool {
    line.starts_with(is_lower_case) && !line.chars().nth(1).is_some_and(|second| matches!(second, '.' | ')'))
}

/// Whether a line ends in an initial (`K.-J.`) or a title (`Mr.`), so that the name stands in the next one.
fn is_initial_or_title(line: &str) -> bool {
    line.strip_suffix('.').is_some_and(|line| {
        let word = last_word(line);
        is_single_capital(word) || contains(words::TITLES, key(word))
    })
}

/// Terminators at `at`, with what closes behind them.
fn terminator(text: &str, start: usize, at: usize) -> Candidate {
    let run = text[at..].len() - text[at..].trim_start_matches(is_terminator).len();
    let marks = &text[at..at + run];
    let closers = text[at + run..].len() - text[at + run..].trim_start_matches(is_closer).len();
    let closing = &text[at + run..at + run + closers];
    let mut end = at + run + closers;
    end += reference_mark(&text[end..]);
    let rest = &text[end..];
    let Some(next) = rest.chars().next() else { return Candidate::Ends(end) };
    if is_line_break(next) {
        return Candidate::GoesOn(end);
    }
    if !next.is_whitespace() {
        return if marks.ends_with(is_unspaced_terminator) { Candidate::Ends(end) } else { Candidate::GoesOn(end) };
    }
    let space = rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() && !is_line_break(c)).len();
    work::bytes(run + closers + space);
    let next = NextWord::read(&rest[space..]);
    let ends = match marks {
        "." => full_stop_ends(text, start, at, closing, &next),
        _ if text[start..at].ends_with(['[', '(']) && closing.starts_with([']', ')']) => false,
        _ if closing.ends_with(is_closing_quote) && attributes(&rest[space..]) => false,
        _ => !next.starts_lower(),
    };
    if ends { Candidate::Ends(end) } else { Candidate::GoesOn(end) }
}

/// The length of a reference mark such as `[12]` at the beginning of `rest`, or 0.
fn reference_mark(rest: &str) -> usize {
    let Some(inner) = rest.strip_prefix('[') else { return 0 };
    let digits = inner.bytes().take(4).take_while(u8::is_ascii_digit).count();
    if digits > 0 && inner[digits..].starts_with(']') { digits + 2 } else { 0 }
}

/// The beginning of the text behind a candidate end.
struct NextWord<'a> {
    word: &'a str,
    first: char,
    initial: bool,
}

impl<'a> NextWord<'a> {
    fn read(rest: &'a str) -> Self {
        let window = &rest[..floor_boundary(rest, LOOK_AHEAD)];
        let word = window.trim_start_matches(|c: char| is_opener(c) || c == ' ');
        let first = word.chars().next().unwrap_or(' ');
        let length = word.find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).unwrap_or(word.len());
        let initial = is_single_capital(&word[..length]) && word[length..].starts_with('.');
        Self { word: &word[..length], first, initial }
    }

    fn starts_lower(&self) -> bool {
        is_lower_case(self.first)
    }

    /// Whether the word is one that begins sentences.
    fn starts_sentences(&self) -> bool {
        self.first.is_uppercase() && !self.initial && contains(words::STARTERS, key(self.word))
    }
}

/// Whether a single full stop at `at`, with `closing` quotes and brackets behind it, ends the sentence.
fn full_stop_ends(text: &str, start: usize, at: usize, closing: &str, next: &NextWord<'_>) -> bool {
    if next.starts_lower() {
        return false;
    }
    let before = &text[start..at];
    let word = last_word(before);
    if word.is_empty() {
        let spaced_dots = before.ends_with(". ") || text[at..].starts_with(". .");
        return !spaced_dots;
    }
    if closing.contains(is_closing_quote) {
        return true;
    }
    if closing.is_empty() && is_list_mark(word) && opens(before, word) {
        return false;
    }
    let listed = key(word);
    if closing.is_empty() && contains(words::TITLES, listed) {
        return false;
    }
    if contains(words::BEFORE_NUMBERS, listed) && next.first.is_ascii_digit() {
        return false;
    }
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    let numeral = word == "I" && !before.ends_with(". I");
    let initial = is_single_capital(word) && !numeral;
    if dotted || initial || contains(words::INNER, listed) {
        return next.starts_sentences();
    }
    true
}

/// Whether `word` stands at the beginning of a sentence, behind opening marks at the most.
fn opens(before: &str, word: &str) -> bool {
    let marks = before.strip_suffix(word);
    marks.is_some_and(|marks| marks.len() <= LOOK_BACK && marks.chars().all(|c| is_opener(c) || c == ' '))
}

/// Whether a letter is lower-case and could be upper-case. (Georgian letters count as lower-case, but begin sentences.)
fn is_lower_case(c: char) -> bool {
    c.is_lowercase() && !matches!(c, '\u{10d0}'..='\u{10ff}')
}

/// A number, a letter or a Roman numeral, as they number the items of a list.
fn is_list_mark(word: &str) -> bool {
    (word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit()))
        || (word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()))
        || (word.len() <= 4 && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')))
}

fn is_single_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// Whether a quotation is followed by who said it: `Tokayev asked`, `the minister of trade said`.
fn attributes(rest: &str) -> bool {
    let window = &rest[..floor_boundary(rest, 2 * LOOK_AHEAD)];
    let clause = window.split(['.', ',', '!', '?', '"', '“', '\n']).next().unwrap_or("");
    clause.split_whitespace().skip(1).take(3).any(|word| contains(words::REPORTING, key(word)))
}

/// The end of a dateline (`ASTANA. 28 November (Kazinform) – `) at the beginning of a line, where there is one.
fn dateline_end(text: &str, start: usize) -> Option<usize> {
    let window = &text[start..start + floor_boundary(&text[start..], DATELINE)];
    let place = window.find(|c: char| !c.is_uppercase() && !matches!(c, ' ' | '-'))?;
    if window[..place].chars().filter(|c| c.is_uppercase()).count() < 3 {
        return None;
    }
    let dash = window.find(['–', '—']).or_else(|| window.find(" - ").map(|at| at + 1))?;
    let line = &window[..dash];
    let prose = line.contains(is_line_break)
        || line.contains(['!', '?'])
        || line.split(['.', ',', '(']).any(|part| part.split_whitespace().count() > 3);
    (!prose).then_some(start + dash)
}

/// The last word before a candidate end: letters, digits, inner full stops; at most [`LOOK_BACK`] bytes of it.
fn last_word(before: &str) -> &str {
    let window = &before[ceil_boundary(before, before.len().saturating_sub(LOOK_BACK))..];
    let word = window.trim_end_matches(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
    if word.len() < window.len() && !window[word.len()..].chars().all(is_closer) {
        return "";
    }
    let from = word
        .rfind(|c: char| !(c.is_alphanumeric() || c == '.'))
        .map_or(0, |at| at + word[at..].chars().next().map_or(1, char::len_utf8));
    word[from..].trim_start_matches('.')
}

/// The largest character boundary of `text` at or below `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// The smallest character boundary of `text` at or above `at`.
fn ceil_boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len())
}
