//! The words before and after a candidate end, each read within a fixed number of bytes.

use super::marks::{
    is_closing_bracket, is_closing_quote, is_currency, is_emphasis, is_line_break, is_lower_case, is_opener,
    is_single_capital,
};
use crate::language::{Language, is_unseen, key};
use crate::work;
use std::ops::Range;

/// How far the splitter looks back for the word before a full stop, in bytes.
pub(super) const LOOK_BACK: usize = 24;
/// How far it looks ahead for the words after it, in bytes.
pub(super) const LOOK_AHEAD: usize = 48;

/// The largest character boundary of `text` at or below `at`.
pub(super) fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}

/// The smallest character boundary of `text` at or above `at`.
fn ceil_boundary(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len())
}

/// At most so many bytes of the beginning of a text, whole characters.
pub(super) fn window(text: &str, bytes: usize) -> &str {
    &text[..floor_boundary(text, bytes)]
}

/// At most so many bytes of the end of a text, whole characters.
pub(super) fn window_back(text: &str, bytes: usize) -> &str {
    &text[ceil_boundary(text, text.len().saturating_sub(bytes))..]
}

/// Where the last word of a text stands: letters, digits, inner full stops; at most [`LOOK_BACK`] bytes of it. Closing
/// quotes and brackets may stand after it; after anything else the span is empty, at the end of the text.
pub(super) fn last_word(before: &str) -> Range<usize> {
    let bytes = before.as_bytes();
    let back = bytes.iter().rev().take(LOOK_BACK);
    let length = back.take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'.').count();
    let start = bytes.len() - length;
    let plain = length > 0 && length < LOOK_BACK && bytes[start] != b'.' && bytes[bytes.len() - 1] != b'.';
    if plain && (start == 0 || bytes[start - 1].is_ascii()) {
        return start..bytes.len();
    }
    let window = window_back(before, LOOK_BACK);
    let from = before.len() - window.len();
    let word = window.trim_end_matches(|c: char| !c.is_alphanumeric() && !c.is_whitespace());
    let closes = |c: char| is_closing_quote(c) || is_closing_bracket(c) || is_emphasis(c) || is_unseen(c);
    if word.is_empty() || word.ends_with(char::is_whitespace) || !window[word.len()..].chars().all(closes) {
        return before.len()..before.len();
    }
    let start = word
        .rfind(|c: char| !(c.is_alphanumeric() || c == '.'))
        .map_or(0, |at| at + word[at..].chars().next().map_or(1, char::len_utf8));
    let dots = word[start..].len() - word[start..].trim_start_matches('.').len();
    from + start + dots..from + word.len()
}

/// The white space after a place, the `>` of quoted e-mail at the beginning of a line and unseen characters counted to it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    /// Where it ends.
    pub(super) end: usize,
    /// How many line breaks stand in it; the ends of paragraphs and pages count for two.
    pub(super) breaks: usize,
}

impl Gap {
    pub(super) fn read(text: &str, at: usize) -> Self {
        let (mut end, mut breaks, mut line_start) = (at, 0, false);
        let mut rest = text[at..].chars();
        while let Some(c) = rest.next() {
            let after = rest.as_str();
            if is_line_break(c) {
                breaks += match c {
                    '\u{2029}' | '\u{c}' => 2,
                    '\r' if after.starts_with('\n') => 0,
                    _ => 1,
                };
                line_start = true;
            } else if !(c.is_whitespace() || is_unseen(c) || line_start && quotes(c, after)) {
                break;
            }
            end += c.len_utf8();
        }
        work::bytes(end - at);
        Self { end, breaks }
    }
}

/// Whether a character at the beginning of a line is the mark of quoted e-mail.
pub(super) fn quotes(c: char, after: &str) -> bool {
    c == '>' && after.chars().next().is_none_or(|next| next.is_whitespace() || next == '>')
}

/// The beginning of the text after a candidate end.
pub(super) struct Next<'a> {
    /// The first word, without the quotes and brackets before it.
    pub(super) word: &'a str,
    /// Its first character, or whatever stands there instead of a word; a space at the end of the text.
    pub(super) first: char,
    /// What stands after the word, within [`LOOK_AHEAD`].
    after: &'a str,
    /// Whether a quote, bracket or dash stands before the word.
    pub(super) opened: bool,
    /// Whether an opening bracket is the first of it.
    bracket: bool,
}

