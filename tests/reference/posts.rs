//! Tokens of short informal text, read character by character: what plain text has not is cut out first.

use super::tokens::{folded, is_mark, is_word, plain_tokens};
use std::ops::Range;

fn is_emoji(c: char) -> bool {
    ('\u{2600}'..='\u{27bf}').contains(&c) || ('\u{1f300}'..='\u{1faff}').contains(&c)
}

/// The spans and lower-cased forms of the tokens of a post.
pub(crate) fn plain_posts(text: &str) -> Vec<(Range<usize>, String)> {
    let mut tokens = Vec::new();
    let (mut plain, mut at) = (0, 0);
    let mut inside_word = false;
    while let Some(c) = text[at..].chars().next() {
        if let Some(length) = item(&text[at..], c, inside_word) {
            tokens.extend(shifted(&text[plain..at], plain));
            tokens.extend(of_item(&text[at..at + length], at));
            at += length;
            plain = at;
            // The character before an item is still what the next one stands after.
        } else {
            if !is_mark(c) {
                inside_word = is_word(c);
            }
            at += c.len_utf8();
        }
    }
    tokens.extend(shifted(&text[plain..], plain));
    tokens
}

fn shifted(text: &str, by: usize) -> impl Iterator<Item = (Range<usize>, String)> {
    plain_tokens(text).into_iter().map(move |(span, word)| (span.start + by..span.end + by, word))
}

/// The bytes of the item that begins a text, if one does.
fn item(rest: &str, first: char, inside_word: bool) -> Option<usize> {
    let run = |keeps: &dyn Fn(char) -> bool| {
        rest.chars().skip(1).take_while(|&c| keeps(c)).map(char::len_utf8).sum::<usize>()
    };
    match first {
        '#' | '@' if !inside_word => {
            let length = run(&|c| is_word(c) || c == '_');
            rest[1..=length].chars().any(|c| c != '_').then_some(1 + length)
        }
        '!' | '?' => Some(1 + run(&|c| c == '!' || c == '?')),
        'h' | 'w' if !inside_word => {
            let link = ["http://", "https://", "www."].iter().any(|start| rest.starts_with(start));
            link.then(|| 1 + run(&|c: char| !c.is_whitespace()))
        }
        _ => is_emoji(first).then(|| first.len_utf8()),
    }
}

/// The tokens of an item.
fn of_item(item: &str, at: usize) -> Vec<(Range<usize>, String)> {
    let span = at..at + item.len();
    let first = item.chars().next().unwrap();
    match first {
        '#' | '@' => {
            let mut tokens = vec![(span, folded(item))];
            if first == '#' {
                tokens.extend(camel(item, at));
            }
            tokens
        }
        '!' | '?' => {
            let marks = |mark: char| mark.to_string().repeat(item.matches(mark).count().min(2));
            vec![(span, marks('!') + &marks('?'))]
        }
        _ if is_emoji(first) => vec![(span, item.to_owned())],
        _ => vec![(span, "//".to_owned())],
    }
}

/// The words of a hashtag between which a capital follows a small letter, if there are several.
fn camel(tag: &str, at: usize) -> Vec<(Range<usize>, String)> {
    let mut cuts = vec![1];
    let chars: Vec<(usize, char)> = tag.char_indices().filter(|&(_, c)| !is_mark(c)).collect();
    for pair in chars.windows(2) {
        if pair[0].1.is_lowercase() && pair[1].1.is_uppercase() {
            cuts.push(pair[1].0);
        }
    }
    cuts.push(tag.len());
    if cuts.len() == 2 {
        return Vec::new();
    }
    cuts.windows(2).flat_map(|cut| shifted(&tag[cut[0]..cut[1]], at + cut[0])).collect()
}

/// Whether a letter stands three times or more in a row.
pub(crate) fn is_elongated(word: &str) -> bool {
    squeezed(word) != word
}

/// A word with at most two of the same letter in a row.
pub(crate) fn squeezed(word: &str) -> String {
    let mut out: Vec<char> = Vec::new();
    let mut run = 0;
    let mut before = None;
    for c in word.chars() {
        run = if before == Some(c) { run + 1 } else { 1 };
        before = Some(c);
        if run <= 2 || !c.is_alphabetic() {
            out.push(c);
        }
    }
    out.into_iter().collect()
}
