//! The iterator over the sentences of a text.

use super::around::{Gap, LOOK_AHEAD, Next};
use super::bounds::{list_start, sentence_start, trimmed_end, unspaced_end};
use super::candidates::next_candidate;
use super::dateline::{dateline_end, is_agency, opens_with_agency};
use super::layout::Layout;
use super::line::LineEnd;
use super::marks::{is_line_break, is_lower_case, is_opening_quote, is_terminator};
use super::speech::{CLAUSE, attributes};
use super::stop::Stop;
use super::tail::Tail;
use crate::language::{ENGLISH, Language, is_unseen};
use crate::work;
use std::iter::FusedIterator;
use std::ops::Range;

/// The sentences of a text, in order, as byte spans of the text.
///
/// Every byte that is not white space, an unseen character (a byte-order mark) between sentences or the `>` of quoted e-mail
/// before one lies in exactly one span; spans neither begin nor end with white space. Whether the text is wrapped is found
/// at its first line break within a paragraph. Time is linear in the text.
///
/// ```
/// let text = "Talks open\nMr. Smith met the president in the U.S. capital. \"We agreed,\" he said.";
/// let sentences: Vec<&str> = geostance::sentences(text).map(|span| &text[span]).collect();
/// assert_eq!(sentences, [
///     "Talks open",
///     "Mr. Smith met the president in the U.S. capital.",
///     "\"We agreed,\" he said.",
/// ]);
/// ```
#[must_use]
pub fn sentences(text: &str) -> Sentences<'_> {
    Sentences { language: &ENGLISH, text, start: 0, layout: None, lower_only: None }
}

/// Iterator over the sentences of a text; see [`sentences`].
///
/// ```
/// let mut spans = geostance::sentences("One. Two.");
/// assert_eq!(spans.next(), Some(0..4));
/// assert_eq!(spans.next(), Some(5..9));
/// assert_eq!(spans.next(), None);
/// ```
#[derive(Debug, Clone)]
pub struct Sentences<'a> {
    language: &'static Language,
    text: &'a str,
    start: usize,
    /// How the lines of the text are broken, once that was asked.
    layout: Option<Layout>,
    /// Whether the text has no capital letters, once that was asked.
    lower_only: Option<bool>,
}

impl Iterator for Sentences<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = sentence_start(self.text, self.start);
        if start == self.text.len() {
            self.start = start;
            return None;
        }
        let end = self.sentence_end(start);
        self.start = end;
        Some(start..trimmed_end(self.text, start, end))
    }
}

impl FusedIterator for Sentences<'_> {}

/// What stands at a candidate end.
enum Candidate {
    /// The sentence ends at this byte.
    Ends(usize),
    /// It does not; the search goes on at this byte.
    GoesOn(usize),
}

use Candidate::{Ends, GoesOn};

