//! Short informal text: hashtags, @names, links, emoji, runs of marks and drawn-out words.

use super::for_each_word;
use super::form::{fold, is_mark, is_word};
use std::ops::Range;

/// Calls `visit` with the span and the lower-cased form of every token of short informal text, and whether it is drawn out.
///
/// Beside the tokens of plain text there are hashtags (`#StopTheWar` is `#stopthewar`, then `stop`, `the`, `war`), @names, links
/// (all of them `//`), emoji, and runs of `!` and `?` (at most two of a kind). Of a letter that stands three times or more in
/// a row two are kept, and the word is called drawn out.
pub(crate) fn for_each_social_word(
    text: &str,
    word: &mut String,
    squeezed: &mut String,
    mut visit: impl FnMut(Range<usize>, &str, bool),
) {
    let mut plain = 0;
    let mut at = 0;
    let mut joined = false;
    while let Some(c) = text[at..].chars().next() {
        // Within a word nothing but a mark or an emoji begins.
        let end = if joined && matches!(c, '#' | '@' | 'h' | 'w') { at } else { item_end(text, at, c) };
        if end > at {
            words(text, plain..at, word, squeezed, &mut visit);
            item(text, at..end, word, squeezed, &mut visit);
            (at, plain) = (end, end);
        } else {
            joined = if is_mark(c) { joined } else { is_word(c) };
            at += c.len_utf8();
        }
    }
    words(text, plain..text.len(), word, squeezed, &mut visit);
}

/// The tokens of a stretch of plain text.
fn words(
    text: &str,
    stretch: Range<usize>,
    word: &mut String,
    squeezed: &mut String,
    visit: &mut impl FnMut(Range<usize>, &str, bool),
) {
    let from = stretch.start;
    for_each_word(&text[stretch], word, |span, word| {
        let span = from + span.start..from + span.end;
        word.spell(|word| if squeeze(word, squeezed) { visit(span, squeezed, true) } else { visit(span, word, false) });
    });
}

/// One item that plain text has not.
fn item(
    text: &str,
    span: Range<usize>,
    word: &mut String,
    squeezed: &mut String,
    visit: &mut impl FnMut(Range<usize>, &str, bool),
) {
    let written = &text[span.clone()];
    let first = written.chars().next().unwrap_or(' ');
    word.clear();
    match first {
        '#' | '@' => {
            fold(written.chars(), word);
            visit(span.clone(), word, false);
            if first == '#' {
                camel_parts(text, span, word, squeezed, visit);
            }
        }
        '!' | '?' => {
            for mark in ['!', '?'] {
                word.extend(written.chars().filter(|&c| c == mark).take(2));
            }
            visit(span, word, false);
        }
        _ if is_emoji(first) => visit(span, written, false),
        _ => visit(span, "//", false),
    }
}

/// The words of a hashtag that capitals divide, if there are two or more.
fn camel_parts(
    text: &str,
    span: Range<usize>,
    word: &mut String,
    squeezed: &mut String,
    visit: &mut impl FnMut(Range<usize>, &str, bool),
) {
    let mut start = span.start + 1;
    let mut before = ' ';
    for (at, c) in text[span.clone()].char_indices() {
        if before.is_lowercase() && c.is_uppercase() {
            words(text, start..span.start + at, word, squeezed, visit);
            start = span.start + at;
        }
        before = if is_mark(c) { before } else { c };
    }
    if start > span.start + 1 {
        words(text, start..span.end, word, squeezed, visit);
    }
}

/// Where the item that begins at `at` with `c` ends; `at` if none begins there.
fn item_end(text: &str, at: usize, c: char) -> usize {
    let rest = &text[at..];
    let length = match c {
        '#' | '@' => match rest[1..].find(|c| !(is_word(c) || c == '_')).unwrap_or(rest.len() - 1) {
            0 => 0,
            named if rest[1..=named].bytes().all(|byte| byte == b'_') => 0,
            named => 1 + named,
        },
        '!' | '?' => rest.find(|c| c != '!' && c != '?').unwrap_or(rest.len()),
        'h' | 'w' if ["http://", "https://", "www."].iter().any(|start| rest.starts_with(start)) => {
            rest.find(char::is_whitespace).unwrap_or(rest.len())
        }
        _ if is_emoji(c) => c.len_utf8(),
        _ => 0,
    };
    at + length
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
}

/// Writes a word with at most two of the same letter in a row; whether that changed it.
fn squeeze(word: &str, squeezed: &mut String) -> bool {
    squeezed.clear();
    let (mut before, mut run) = ('\0', 0);
    for c in word.chars() {
        run = if c == before { run + 1 } else { 1 };
        before = c;
        if run <= 2 || !c.is_alphabetic() {
            squeezed.push(c);
        }
    }
    squeezed.len() < word.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        for_each_social_word(text, &mut String::new(), &mut String::new(), |span, word, drawn_out| {
            assert!(span.end <= text.len() && text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
            found.push(if drawn_out { format!("{word}~") } else { word.to_owned() });
        });
        found
    }

    #[test]
    fn informal_items_are_tokens() {
        for (text, expected) in [
            ("", &[][..]),
            ("Sooo good!!! 👍🏽 #NoWar2022", &["soo~", "good", "!!", "👍", "🏽", "#nowar0000", "no", "war0000"]),
            ("@Foo_Bar: see https://t.co/x?a=1 now", &["@foo_bar", "see", "//", "now"]),
            ("#maga #StopTheWar.", &["#maga", "#stopthewar", "stop", "the", "war"]),
            ("really?!?!", &["really", "!!??"]),
            ("what??!!!", &["what", "!!??"]),
            ("a@b.c # @ #_ don't", &["a", "b.c", "don't"]),
            ("www.akorda.kz", &["//"]),
            ("brother#tag", &["brother", "tag"]),
            ("#Žižek ЁЖИИИК", &["#žižek", "ёжиик~"]),
            ("#Z\u{30c}iz\u{30c}ekMET #Ｎｏ\u{200b}War", &["#žižekmet", "žižek", "met", "#nowar", "no", "war"]),
            ("❤\u{fe0f}#love 1\u{fe0f}\u{20e3} @x", &["❤", "#love", "0", "@x"]),
        ] {
            assert_eq!(tokens(text), expected, "{text:?}");
        }
    }
}
