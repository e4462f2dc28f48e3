//! The characters that matter to the splitter, by what they are.

pub(crate) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

pub(crate) fn is_terminator(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '؟' | '۔' | '।' | '։') || is_unspaced_terminator(c)
}

/// Terminators of scripts that write no space after a sentence.
pub(super) fn is_unspaced_terminator(c: char) -> bool {
    matches!(c, '。' | '｡' | '！' | '？')
}

/// Quotes that can close a quotation, in one language or another.
pub(crate) fn is_closing_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›') || is_either_quote(c) || matches!(c, '」' | '』' | '》')
}

/// Quotes that open a quotation more often than they close one.
pub(super) fn is_either_quote(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '‹')
}

pub(crate) fn is_closing_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '）')
}

pub(super) fn is_opening_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '„' | '‚' | '«' | '»' | '‹' | '›')
}

/// What can stand before the first word of a sentence.
pub(super) fn is_opener(c: char) -> bool {
    is_opening_quote(c)
        || is_dash(c)
        || is_emphasis(c)
        || matches!(c, '(' | '[' | '{' | '•' | '¿' | '¡' | '「' | '『' | '《' | '#' | '>')
}

/// The marks with which Markdown sets words off.
pub(super) fn is_emphasis(c: char) -> bool {
    matches!(c, '*' | '_' | '`' | '~')
}

/// The marks of a note, which stand after the full stop.
pub(super) fn is_note(c: char) -> bool {
    matches!(c, '†' | '‡' | '§' | '¶' | '^' | '¹' | '²' | '³' | 'ª' | 'º' | '\u{2070}'..='\u{207f}')
        || matches!(c, '※' | '⁎' | '∗' | '＊' | '\u{2460}'..='\u{24ff}')
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−')
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}' | '\u{2011}')
}

pub(super) fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '¥' | '\u{20a0}'..='\u{20cf}')
}

/// Whether a letter is lower-case and could be upper-case. (Georgian letters count as lower-case, but begin sentences.)
pub(super) fn is_lower_case(c: char) -> bool {
    c.is_lowercase() && !matches!(c, '\u{10d0}'..='\u{10ff}')
}

/// Whether a word is one capital letter.
pub(super) fn is_single_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

/// Whether a word is capitals and at least two of them.
pub(super) fn is_in_capitals(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase)
}

/// Whether a word begins with a capital and goes on in lower case.
pub(super) fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(is_lower_case)
}
