//! What a line is by its beginning: the item of a list, a byline.

use super::around::{quotes, window};
use super::marks::{is_dash, is_line_break, is_lower_case, is_terminator};
use super::stop::is_list_mark;
use crate::language::{Language, is_unseen};

/// The longest mark of a list item, in bytes.
const MARK: usize = 12;
/// The longest byline, in bytes.
const BYLINE: usize = 100;

/// How a line begins, if it may be the item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A bullet.
    Bullet,
    /// A dash, a plus or a star, which may stand within a sentence as well.
    Dash,
    /// A number or a letter: `1.`, `(iv)`, `b)`.
    Number,
}

/// The mark of a list item at the beginning of a line.
pub(super) fn mark(line: &str) -> Option<Mark> {
    let c = line.chars().next()?;
    if c.is_ascii_alphanumeric() {
        return numbers(line).then_some(Mark::Number);
    }
    let after = line[c.len_utf8()..].trim_start_matches(is_unseen);
    let apart = after.chars().next().is_none_or(char::is_whitespace);
    if is_bullet(c) {
        return Some(Mark::Bullet);
    }
    if is_dash(c) || matches!(c, '*' | '+' | '·' | '>' | '»' | '›') {
        return apart.then_some(Mark::Dash);
    }
    numbers(line).then_some(Mark::Number)
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '‣'
            | '◦'
            | '∙'
            | '●'
            | '○'
            | '■'
            | '□'
            | '▪'
            | '▫'
            | '▸'
            | '►'
            | '▶'
            | '◆'
            | '◇'
            | '➢'
            | '➤'
            | '→'
            | '⇒'
            | '✓'
            | '✔'
            | '✅'
            | '❖'
            | '☐'
            | '☑'
            | '⁃'
            | '\u{f0a7}'
            | '\u{f0b7}'
            | '\u{f0d8}'
            | '\u{1f300}'..='\u{1faff}'
    )
}

/// Whether a line begins with the number or letter of a list item.
fn numbers(line: &str) -> bool {
    // Most lines begin with a word.
    if line.as_bytes().get(1).is_some_and(|byte| byte.is_ascii_lowercase() && !matches!(byte, b'i' | b'v' | b'x')) {
        return line.starts_with('(') && numbers_in_brackets(line);
    }
    numbers_in_brackets(line)
}

/// [`numbers`], looked at closely.
fn numbers_in_brackets(line: &str) -> bool {
    let window = window(line, MARK);
    let (bracket, rest) = window.strip_prefix('(').map_or((false, window), |rest| (true, rest));
    let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(rest.len());
    let (word, rest) = rest.split_at(length);
    let (number, rest) = match word.strip_suffix('.') {
        Some(number) if !bracket => (number, rest.strip_prefix(')').unwrap_or(rest)),
        None => match rest.strip_prefix(')') {
            Some(rest) => (word, rest),
            None => return false,
        },
        Some(_) => return false,
    };
    let next = rest.trim_start();
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    let glued = digits && !word.ends_with('.') && next.starts_with(char::is_alphabetic);
    if !is_list_mark(number) || next.len() == rest.len() && !rest.is_empty() && !glued {
        return false;
    }
    // `A. Karimova` begins with a name, `c. 1830` with a year, `v. Russia` with the adversary.
    let dotted_letter = number.len() == 1 && word.ends_with('.');
    match number.as_bytes() {
        [b'A'..=b'Z'] => !dotted_letter,
        [b'v'] => !(dotted_letter && next.starts_with(char::is_uppercase)),
        [b'a'..=b'z'] => !(dotted_letter && next.starts_with(|c: char| c.is_ascii_digit())),
        _ => true,
    }
}

/// Whether the text at the beginning of a line is a byline: `by A. Karimova and B. Lee`, and no line in lower case follows.
pub(super) fn is_byline(language: &Language, text: &str) -> bool {
    let first = window(text, MARK);
    if !first.find(char::is_whitespace).is_some_and(|end| language.by.contains(&first[..end])) {
        return false;
    }
    let window = window(text, BYLINE);
    let (line, rest) = window.find(is_line_break).map_or((window, ""), |end| window.split_at(end));
    if rest.is_empty() && line.len() < text.len() || line.trim_end().ends_with(is_terminator) {
        return false;
    }
    let words = line.split_whitespace().skip(1);
    let named = |word: &str| word.starts_with(|c: char| c.is_uppercase() || is_dash(c) || matches!(c, '&' | '|' | '/'));
    let mut any = false;
    for word in words {
        any |= named(word);
        if !named(word) && !language.byline.contains(word) {
            return false;
        }
    }
    any && !rest.trim_start().starts_with(is_lower_case)
}

/// A line without the marks of quoted e-mail before it.
pub(super) fn unquoted(line: &str) -> &str {
    let mut rest = line;
    loop {
        rest = rest.trim_start();
        match rest.strip_prefix('>') {
            Some(after) if quotes('>', after) => rest = after,
            _ => return rest,
        }
    }
}
