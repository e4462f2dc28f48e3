//! An explanation as text for people.

use super::explained::{ExplanationReport, towards_a_course};
use crate::error::{harmless, harmless_line};
use crate::explanation::MOST_FLIPPED;
use crate::model::Prediction;
use crate::numeric::signed;
use crate::report::layout::{cut, padded, width};
use crate::report::style::Style;
use crate::report::words::marks;
use crate::stance::{Outcome, Stance};
use std::io::{self, Write};

/// The most columns of a word.
const WIDEST: usize = 40;

/// The columns of a name before its figure, at least.
const NAMES: usize = 16;

/// The columns of a bar.
const BAR: usize = 24;

pub(super) fn write(out: &mut impl Write, report: &ExplanationReport<'_>) -> io::Result<()> {
    let (labels, prediction) = (report.model.labels(), report.explanation.prediction());
    let style = Style(report.options.styled);
    let stance = labels.name(prediction.stance());
    let underlined = marks(&report.explanation, prediction.stance());
    for line in style.marked(vec![harmless_line(report.sentence).into_owned()], report.sentence, &underlined) {
        writeln!(out, "{line}\n")?;
    }
    words(out, report, style)?;
    writeln!(out)?;
    let names = Stance::ALL.map(|stance| width(labels.name(stance))).into_iter().fold(NAMES, usize::max);
    let mut line = |name: &str, value: &str, after: &str| {
        writeln!(out, "{}", format!("{} {value}{after}", padded(name, names)).trim_end())
    };
    let bar = |share: f64, stance: Option<Stance>| {
        if style.0 { format!("  {}", style.bar(share, BAR, stance)) } else { String::new() }
    };
    for (stance, &probability) in prediction.probabilities().iter() {
        line(labels.name(stance), &format!("{probability:.3}"), &bar(probability, Some(stance)))?;
    }
    let evidence = bar(prediction.evidence(), None) + "  (that the sentence takes a course at all)";
    line("evidence", &format!("{:.3}", prediction.evidence()), &evidence)?;
    let confidence = bar(prediction.confidence(), Some(prediction.stance()));
    let decided = if prediction.decided(report.options.threshold).is_some() { "" } else { "; undecided" };
    let threshold = report.options.threshold;
    line(
        "confidence",
        &format!("{:.3}", prediction.confidence()),
        &format!("{confidence}  (in {stance}; decided from {threshold}{decided})"),
    )?;
    line("without", &flip(report, style), "")?;
    if let Some(model) = &report.options.model {
        line("model", &harmless(model), "")?;
    }
    if prediction.known_features() == 0 {
        writeln!(out, "the model knows no word of this sentence: what it says is its prior")?;
    }
    Ok(())
}

/// What would flip the verdict.
fn flip(report: &ExplanationReport<'_>, style: Style) -> String {
    let Some(flip) = &report.flip else {
        return format!("no {MOST_FLIPPED} words or fewer were found without which the verdict changes");
    };
    let words: Vec<String> = flip.words().iter().map(|word| style.bold(&cut(&harmless_line(word), WIDEST))).collect();
    format!("{}: {}", words.join(", "), verdict(report, flip.prediction(), style))
}

fn verdict(report: &ExplanationReport<'_>, prediction: &Prediction, style: Style) -> String {
    let stance = prediction.stance();
    let label = report.model.labels().name(stance);
    match prediction.decided(report.options.threshold) {
        Some(_) => format!("{} with confidence {:.3}", style.stance(label, stance, true), prediction.confidence()),
        None => format!(
            "undecided, with confidence {:.3} in {}",
            prediction.confidence(),
            style.stance(label, stance, false)
        ),
    }
}

/// The pushes of each word, in the order of the sentence.
fn words(out: &mut impl Write, report: &ExplanationReport<'_>, style: Style) -> io::Result<()> {
    let labels = report.model.labels();
    let outcomes =
        Stance::ALL.map(Outcome::Stance).into_iter().chain(report.model.knows_none().then_some(Outcome::None));
    let columns: Vec<(Outcome, &str)> = outcomes
        .map(|outcome| (outcome, if outcome == Outcome::None { "evidence" } else { labels.name(outcome) }))
        .collect();
    let rows: Vec<_> = report.explanation.words().iter().collect();
    let shown: Vec<String> =
        rows.iter().map(|word| cut(&harmless_line(&report.sentence[word.span()]), WIDEST)).collect();
    let widest = shown.iter().map(|word| width(word)).max().unwrap_or(0).max("word".len());
    let right = |text: &str, name: &str| " ".repeat(width(name).max(6).saturating_sub(width(text)));
    let mut head = padded("word", widest);
    for (_, name) in &columns {
        head += "  ";
        head += &right(name, name);
        head += name;
    }
    writeln!(out, "{}", style.dim(&head))?;
    for (word, shown) in rows.iter().zip(&shown) {
        let mut line = padded(shown, widest);
        for &(outcome, name) in &columns {
            let push = outcome.stance().map_or_else(|| towards_a_course(word), |stance| word.push(stance));
            let figure = signed(push, 3);
            let space = right(&figure, name);
            // What pushes for a stance has its colour; the rest recedes.
            let figure = match outcome.stance() {
                Some(stance) if push >= 0.2 => style.stance(&figure, stance, true),
                _ if push < 0.0 => style.dim(&figure),
                _ => figure,
            };
            line += "  ";
            line += &space;
            line += &figure;
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}
