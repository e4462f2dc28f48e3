//! Whether a line break ends a sentence.

use super::around::{Gap, Next, window, window_back};
use super::dateline::dateline_end;
use super::item::{Mark, mark, unquoted};
use super::layout::Layout;
use super::marks::{is_dash, is_line_break, is_lower_case, is_terminator};
use crate::language::Language;
use crate::work;
use std::cell::OnceCell;

/// How much of a line is looked at, in bytes: longer ones are no headlines and not wrapped.
const LINE: usize = 512;
/// How much of the next line is looked at, in bytes.
const NEXT_LINE: usize = 96;
/// The fewest longer words of a headline in title case.
const TITLE_WORDS: usize = 4;
/// The most words of the source that a headline names after a dash.
const SOURCE_WORDS: usize = 4;

/// The end of a line, and what follows.
pub(super) struct LineEnd<'a> {
    pub(super) language: &'static Language,
    layout: &'a Layout,
    /// Whether lower case says nothing, for the text has no capitals.
    pub(super) lower_only: bool,
    text: &'a str,
    /// Where the sentence begins.
    start: usize,
    /// Where the line ends.
    at: usize,
    /// Where the line begins, once that was asked.
    line_start: OnceCell<usize>,
    /// The text from the next line on, without white space before it.
    pub(super) next: &'a str,
}

impl<'a> LineEnd<'a> {
    /// The line that ends at `at`, the next line beginning after `gap`, in a sentence that begins at `start`.
    pub(super) fn new(
        language: &'static Language,
        (layout, lower_only): (&'a Layout, bool),
        text: &'a str,
        (start, at): (usize, usize),
        gap: &Gap,
    ) -> Self {
        Self { language, layout, lower_only, text, start, at, line_start: OnceCell::new(), next: &text[gap.end..] }
    }

    /// Where the line begins, or its last [`LINE`] bytes.
    fn line_start(&self) -> usize {
        *self.line_start.get_or_init(|| {
            let window = window_back(&self.text[..self.at], LINE);
            let line = window.rfind(self.layout.separator).map_or(window, |end| &window[end + 1..]);
            work::bytes(line.len());
            self.at - line.len()
        })
    }

    /// The line, from its beginning or that of the sentence, whichever is later.
    pub(super) fn line(&self) -> &'a str {
        unquoted(self.text[self.start.max(self.line_start())..self.at].trim_end())
    }

