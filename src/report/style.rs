//! Colours, bars and underlined words on a terminal; plain text where a report is not styled.

use super::words::Mark;
use crate::error::harmless_line;
use crate::stance::Stance;

/// What a bar ends in, by eighths of a column.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

const RESET: &str = "\u{1b}[0m";

/// Whether a report is styled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style(pub(super) bool);

impl Style {
    fn with(self, code: &str, text: &str) -> String {
        if self.0 && !text.is_empty() { format!("\u{1b}[{code}m{text}{RESET}") } else { text.to_owned() }
    }

    pub(super) fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    /// A text in the colour of a stance, bold where the stance is decided.
    pub(super) fn stance(self, text: &str, stance: Stance, decided: bool) -> String {
        let colour = colour(stance);
        if decided { self.with(&format!("1;{colour}"), text) } else { self.with(colour, text) }
    }

    /// A share as a bar of at most `columns`, with spaces up to there; in the colour of a stance, or dim.
    #[expect(clippy::cast_sign_loss, reason = "a share of a bar is never below 0")]
    pub(super) fn bar(self, share: f64, columns: usize, stance: Option<Stance>) -> String {
        let eighths = (share.clamp(0.0, 1.0) * 8.0 * columns as f64).round() as usize;
        let (full, rest) = (eighths / 8, eighths % 8);
        let bar = "█".repeat(full) + EIGHTHS[rest];
        let space = " ".repeat(columns - full - usize::from(rest > 0));
        stance.map_or_else(|| self.dim(&bar), |stance| self.with(colour(stance), &bar)) + &space
    }

    /// Lines of a sentence with its marked words underlined, those that pushed most bold. The lines hold what is seen of the
    /// sentence, in order, broken anywhere.
    pub(super) fn marked(self, lines: Vec<String>, sentence: &str, marks: &[Mark]) -> Vec<String> {
        if !self.0 || marks.is_empty() {
            return lines;
        }
        let mut levels = levels(sentence, marks).into_iter();
        let mut marked = Vec::with_capacity(lines.len());
        for line in lines {
            let (mut out, mut now) = (String::with_capacity(line.len()), 0);
            for c in line.chars() {
                let level = if c.is_whitespace() { 0 } else { levels.next().unwrap_or(0) };
                if level != now {
                    out.push_str(if now > 0 { RESET } else { "" });
                    out.push_str(["", "\u{1b}[4m", "\u{1b}[4m", "\u{1b}[1;4m"][level]);
                    now = level;
                }
                out.push(c);
            }
            out.push_str(if now > 0 { RESET } else { "" });
            marked.push(out);
        }
        marked
    }
}

/// Red, yellow and blue, as the terminal has them.
fn colour(stance: Stance) -> &'static str {
    match stance {
        Stance::ProMoscow => "31",
        Stance::MultiVector => "33",
        Stance::WesternLeaning => "94",
    }
}

/// How strongly each character of a sentence that is seen on one line was marked.
fn levels(sentence: &str, marks: &[Mark]) -> Vec<usize> {
    let mut marks = marks.iter().peekable();
    let mut level = |at: usize| {
        while marks.next_if(|mark| mark.span.end <= at).is_some() {}
        marks.peek().filter(|mark| mark.span.start <= at).map_or(0, |mark| mark.level.min(3))
    };
    let mut levels = Vec::with_capacity(sentence.len());
    for (at, c) in sentence.char_indices() {
        // What is shown of it: nothing, or several characters where it is harmful.
        let shown = harmless_line(c.encode_utf8(&mut [0; 4])).chars().filter(|c| !c.is_whitespace()).count();
        levels.extend(std::iter::repeat_n(level(at), shown));
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_wide_as_their_columns() {
        for (share, expected) in
            [(0.0, "    "), (1.0, "████"), (0.5, "██  "), (0.4, "█▋  "), (2.0, "████"), (f64::NAN, "    ")]
        {
            assert_eq!(Style(false).bar(share, 4, None), expected, "{share}");
        }
    }

    #[test]
    fn words_are_underlined_over_line_breaks() {
        let sentence = "In\tMoscow\u{1b} and Min\u{ad}sk";
        let marks = [Mark { span: 3..9, level: 3 }, Mark { span: 15..22, level: 1 }];
        let lines = || ["In Mos", "cow\\u{1b} and", "Min", "sk"].map(str::to_owned).to_vec();
        let found = Style(true).marked(lines(), sentence, &marks);
        assert_eq!(
            found,
            [
                "In \u{1b}[1;4mMos\u{1b}[0m",
                "\u{1b}[1;4mcow\u{1b}[0m\\u{1b} and",
                "\u{1b}[4mMin\u{1b}[0m",
                "\u{1b}[4msk\u{1b}[0m"
            ]
        );
        assert_eq!(Style(false).marked(lines(), sentence, &marks), lines());
        assert_eq!(Style(false).stance("a", Stance::ProMoscow, true), "a");
    }
}
