//! The lines of a text as sentences, blank ones included.

use crate::language::is_unseen;
use std::ops::Range;

/// The spans of the lines of a text, blank lines included. A line ends with a line feed, or a carriage return and a line
/// feed; the last line need not. Unseen characters before the first word of a line are no part of it.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let content = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        let unseen = content.len() - content.trim_start_matches(is_unseen).len();
        let span = start + unseen..start + content.len();
        start += line.len();
        span
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unseen_characters_before_a_line_are_no_part_of_it() {
        for (text, expected) in [
            ("\u{feff}One. Two.\r\n\u{200b}\nThree.", &["One. Two.", "", "Three."][..]),
            ("\u{feff}", &[""]),
            ("", &[]),
            (" \u{200e}x\u{200b}\n", &[" \u{200e}x\u{200b}"]),
        ] {
            assert_eq!(lines(text).map(|span| &text[span]).collect::<Vec<_>>(), expected, "{text:?}");
        }
    }
}