    /// What stands before the sentence, within [`NEXT_LINE`] bytes.
    fn before(&self) -> &'a str {
        work::bytes(NEXT_LINE);
        window_back(&self.text[..self.start], NEXT_LINE)
    }

    /// Whether the sentence begins with a line.
    fn starts_line(&self) -> bool {
        self.before().trim_end_matches([' ', '>']).chars().next_back().is_none_or(is_line_break)
    }

    /// Whether the sentence begins with this line.
    pub(super) fn begins(&self) -> bool {
        self.start >= self.line_start() && self.starts_line()
    }

    /// Whether the line is broken for lack of room.
    pub(super) fn fills(&self) -> bool {
        self.layout.is_wrapped() && self.layout.fills(self.text[self.line_start()..self.at].trim_end(), self.next)
    }

    /// Whether the sentence ends with the line, which has no end mark.
    pub(super) fn ends(&self) -> bool {
        let fills = self.fills();
        if self.is_before_item(fills) || !fills && self.is_before_unmarked_item() {
            return true;
        }
        if fills { self.is_headline() } else { !self.runs_on() }
    }

    /// Whether the next line is the item of a list.
    pub(super) fn is_before_item(&self, fills: bool) -> bool {
        match mark(self.next) {
            None => false,
            Some(Mark::Bullet) => true,
            Some(_) if fills => self.is_in_list(),
            Some(Mark::Number) => !(self.next.starts_with(|c: char| c.is_ascii_digit()) && self.ends_in_month()),
            Some(Mark::Dash) => {
                let lower = Next::read(self.next).starts_lower(self.language);
                self.is_in_list() || !(self.layout.is_wrapped() && lower)
            }
        }
    }

    /// Whether the next line is the item of a list without marks, whose items end in semicolons.
    fn is_before_unmarked_item(&self) -> bool {
        let line = self.line();
        if line.ends_with(':') {
            return first_line(self.next).trim_end().ends_with(';');
        }
        let word = last_word(line);
        let joins = self.language.binding.contains(word);
        let item = if joins { line[..line.len() - word.len()].trim_end() } else { line };
        item.ends_with(';') && self.begins() && self.before().trim_end().ends_with([':', ';'])
    }

    /// Whether the line is an item of a list itself, or announces one.
    fn is_in_list(&self) -> bool {
        let line = self.line();
        line.ends_with(':') || mark(line).is_some()
    }

    /// Whether a line that might be broken for lack of room is a headline after all.
    fn is_headline(&self) -> bool {
        let language = self.language;
        let next = Next::read(self.next);
        let line = self.line();
        let word = last_word(line);
        let begins = self.begins();
        let starts = begins || self.starts_line() && !self.layout.is_parted();
        if !starts || !next.first.is_uppercase() || self.ends_in_joint() || language.binding.contains(word) {
            return false;
        }
        if begins && dateline_end(language, self.next, 0).is_some() {
            return true;
        }
        let titled = is_title_case(first_line(self.next), 0) || self.next_ends_headline();
        if begins && self.names_source() {
            return !titled;
        }
        let sentence = next.starts_sentences(language) || !self.next_is_no_sentence();
        if begins && is_title_case(line, TITLE_WORDS) {
            return sentence && !titled;
        }
        let opens_text = self.before().trim().is_empty();
        let may_head = begins && (opens_text || self.layout.is_headed(self.text) && self.begins_paragraph());
        if may_head
            && (sentence || self.next_names_speaker())
            && !titled
            && !language.starters.contains(first_word(line))
        {
            return !self.connects(word);
        }
        !self.connects(word) && next.starts_sentences(language) && next.word != "I"
    }

    /// Whether the line before this one is blank, or not broken for lack of room.
    fn begins_paragraph(&self) -> bool {
        let before = window_back(&self.text[..self.line_start()], LINE);
        let Some(before) = before.strip_suffix(self.layout.separator) else { return true };
        let line = before.rsplit(self.layout.separator).next().unwrap_or("").trim_end();
        work::bytes(line.len());
        unquoted(line).is_empty() || !self.layout.fills(line, self.line())
    }

    /// Whether the next line has no end mark either, and a blank line follows.
    fn next_ends_headline(&self) -> bool {
        let line = first_line(self.next);
        let gap = Gap::read(window(self.next, NEXT_LINE), line.len());
        gap.breaks > 1 && !line.trim_end().ends_with(is_terminator)
    }

    /// Whether the line ends in a dash and who said so, as headlines do: `Talks to go on – Tokayev`.
    pub(super) fn names_source(&self) -> bool {
        let line = self.line();
        let mut words = line.split_whitespace().rev();
        let named =
            words.by_ref().take(SOURCE_WORDS + 1).take_while(|word| word.starts_with(char::is_uppercase)).count();
        let dash = line.split_whitespace().rev().nth(named);
        (1..=SOURCE_WORDS).contains(&named) && dash.is_some_and(|word| word.chars().all(is_dash))
    }
}

/// The beginning of a text as far as its first line goes.
pub(super) fn first_line(text: &str) -> &str {
    window(text, NEXT_LINE).split(is_line_break).next().unwrap_or("")
}

/// What stands before the first white space of a line.
pub(super) fn first_word(line: &str) -> &str {
    line.split(char::is_whitespace).next().unwrap_or("")
}

/// What stands after the last white space of a line.
pub(super) fn last_word(line: &str) -> &str {
    line.rsplit(char::is_whitespace).next().unwrap_or("")
}

/// Whether all longer words of a line begin with capitals or digits, and there are so many of them.
pub(super) fn is_title_case(line: &str, least: usize) -> bool {
    let mut longer = 0;
    for word in line.split_whitespace().filter(|word| word.chars().nth(3).is_some()) {
        longer += 1;
        if word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(is_lower_case) {
            return false;
        }
    }
    longer >= least
}
