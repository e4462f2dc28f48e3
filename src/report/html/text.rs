//! Any text as text of a page, and figures as people read them.

use crate::model::StanceModel;
use crate::report::ReportOptions;
use std::borrow::Cow;

/// The most characters of a title.
const LONGEST_TITLE: usize = 120;

/// A text without what a page must not hold: control characters and what is no character, as the sign for what cannot be shown.
/// What has a meaning in HTML is escaped by the templates.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    let wrong = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t' | '\r'))
            || matches!(c, '\u{fdd0}'..='\u{fdef}')
            || u32::from(c) & 0xfffe == 0xfffe
    };
    if !text.contains(wrong) {
        return Cow::Borrowed(text);
    }
    let instead = |c: char| match c {
        '\u{b}' | '\u{c}' | '\u{85}' => '\n',
        c if wrong(c) => '\u{fffd}',
        c => c,
    };
    Cow::Owned(text.chars().map(instead).collect())
}

/// A text on one line, of at most 120 characters, the last an ellipsis where it was longer.
pub(crate) fn title(text: &str) -> String {
    let line = shown(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().nth(LONGEST_TITLE).is_none() {
        return line;
    }
    line.chars().take(LONGEST_TITLE - 1).chain(['…']).collect()
}

/// A share as a percentage without decimals; what is not nothing is not 0, and what is not all is not 100.
pub(crate) fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    let whole = match percent.round() {
        rounded if rounded < 1.0 && share > 0.0 => return "<\u{a0}1\u{a0}%".to_owned(),
        rounded if rounded > 99.0 && share < 1.0 => return ">\u{a0}99\u{a0}%".to_owned(),
        rounded => rounded,
    };
    format!("{whole:.0}\u{a0}%")
}

/// A figure with two decimals.
pub(crate) fn figure(value: f64) -> String {
    format!("{value:.2}")
}

/// A figure with its sign and two decimals.
pub(crate) fn signed(value: f64) -> String {
    crate::numeric::signed(value, 2).replace('-', "−")
}

/// A count with commas between thousands.
pub(crate) fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// What a page calls the file of an article.
pub(crate) fn source(options: &ReportOptions) -> &str {
    if options.file == "-" { "standard input" } else { &options.file }
}

/// The sentences that a model was trained on.
pub(super) fn trained_on(model: &StanceModel) -> usize {
    model.provenance().sentences.as_array().iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_that_people_read() {
        for (share, expected) in [
            (0.0, "0\u{a0}%"),
            (0.004, "<\u{a0}1\u{a0}%"),
            (0.124, "12\u{a0}%"),
            (0.996, ">\u{a0}99\u{a0}%"),
            (1.0, "100\u{a0}%"),
        ] {
            assert_eq!(percent(share), expected, "{share}");
        }
        assert_eq!([1, 999, 1_000, 1_234_567].map(count), ["1", "999", "1,000", "1,234,567"]);
        assert_eq!([0.5, -1.234].map(signed), ["+0.50", "−1.23"]);
    }

    #[test]
    fn what_a_page_must_not_hold_is_replaced() {
        for (text, expected) in [
            ("a\tb\r\nc", "a\tb\r\nc"),
            ("nul\0bell\u{7}", "nul\u{fffd}bell\u{fffd}"),
            ("next\u{85}line", "next\nline"),
            ("\u{fdd0}\u{ffff}\u{10ffff}\u{9f}", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            ("<b>", "<b>"),
        ] {
            assert_eq!(shown(text), expected);
        }
        assert_eq!(title(" a\n b "), "a b");
        assert!(title(&"x".repeat(500)).chars().count() == 120);
    }
}