impl Sentences<'_> {
    /// The byte after the sentence that begins at `start`.
    fn sentence_end(&mut self, start: usize) -> usize {
        let text = self.text;
        let bytes = text.as_bytes();
        let opens_line = text[..start].trim_end_matches(|c| c == ' ' || is_unseen(c)).chars().next_back();
        let dateline = opens_line.is_none_or(is_line_break).then(|| dateline_end(self.language, text, start)).flatten();
        let mut at = dateline.unwrap_or(start);
        while let Some(candidate) = next_candidate(bytes, at) {
            work::bytes(candidate - at + 1);
            at = candidate;
            let Some(found) = text[at..].chars().next() else { break };
            let candidate = if is_line_break(found) {
                self.line_break(start, at)
            } else if is_terminator(found) {
                self.terminator(start, at)
            } else {
                GoesOn(at + found.len_utf8())
            };
            match candidate {
                Ends(end) => return end,
                GoesOn(after) => at = after,
            }
        }
        text.len()
    }

    /// Whether the text has no capital letters.
    fn is_lower_only(&mut self) -> bool {
        *self.lower_only.get_or_insert_with(|| {
            let capital = self.text.find(char::is_uppercase);
            work::bytes(capital.unwrap_or(self.text.len()));
            capital.is_none()
        })
    }

    /// The line that ends at `at`, the next line beginning after `gap`.
    fn line_end(&mut self, start: usize, at: usize, gap: &Gap) -> LineEnd<'_> {
        let lower_only = self.text[gap.end..].starts_with(is_lower_case) && self.is_lower_only();
        let layout = self.layout.get_or_insert_with(|| Layout::of(self.language, self.text));
        LineEnd::new(self.language, (layout, lower_only), self.text, (start, at), gap)
    }

    /// A line break at `at`, after a line without an end mark.
    fn line_break(&mut self, start: usize, at: usize) -> Candidate {
        let gap = Gap::read(self.text, at);
        if gap.breaks > 1 || gap.end == self.text.len() {
            return Ends(at);
        }
        if self.line_end(start, at, &gap).ends() { Ends(at) } else { GoesOn(gap.end) }
    }

    /// Terminators at `at`, with what closes after them.
    fn terminator(&mut self, start: usize, at: usize) -> Candidate {
        let text = self.text;
        let tail = Tail::read(text, at);
        let end = tail.end;
        let Some(next) = text[end..].chars().next() else { return Ends(end) };
        if !next.is_whitespace() && !tail.zero_width {
            return unspaced_end(self.language, text, (start, at), &tail).map_or(GoesOn(end), Ends);
        }
        let gap = Gap::read(text, end);
        if gap.breaks > 1 || gap.end == text.len() {
            return Ends(end);
        }
        work::bytes(LOOK_AHEAD);
        let rest = &text[gap.end..];
        let next = Next::read(rest);
        let stop = Stop::new(self.language, &text[start..at]);
        if gap.breaks == 1 {
            let line = self.line_end(start, end, &gap);
            let fills = line.fills();
            let numbered = stop.numbers_item() || tail.marks == "." && stop.is_before_number(&next);
            if line.is_before_item(fills) && !numbered {
                return Ends(end);
            }
            if !fills {
                let number = line.begins() && stop.numbers_item();
                let goes_on = match tail.marks {
                    "." if tail.quote => false,
                    "." => {
                        number
                            || stop.goes_on_in_next_line(&next)
                            || stop.is_union().is_some_and(|the| line.runs_on_after_union(the))
                    }
                    _ => tail.closes && next.starts_lower(self.language),
                };
                return if goes_on { GoesOn(gap.end) } else { Ends(end) };
            }
        }
        let quotation = tail.quote && gap.breaks == 0 && rest.starts_with(is_opening_quote) && next.opened;
        let ends = if rest.starts_with([',', ';', ':', ')', ']', '&']) || rest.starts_with(is_terminator) {
            false
        } else if quotation {
            true
        } else if next.starts_lower(self.language) {
            tail.marks == "." && stop.is_plain() && self.is_lower_only()
        } else if tail.marks == "." {
            if let Some(list) = list_start(&stop, &next, start) {
                return Ends(list);
            }
            let agency = is_agency(rest) || opens_with_agency(&text[start..at]);
            !agency && stop.ends(&tail, &next)
        } else {
            let omission = text[start..at].ends_with(['[', '(']) && tail.closes;
            let asks = || {
                work::bytes(CLAUSE);
                attributes(self.language, rest)
            };
            !(omission || tail.quote && asks())
        };
        if ends { Ends(end) } else { GoesOn(gap.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes looked at for each byte of the text.
    const BOUND: u64 = 90;

    #[test]
    fn work_is_linear_in_any_text() {
        let pieces = [
            "a.",
            ". ",
            " .",
            "a. B",
            "A. ",
            "\n",
            "a\n",
            "A\n",
            "a.\n",
            "\u{feff}",
            " \u{200b}",
            "a \u{200b}",
            ".\u{200b}",
            "> ",
            ">\n",
            "\n> a",
            "[",
            ".[",
            ".[a]",
            ".[a](",
            ".(1)",
            ". \"",
            ".\" ",
            ". ' ",
            "?” A ",
            "?” A B, ",
            "“a?” A, a ",
            "(\n",
            "• ",
            "\n• a",
            "\n1. ",
            ":\n",
            ";\n",
            "a;\n",
            "by A\n",
            "by ",
            "/A",
            "/A/.",
            "ASTANA, ",
            "ASTANA. ",
            "\nASTANA, May 5. ",
            "\nAB CD EF GH",
            "Nov. ",
            "Nov.\n",
            "no. 5 ",
            "U.S. A",
            "5 p.m. A",
            "the\n",
            "In\nA b ",
            ": 1. A",
            "a.3 B",
            "a.B",
            "\r",
            "\r\n",
            "\u{2028}",
            "…",
            "\u{e9}.",
            "don't\nA ",
        ];
        let mut wrong = Vec::new();
        for piece in pieces {
            let [half, whole] = [1 << 17, 1 << 18].map(|length| {
                let text = piece.repeat(length / piece.len());
                work::of(|| assert!(sentences(&text).count() <= text.len())).bytes
            });
            if whole > BOUND << 18 || whole > 2 * half + half / 10 + 1_000 {
                wrong.push((piece, half >> 17, whole >> 18));
            }
        }
        assert!(wrong.is_empty(), "bytes looked at for each, of half the text and of all: {wrong:?}");
    }
}
