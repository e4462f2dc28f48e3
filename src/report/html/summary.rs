//! What an article comes to: its shares, how they flow, the strongest sentence of each stance.

use super::parts::{class, label, marked, shares_bar, undecided};
use super::text::{count, figure, percent, title};
use crate::article::{ArticleReport, SentenceReport, Shares};
use crate::report::ReportOptions;
use crate::report::words::marks;
use crate::stance::Stance;
use maud::{Markup, html};

/// The shares, the strip and the strongest sentences.
pub(super) fn summary(report: &ArticleReport<'_>, shares: &Shares, options: &ReportOptions) -> Markup {
    html! {
        section.summary aria-labelledby="shares" {
            h2 #shares { "Which course its sentences take" }
            (in_short(shares))
            (shares_bar(&shares.decided()))
            (table(report, shares, options))
            h3 #flow { "From the first sentence to the last" }
            (flow(report, options))
            h3 #strongest { "The strongest sentence of each" }
            (strongest(report, options))
        }
    }
}

fn in_short(shares: &Shares) -> Markup {
    let take = if shares.sentences() == 1 { " sentence takes a course" } else { " sentences take a course" };
    html! {
        p.short {
            b { (format!("{:.1}", shares.courses())) } " of " (count(shares.sentences())) (take)
            " at all" span.aside { ", by the sum of the evidence" }
            @if shares.unknown() > 0 {
                span.aside { "; of " (count(shares.unknown())) " the model knows no word" }
            }
            "."
        }
    }
}

fn table(report: &ArticleReport<'_>, shares: &Shares, options: &ReportOptions) -> Markup {
    let labels = report.model().labels();
    let sentences = |stance: Option<Stance>| {
        let all = report.sentences().iter();
        all.filter(|sentence| sentence.prediction().decided(options.threshold) == stance).count()
    };
    let mean = |stance| (shares.courses() > 0.0).then(|| percent(shares.mean_probabilities()[stance]));
    html! {
        table.figures {
            thead {
                tr {
                    th scope="col" { "course" }
                    th scope="col" { "decided" span.aside { " at " (options.threshold) } }
                    th scope="col" { "share" }
                    th scope="col" { "mean" span.aside { " by evidence" } }
                }
            }
            tbody {
                @for stance in Stance::ALL {
                    tr {
                        th scope="row" { (label(labels, stance)) }
                        td { (count(sentences(Some(stance)))) }
                        td { (percent(shares.of_stance(stance))) }
                        td { (mean(stance).unwrap_or_else(|| "–".to_owned())) }
                    }
                }
                tr {
                    th scope="row" { (undecided()) }
                    td { (count(sentences(None))) }
                    td { (percent(shares.undecided())) }
                    td {}
                }
            }
        }
    }
}

/// A lane for each stance, in which its sentences stand as high as the model is confident; undecided ones are pale.
fn flow(report: &ArticleReport<'_>, options: &ReportOptions) -> Markup {
    let labels = report.model().labels();
    html! {
        figure.flow {
            @for stance in Stance::ALL {
                div.lane {
                    (label(labels, stance))
                    (lane(report, stance, options))
                }
            }
            figcaption { "Each bar is a sentence, as high as its confidence; a pale one is undecided. " (thirds(report, options)) }
        }
    }
}

fn lane(report: &ArticleReport<'_>, stance: Stance, options: &ReportOptions) -> Markup {
    let all = report.sentences();
    let of_stance = || all.iter().enumerate().filter(|(_, sentence)| sentence.prediction().stance() == stance);
    let classes = |sentence: &SentenceReport<'_>| match sentence.prediction().decided(options.threshold) {
        Some(_) => class(stance).to_owned(),
        None => format!("{} pale", class(stance)),
    };
    let height = |sentence: &SentenceReport<'_>| 100.0 * sentence.prediction().confidence();
    html! {
        svg viewBox={ "0 0 " (all.len().max(1)) " 100" } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.rail x="0" y="0" width=(all.len().max(1)) height="100" {}
            @for (place, sentence) in of_stance() {
                a href={ "#s" (place + 1) } tabindex="-1" {
                    title { (place + 1) ": " (title(sentence.text())) }
                    rect.hit x=(place) y="0" width="1" height="100" {}
                    rect class=(classes(sentence)) x=(format!("{place}.1")) width="0.8"
                        y=(format!("{:.1}", 100.0 - height(sentence))) height=(format!("{:.1}", height(sentence))) {}
                }
            }
        }
    }
}

/// The same in words: how many sentences of each third are decided for each stance.
fn thirds(report: &ArticleReport<'_>, options: &ReportOptions) -> Markup {
    let all = report.sentences();
    let third = all.len().div_ceil(3).max(1);
    let names = ["Decided in the first third", "in the second", "in the last"];
    let of_stance = |part: &[SentenceReport<'_>], stance| {
        part.iter().filter(|sentence| sentence.prediction().decided(options.threshold) == Some(stance)).count()
    };
    let parts: Vec<_> = if all.len() < 6 { Vec::new() } else { names.into_iter().zip(all.chunks(third)).collect() };
    let last = parts.len().saturating_sub(1);
    html! {
        @for (place, (name, part)) in parts.iter().enumerate() {
            (name) ": "
            @for stance in Stance::ALL {
                (label(report.model().labels(), stance)) " " (of_stance(part, stance))
                @if stance != Stance::WesternLeaning { ", " }
            }
            (if place == last { "." } else { "; " })
        }
    }
}

/// The sentence of which the model is most confident, for each stance.
fn strongest(report: &ArticleReport<'_>, options: &ReportOptions) -> Markup {
    let model = report.model();
    let confidence = |place: usize| report.sentences()[place].prediction().confidence();
    let of = |stance| {
        let leaning = |place: &usize| {
            let prediction = report.sentences()[*place].prediction();
            prediction.stance() == stance && prediction.known_features() > 0
        };
        let all = (0..report.sentences().len()).filter(leaning);
        // Of equals the first.
        all.reduce(|best, next| if confidence(next) > confidence(best) { next } else { best })
    };
    html! {
        ul.strongest aria-labelledby="strongest" {
            @for stance in Stance::ALL {
                li.(class(stance)) {
                    @match of(stance) {
                        Some(place) => {
                            @let sentence = &report.sentences()[place];
                            span.head {
                                (label(model.labels(), stance)) " "
                                span.of { (figure(confidence(place)))
                                    @if sentence.prediction().decided(options.threshold).is_none() { ", undecided" } }
                            }
                            q dir="auto" { (marked(sentence.text(), &marks(&model.explain(sentence.text()), stance))) }
                            " " a.to href={ "#s" (place + 1) } { "sentence " (place + 1) }
                        }
                        None => {
                            span.head { (label(model.labels(), stance)) }
                            span.nothing { "No sentence leans this way." }
                        }
                    }
                }
            }
        }
    }
}
