//! The page of an article.

use super::blocks::{Block, Blocks, Piece, blocks};
use super::frame::page;
use super::parts::{class, label};
use super::text::{shown, source};
use super::{notes, sentence, summary};
use crate::article::ArticleReport;
use crate::report::ReportOptions;
use crate::stance::Stance;
use maud::{Markup, html};

/// The article as it was, every sentence tinted, under what it comes to.
pub(super) fn article(report: &ArticleReport<'_>, options: &ReportOptions) -> Markup {
    let found = blocks(report);
    let title = format!("{} – which course each sentence takes", name(report, options));
    page(&title, &body(report, &found, options), None)
}

/// What an article is called: its headline, else its file.
pub(super) fn name(report: &ArticleReport<'_>, options: &ReportOptions) -> String {
    headline(report).unwrap_or_else(|| source(options).to_owned())
}

/// The headline on one line, if the article has one.
pub(super) fn headline(report: &ArticleReport<'_>) -> Option<String> {
    let block = blocks(report).headline?;
    let words: Vec<&str> = block
        .iter()
        .map(|piece| match piece {
            Piece::Sentence(place) => report.sentences()[*place].text(),
            Piece::Text(span) => &report.text()[span.clone()],
            Piece::Break => " ",
        })
        .collect();
    Some(words.join(" "))
}

fn body(report: &ArticleReport<'_>, found: &Blocks, options: &ReportOptions) -> Markup {
    let shares = report.shares(options.threshold);
    html! {
        span #closed {}
        header.top {
            @if let Some(index) = &options.index { a.back href=(index) { "← All articles" } " " }
            @if found.headline.is_some() { p.file { bdi { (shown(source(options))) } } }
        }
        main {
            article {
                @match &found.headline {
                    Some(headline) => h1 dir="auto" { (pieces(report, headline, options)) },
                    None => h1.plain { bdi { (shown(source(options))) } },
                }
                @match &shares {
                    Some(shares) => (summary::summary(report, shares, options)),
                    None => p.nothing { "There are no sentences in it: no sentences, no shares." },
                }
                div.text {
                    @for block in &found.paragraphs { p dir="auto" { (pieces(report, block, options)) } }
                }
            }
            (legend(report))
        }
        (notes::notes(report.model(), options, Some(source(options)), &notes::of_article(report.model().labels(), options)))
    }
}

fn pieces(report: &ArticleReport<'_>, block: &Block, options: &ReportOptions) -> Markup {
    html! {
        @for (place, piece) in block.iter().enumerate() {
            @if place > 0 { " " }
            @match piece {
                Piece::Sentence(at) => (sentence::sentence(report.model(), &report.sentences()[*at], at + 1, options)),
                Piece::Text(span) => (shown(&report.text()[span.clone()])),
                Piece::Break => br;,
            }
        }
    }
}

/// What the colours mean, beside the text where there is room.
fn legend(report: &ArticleReport<'_>) -> Markup {
    html! {
        aside.legend aria-label="Legend" {
            ul {
                @for stance in Stance::ALL {
                    li {
                        (label(report.model().labels(), stance))
                        span.scale.(class(stance)) aria-hidden="true" { @for _ in 0..5 { i {} } }
                    }
                }
            }
            p { "The paler, the less confident; a plain sentence is undecided." }
            p { "Point at a sentence, tap it or move to it with Tab: here stands what the model says of it." }
        }
    }
}
