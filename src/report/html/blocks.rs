//! The paragraphs of an article: which sentences and line breaks each holds, and which of them is the headline.

use crate::article::ArticleReport;
use crate::sentences::{is_closing_bracket, is_closing_quote, is_line_break, is_terminator};
use std::ops::Range;

/// The most bytes of a headline.
const LONGEST_HEADLINE: usize = 300;

/// A stretch of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// The place of a sentence in the report.
    Sentence(usize),
    /// What stands between sentences and is no white space, as bytes of the article.
    Text(Range<usize>),
    /// A line break within a paragraph.
    Break,
}

/// A paragraph.
pub(super) type Block = Vec<Piece>;

/// The article as it stood.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Blocks {
    /// The headline, if the article has one.
    pub(super) headline: Option<Block>,
    pub(super) paragraphs: Vec<Block>,
}

/// The paragraphs of an article, every sentence that is not blank in one of them.
pub(super) fn blocks(report: &ArticleReport<'_>) -> Blocks {
    let text = report.text();
    let visible = || report.sentences().iter().enumerate().filter(|(_, sentence)| !sentence.text().trim().is_empty());
    let layout = Layout {
        wrapped: visible().any(|(_, sentence)| breaks(sentence.text().trim()) > 0),
        parted: has_blank_line(text.trim()),
    };
    let (mut all, mut shown): (Vec<Block>, usize) = (vec![Vec::new()], 0);
    for (place, sentence) in visible() {
        let span = sentence.span();
        between(report, &layout, shown..span.start, &mut all);
        if let Some(block) = all.last_mut() {
            block.push(Piece::Sentence(place));
        }
        shown = span.end;
    }
    between(report, &layout, shown..text.len(), &mut all);
    for block in &mut all {
        while block.pop_if(|piece| *piece == Piece::Break).is_some() {}
    }
    all.retain(|block| !block.is_empty());
    let headed = all.len() > 1 && is_headline(report, &all[0]);
    let headline = headed.then(|| all.remove(0));
    Blocks { headline, paragraphs: all }
}

/// How the lines of an article are meant.
struct Layout {
    /// Whether sentences go on over line breaks.
    wrapped: bool,
    /// Whether blank lines part the paragraphs.
    parted: bool,
}

/// Goes over what stands between two sentences.
fn between(report: &ArticleReport<'_>, layout: &Layout, gap: Range<usize>, all: &mut Vec<Block>) {
    let text = &report.text()[gap.clone()];
    let inner = text.trim();
    if inner.is_empty() {
        return separate(report, layout, text, all);
    }
    let start = text.len() - text.trim_start().len();
    separate(report, layout, &text[..start], all);
    if let Some(block) = all.last_mut() {
        block.push(Piece::Text(gap.start + start..gap.start + start + inner.len()));
    }
    separate(report, layout, &text[start + inner.len()..], all);
}

/// Begins a paragraph or a line where white space says so.
fn separate(report: &ArticleReport<'_>, layout: &Layout, space: &str, all: &mut Vec<Block>) {
    let breaks = breaks(space);
    let first = all.len() == 1;
    let Some(block) = all.last_mut().filter(|block| !block.is_empty() && breaks > 0) else { return };
    if breaks > 1 || (first && is_headline(report, block)) {
        all.push(Vec::new());
    } else if layout.wrapped && ends_in_a_mark(last(report, block)) {
        // The line was merely full.
    } else if layout.parted {
        block.push(Piece::Break);
    } else {
        all.push(Vec::new());
    }
}

/// How many lines end in a text; a carriage return and a line feed are one end.
fn breaks(text: &str) -> usize {
    let pairs = text.matches("\r\n").count();
    text.chars().filter(|&c| is_line_break(c)).count() - pairs
}

fn has_blank_line(text: &str) -> bool {
    let mut ends = 0;
    let mut before = ' ';
    text.chars().any(|c| {
        if is_line_break(c) {
            ends += usize::from(!(before == '\r' && c == '\n'));
        } else if !c.is_whitespace() {
            ends = 0;
        }
        before = c;
        ends > 1
    })
}

