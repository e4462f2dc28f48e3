//! What separates the values of a CSV file, told by its first line.

use super::columns::Wanted;

/// What may separate values, the likeliest first.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// The separator that a first line names for spreadsheets, `sep=;` and nothing else.
pub(super) fn named(line: &str) -> Option<u8> {
    match line.strip_prefix("sep=")?.as_bytes() {
        [separator @ (b',' | b';' | b'\t' | b'|')] => Some(*separator),
        _ => None,
    }
}

/// The separator of a header: the first that makes a cell of it the column of the text, or else the one that makes most cells.
pub(super) fn of_header(line: &str, text: Wanted<'_>) -> u8 {
    let has_text = |&separator: &u8| cells(line, separator).any(|cell| text.is(cell.trim().trim_matches('"')));
    let count = |&separator: &u8| cells(line, separator).count();
    let by_count = || SEPARATORS.into_iter().rev().max_by_key(count);
    SEPARATORS.into_iter().find(has_text).or_else(by_count).unwrap_or(b',')
}

/// The parts of a line between separators outside quotes.
fn cells(line: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    line.split(move |c: char| {
        quoted ^= c == '"';
        c == char::from(separator) && !quoted
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_tells_the_separator() {
        for (line, separator) in [
            ("stance,text", b','),
            ("stance;text", b';'),
            ("stance\ttext", b'\t'),
            ("text", b','),
            ("", b','),
            ("Stance; \"TEXT\" ;note", b';'),
            ("stance,text,a;b;c;d", b','),
            ("\"a,b,c,d\";text", b';'),
            ("\"a;text\",text", b','),
            ("\"a\"\"b\",sentence", b','),
            ("label;body;note", b';'),
            ("a,b;c", b','),
        ] {
            assert_eq!(of_header(line, Wanted::text(None)), separator, "{line}");
        }
        assert_eq!(of_header("a,b;body", Wanted::text(Some("body"))), b';');
    }

    #[test]
    fn a_line_for_spreadsheets_names_it() {
        for (line, separator) in [
            ("sep=;", Some(b';')),
            ("sep=,", Some(b',')),
            ("sep=\t", Some(b'\t')),
            ("sep=", None),
            ("sep=;text", None),
            ("text", None),
        ] {
            assert_eq!(named(line), separator, "{line}");
        }
    }
}
