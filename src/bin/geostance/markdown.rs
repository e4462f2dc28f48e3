//! Text in Markdown as text: whatever it holds, it shows as it is, on one line, and steers nothing.

use geostance::error::{harmless, harmless_line};
use std::fmt::Write;

/// Words of others, after words of ours in a line or in the cell of a table.
pub(crate) fn text(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    let words = harmless_line(words);
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek();
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            // What would be an entity, an address that pages make a link of, or a person who is called.
            '&' => safe.push_str("&amp;"),
            ':' if next == Some(&'/') => safe.push_str("&#58;"),
            '.' if ends_in_www(&safe) => safe.push_str("&#46;"),
            '@' => safe.push_str("&#64;"),
            // Before anything else it is a backslash.
            '\\' if next.is_some_and(|next| !next.is_ascii_punctuation()) => safe.push(c),
            '[' if next == Some(&'^') => safe.push_str("\\["),
            // Brackets alone mean nothing, unless what makes a link follows.
            ']' if !next.is_some_and(|next| "([:".contains(*next)) => safe.push(c),
            '\\' | '`' | '*' | '_' | ']' | '|' | '~' | '$' | '#' => safe.extend(['\\', c]),
            c => safe.push(c),
        }
    }
    safe
}

fn ends_in_www(words: &str) -> bool {
    words.len().checked_sub(3).and_then(|at| words.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

/// A block of lines as they are, which nothing in them can end.
pub(crate) fn block(language: &str, lines: &str) -> String {
    let longest = lines.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let safe = lines.split('\n').map(harmless).collect::<Vec<_>>().join("\n");
    format!("{fence}{language}\n{safe}\n{fence}")
}

/// A picture, by its words and its address: a path from the page on.
pub(crate) fn picture(words: &str, path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_./~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    format!("![{}]({address})", text(words))
}