/// The text of the last sentence of a paragraph.
fn last<'a>(report: &ArticleReport<'a>, block: &Block) -> &'a str {
    match block.last() {
        Some(Piece::Sentence(place)) => report.sentences()[*place].text(),
        Some(Piece::Text(span)) => &report.text()[span.clone()],
        Some(Piece::Break) | None => "",
    }
}

fn ends_in_a_mark(text: &str) -> bool {
    mark(text).is_some()
}

/// The mark with which a text ends, within its quotes and brackets.
fn mark(text: &str) -> Option<char> {
    let closes = |c: char| is_closing_quote(c) || is_closing_bracket(c) || c.is_whitespace();
    text.trim_end_matches(closes).chars().next_back().filter(|&c| is_terminator(c))
}

/// Whether the first paragraph of an article is its headline: short, and without a full stop.
fn is_headline(report: &ArticleReport<'_>, block: &Block) -> bool {
    let sentences = block.iter().filter(|piece| matches!(piece, Piece::Sentence(_))).count();
    let length: usize = block
        .iter()
        .map(|piece| match piece {
            Piece::Sentence(place) => report.sentences()[*place].text().len(),
            Piece::Text(span) => span.len(),
            Piece::Break => 0,
        })
        .sum();
    let ends_well = match mark(last(report, block)) {
        None => true,
        Some(mark) => sentences == 1 && matches!(mark, '?' | '!' | '…'),
    };
    sentences > 0 && length <= LONGEST_HEADLINE && ends_well
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::StanceModel;

    /// Paragraphs as texts, the headline before a bar.
    fn shown(text: &str, lines: bool) -> String {
        let model = StanceModel::load(concat!(env!("CARGO_MANIFEST_DIR"), "/models/stance-en.gst")).unwrap();
        let report = if lines { model.classify_lines(text) } else { model.classify_article(text) };
        let block = |block: &Block| {
            let piece = |piece: &Piece| match piece {
                Piece::Sentence(place) => format!("[{}]", report.sentences()[*place].text()),
                Piece::Text(span) => text[span.clone()].to_owned(),
                Piece::Break => "/".to_owned(),
            };
            block.iter().map(piece).collect::<String>()
        };
        let found = blocks(&report);
        let headline = found.headline.as_ref().map(|headline| block(headline) + " | ").unwrap_or_default();
        headline + &found.paragraphs.iter().map(block).collect::<Vec<_>>().join(" ¶ ")
    }

    #[test]
    fn paragraphs_are_kept() {
        for (text, expected) in [
            ("", ""),
            (" \n\n ", ""),
            ("It rained.", "[It rained.]"),
            ("Snow in Almaty", "[Snow in Almaty]"),
            ("Snow in Almaty\n\nIt snowed. It was cold.", "[Snow in Almaty] | [It snowed.][It was cold.]"),
            ("Snow in Almaty\nIt snowed. It was cold.", "[Snow in Almaty] | [It snowed.][It was cold.]"),
            ("Will it snow?\r\n\r\nIt snowed.\r\nIt was cold.", "[Will it snow?] | [It snowed.]/[It was cold.]"),
            ("It rained.\n\nIt snowed.", "[It rained.] ¶ [It snowed.]"),
            ("It rained.\nIt snowed.\nIt froze.", "[It rained.] ¶ [It snowed.] ¶ [It froze.]"),
            (
                "Snow\nBy A. Reporter\n\nIt snowed.\n \nIt froze.",
                "[Snow] | [By A. Reporter] ¶ [It snowed.] ¶ [It froze.]",
            ),
            ("One\u{2029}Two.\u{2029}", "[One] | [Two.]"),
        ] {
            assert_eq!(shown(text, false), expected, "{text:?}");
        }
    }

    #[test]
    fn full_lines_of_a_wrapped_text_are_no_paragraphs() {
        let line = "The ministers of the two countries met on Monday and spoke about the railway that will\n";
        let text = format!(
            "{line}{line}cross the steppe in the summer of the year after the next one, they said at noon.\nIt rained in the\nevening."
        );
        assert!(!shown(&text, false).contains('¶'), "{}", shown(&text, false));
    }

    #[test]
    fn blank_lines_are_shown_as_nothing() {
        assert_eq!(shown("One.\n\n\nTwo. Three.\nFour.\n", true), "[One.] ¶ [Two. Three.]/[Four.]");
    }
}
