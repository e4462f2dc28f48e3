//! Texts as a spreadsheet may have them: the one place that says what it would take for a formula.

use std::borrow::Cow;

/// What a formula begins with, in Latin and in full width, and what some spreadsheets pass over before it.
const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

/// Whether a spreadsheet would run a text, or run it once apostrophes before it are gone. A lone dash is none.
fn is_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(BEGINNINGS) && bare != "-"
}

/// A field of a table as a spreadsheet may have it: what it would run as a formula gets an apostrophe in front, which
/// spreadsheets show as text. Numbers stay what they are. [`unguarded`] takes the apostrophe away again, for a field that begins
/// with apostrophes and then such a character gets one more, so that nothing else changes on the way.
///
/// ```
/// use geostance::corpus::{guarded, unguarded};
///
/// assert_eq!(guarded("=HYPERLINK(\"http://example.org\")"), "'=HYPERLINK(\"http://example.org\")");
/// assert_eq!((guarded("-0.5"), guarded("-"), guarded("A treaty.")), ("-0.5".into(), "-".into(), "A treaty.".into()));
/// assert_eq!(unguarded(&guarded("'=1+1")), "'=1+1");
/// ```
#[must_use]
pub fn guarded(field: &str) -> Cow<'_, str> {
    let is_number = || field.parse::<f64>().is_ok();
    if is_formula(field) && !is_number() { Cow::Owned(format!("'{field}")) } else { Cow::Borrowed(field) }
}

/// The field that was [`guarded`].
///
/// ```
/// assert_eq!(geostance::corpus::unguarded("'@name"), "@name");
/// assert_eq!(geostance::corpus::unguarded("'tis so"), "'tis so");
/// ```
#[must_use]
pub fn unguarded(field: &str) -> &str {
    field.strip_prefix('\'').filter(|_| is_formula(field)).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_run_is_left_and_nothing_is_lost() {
        let starts =
            ["", "'", "''", "=", "+", "-", "@", "＝", "＠", "\t", "\r", "\n", "'=", "''@", "-1", "+x", "a", "--", "'-"];
        for start in starts {
            for rest in ["", "1", "cmd|' /C calc'!A0", "-", "'", "1e5", " "] {
                let field = format!("{start}{rest}");
                let safe = guarded(&field);
                assert_eq!(unguarded(&safe), field, "{field:?}");
                let is_run = safe.starts_with(BEGINNINGS) && safe != "-" && safe.parse::<f64>().is_err();
                assert!(!is_run, "{field:?}: {safe:?}");
            }
        }
    }
}
