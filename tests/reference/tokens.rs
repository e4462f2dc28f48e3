//! Tokens, read character by character.

use std::ops::Range;

/// What is written of a character within a word.
pub(crate) fn is_word(c: char) -> bool {
    let code = u32::from(c);
    let indic = (0x900..0xe00).contains(&code) && [0x3c, 0x4a, 0x4d].contains(&(code & 0x7f));
    c.is_alphanumeric()
        || (!c.is_ascii() && (matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}') || is_unseen(c) || indic))
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

const SHORT_WORDS: &str = "AM AN AS AT BE BY DO GO HE IF IN IS IT ME MY NO OF ON OR SO TO UP WE YE";

/// The spans and lower-cased forms of the tokens of a text.
pub(crate) fn plain_tokens(text: &str) -> Vec<(Range<usize>, String)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let char_at = |i: usize| chars.get(i).map(|&(_, c)| c);
    let byte_at = |i: usize| chars.get(i).map_or(text.len(), |&(at, _)| at);
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !is_word(chars[at].1) || is_unseen(chars[at].1) {
            at += 1;
            continue;
        }
        let start = at;
        loop {
            while char_at(at).is_some_and(is_word) {
                at += 1;
            }
            let (Some(joint), Some(next)) = (char_at(at), char_at(at + 1)) else { break };
            let last = chars[at - 1].1;
            let apostrophe = is_apostrophe(joint) && next.is_alphabetic() && last.is_alphabetic();
            let initial = last.is_alphabetic() && (at - 1 == start || chars[at - 2].1 == '.');
            let single = !char_at(at + 2).is_some_and(|c| is_word(c) || is_apostrophe(c));
            let goes_on = apostrophe || (joint == '.' && initial && next.is_alphabetic() && single);
            if !goes_on {
                break;
            }
            at += 1;
        }
        let span = byte_at(start)..byte_at(at);
        tokens.push((span.clone(), written(&text[span])));
    }
    tokens
}

/// How a token is written.
fn written(token: &str) -> String {
    let name = token.strip_suffix("'s").or_else(|| token.strip_suffix("’s")).unwrap_or(token);
    if name.len() == 2
        && name.bytes().all(|byte| byte.is_ascii_uppercase())
        && !SHORT_WORDS.split(' ').any(|w| w == name)
    {
        let letters: Vec<String> = name.to_lowercase().chars().map(String::from).collect();
        return letters.join(".");
    }
    let mut word = String::new();
    for c in token.chars().filter(|&c| !is_unseen(c)) {
        match c {
            _ if c.is_numeric() => word.push('0'),
            _ if is_apostrophe(c) => word.push('\''),
            _ => word.extend(c.to_lowercase()),
        }
    }
    word
}
