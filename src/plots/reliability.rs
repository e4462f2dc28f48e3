//! The reliability diagram: what a model says of its certainty against what comes true, before and after calibration.

use super::canvas::{Done, Side, Text, picture};
use super::chart::{Axis, BELOW, BESIDE, Chart};
use super::head::{Head, MARGIN, Sample};
use super::style::{FAINT_INK, Style, TITLE, of_series};
use crate::error::{Error, PlotError, counted};
use crate::evaluation::{Evaluation, Reliability};
use std::fmt::Write;

/// The side of a panel without its words, and the height of its heading, in pixels.
const SIDE: f64 = 290.0;
const HEADING: f64 = 44.0;
const BETWEEN: f64 = 24.0;
/// The bins of a curve.
const BINS: usize = 10;

/// One panel: what is said, what came true, in bins before and after calibration.
struct Panel {
    title: &'static str,
    said: &'static str,
    came_true: &'static str,
    curves: [Reliability; 2],
}

/// What a model says of its certainty against what came true, as SVG: the evaluations of the same sentences before and after
/// calibration, each in ten bins of equal size.
///
/// The first panel is of the largest probability; a second one, of the evidence, where there are sentences of both kinds, with a stance
/// and without. The model before calibration is the one with [`Calibration::default`](crate::model::Calibration).
///
/// # Errors
///
/// [`Error::Plot`] where no evaluated sentence has a stance.
///
/// ```
/// use geostance::{Dataset, StanceModel, model::Calibration, plots};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let model = StanceModel::pretrained();
/// let before = model.clone().with_calibration(Calibration::default())?.evaluate(&data)?;
/// let svg = plots::reliability(&before, &model.evaluate(&data)?)?;
/// assert!(svg.contains("before calibration") && svg.contains("after calibration"));
/// # Ok::<(), geostance::Error>(())
/// ```
pub fn reliability(before: &Evaluation, after: &Evaluation) -> Result<String, Error> {
    if before.with_stance() == 0 || after.with_stance() == 0 {
        return Err(PlotError::Nothing("no sentence has a stance").into());
    }
    let both = [before, after];
    let mut panels = vec![Panel {
        title: "Which stance",
        said: "largest probability",
        came_true: "share whose stance was found",
        curves: both.map(|evaluation| evaluation.reliability(BINS)),
    }];
    if both.iter().all(|evaluation| evaluation.without_stance() > 0) {
        panels.push(Panel {
            title: "A stance at all",
            said: "evidence",
            came_true: "share that has a stance",
            curves: both.map(|evaluation| evaluation.evidence_reliability(BINS)),
        });
    }
    Ok(draw(after, &panels)?)
}

/// Before calibration, and after.
fn styles() -> [Style; 2] {
    [of_series(1), of_series(0)]
}

fn draw(after: &Evaluation, panels: &[Panel]) -> Done<String> {
    let panel_width = BESIDE + SIDE;
    let count = panels.len() as f64;
    let width = 2.0 * MARGIN + 8.0 + count * panel_width + (count - 1.0) * BETWEEN;
    let [first, second] = styles().map(Sample::Line);
    let head = Head {
        title: "Reliability",
        key: vec![(first, "before calibration".to_owned()), (second, "after calibration".to_owned())],
        note: format!(
            "{} with a stance, {} without; bins of equal size. On the diagonal what is said comes true: under it the model is \
             too sure, over it not sure enough.",
            counted(after.with_stance(), "sentence", "sentences"),
            after.without_stance()
        ),
        width,
    };
    let top = head.height() + HEADING;
    picture((width, top + SIDE + BELOW + MARGIN), head.title, &description(panels), |canvas| {
        head.draw(canvas)?;
        for (number, panel) in panels.iter().enumerate() {
            let left = MARGIN + number as f64 * (panel_width + BETWEEN);
            let heading = Text::new(Side::Left);
            canvas.text((left + BESIDE, top - HEADING + 8.0), panel.title, heading.size(TITLE - 2.0).bold())?;
            canvas.text((left + BESIDE, top - HEADING + 25.0), &errors(panel), heading.colour(FAINT_INK))?;
            let axes = [Axis::unit(panel.said), Axis::unit(panel.came_true)];
            let corners = [(left, top), (left + panel_width, top + SIDE + BELOW)];
            let chart = Chart::new(canvas, corners, (BESIDE, BELOW), axes)?;
            canvas.line(&[chart.at(0.0, 0.0), chart.at(1.0, 1.0)], FAINT_INK, 1.0, &[2.0, 4.0])?;
            for (curve, style) in panel.curves.iter().zip(styles()) {
                let places: Vec<_> = curve.bins.iter().map(|bin| chart.at(bin.predicted, bin.observed)).collect();
                canvas.line(&places, style.colour, 2.0, style.dashes)?;
                for place in places {
                    canvas.mark(place, style.mark, style.colour, 4.0)?;
                }
            }
        }
        Ok(())
    })
}

fn errors(panel: &Panel) -> String {
    let [before, after] = [0, 1].map(|curve| panel.curves[curve].error().unwrap_or_default());
    format!("calibration error {before:.3} before, {after:.3} after")
}

fn description(panels: &[Panel]) -> String {
    let mut words = "What the model says of its certainty against what came true, in ten bins.".to_owned();
    for panel in panels {
        let _ = write!(words, " {}: {}.", panel.title, errors(panel));
        for (curve, when) in panel.curves.iter().zip(["Before calibration", "After calibration"]) {
            let bins = curve.bins.iter().map(|bin| format!("{:.2} and {:.2}", bin.predicted, bin.observed));
            let bins = bins.collect::<Vec<_>>().join(", ");
            let _ = write!(words, " {when}, {} and {}: {bins}.", panel.said, panel.came_true);
        }
    }
    words
}
