//! Characters that are not seen: they stand within or beside words and belong to none.

/// Whether a character is not seen and takes no space: format characters, joiners, marks of direction, selectors of
/// variants, the byte-order mark.
///
/// (Unicode's default ignorable code points without the fillers of Hangul, which stand for letters.)
pub(crate) fn is_unseen(c: char) -> bool {
    c >= '\u{ad}'
        && matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}
