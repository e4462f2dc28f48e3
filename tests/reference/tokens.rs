//! Tokens, read character by character.

use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What is written of a character within a word.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !is_apostrophe(c) || is_mark(c)
}

/// What no word begins with.
pub(crate) fn is_mark(c: char) -> bool {
    is_combining_mark(c) || is_left_out(c)
}

fn is_left_out(c: char) -> bool {
    is_unseen(c) || c == '\u{2044}' || ('\u{20d0}'..='\u{20ff}').contains(&c)
}

/// What is not seen and takes no space.
pub(crate) fn is_unseen(c: char) -> bool {
    let ranges = [
        ('\u{180b}', '\u{180f}'),
        ('\u{200b}', '\u{200f}'),
        ('\u{202a}', '\u{202e}'),
        ('\u{2060}', '\u{206f}'),
        ('\u{fe00}', '\u{fe0f}'),
        ('\u{fff9}', '\u{fffb}'),
        ('\u{1d173}', '\u{1d17a}'),
        ('\u{e0000}', '\u{e0fff}'),
    ];
    "\u{ad}\u{34f}\u{61c}\u{feff}".contains(c) || ranges.iter().any(|(from, to)| (*from..=*to).contains(&c))
}

fn is_apostrophe(c: char) -> bool {
    "'’‘ʼʻ＇".contains(c)
}

fn is_full_stop(c: char) -> bool {
    ".．․".contains(c)
}

const WORDS: &str = "AM AN AS AT BE BY DO GO HE IF IN IS IT ME MY NO OF ON OR SO TO UP WE YE";
const NAMES: &str = "AI AP AU BC BP DC DW EC EU FM GM HQ HR KZ MP NZ PM PR RF RT TV UK UN US UZ VP";

/// The spans and lower-cased forms of the tokens of a text.
pub(crate) fn plain_tokens(text: &str) -> Vec<(Range<usize>, String)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !is_word(chars[at].1) || is_mark(chars[at].1) {
            at += 1;
            continue;
        }
        let start = at;
        loop {
            while at < chars.len() && is_word(chars[at].1) {
                at += 1;
            }
            match joined(&chars, start, at) {
                Some(after) => at = after,
                None => break,
            }
        }
        let end = chars.get(at).map_or(text.len(), |&(byte, _)| byte);
        let token = text[chars[start].0..end].trim_end_matches(is_unseen);
        let span = chars[start].0..chars[start].0 + token.len();
        tokens.push((span, written(token, text)));
    }
    tokens
}

/// Where a token goes on after the character at `at`, if it does.
fn joined(chars: &[(usize, char)], start: usize, at: usize) -> Option<usize> {
    let token: Vec<char> = chars[start..at].iter().map(|&(_, c)| c).filter(|&c| !is_mark(c)).collect();
    let seen: Vec<usize> = (at..chars.len()).filter(|&i| !is_mark(chars[i].1)).take(5).collect();
    let next = |i: usize| seen.get(i).map(|&i| chars[i].1);
    let letter = |i: usize| next(i).is_some_and(char::is_alphabetic);
    let s_alone = |i: usize| next(i).is_some_and(|c| "sS".contains(c)) && !next(i + 1).is_some_and(is_word);
    let last = *token.last()?;
    let initial = last.is_alphabetic()
        && (token.len() < 2 || is_full_stop(token[token.len() - 2]) || token[token.len() - 2].is_whitespace());
    match next(0)? {
        c if is_apostrophe(c) => (last.is_alphabetic() && letter(1)).then(|| seen[1]),
        c if is_full_stop(c) && initial => match next(1)? {
            c if c.is_alphabetic() => match next(2) {
                Some(c) if is_apostrophe(c) => s_alone(3),
                other => !other.is_some_and(is_word),
            }
            .then(|| seen[1]),
            c if is_apostrophe(c) => (token.iter().any(|&c| is_full_stop(c)) && s_alone(2)).then(|| seen[2]),
            c if " \u{a0}\u{2009}\u{202f}".contains(c) => {
                let same = next(2).is_some_and(|c| c.is_uppercase() == last.is_uppercase());
                (same && letter(2) && next(3).is_some_and(is_full_stop)).then(|| seen[2])
            }
            _ => None,
        },
        _ => None,
    }
}

/// How a token of a text is written.
fn written(token: &str, text: &str) -> String {
    let letters: String =
        token.chars().filter(|&c| !is_left_out(c) && !is_full_stop(c) && !c.is_whitespace()).nfkd().collect();
    let dots = token.chars().filter(|&c| is_full_stop(c)).count();
    let characters: Vec<char> = letters.chars().collect();
    let possessive = characters.len() == 4 && is_apostrophe(characters[2]) && "sS".contains(characters[3]);
    if (characters.len() == 2 || possessive) && characters[..2].iter().all(char::is_ascii_alphabetic) {
        let pair: String = characters[..2].iter().collect();
        if dots > 0 || pair == pair.to_uppercase() && is_name(&pair, text) {
            let lower = pair.to_lowercase();
            return format!("{}.{}", &lower[..1], &lower[1..]);
        }
    }
    folded(&token.chars().filter(|&c| dots < 2 || !is_full_stop(c)).collect::<String>())
}

/// Whether two capitals are a name.
fn is_name(pair: &str, text: &str) -> bool {
    let (lower, upper) = (text.chars().filter(|c| c.is_lowercase()), text.chars().filter(|c| c.is_uppercase()));
    let lower = lower.count();
    let capitals = lower < 4 && upper.count() > 4 * lower + 2;
    let list = |words: &str| words.split(' ').any(|word| word == pair);
    !list(WORDS) && (!capitals || list(NAMES))
}

/// Characters in their one form, without what belongs to no word, hashtag or name.
pub(crate) fn folded(written: &str) -> String {
    let kept = |c: &char| is_word(*c) && !is_left_out(*c) || is_apostrophe(*c) || ".#@_".contains(*c);
    let decomposed: Vec<char> = written.chars().filter(|&c| !is_left_out(c)).nfkd().filter(kept).collect();
    let mut word = String::new();
    let mut base = ' ';
    for c in decomposed {
        let form = match c {
            '\u{307}' if base == 'i' => String::new(),
            '\u{327}' if "st".contains(base) => "\u{326}".to_owned(),
            'ß' | 'ẞ' => "ss".to_owned(),
            'ς' => "σ".to_owned(),
            _ if c.is_numeric() => "0".to_owned(),
            _ if is_apostrophe(c) => "'".to_owned(),
            _ => c.to_lowercase().collect(),
        };
        if !is_combining_mark(c) {
            base = form.chars().last().unwrap_or(' ');
        }
        word += &form;
    }
    word.nfc().collect()
}
