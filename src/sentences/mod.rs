//! Article text → sentences, as byte spans of the original.
//!
//! One pass over the bytes looks at candidate ends only (`candidates`): `.`, `!`, `?`, `…`, their kin in other scripts, and line
//! breaks. Around a candidate it reads the word before and the word after, each within a fixed number of bytes, so
//! that the time is linear in the text whatever it holds.
//!
//! The rules, in short:
//!
//! - A blank line always ends a sentence, and so does the beginning of a list item.
//! - Whether a text is wrapped is found once (`layout`): in a wrapped text a line break is a space where the next word
//!   would not have fitted the line. Any other line break ends a sentence, unless the line visibly goes on (`line`): it
//!   ends in a comma, a hyphen or an article, or the next line begins in lower case. So headlines stand alone.
//! - `.`, `!`, `?`, `…` end a sentence before white space, with the quotes, brackets, reference marks and unseen
//!   characters after them (`tail`), unless the next word begins in lower case or says who asked (`speech`).
//! - A full stop does not end a sentence (`stop`) after a title (`Mr.`), an initial (`K.-J. Tokayev`), an abbreviation
//!   (`U.S. troops`, `Nov. 28`, `Inc.`) unless a word follows that begins sentences (`in the U.S. The …`), after a
//!   number that opens a line (`1. The parties …`), or within a dateline (`ASTANA. 28 November – …`, `dateline`).

mod around;
mod bounds;
mod candidates;
mod dateline;
mod item;
mod layout;
mod line;
mod lines;
mod marks;
mod run_on;
mod speech;
mod splitter;
mod stop;
mod tail;

pub(crate) use lines::lines;
#[cfg(feature = "html")]
pub(crate) use marks::{is_closing_bracket, is_closing_quote, is_line_break, is_terminator};
pub use splitter::{Sentences, sentences};
