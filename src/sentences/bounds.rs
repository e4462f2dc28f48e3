//! Where sentences begin, and where they end without white space or within a line.

use super::around::{LOOK_AHEAD, LOOK_BACK, Next, quotes, window};
use super::marks::{
    is_closing_quote, is_line_break, is_lower_case, is_opener, is_opening_quote, is_unspaced_terminator,
};
use super::stop::Stop;
use super::tail::Tail;
use crate::language::{Language, is_unseen};
use crate::work;

/// A number of so many digits is none of a note.
const NOTE: usize = 4;

/// Where the first sentence begins at `at` or later.
pub(super) fn sentence_start(text: &str, at: usize) -> usize {
    let mut line_start = text[..at].chars().next_back().is_none_or(is_line_break);
    let mut rest = text[at..].chars();
    loop {
        let start = text.len() - rest.as_str().len();
        let Some(c) = rest.next() else { return text.len() };
        if is_line_break(c) {
            line_start = true;
        } else if !(c.is_whitespace() || is_unseen(c) || line_start && quotes(c, rest.as_str())) {
            work::bytes(start - at);
            return start;
        }
    }
}

/// The end of a sentence without the white space after it, and unseen characters within that.
pub(super) fn trimmed_end(text: &str, start: usize, end: usize) -> usize {
    let mut sentence = &text[start..end];
    loop {
        sentence = sentence.trim_end();
        let seen = sentence.trim_end_matches(is_unseen);
        if seen.len() == sentence.len() || !seen.ends_with(char::is_whitespace) {
            work::bytes(end - start - sentence.len());
            return start + sentence.len();
        }
        sentence = seen;
    }
}

/// Where the sentence ends before a number of a list within a line, the first one or the next:
/// `There are two points: 1. Trade 2. Transit`.
pub(super) fn list_start(stop: &Stop<'_>, next: &Next<'_>, start: usize) -> Option<usize> {
    let numbers = stop.word.starts_with(|c: char| c.is_ascii_digit()) && next.first.is_uppercase();
    let head = stop.head.strip_suffix(' ').filter(|_| numbers)?;
    let first = stop.word == "1" && head.ends_with(':');
    let follows = || {
        let before = window(head, LOOK_BACK).trim_start_matches(is_opener);
        let end = before.find(['.', ')'])?;
        let (before, number) = (before[..end].parse::<u16>().ok()?, stop.word.parse::<u16>().ok()?);
        Some(number == before + 1)
    };
    (first || follows() == Some(true)).then_some(start + head.trim_end().len())
}

/// Where the sentence ends, if it does, at terminators at `at` that neither white space nor the end of the text follows.
pub(super) fn unspaced_end(
    language: &'static Language,
    text: &str,
    (start, at): (usize, usize),
    tail: &Tail<'_>,
) -> Option<usize> {
    let end = tail.end;
    let rest = &text[end..];
    // Mostly it is a number or an address.
    let number = text[..at].ends_with(|c: char| c.is_ascii_digit()) && rest.starts_with(|c: char| c.is_ascii_digit());
    if number || rest.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let next = Next::read(rest);
    work::bytes(LOOK_AHEAD);
    let closed = text[at..end].chars().next_back().is_some_and(|c| is_closing_quote(c) && !matches!(c, '"' | '\''));
    let opened = rest.starts_with(is_opening_quote) && next.first.is_uppercase();
    if tail.marks.ends_with(is_unspaced_terminator) || tail.quote && closed && opened {
        return Some(end);
    }
    let stop = Stop::new(language, &text[start..at]);
    let apart = stop.head.chars().next_back().is_none_or(|c| c.is_whitespace() || is_opening_quote(c) || c == '(');
    let word = apart && (stop.is_plain() || tail.quote && !stop.word.is_empty());
    let lower = word && stop.word.starts_with(is_lower_case);
    // The number of a note, its smaller type lost: `The claim is false.3 It …`
    let digits = rest.bytes().take(NOTE).take_while(u8::is_ascii_digit).count();
    if (1..NOTE).contains(&digits) && (lower || tail.quote) && rest[digits..].starts_with(char::is_whitespace) {
        let next = Next::read(rest[digits..].trim_start());
        return (next.first.is_uppercase() && !next.opened).then_some(end + digits);
    }
    let capitalised = next.first.is_uppercase() && next.word.chars().nth(1).is_some_and(is_lower_case);
    let opens = next.starts_sentences(language) || next.is_courtesy(language);
    let number = stop.word.len() > 1 && stop.word.bytes().all(|byte| byte.is_ascii_digit());
    let begins = word && (opens || lower && tail.marks != "!") || number && opens;
    (capitalised && begins).then_some(end)
}
