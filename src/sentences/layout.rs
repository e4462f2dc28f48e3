//! Whether a text is wrapped: its lines are broken where the next word would not have fitted.
//!
//! The evidence is in the line breaks within sentences that nobody doubts: no end mark before them, lower case after
//! them. In a wrapped text each of these lines, with the next word, would be longer than nearly all lines are; in poems,
//! lists of headlines and texts of one sentence a line it would not.

use super::item::{is_byline, mark, unquoted};
use super::marks::{is_closing_bracket, is_closing_quote, is_emphasis, is_lower_case, is_terminator};
use crate::language::{Language, is_unseen};
use crate::work;
use std::sync::OnceLock;

/// The widest line of a wrapped text, in characters.
const WIDEST: usize = 240;
/// The narrowest width at which a text counts as wrapped, in characters.
const NARROWEST: usize = 44;
/// How much of the widest line each line with its next word takes at least, in percent.
const REACH: usize = 85;
/// How many of the lines that certainly go on must do so, in percent.
const AGREEING: usize = 85;

/// The most bytes over its characters with which a line counts.
const MORE_BYTES: usize = 10;

/// How the lines of a text are broken.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// The number of characters that a line takes with the next word, at least, where it is broken for lack of room.
    reach: Option<usize>,
    /// The number of characters that no wrapped line has.
    too_long: usize,
    /// Whether blank lines part its paragraphs.
    parted: bool,
    /// Whether headlines stand above its paragraphs, without a blank line between them, once that was asked.
    headed: OnceLock<bool>,
    /// What ends its lines.
    pub(super) separator: char,
}

/// How many lines there are of each number of characters.
struct Widths([u32; WIDEST + 1]);

impl Widths {
    fn add(&mut self, width: usize) {
        self.0[width.min(WIDEST)] += 1;
    }

    /// How many lines have so many characters or more.
    fn from(&self, width: usize) -> usize {
        self.0[width..].iter().map(|&count| count as usize).sum()
    }

    /// The longest line of fewer than `width` characters.
    fn longest_below(&self, width: usize) -> usize {
        self.0[..width].iter().rposition(|&count| count > 0).unwrap_or(0)
    }

    /// The shortest line of `width` characters or more.
    fn shortest_from(&self, width: usize) -> usize {
        self.0[width..].iter().position(|&count| count > 0).map_or(WIDEST, |more| width + more)
    }
}

impl Layout {
    /// Reads a text once.
    pub(super) fn of(language: &Language, text: &str) -> Self {
        work::bytes(2 * text.len());
        let separator = if text.contains('\n') { '\n' } else { '\r' };
        let (mut lines, mut reaches) = (Widths([0; WIDEST + 1]), Widths([0; WIDEST + 1]));
        let (mut unmarked, mut parted, mut blank) = (0, false, None);
        let mut open: Option<usize> = None;
        let mut at = 0;
        for whole in text.split(separator) {
            let line = whole.trim_end();
            let content = unquoted(line);
            if content.is_empty() {
                blank = blank.map(|_| true);
                open = None;
            } else {
                parted |= blank == Some(true);
                blank = Some(false);
                let width = width(line);
                lines.add(width);
                if let Some(before) = open.filter(|_| mark(content).is_none()) {
                    unmarked += 1;
                    if starts_lower(content) && !is_byline(language, &text[at + (line.len() - content.len())..]) {
                        reaches.add(before + 1 + first_word(content));
                    }
                }
                open = (!is_marked(line)).then_some(width);
            }
            at += whole.len() + 1;
        }
        let too_long = reaches.longest_below(WIDEST + 1);
        Self { reach: reach(&lines, &reaches, unmarked), too_long, parted, headed: OnceLock::new(), separator }
    }

    /// Whether of the first lines of a wrapped text's paragraphs that have no end mark many are headlines.
    fn has_headlines(&self, text: &str) -> bool {
        work::bytes(2 * text.len());
        let (mut headlines, mut others, mut begins) = (0, 0, true);
        let mut lines = text.split(self.separator).map(|line| (line.trim_end(), unquoted(line.trim_end()))).peekable();
        while let Some((line, content)) = lines.next() {
            let next = lines.peek().map_or("", |&(_, next)| next);
            let fills = !next.is_empty() && self.fills(line, next);
            let goes_on = !content.is_empty() && !next.is_empty() && !is_marked(line);
            if begins && goes_on && mark(content).is_none() && mark(next).is_none() {
                headlines += usize::from(!fills && next.starts_with(char::is_uppercase));
                others += usize::from(starts_lower(next));
            }
            begins = !fills;
        }
        headlines > 1 && 2 * headlines >= others
    }

    /// Whether headlines stand above the paragraphs of the text, which is wrapped, without a blank line between them.
    pub(super) fn is_headed(&self, text: &str) -> bool {
        *self.headed.get_or_init(|| self.has_headlines(text))
    }

    /// Whether the text is wrapped.
    pub(super) fn is_wrapped(&self) -> bool {
        self.reach.is_some()
    }

    /// Whether blank lines part the paragraphs of the text.
    pub(super) fn is_parted(&self) -> bool {
        self.parted
    }

    /// Whether a line of a text is broken for lack of room before the line that begins with `next`.
    pub(super) fn fills(&self, line: &str, next: &str) -> bool {
        self.reach.is_some_and(|reach| {
            let width = width(line);
            // Some programs count bytes.
            let more = (line.len() - width).min(MORE_BYTES);
            width < self.too_long && width + more + 1 + first_word(next) >= reach
        })
    }
}

/// The least number of characters that a line takes with the next word where it is broken for lack of room, if the text
/// is wrapped.
fn reach(lines: &Widths, reaches: &Widths, unmarked: usize) -> Option<usize> {
    let certain = reaches.from(0);
    let most = reaches.longest_below(WIDEST + 1);
    let longest = lines.longest_below(most);
    let least = (longest + 1) * REACH / 100;
    let wrapped = certain * 4 >= unmarked.max(1)
        && most < WIDEST
        && longest >= NARROWEST
        && lines.from(most) * 10 <= lines.from(0)
        && reaches.from(least) * 100 >= AGREEING * certain;
    wrapped.then(|| reaches.shortest_from(least).min(longest + 1))
}

/// The number of characters of a line.
fn width(line: &str) -> usize {
    line.bytes().filter(|&byte| byte & 0xc0 != 0x80).count()
}

/// The number of characters of the first word of a line.
fn first_word(line: &str) -> usize {
    let bytes = line.as_bytes().iter().take(WIDEST);
    bytes.take_while(|byte| !byte.is_ascii_whitespace()).filter(|&byte| byte & 0xc0 != 0x80).count()
}

/// Whether a line begins in lower case, with no name like `iPhone`.
fn starts_lower(line: &str) -> bool {
    let mut letters = line.chars();
    letters.next().is_some_and(is_lower_case) && !letters.next().is_some_and(char::is_uppercase)
}

/// Whether a line ends in an end mark.
fn is_marked(line: &str) -> bool {
    if line.ends_with(|c: char| c.is_ascii_alphanumeric() || c == ',') {
        return false;
    }
    let closes = |c: char| is_closing_quote(c) || is_closing_bracket(c) || is_emphasis(c) || is_unseen(c);
    line.trim_end_matches(closes).ends_with(is_terminator)
}