impl<'a> Next<'a> {
    pub(super) fn read(rest: &'a str) -> Self {
        let window = window(rest, LOOK_AHEAD);
        let word = window.trim_start_matches(|c: char| is_opener(c) || c == ' ' || is_unseen(c));
        let first = word.chars().next().unwrap_or(' ');
        let length = word.find(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).unwrap_or(word.len());
        Self {
            word: &word[..length],
            first,
            after: &word[length..],
            opened: word.len() < window.trim_start().len(),
            bracket: window.starts_with(['(', '[']),
        }
    }

    /// Whether a sentence goes on: in lower case, and not with a name that is written so (`iPhone`, `von der Leyen`).
    pub(super) fn starts_lower(&self, language: &Language) -> bool {
        is_lower_case(self.first) && !self.is_lower_name(language)
    }

    /// A name that begins in lower case.
    fn is_lower_name(&self, language: &Language) -> bool {
        let mut letters = self.word.chars().skip(1);
        if letters.next().is_some_and(char::is_uppercase) {
            return true;
        }
        if !language.particles.contains(self.word) {
            return false;
        }
        let mut words = self.after.split([' ', '-', '\'', '’']).skip(1).take(3);
        words
            .find(|word| !language.particles.contains(word))
            .is_some_and(|word| word.chars().next().is_some_and(char::is_uppercase))
    }

    /// Whether the word is an initial, as in `K. Tokayev`.
    pub(super) fn is_initial(&self) -> bool {
        is_single_capital(self.word) && self.after.starts_with('.')
    }

    /// Whether the word is one that begins sentences.
    pub(super) fn starts_sentences(&self, language: &Language) -> bool {
        let key = key(self.word);
        self.first.is_uppercase()
            && language.starters.has(key)
            && !self.is_initial()
            && !self.is_first_part(language, key)
    }

    /// Whether the word is the first part of one (`Under-Secretary`) or of a number (`No. 5`).
    fn is_first_part(&self, language: &Language, key: Option<u128>) -> bool {
        let mut after = self.after.chars();
        match after.next() {
            Some('-') => after.next().is_some_and(char::is_alphabetic),
            Some('.') => language.no.has(key) && after.as_str().trim_start().starts_with(|c: char| c.is_ascii_digit()),
            _ => false,
        }
    }

    /// Whether the word is a title that follows no abbreviation.
    pub(super) fn is_courtesy(&self, language: &Language) -> bool {
        self.first.is_uppercase() && language.courtesy.has(key(self.word))
    }

    /// Whether a number or a sum follows.
    pub(super) fn is_number(&self) -> bool {
        self.first.is_ascii_digit() || is_currency(self.first) || matches!(self.first, '+' | '±' | '≈' | '№' | '§')
    }

    /// Whether a Roman numeral, a letter or a reference of letters and digits (`A7`, `S/2231`) follows. `strict` for
    /// abbreviations that are words: then the words `I` and `A` are none.
    pub(super) fn is_reference(&self, language: &Language, strict: bool) -> bool {
        if self.bracket && !strict && !self.starts_sentences(language)
            || language.numbered.contains(self.word) && self.after.starts_with('.')
        {
            return true;
        }
        let sign = self.after.split(char::is_whitespace).next().unwrap_or("");
        let digits = sign.contains(|c: char| c.is_ascii_digit());
        let roman = self.word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'));
        match self.word.len() {
            0 => false,
            1 if strict && matches!(self.word, "I" | "A") => digits,
            1 => self.word.bytes().all(|byte| byte.is_ascii_uppercase()),
            _ if roman => true,
            _ => {
                let letters = self.word.bytes().take_while(u8::is_ascii_uppercase).count();
                let rest = &self.word.as_bytes()[letters..];
                (1..=4).contains(&letters) && rest.iter().all(u8::is_ascii_digit) && (digits || !rest.is_empty())
            }
        }
    }

    /// The word after the word, if only a space stands between them.
    pub(super) fn second(&self) -> &'a str {
        let after = self.after.strip_prefix([' ', '\n']).unwrap_or("");
        &after[..after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len())]
    }
}
