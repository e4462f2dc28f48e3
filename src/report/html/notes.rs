//! What stands below: the model, how to read a page, what it cannot do.

use super::parts::label;
use super::text::{count, shown, trained_on};
use crate::model::StanceModel;
use crate::report::ReportOptions;
use crate::stance::{Labels, Stance};
use maud::{Markup, html};

/// How many digits of the digest of the training data are shown.
const DIGITS: usize = 12;

/// How to read a page, what it cannot do; what it was made from: the source, what stands beside the text, the model with its
/// digest, the threshold.
pub(super) fn notes(model: &StanceModel, options: &ReportOptions, source: Option<&str>, reading: &Markup) -> Markup {
    html! {
        footer {
            section aria-labelledby="reading" { h2 #reading { "How to read it" } (reading) }
            section aria-labelledby="limits" { h2 #limits { "What it cannot do" } (limits(model)) }
            section aria-labelledby="source" {
                h2 #source { "Where it comes from" }
                dl {
                    @if let Some(source) = source { div { dt { "file" } dd { bdi { (shown(source)) } } } }
                    @for (name, value) in options.columns.iter().filter(|(_, value)| !value.trim().is_empty()) {
                        div { dt { bdi { (shown(name)) } } dd { bdi { (shown(value)) } } }
                    }
                    (of_model(model, options.model.as_deref(), "model"))
                    div { dt { "threshold" } dd { (options.threshold) } }
                    div { dt { "made by" } dd { (super::frame::GENERATOR) } }
                }
            }
        }
    }
}

/// Rows of a list that name a model and its data.
pub(crate) fn of_model(model: &StanceModel, name: Option<&str>, row: &str) -> Markup {
    let provenance = model.provenance();
    let digest: String = provenance.data_sha256.chars().take(DIGITS).collect();
    html! {
        @if let Some(name) = name { div { dt { (row) } dd { bdi { (shown(name)) } } } }
        div {
            dt { "trained on" }
            dd {
                (count(trained_on(model))) " sentences, SHA-256 " code { (shown(&digest)) "…" }
                @if let Some(before) = &provenance.adapted_from {
                    ", on top of a model of " code { (shown(&before.chars().take(DIGITS).collect::<String>())) "…" }
                }
            }
        }
    }
}

/// How the page of an article is read.
pub(super) fn of_article(labels: &Labels, options: &ReportOptions) -> Markup {
    html! {
        p {
            "A tinted sentence is decided: " (label(labels, Stance::ProMoscow)) ", " (label(labels, Stance::MultiVector)) " or "
            (label(labels, Stance::WesternLeaning)) ". The paler it is, the closer its confidence is to the threshold, "
            (options.threshold) "; below that a sentence is undecided and stays plain."
        }
        p {
            "Point at a sentence, tap it or move to it with the keyboard, and its figures are shown. "
            b { "Evidence" } " is the probability that it takes a course at all; the three probabilities are those of the course if it \
            takes one, and sum to 1; " b { "confidence" } " is evidence times the largest of the three."
        }
        p {
            "Underlined words pushed towards the sentence’s course, the thicker the line the more. A push is what a word adds to the \
            score of the course, less what it adds to the three on average."
        }
        p {
            "The " b { "mean" } " is that of the three probabilities over all sentences, each weighted by its evidence; it is a steadier \
            figure than the count of decided sentences."
        }
    }
}

/// What a bag of words cannot do.
fn limits(model: &StanceModel) -> Markup {
    html! {
        ul {
            li { "It codes sentences, each alone. A share of sentences is not the opinion of an article, and says nothing of people, outlets \
                or governments." }
            li { "It counts words and pairs of words, and does not read: negation, irony, and who does what to whom are seen only as far as \
                these show them." }
            li { "Names carry much of the evidence. Where politics turn, the model must be trained again." }
            li { "Shares are biased where a text is unlike the " (count(trained_on(model))) " sentences of the training: check a sample by \
                hand before you publish one." }
        }
    }
}
