//! Shares over time: a line with its band for each outcome.

use super::Shares;
use super::data::{Series, Share};
use crate::plots::canvas::{Canvas, Done, Place, picture};
use crate::plots::chart::{Axis, BELOW, BESIDE, Chart};
use crate::plots::head::{Head, MARGIN, Sample};
use crate::plots::style::{Style, TEXT, of_outcome};
use crate::plots::wording::{cut, width};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 300.0;
/// The most columns of a time's label.
const LONGEST: usize = 16;
/// Marks nearer than this, in pixels, would hide the line.
const LEAST_STEP: f64 = 12.0;

pub(super) fn draw(shares: &Shares) -> Done<String> {
    let head = Head {
        title: &shares.title,
        key: shares.key(Sample::Line),
        note: format!("Lines are estimates, bands their {}.", shares.interval),
        width: WIDTH,
    };
    let top = head.height();
    let height = top + HEIGHT + BELOW + MARGIN;
    picture((WIDTH, height), &shares.title, &shares.description(), |canvas| {
        head.draw(canvas)?;
        let corners = [(MARGIN, top), (WIDTH - MARGIN - 8.0, top + HEIGHT + BELOW)];
        let (x, y) = (times(shares), Axis::percent(shares.most(), "share of sentences"));
        let chart = Chart::new(canvas, corners, (BESIDE, BELOW), [x, y])?;
        let step = chart.at(1.0, 0.0).0 - chart.at(0.0, 0.0).0;
        for series in &shares.series {
            for run in runs(series) {
                band(canvas, &chart, &run, of_outcome(series.outcome))?;
            }
        }
        for series in &shares.series {
            for run in runs(series) {
                line(canvas, &chart, &run, of_outcome(series.outcome), step)?;
            }
        }
        Ok(())
    })
}

/// The axis of times, each in the middle of its place; as many are named as there is room for.
fn times(shares: &Shares) -> Axis {
    let mut axis = Axis::places(shares.labels.len(), &shares.by);
    let room = (WIDTH - 2.0 * MARGIN - BESIDE - 8.0) / shares.labels.len() as f64;
    let names: Vec<String> = shares.labels.iter().map(|label| cut(label, LONGEST)).collect();
    let widest = names.iter().map(|name| width(name, TEXT)).fold(0.0, f64::max) + 10.0;
    let every = (widest / room).ceil().max(1.0) as usize;
    // What would be cut at the right has no name.
    let fits = |number: usize, name: &str| {
        room * (shares.labels.len() as f64 - number as f64 - 0.5) + MARGIN + 8.0 >= width(name, TEXT) / 2.0
    };
    let shown = names.into_iter().enumerate().step_by(every).filter(|(number, name)| fits(*number, name));
    axis.ticks = shown.map(|(number, name)| (number as f64 + 0.5, name)).collect();
    axis
}

/// Points one after another, without a gap, with their places.
type Points = Vec<(f64, Share)>;

fn runs(series: &Series) -> Vec<Points> {
    let mut runs: Vec<Points> = vec![Vec::new()];
    for (number, point) in series.points.iter().enumerate() {
        match (point, runs.last_mut()) {
            (Some(share), Some(run)) => run.push((number as f64 + 0.5, *share)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn band(canvas: &Canvas<'_>, chart: &Chart<'_>, run: &Points, style: Style) -> Done {
    let places =
        |end: fn(&Share) -> f64| -> Vec<Place> { run.iter().map(|(x, share)| chart.at(*x, end(share))).collect() };
    let (low, high) = (places(|share| share.low), places(|share| share.high));
    if let ([low], [high]) = (&low[..], &high[..]) {
        return canvas.line(&[*low, *high], style.colour, 1.5, &[]);
    }
    for edge in [&low, &high] {
        canvas.line(edge, style.colour, 0.5, &[])?;
    }
    let outline: Vec<Place> = low.into_iter().chain(high.into_iter().rev()).collect();
    canvas.shape(&outline, style.colour, 0.13)
}

fn line(canvas: &Canvas<'_>, chart: &Chart<'_>, run: &Points, style: Style, step: f64) -> Done {
    let places: Vec<Place> = run.iter().map(|(x, share)| chart.at(*x, share.estimate)).collect();
    canvas.line(&places, style.colour, 2.0, style.dashes)?;
    // Where times are close, a mark now and then tells the lines apart.
    let every = (LEAST_STEP / step).ceil().max(1.0) as usize;
    places.iter().step_by(every).try_for_each(|place| canvas.mark(*place, style.mark, style.colour, 3.5))
}
