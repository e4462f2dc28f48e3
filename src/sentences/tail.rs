//! The marks at the end of a sentence: terminators, and what belongs to them before the next white space.

use super::around::{window, window_back};
use super::marks::{
    is_closing_bracket, is_closing_quote, is_either_quote, is_emphasis, is_line_break, is_note, is_terminator,
};
use crate::language::is_unseen;
use crate::work;

/// The longest reference in brackets after a full stop (`[citation needed]`), in bytes.
const REFERENCE: usize = 40;
/// The longest address of a reference, in bytes.
const LINK: usize = 200;
/// How far the beginning of a quotation is looked for, in bytes.
const QUOTATION: usize = 128;
/// The white space that takes no space.
const ZERO_WIDTH_SPACE: char = '\u{200b}';

/// Terminators and what closes after them.
pub(super) struct Tail<'a> {
    /// Where it begins.
    at: usize,
    /// The terminators.
    pub(super) marks: &'a str,
    /// Where all of it ends.
    pub(super) end: usize,
    /// The number of full stops in a row with spaces between them, if there are two or more.
    pub(super) spaced_dots: usize,
    /// Whether a closing quote is among it.
    pub(super) quote: bool,
    /// Whether a closing quote or bracket is among it.
    pub(super) closes: bool,
    /// Whether it ends in white space that takes no space.
    pub(super) zero_width: bool,
}

impl<'a> Tail<'a> {
    /// The tail that begins with a terminator at `at`.
    pub(super) fn read(text: &'a str, at: usize) -> Self {
        let rest = &text[at..];
        let run = rest.len() - rest.trim_start_matches(is_terminator).len();
        let dots = if rest.starts_with(". .") { spaced_dots(&rest[1..]) } else { 0 };
        let mut tail = Self {
            at,
            marks: &rest[..run],
            end: at + run + 2 * dots,
            spaced_dots: if dots > 0 { dots + 1 } else { 0 },
            quote: false,
            closes: false,
            zero_width: false,
        };
        // Mostly a space and a word follow.
        if !matches!(text.as_bytes()[tail.end..], [b' ', next, ..] if next.is_ascii_alphanumeric()) {
            while let Some(end) = tail.next(text) {
                tail.end = end;
            }
            work::bytes(REFERENCE);
        }
        work::bytes(tail.end - at);
        tail
    }

    /// Where the next mark ends, if one follows.
    fn next(&mut self, text: &str) -> Option<usize> {
        let rest = &text[self.end..];
        let c = rest.chars().next()?;
        let after = &rest[c.len_utf8()..];
        if is_unseen(c) {
            self.zero_width = c == ZERO_WIDTH_SPACE;
            return Some(self.end + c.len_utf8());
        }
        if is_closing_quote(c) && !(is_either_quote(c) && after.starts_with(char::is_alphanumeric))
            || is_closing_bracket(c)
        {
            self.close(c);
            return Some(self.end + c.len_utf8());
        }
        if is_note(c) || is_emphasis(c) {
            return Some(self.end + c.len_utf8());
        }
        if c.is_whitespace() && !is_line_break(c) && !self.zero_width {
            return self.after_space(text, self.end + c.len_utf8());
        }
        match reference(rest) {
            0 => None,
            length => Some(self.end + length),
        }
    }

    /// Where a closing mark ends that stands after a space, at `at`: `« Nous sommes prêts. »`.
    fn after_space(&mut self, text: &str, at: usize) -> Option<usize> {
        let rest = &text[at..];
        let c = rest.chars().next()?;
        let end = at + c.len_utf8();
        let stands_apart = text[end..].chars().next().is_none_or(|next| !next.is_alphanumeric());
        let closes = match c {
            '"' => stands_apart && is_open(&text[..self.end]),
            '\'' | '”' | '’' | '»' | '›' => stands_apart,
            ')' | ']' => true,
            '“' => stands_apart && opened_last(&text[..self.at], '„', '“'),
            '«' => stands_apart && opened_last(&text[..self.at], '»', '«'),
            _ => false,
        };
        if closes {
            self.close(c);
            return Some(end);
        }
        if is_note(c) && text[end..].starts_with(char::is_whitespace) {
            return Some(end);
        }
        let length = reference(rest);
        let numbers = length > 0 && length < 6 && rest[1..length - 1].bytes().all(|byte| byte.is_ascii_digit());
        (numbers && rest.starts_with('[')).then_some(at + length)
    }

    fn close(&mut self, c: char) {
        self.quote |= is_closing_quote(c);
        self.closes = true;
    }
}

/// The number of full stops, each after a space, at the beginning of `rest`.
fn spaced_dots(rest: &str) -> usize {
    let pairs = rest.as_bytes().chunks_exact(2);
    pairs.take_while(|pair| *pair == b" .").count()
}

/// Whether a straight quote is open at the end of a text, as far as its last line tells.
fn is_open(before: &str) -> bool {
    work::bytes(QUOTATION);
    let line = window_back(before, QUOTATION).rsplit(is_line_break).next().unwrap_or("");
    line.bytes().filter(|&byte| byte == b'"').count() % 2 == 1
}

/// Whether of two quotes, one opening and one closing, the opening one stands last in a text, as far as its last line tells.
fn opened_last(before: &str, open: char, close: char) -> bool {
    work::bytes(QUOTATION);
    let line = window_back(before, QUOTATION).rsplit(is_line_break).next().unwrap_or("");
    line.rfind(open) > line.rfind(close)
}

/// The length of a reference such as `[12]`, `[citation needed]` or `(3)` at the beginning of `rest`, or 0.
fn reference(rest: &str) -> usize {
    let (close, longest) = match rest.as_bytes().first() {
        Some(b'[') => (']', REFERENCE),
        Some(b'(') => (')', 5),
        _ => return 0,
    };
    let inner = window(&rest[1..], longest);
    let Some(length) = inner.find(close) else { return 0 };
    let inner = &inner[..length];
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '–' | '?' | ':' | '*' | '†' | '’' | '\'');
    let numbers = inner.bytes().all(|byte| byte.is_ascii_digit());
    let refers = if close == ']' { inner.chars().all(plain) } else { numbers };
    if !refers || inner.is_empty() {
        return 0;
    }
    let end = length + 2;
    end + if close == ']' { link(&rest[end..]) } else { 0 }
}

/// The length of what may follow a reference in square brackets: its address in Markdown, or a page (`[3]:12`).
fn link(rest: &str) -> usize {
    if let Some(address) = rest.strip_prefix('(') {
        let address = window(address, LINK);
        return address.find([')', ' ', '\n']).filter(|&end| address[end..].starts_with(')')).map_or(0, |end| end + 2);
    }
    match rest.strip_prefix(':') {
        Some(page) => match page.bytes().take_while(u8::is_ascii_digit).count() {
            0 => 0,
            digits => 1 + digits,
        },
        None => 0,
    }
}
