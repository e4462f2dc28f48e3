//! The confusion matrix: which stances were taken for which.

use super::canvas::{Canvas, Done, Side, Text, picture};
use super::head::{Head, MARGIN};
use super::style::{FAINT_INK, GRID, INK, TEXT, WHITE, shade};
use super::wording::{columns, width, wrapped};
use crate::error::{Error, PlotError, counted};
use crate::evaluation::Evaluation;
use crate::numeric::decimals;
use crate::stance::Stance;
use std::fmt::Write;

/// A cell, in pixels.
const WIDE: f64 = 132.0;
const HIGH: f64 = 62.0;
/// The column of recall and the row of precision.
const MARGINAL: (f64, f64) = (76.0, 36.0);
/// The most columns of a line of a label.
const LONGEST: usize = 20;
const LINE: f64 = 1.2 * TEXT;

/// The confusion matrix of an evaluation, as SVG: counts, the share of each label's sentences as a shade, recall at the right and
/// precision below.
///
/// # Errors
///
/// [`Error::Plot`] where no evaluated sentence has a stance.
///
/// ```
/// use geostance::{Dataset, StanceModel, plots};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let svg = plots::confusion(&StanceModel::pretrained().evaluate(&data)?)?;
/// assert!(svg.contains("<title>Confusion matrix</title>"));
/// # Ok::<(), geostance::Error>(())
/// ```
pub fn confusion(evaluation: &Evaluation) -> Result<String, Error> {
    if evaluation.with_stance() == 0 {
        return Err(PlotError::Nothing("no sentence has a stance").into());
    }
    Ok(draw(evaluation)?)
}

fn draw(evaluation: &Evaluation) -> Done<String> {
    let name = |stance| evaluation.labels().name(stance);
    let rows = Stance::ALL.map(|stance| wrapped(name(stance), LONGEST, 3));
    let across = Stance::ALL.map(|stance| wrapped(name(stance), columns(WIDE - 12.0, TEXT), 4));
    let widest = rows.iter().flatten().map(|line| width(line, TEXT)).fold(width("precision", TEXT), f64::max);
    let lines = across.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let left = MARGIN + 22.0 + widest + 10.0;
    let full = left + 3.0 * WIDE + MARGINAL.0 + MARGIN;
    let figure = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| decimals(value, 3));
    let head = Head {
        title: "Confusion matrix",
        key: Vec::new(),
        note: format!(
            "{} with a stance; accuracy {}, macro-F1 {}. Darker: a larger share of the label's sentences.",
            counted(evaluation.with_stance(), "sentence", "sentences"),
            figure(evaluation.accuracy()),
            figure(evaluation.macro_f1())
        ),
        width: full,
    };
    let top = head.height() + 22.0 + lines * LINE + 8.0;
    let height = top + 3.0 * HIGH + MARGINAL.1 + MARGIN;
    picture((full, height), head.title, &description(evaluation), |canvas| {
        head.draw(canvas)?;
        let middle = Text::new(Side::Middle);
        canvas.text((left + 1.5 * WIDE, head.height() + 8.0), "prediction", middle.colour(FAINT_INK))?;
        canvas.upward((MARGIN + 8.0, top + 1.5 * HIGH), "label", middle.colour(FAINT_INK))?;
        let recall = left + 3.0 * WIDE + MARGINAL.0 / 2.0;
        canvas.text((recall, top - 8.0 - LINE / 2.0), "recall", middle.colour(FAINT_INK))?;
        let precision = top + 3.0 * HIGH + MARGINAL.1 / 2.0;
        canvas.text((left - 10.0, precision), "precision", Text::new(Side::Right).colour(FAINT_INK))?;
        for (number, stance) in Stance::ALL.into_iter().enumerate() {
            let (x, y) = (left + WIDE * (number as f64 + 0.5), top + HIGH * (number as f64 + 0.5));
            let own = across[number].len() as f64 * LINE;
            canvas.lines((x, top - 8.0 - own / 2.0), &across[number], middle)?;
            canvas.lines((left - 10.0, y), &rows[number], Text::new(Side::Right))?;
            let scores = evaluation.class(stance);
            canvas.text((recall, y), &figure(scores.recall), middle)?;
            canvas.text((x, precision), &figure(scores.precision), middle)?;
            for (place, prediction) in Stance::ALL.into_iter().enumerate() {
                let count = evaluation.confusion().count(stance, prediction);
                cell(canvas, (left + WIDE * place as f64, y - HIGH / 2.0), count, scores.support)?;
            }
        }
        Ok(())
    })
}

/// A cell: its count, its share of the row, its shade.
fn cell(canvas: &Canvas<'_>, (x, y): (f64, f64), count: usize, row: usize) -> Done {
    let share = if row > 0 { count as f64 / row as f64 } else { 0.0 };
    let corners = [(x, y), (x + WIDE, y), (x + WIDE, y + HIGH), (x, y + HIGH), (x, y)];
    canvas.shape(&corners, shade(share), 1.0)?;
    canvas.line(&corners, GRID, 1.0, &[])?;
    let ink = if share > 0.45 { WHITE } else { INK };
    let text = Text::new(Side::Middle).colour(ink);
    let middle = (x + WIDE / 2.0, y + HIGH / 2.0);
    canvas.text((middle.0, middle.1 - 8.0), &count.to_string(), text.size(16.0).bold())?;
    if row > 0 {
        canvas.text((middle.0, middle.1 + 12.0), &format!("{:.0} %", 100.0 * share), text)?;
    }
    Ok(())
}

fn description(evaluation: &Evaluation) -> String {
    let name = |stance| evaluation.labels().name(stance);
    let mut words = "Which stances were taken for which, in sentences.".to_owned();
    for label in Stance::ALL {
        let taken = Stance::ALL
            .map(|prediction| format!("{} for {}", evaluation.confusion().count(label, prediction), name(prediction)));
        let _ = write!(words, " Labelled {}: taken {}.", name(label), taken.join(", "));
    }
    words
}
