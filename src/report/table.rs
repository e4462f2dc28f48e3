//! The table for people.

use super::layout::{cut, padded, width, wrapped};
use super::{ReportOptions, shares};
use crate::article::ArticleReport;
use crate::error::{harmless, harmless_line};
use crate::stance::Stance;
use std::io::{self, Write};

/// The most columns that the words of a sentence take.
const WIDEST: usize = 60;

/// The fewest columns that the sentence has; a terminal that leaves fewer is too narrow for the table.
const NARROWEST: usize = 16;

/// A terminal of fewer columns has no room for the words that weighed most.
const ROOM_FOR_WORDS: usize = 64;

pub(super) fn write(out: &mut impl Write, report: &ArticleReport<'_>, options: &ReportOptions) -> io::Result<()> {
    let model = report.model();
    let name = harmless(&options.file);
    let Some(found) = report.shares(options.threshold) else { return writeln!(out, "{name}: no sentences") };
    let widest = match options.width {
        None => WIDEST,
        Some(width) if width < ROOM_FOR_WORDS => 0,
        Some(width) => (width / 4).min(WIDEST),
    };
    let words: Vec<String> = match widest {
        0 => vec![String::new(); report.sentences().len()],
        _ => report
            .sentences()
            .iter()
            .map(|sentence| {
                cut(&harmless_line(&model.strongest_words(sentence.text(), options.words).join(" ")), widest)
            })
            .collect(),
    };
    // Two more for the brackets of the undecided.
    let stances = Stance::ALL.map(|stance| width(model.labels().name(stance))).into_iter().fold(4, usize::max) + 2;
    let of_words = words.iter().map(|words| width(words)).max().unwrap_or(0).max("words".len());
    let before = |stance: &str, confidence: &str, words: &str| {
        let words = if widest > 0 { padded(words, of_words) + "  " } else { String::new() };
        format!("{} {confidence}  {words}", padded(stance, stances))
    };
    writeln!(out, "{name}")?;
    let head = before("stance", "conf", "words");
    let indent = " ".repeat(width(&head));
    writeln!(out, "{head}sentence")?;
    for (sentence, words) in report.sentences().iter().zip(&words) {
        let prediction = sentence.prediction();
        let stance = match prediction.decided(options.threshold) {
            Some(stance) => model.labels().name(stance).to_owned(),
            None => format!("({})", model.labels().name(prediction.stance())),
        };
        let line = harmless_line(sentence.text());
        let lines = match options.width {
            Some(width) => wrapped(&line, width.saturating_sub(indent.len()).max(NARROWEST)),
            None => vec![line.into_owned()],
        };
        let first = before(&stance, &format!("{:.2}", prediction.confidence()), words);
        for (number, line) in lines.iter().enumerate() {
            let start = if number == 0 { &first } else { &indent };
            writeln!(out, "{}", format!("{start}{line}").trim_end())?;
        }
    }
    writeln!(out)?;
    for line in shares::lines(report, &found, options) {
        match options.width {
            Some(width) => wrapped(&line, width).iter().try_for_each(|line| writeln!(out, "{line}"))?,
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}
