//! The table for people.

use super::layout::{cut, padded, width, wrapped};
use super::style::Style;
use super::words::marks;
use super::{ReportOptions, shares};
use crate::article::{ArticleReport, SentenceReport};
use crate::error::{harmless, harmless_line};
use crate::stance::Stance;
use std::io::{self, Write};

/// The most columns that the words of a sentence take.
const WIDEST: usize = 60;

/// The fewest columns that the sentence has; a terminal that leaves fewer is too narrow for the table.
const NARROWEST: usize = 16;

/// A terminal of fewer columns has no room for the words that weighed most.
const ROOM_FOR_WORDS: usize = 64;

/// The columns of a bar.
const BAR: usize = 6;

/// How wide each column is.
struct Columns {
    stances: usize,
    bar: usize,
    /// None where there is no room.
    words: Option<usize>,
}

impl Columns {
    /// A row up to the sentence, by what the other columns hold.
    fn row(&self, stance: String, wide: usize, confidence: &str, bar: &str, words: &str) -> String {
        let mut row = stance + &" ".repeat(self.stances.saturating_sub(wide)) + " " + confidence + "  ";
        if self.bar > 0 {
            row += bar;
            row += "  ";
        }
        if let Some(columns) = self.words {
            row += &padded(words, columns);
            row += "  ";
        }
        row
    }
}

pub(super) fn write(out: &mut impl Write, report: &ArticleReport<'_>, options: &ReportOptions) -> io::Result<()> {
    let model = report.model();
    let style = Style(options.styled);
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
    let of_words = words.iter().map(|words| width(words)).max().unwrap_or(0).max("words".len());
    let columns = Columns {
        // Two more for the brackets of the undecided.
        stances: Stance::ALL.map(|stance| width(model.labels().name(stance))).into_iter().fold(4, usize::max) + 2,
        bar: if options.styled && widest > 0 { BAR } else { 0 },
        words: (widest > 0).then_some(of_words),
    };
    writeln!(out, "{}", style.bold(&name))?;
    let head = columns.row("stance".to_owned(), "stance".len(), "conf", &" ".repeat(BAR), "words");
    let indent = " ".repeat(width(&head));
    writeln!(out, "{}", style.dim(&format!("{head}sentence")))?;
    for (sentence, words) in report.sentences().iter().zip(&words) {
        let first = before(report, sentence, &columns, words, options);
        let line = harmless_line(sentence.text());
        let lines = match options.width {
            Some(width) => wrapped(&line, width.saturating_sub(indent.len()).max(NARROWEST)),
            None => vec![line.into_owned()],
        };
        let explained = || marks(&model.explain(sentence.text()), sentence.prediction().stance());
        let lines = style.marked(lines, sentence.text(), &if options.styled { explained() } else { Vec::new() });
        for (number, line) in lines.iter().enumerate() {
            let start = if number == 0 { &first } else { &indent };
            writeln!(out, "{}", format!("{start}{line}").trim_end())?;
        }
    }
    writeln!(out)?;
    let below = if options.styled { shares::bars } else { shares::lines };
    for line in below(report, &found, options) {
        match options.width.filter(|_| !line.contains('\u{1b}')) {
            Some(width) => wrapped(&line, width).iter().try_for_each(|line| writeln!(out, "{line}"))?,
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}

/// What stands before a sentence.
fn before(
    report: &ArticleReport<'_>,
    sentence: &SentenceReport<'_>,
    columns: &Columns,
    words: &str,
    options: &ReportOptions,
) -> String {
    let (style, prediction) = (Style(options.styled), sentence.prediction());
    let label = report.model().labels().name(prediction.stance());
    let decided = prediction.decided(options.threshold).is_some();
    let name = if decided { label.to_owned() } else { format!("({label})") };
    let confidence = format!("{:.2}", prediction.confidence());
    let bar = style.bar(prediction.confidence(), columns.bar, decided.then_some(prediction.stance()));
    let (wide, name) =
        (width(&name), if decided { style.stance(&name, prediction.stance(), true) } else { style.dim(&name) });
    columns.row(name, wide, &confidence, &bar, words)
}
