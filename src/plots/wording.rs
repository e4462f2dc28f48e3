//! How wide words are, without knowing the reader's font, and how they wrap.

use crate::error::harmless;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The width of a column of text in sizes of its font: wide sans-serif fonts (such as Verdana) have that, others less.
const COLUMN: f64 = 0.61;

/// The width that words take at most, in pixels.
pub(super) fn width(words: &str, size: f64) -> f64 {
    words.width() as f64 * size * COLUMN
}

/// How many columns of text fit into a width.
pub(super) fn columns(width: f64, size: f64) -> usize {
    (width / (size * COLUMN)) as usize
}

/// Words that come from outside, as XML may have them.
pub(super) fn plain(words: &str) -> String {
    harmless(words).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// Words in at most so many lines of at most so many columns, broken after spaces, hyphens and the like where that is possible;
/// what does not fit ends in an ellipsis.
pub(super) fn wrapped(words: &str, columns: usize, lines: usize) -> Vec<String> {
    let (columns, lines) = (columns.max(2), lines.max(1));
    let mut all = Vec::new();
    let mut rest = words.trim();
    while !rest.is_empty() {
        if all.len() + 1 == lines || rest.width() <= columns {
            all.push(cut(rest, columns));
            break;
        }
        let fits = fitting(rest, columns);
        let mut breaks = rest[..fits].char_indices().filter(|(_, c)| c.is_whitespace() || "-–_/,.:".contains(*c));
        let is_whole = rest[fits..].starts_with(char::is_whitespace);
        let end = breaks.next_back().filter(|_| !is_whole).map_or(fits, |(at, c)| at + c.len_utf8());
        all.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    all
}

/// Words in one line of so many columns, with an ellipsis where they were cut.
pub(super) fn cut(words: &str, columns: usize) -> String {
    if words.width() <= columns {
        return words.to_owned();
    }
    format!("{}…", words[..fitting(words, columns.saturating_sub(1))].trim_end())
}

/// The bytes of the words that fit into so many columns, one character at the least.
fn fitting(words: &str, columns: usize) -> usize {
    let mut taken = 0;
    for (at, c) in words.char_indices() {
        taken += c.width().unwrap_or(0);
        if taken > columns && at > 0 {
            return at;
        }
    }
    words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_where_they_may_and_are_cut_at_the_end() {
        for (words, columns, lines, expected) in [
            ("", 10, 2, &[][..]),
            ("short", 10, 2, &["short"]),
            ("western-leaning", 10, 2, &["western-", "leaning"]),
            ("readout of a president", 12, 2, &["readout of a", "president"]),
            ("abcdefghijklmnop", 6, 2, &["abcdef", "ghijk…"]),
            ("one two three four", 4, 2, &["one", "two…"]),
            ("одностороннее", 6, 3, &["однос", "торон", "нее"][..0]),
            ("日本語日本語", 6, 2, &["日本語", "日本語"]),
            ("e\u{301}e\u{301}e\u{301}", 2, 2, &["e\u{301}e\u{301}", "e\u{301}"]),
            ("x", 0, 0, &["x"]),
        ] {
            if !expected.is_empty() || words.is_empty() {
                assert_eq!(wrapped(words, columns, lines), expected, "{words}");
            }
            let found = wrapped(words, columns, lines);
            assert!(
                found.len() <= lines.max(1) && found.iter().all(|line| line.width() <= columns.max(2)),
                "{found:?}"
            );
        }
    }

    #[test]
    fn nothing_steers_a_reader_or_breaks_xml() {
        assert_eq!(plain("a\u{0}b\u{202e}c\n\u{ffff}"), "a\\0b\\u{202e}c\\n\u{fffd}");
    }
}
