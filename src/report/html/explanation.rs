//! The page of one sentence explained.

use super::frame::page;
use super::notes::notes;
use super::parts::{class, figures, label, marked, undecided, verdict};
use super::text::{count, figure, shown, signed, title};
use crate::explanation::{Contribution, Flip, MOST_FLIPPED};
use crate::report::explanation::{ExplanationReport, towards_a_course};
use crate::report::words::marks;
use crate::stance::{Outcome, Stance};
use crate::vocabulary::TermKind;
use maud::{Markup, html};
use std::ops::Range;

/// The most words, and terms, that the page lists; of a longer sentence those that push most.
const MOST: usize = 200;

pub(super) fn explanation(report: &ExplanationReport<'_>) -> Markup {
    let (model, explanation, options) = (report.model(), report.explanation(), report.options());
    let prediction = explanation.prediction();
    let body = html! {
        header.top { p.file { "One sentence, explained" } }
        main {
            h1.plain { (verdict(model.labels(), prediction, options.threshold)) " "
                span.of {
                    (figure(prediction.confidence()))
                    @if prediction.decided(options.threshold).is_none() { " in " (label(model.labels(), prediction.stance())) }
                }
            }
            p.explained.(class(prediction.stance())) dir="auto" {
                (marked(report.sentence(), &marks(explanation, prediction.stance())))
            }
            @if prediction.known_features() == 0 {
                p.nothing { "The model knows no word of this sentence: what it says is its prior." }
            }
            div.columns {
                section.panel aria-labelledby="figures" {
                    h2 #figures { "What the model says" }
                    (figures(model.labels(), prediction, model.knows_none()))
                }
                section.panel aria-labelledby="flip" {
                    h2 #flip { "What would flip it" }
                    (flip(report))
                }
            }
            section aria-labelledby="words" {
                h2 #words { "What each word pushes" }
                (words(report))
            }
            (terms(report))
        }
        (notes(model, options, None, &reading(report)))
    };
    page(&format!("{} – explained", title(report.sentence())), &body, None)
}

fn flip(report: &ExplanationReport<'_>) -> Markup {
    let (labels, options) = (report.model().labels(), report.options());
    let now = verdict(labels, report.explanation().prediction(), options.threshold);
    html! {
        @match report.flip() {
            Some(flip) => {
                p {
                    "Without " @for (place, word) in flip.words().iter().enumerate() {
                        @if place > 0 { (if place + 1 == flip.words().len() { " and " } else { ", " }) }
                        b { bdi { (shown(word)) } }
                    }
                    " it would be " (verdict(labels, flip.prediction(), options.threshold)) ", with confidence "
                    (figure(flip.prediction().confidence()))
                    @if flip.prediction().decided(options.threshold).is_none() { " in " (label(labels, flip.prediction().stance())) }
                    ", and no longer " (now) "."
                }
                p.explained.small dir="auto" { (struck(report.sentence(), flip)) }
            }
            None => p {
                "No " (MOST_FLIPPED) " words or fewer were found without which it would be other than " (now) "."
            }
        }
    }
}

/// The sentence with the words that are taken out struck through.
fn struck(sentence: &str, flip: &Flip<'_>) -> Markup {
    let mut at = 0;
    let pieces = flip.spans().iter().map(|span| {
        let before = &sentence[at..span.start];
        at = span.end;
        (before, &sentence[span.clone()])
    });
    let pieces: Vec<_> = pieces.collect();
    html! {
        @for (before, word) in pieces { (shown(before)) del { (shown(word)) } }
        (shown(&sentence[at..]))
    }
}

/// The columns of the tables.
fn columns(report: &ExplanationReport<'_>) -> impl Iterator<Item = Outcome> {
    Stance::ALL.map(Outcome::Stance).into_iter().chain(report.model().knows_none().then_some(Outcome::None))
}

fn head(report: &ExplanationReport<'_>, first: &[&str]) -> Markup {
    html! {
        thead {
            tr {
                @for name in first { th scope="col" { (name) } }
                @for outcome in columns(report) {
                    th scope="col" {
                        @if outcome == Outcome::None { "evidence" } @else { (label(report.model().labels(), outcome)) }
                    }
                }
            }
        }
    }
}

/// The places of at most [`MOST`] rows, in order: those whose largest push is largest.
fn largest(pushes: &[Vec<f64>]) -> Vec<usize> {
    let size = |place: &usize| pushes[*place].iter().fold(0.0_f64, |most, push| most.max(push.abs()));
    let mut places: Vec<usize> = (0..pushes.len()).collect();
    places.sort_by(|a, b| size(b).total_cmp(&size(a)));
    places.truncate(MOST);
    places.sort_unstable();
    places
}

