//! The table for people.

use super::{ReportOptions, strongest_words};
use crate::article::ArticleReport;
use crate::stance::Stance;
use std::io::{self, Write};

/// The most characters that the words of a sentence take.
const WIDEST: usize = 60;

pub(super) fn write(out: &mut impl Write, report: &ArticleReport<'_>, options: &ReportOptions) -> io::Result<()> {
    let model = report.model();
    if report.sentences().is_empty() {
        return writeln!(out, "{}: no sentences", options.file);
    }
    let words: Vec<String> = report
        .sentences()
        .iter()
        .map(|sentence| cut(&strongest_words(model, sentence.text(), options.words).join(" "), WIDEST))
        .collect();
    let width = words.iter().map(|words| words.chars().count()).max().unwrap_or(0).max("words".len());
    writeln!(out, "{}", options.file)?;
    // Two more for the brackets of the undecided.
    let widest = Stance::ALL.map(|stance| model.labels().name(stance).chars().count()).into_iter().max();
    let stances = widest.unwrap_or(0).max("stance".len()) + 2;
    writeln!(out, "{:stances$} conf  {:width$}  sentence", "stance", "words")?;
    for (sentence, words) in report.sentences().iter().zip(&words) {
        let prediction = sentence.prediction();
        let stance = match prediction.decided(options.threshold) {
            Some(stance) => model.labels().name(stance).to_owned(),
            None => format!("({})", model.labels().name(prediction.stance())),
        };
        let line = one_line(sentence.text());
        writeln!(out, "{stance:stances$} {:.2}  {words:width$}  {line}", prediction.confidence())?;
    }
    let Some(shares) = report.shares(options.threshold) else { return Ok(()) };
    let label = |stance: Stance| model.labels().name(stance);
    let decided: Vec<String> =
        shares.decided().iter().map(|(stance, share)| format!("{} {share:.2}", label(stance))).collect();
    let means: Vec<String> =
        shares.mean_probabilities().iter().map(|(stance, mean)| format!("{} {mean:.2}", label(stance))).collect();
    writeln!(out)?;
    writeln!(
        out,
        "{} sentences, decided at a confidence of {} or more: {}, undecided {:.2}",
        report.sentences().len(),
        options.threshold,
        decided.join(", "),
        shares.undecided()
    )?;
    writeln!(out, "mean probabilities: {}", means.join(", "))
}

/// A text of at most `width` characters, the last an ellipsis where it was longer.
fn cut(text: &str, width: usize) -> String {
    match text.char_indices().nth(width) {
        Some(_) => text.chars().take(width - 1).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

/// A sentence on one line: control characters, line breaks among them, as spaces.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}
