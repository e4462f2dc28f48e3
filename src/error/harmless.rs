//! Texts from outside as a terminal may have them: the one place that says what must not reach it as it is.

use std::borrow::Cow;
use std::path::Path;

/// A name that comes from outside, of a file, a column or a group, on one line and without anything that breaks the line, steers
/// a terminal or turns the direction of what is written: such characters, and those that nobody sees, are spelled as Rust
/// escapes them.
///
/// What is escaped: control characters (C0, delete, C1), line and paragraph separators, bidirectional controls, zero-width
/// and other invisible format characters, tags.
///
/// ```
/// use geostance::error::harmless;
///
/// assert_eq!(harmless("news.csv"), "news.csv");
/// assert_eq!(harmless("\u{1b}[2Ja\nb\u{202e}c"), "\\u{1b}[2Ja\\nb\\u{202e}c");
/// ```
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_harmful(c) { safe.extend(c.escape_debug()) } else { safe.push(c) }
    }
    Cow::Owned(safe)
}

/// A text that comes from outside, to be read on one line: white space of any kind is a space, soft hyphens and characters
/// of no width are left out, and all else that [`harmless`] escapes is escaped.
///
/// ```
/// use geostance::error::harmless_line;
///
/// assert_eq!(harmless_line("Two\r\nlines,\tand sanc\u{ad}tions"), "Two  lines, and sanctions");
/// assert_eq!(harmless_line("\u{1b}[31mred"), "\\u{1b}[31mred");
/// ```
#[must_use]
pub fn harmless_line(text: &str) -> Cow<'_, str> {
    let changed = |c: char| is_harmful(c) || (c.is_whitespace() && c != ' ');
    if !text.contains(changed) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
            _ if c.is_whitespace() => line.push(' '),
            _ if is_harmful(c) => line.extend(c.escape_debug()),
            _ => line.push(c),
        }
    }
    Cow::Owned(line)
}

/// Whether a character breaks a line, steers a terminal, turns the direction of what is written, or is not seen at all.
fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The name of a file.
pub(super) fn path(path: &Path) -> String {
    harmless(&path.to_string_lossy()).into_owned()
}

/// At most forty characters of something that was found, on one line.
pub(crate) fn found(text: &str) -> String {
    shortened(text, 40)
}

/// At most so many characters of a text, on one line.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let cut = text.char_indices().nth(most).map(|(at, _)| at);
    let mut short = harmless(&text[..cut.unwrap_or(text.len())]).into_owned();
    if cut.is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever a terminal obeys: every control character, every bidirectional control, every break of a line.
    fn steering() -> impl Iterator<Item = char> {
        let controls = ('\0'..='\u{1f}').chain('\u{7f}'..='\u{9f}');
        controls
            .chain(['\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}'])
            .chain('\u{202a}'..='\u{202e}')
            .chain('\u{2066}'..='\u{2069}')
    }

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        for c in steering() {
            let text = format!("a{c}b");
            for safe in [harmless(&text), harmless_line(&text)] {
                assert!(!safe.chars().any(|left| left == c), "{c:?}: {safe:?}");
                assert_eq!(safe, harmless(&safe), "{c:?} leaves what is harmful still");
            }
            assert!(!found(&text).contains(c) && !path(Path::new(&text)).contains(c), "{c:?}");
        }
    }

    #[test]
    fn what_people_write_stays() {
        for text in ["", "Снег – “news”, C:\\x", "Қазақстан 中国 العربية", "👍🏽 ❤\u{fe0f}", "\u{a0}", "e\u{301}"]
        {
            assert_eq!(harmless(text), text);
        }
        assert_eq!(harmless_line("👨\u{200d}👩 \u{a0}a\u{85}b\u{2028}c"), "👨👩  a b c");
    }
}
