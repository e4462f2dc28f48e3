//! What several pages are made of: the sign of a stance, bars, sentences with their marked words.

use super::text::{figure, shown, signed};
use crate::model::Prediction;
use crate::report::words::Mark;
use crate::stance::{Labels, Outcome, PerStance, Stance};
use maud::{Markup, html};

/// The sign of an outcome, so that colour is not all that tells the stances apart.
pub(crate) fn sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Stance(Stance::ProMoscow) => "◀",
        Outcome::Stance(Stance::MultiVector) => "◆",
        Outcome::Stance(Stance::WesternLeaning) => "▶",
        Outcome::None => "○",
    }
}

/// The class that gives an outcome its colour.
pub(crate) fn class(outcome: impl Into<Outcome>) -> &'static str {
    match outcome.into() {
        Outcome::Stance(Stance::ProMoscow) => "k0",
        Outcome::Stance(Stance::MultiVector) => "k1",
        Outcome::Stance(Stance::WesternLeaning) => "k2",
        Outcome::None => "k3",
    }
}

/// A label with its sign.
pub(crate) fn label(labels: &Labels, outcome: impl Into<Outcome>) -> Markup {
    let outcome = outcome.into();
    html! {
        span.label.(class(outcome)) {
            span.sign aria-hidden="true" { (sign(outcome)) }
            bdi { (shown(labels.name(outcome))) }
        }
    }
}

/// The verdict at a threshold: a label, or that it is undecided.
pub(crate) fn verdict(labels: &Labels, prediction: &Prediction, threshold: f64) -> Markup {
    match prediction.decided(threshold) {
        Some(stance) => label(labels, stance),
        None => undecided(),
    }
}

/// That a sentence is decided for no stance.
pub(crate) fn undecided() -> Markup {
    html! { span.label.k3 { span.sign aria-hidden="true" { (sign(Outcome::None)) } "undecided" } }
}

/// How strong the tint of a decided sentence is, 1 to 5: from the threshold up to certainty.
pub(crate) fn tint(confidence: f64, threshold: f64) -> usize {
    let room = 1.0 - threshold.clamp(0.0, 1.0);
    let above = if room > 0.0 { ((confidence - threshold) / room).clamp(0.0, 1.0) } else { 1.0 };
    1 + (1..5_u8).filter(|&fifth| above * 5.0 >= f64::from(fifth)).count()
}

/// A share from 0 to 1 as a bar in the colour of an outcome.
pub(crate) fn bar(outcome: impl Into<Outcome>, share: f64) -> Markup {
    let width = format!("{:.1}", 100.0 * share.clamp(0.0, 1.0));
    html! {
        svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.rail x="0" y="0" width="100" height="8" {}
            rect.(class(outcome)) x="0" y="0" width=(width) height="8" {}
        }
    }
}

/// Shares side by side, the undecided last, as one bar.
pub(crate) fn shares_bar(shares: &PerStance<f64>) -> Markup {
    let mut at = 0.0;
    let parts = shares.iter().map(|(stance, &share)| {
        let start = at;
        at += 100.0 * share;
        (class(stance), format!("{start:.2}"), format!("{:.2}", 100.0 * share))
    });
    html! {
        svg.shares viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.rail x="0" y="0" width="100" height="8" {}
            @for (class, start, width) in parts { rect.(class) x=(start) y="0" width=(width) height="8" {} }
        }
    }
}

/// A sentence with its marked words underlined.
pub(crate) fn marked(sentence: &str, marks: &[Mark]) -> Markup {
    let mut at = 0;
    let pieces = marks.iter().map(|mark| {
        let before = &sentence[at..mark.span.start];
        at = mark.span.end;
        (before, &sentence[mark.span.clone()], ["w1", "w2", "w3"][mark.level.clamp(1, 3) - 1])
    });
    let pieces: Vec<_> = pieces.collect();
    html! {
        @for (before, word, class) in &pieces { (shown(before)) u.(class) { (shown(word)) } }
        (shown(&sentence[at..]))
    }
}

/// The three probabilities, the evidence and the confidence of a prediction.
pub(crate) fn figures(labels: &Labels, prediction: &Prediction, knows_none: bool) -> Markup {
    let row = |name: Markup, outcome: Outcome, value: f64| {
        html! { span.row { span.name { (name) } (bar(outcome, value)) span.value { (figure(value)) } } }
    };
    html! {
        span.rows {
            @for (stance, &probability) in prediction.probabilities().iter() {
                (row(label(labels, stance), stance.into(), probability))
            }
            @if knows_none { (row(html! { "evidence" }, Outcome::None, prediction.evidence())) }
            (row(html! { "confidence" }, prediction.stance().into(), prediction.confidence()))
        }
    }
}

/// Words with their pushes on one line; none where there is nothing to show.
pub(crate) fn pushes(name: &str, words: &[(&str, f64)]) -> Markup {
    html! {
        @if !words.is_empty() {
            span.pushes {
                span.name { (name) } " "
                span { @for (word, push) in words { span.push { bdi { (shown(word)) } " " b { (signed(*push)) } } " " } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tints_go_from_the_threshold_to_certainty() {
        for (confidence, threshold, expected) in
            [(0.6, 0.6, 1), (0.7, 0.6, 2), (0.99, 0.6, 5), (1.0, 0.6, 5), (0.0, 0.0, 1), (1.0, 1.0, 5), (0.5, 2.0, 5)]
        {
            assert_eq!(tint(confidence, threshold), expected, "{confidence} at {threshold}");
        }
    }

    #[test]
    fn words_are_underlined_where_they_stand() {
        let mark = |start: usize, end: usize, level| Mark { span: start..end, level };
        let found = marked("<Kyiv> & Minsk", &[mark(1, 5, 3), mark(9, 14, 1)]).into_string();
        assert_eq!(found, "&lt;<u class=\"w3\">Kyiv</u>&gt; &amp; <u class=\"w1\">Minsk</u>");
        assert_eq!(marked("", &[]).into_string(), "");
    }
}
