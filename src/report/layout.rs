//! Texts in columns of a terminal, by the width that their characters take.

use crate::work;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that a text takes.
pub(super) fn width(text: &str) -> usize {
    work::bytes(text.len());
    text.width()
}

/// A text with spaces after it, up to a width.
pub(super) fn padded(text: &str, to: usize) -> String {
    text.to_owned() + &" ".repeat(to.saturating_sub(width(text)))
}

/// A text of at most `most` columns, the last an ellipsis where it was longer.
pub(super) fn cut(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let fits = fitting(text, most.saturating_sub(1));
    text[..fits].to_owned() + "…"
}

/// The length in bytes of the longest beginning that takes at most `most` columns.
fn fitting(text: &str, most: usize) -> usize {
    let mut taken = 0;
    let too_wide = |&(_, c): &(usize, char)| {
        taken += c.width().unwrap_or(0);
        taken > most
    };
    let fits = text.char_indices().find(too_wide).map_or(text.len(), |(at, _)| at);
    work::bytes(fits);
    fits
}

/// A text in lines of at most `most` columns, broken between words, and within a word where it is longer than a line. There is
/// one line at least.
pub(super) fn wrapped(text: &str, most: usize) -> Vec<String> {
    // A character of two columns must fit.
    let most = most.max(2);
    let mut lines = vec![String::new()];
    let mut taken = 0;
    for mut word in text.split_whitespace() {
        let mut wide = width(word);
        if taken > 0 && taken + 1 + wide > most {
            lines.push(String::new());
            taken = 0;
        }
        while wide > most {
            // A character that is wider than the line stands in it alone.
            let fits = fitting(word, most).max(word.chars().next().map_or(0, char::len_utf8));
            lines.last_mut().unwrap_or(&mut String::new()).push_str(&word[..fits]);
            lines.push(String::new());
            word = &word[fits..];
            // The width of all that is left would be a look at every character for every line.
            let all = fitting(word, most) == word.len();
            wide = if all { width(word) } else { most + 1 };
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if taken > 0 { " " } else { "" });
            line.push_str(word);
        }
        taken += wide + usize::from(taken > 0);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        for (text, most, lines) in [
            ("", 5, &[""][..]),
            ("one two", 7, &["one two"]),
            ("one two", 6, &["one", "two"]),
            ("  one \n two ", 20, &["one two"]),
            ("a longword b", 4, &["a", "long", "word", "b"]),
            ("longish a", 4, &["long", "ish", "a"]),
            ("中国 和 俄国", 5, &["中国", "和", "俄国"]),
            ("中国和俄国", 5, &["中国", "和俄", "国"]),
            ("cafe\u{301} noir", 4, &["cafe\u{301}", "noir"]),
            ("中中", 1, &["中", "中"]),
        ] {
            assert_eq!(wrapped(text, most), lines, "{text} at {most}");
        }
    }

    #[test]
    fn a_long_word_costs_its_length() {
        for length in [1_000, 100_000] {
            let word = "ж".repeat(length);
            let done = work::of(|| assert_eq!(wrapped(&word, 20).len(), length / 20));
            assert!(done.bytes <= 4 * word.len() as u64, "{} bytes of {}", done.bytes, word.len());
        }
    }

    #[test]
    fn what_is_cut_ends_in_an_ellipsis() {
        for (text, most, expected) in
            [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("中国", 3, "中…"), ("中国", 4, "中国"), ("abc", 0, "…")]
        {
            assert_eq!(cut(text, most), expected, "{text} at {most}");
        }
        assert_eq!((padded("中", 4), padded("long", 2)), ("中  ".to_owned(), "long".to_owned()));
    }
}
