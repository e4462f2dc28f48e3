//! Shares as text, JSON and CSV.

use super::cells::Found;
use super::{Args, Format, Of};
use crate::ending::{Result, counted};
use crate::table::{Table, TableFormat};
use geostance::prevalence::{Prevalence, Share};
use geostance::{Labels, Outcome};

/// The shares of all parts; `model` is what the model is called.
pub(super) fn print(found: &Found, by: &[String], args: &Args, labels: &Labels, model: &str) -> Result<String> {
    match args.format {
        Format::Text => Ok(text(found, by, args, labels) + "model: " + model + "\n"),
        Format::Json => Ok(serde_json::to_string(found)? + "\n"),
        Format::Csv => csv(found, by, labels),
    }
}

fn interval([low, high]: [f64; 2]) -> String {
    format!("{low:.3} to {high:.3}")
}

/// A table of the outcomes of each part, then how to read it.
fn text(found: &Found, by: &[String], args: &Args, labels: &Labels) -> String {
    let mut text = String::new();
    let percent = (args.level * 1e5).round() / 1e3;
    for cell in &found.estimates {
        if !by.is_empty() {
            text.push_str(&cell.by.to_string());
            text.push('\n');
        }
        text += &of_part(&cell.shares, labels, percent);
        text.push('\n');
    }
    text += match args.population {
        Of::Corpus => "Shares of this corpus; labelled sentences are known.",
        Of::Process => "Shares of the process behind this corpus.",
    };
    text += " naive: the model alone, which may be wrong by any amount.\n\
             worth: how many more labels would have been needed for the same without the model.\n";
    text
}

fn of_part(shares: &Prevalence, labels: &Labels, percent: f64) -> String {
    let clusters =
        shares.clusters().map_or_else(String::new, |clusters| format!(" in {}", counted(clusters, "cluster")));
    let head = format!(
        "{}, {} of them labelled{clusters}; the model counts by λ = {:.2}\n",
        counted(shares.sentences(), "sentence"),
        shares.labelled(),
        shares.lambda()
    );
    let interval_head = format!("{percent} % interval");
    let mut table = Table::new(["outcome", "naive", "estimate", &interval_head, "of the labels alone", "worth"]);
    for (outcome, share) in shares.shares().iter() {
        table.push([
            labels.name(outcome).to_owned(),
            format!("{:.3}", share.naive),
            format!("{:.3}", share.estimate),
            interval(share.interval),
            interval(share.sample_interval),
            share.worth.map_or_else(|| "–".to_owned(), |worth| format!("{:.0}", worth.round() + 0.0)),
        ]);
    }
    head + &table.text()
}

/// A row for each outcome of each part.
fn csv(found: &Found, by: &[String], labels: &Labels) -> Result<String> {
    let figures = ["outcome", "naive", "estimate", "low", "high", "sample_low", "sample_high", "worth"];
    let counts = ["sentences", "labelled", "lambda"];
    let head = by.iter().map(String::as_str).chain(counts).chain(figures);
    let mut table = Table::new(head);
    for cell in &found.estimates {
        let shares = &cell.shares;
        let counts = [shares.sentences().to_string(), shares.labelled().to_string(), shares.lambda().to_string()];
        for (outcome, share) in shares.shares().iter() {
            table.push(cell.by.values.iter().cloned().chain(counts.clone()).chain(row(labels, outcome, share)));
        }
    }
    table.print(TableFormat::Csv)
}

fn row(labels: &Labels, outcome: Outcome, share: &Share) -> Vec<String> {
    let Share { naive, estimate, interval: [low, high], sample_interval: [first, last], worth, .. } = *share;
    let figures = [naive, estimate, low, high, first, last].map(|figure| figure.to_string());
    let worth = worth.map_or_else(String::new, |worth| worth.to_string());
    std::iter::once(labels.name(outcome).to_owned()).chain(figures).chain([worth]).collect()
}