fn words(report: &ExplanationReport<'_>) -> Markup {
    let words = report.explanation().words();
    let push = |outcome: Outcome, place: usize| {
        outcome.stance().map_or_else(|| towards_a_course(&words[place]), |stance| words[place].push(stance))
    };
    let pushes: Vec<Vec<f64>> =
        (0..words.len()).map(|place| columns(report).map(|outcome| push(outcome, place)).collect()).collect();
    let most = pushes.iter().flatten().fold(0.0_f64, |most, push| most.max(push.abs()));
    let places = largest(&pushes);
    html! {
        @if places.len() < words.len() {
            p.aside { "The " (places.len()) " of " (count(words.len())) " words that push most." }
        }
        div.scroll role="region" aria-label="Table of words" tabindex="0" {
            table.words {
                (head(report, &["word"]))
                tbody {
                    @for place in places {
                        tr {
                            th scope="row" { bdi { (shown(&report.sentence()[words[place].span()])) } }
                            @for (outcome, push) in columns(report).zip(&pushes[place]) {
                                td { (diverging(outcome, *push, most)) (signed(*push)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A push as a bar to the right of a middle line, or to the left of it.
fn diverging(outcome: Outcome, push: f64, most: f64) -> Markup {
    let wide = if most > 0.0 { 50.0 * push.abs() / most } else { 0.0 };
    let start = if push < 0.0 { 50.0 - wide } else { 50.0 };
    let classes = if push < 0.0 { format!("{} pale", class(outcome)) } else { class(outcome).to_owned() };
    html! {
        svg.push-bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.rail x="0" y="3.5" width="100" height="1" {}
            rect class=(classes) x=(format!("{start:.1}")) y="0" width=(format!("{wide:.1}")) height="8" {}
        }
    }
}

/// The terms behind the words, for those who want to see them.
fn terms(report: &ExplanationReport<'_>) -> Markup {
    let terms = report.explanation().contributions();
    let adds: Vec<Vec<f64>> =
        terms.iter().map(|term| Outcome::ALL.iter().map(|&outcome| term.to(outcome)).collect()).collect();
    let places = largest(&adds);
    let outcomes: Vec<Outcome> = columns(report).collect();
    let labels = report.model().labels();
    html! {
        @if !terms.is_empty() {
            details {
                summary { "The " (count(terms.len())) " terms behind the words, and what each adds to the scores" }
                @if places.len() < terms.len() { p.aside { "Those " (places.len()) " that add most." } }
                div.scroll role="region" aria-label="Table of terms" tabindex="0" {
                    table.words {
                        thead {
                            tr {
                                th scope="col" { "term" }
                                th scope="col" { "kind" }
                                th scope="col" { "where" }
                                @for &outcome in &outcomes {
                                    th scope="col" {
                                        @if outcome == Outcome::None { "no course" } @else { (label(labels, outcome)) }
                                    }
                                }
                            }
                        }
                        tbody { @for place in places { (term(&terms[place], &outcomes, report.sentence())) } }
                    }
                }
            }
        }
    }
}

fn term(term: &Contribution, outcomes: &[Outcome], sentence: &str) -> Markup {
    let Range { start, end } = term.span();
    html! {
        tr {
            th scope="row" { bdi { (shown(term.term())) } }
            td { (kind(term.kind())) }
            td { @if start < end { bdi { (title(&sentence[start..end])) } } @else { "–" } }
            @for &outcome in outcomes { td { (signed(term.to(outcome))) } }
        }
    }
}

/// A kind of term in words.
fn kind(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Word => "word",
        TermKind::Ngram => "words in a row",
        TermKind::Prefix => "word beginning",
        TermKind::Characters => "characters",
        TermKind::Elongated => "drawn-out word",
        TermKind::Groups => "names",
        TermKind::Crossed => "word with names",
    }
}

fn reading(report: &ExplanationReport<'_>) -> Markup {
    html! {
        p {
            "A push is what a word adds to the score of a course, less what it adds to the three on average; under evidence, what it adds to \
            the three on average less what it adds to no course at all. Both are log-odds before calibration. The thicker a word is \
            underlined, the more it pushed towards the verdict."
        }
        p {
            b { "Evidence" } " is the probability that the sentence takes a course at all; the three probabilities are those of the course if \
            it takes one; " b { "confidence" } " is evidence times the largest of the three. From " (report.options().threshold)
            " on a sentence counts as decided; below it is " (undecided()) "."
        }
        p {
            "What would flip it was found by taking out the weightiest words one after the other, and checked by classifying the rest. Other \
            and smaller sets of words may do so as well."
        }
    }
}
