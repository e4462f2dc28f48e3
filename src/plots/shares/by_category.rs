//! Shares by categories: a row for each, with a mark and a whisker for each outcome.

use super::Shares;
use crate::plots::canvas::{Done, Side, Text, picture};
use crate::plots::chart::{Axis, BELOW, Chart};
use crate::plots::head::{Head, MARGIN, Sample};
use crate::plots::style::{BAND, TEXT, of_outcome};
use crate::plots::wording::{width, wrapped};

const WIDTH: f64 = 760.0;
/// The height of a series in a category, and of the gap between two categories.
const SERIES: f64 = 13.0;
const GAP: f64 = 12.0;
/// The most columns of a line of a category's label.
const LONGEST: usize = 34;

pub(super) fn draw(shares: &Shares) -> Done<String> {
    let head = Head {
        title: &shares.title,
        key: shares.key(Sample::Interval),
        note: format!("Marks are estimates, whiskers their {}; by {}.", shares.interval, shares.by),
        width: WIDTH,
    };
    let names: Vec<Vec<String>> = shares.labels.iter().map(|label| wrapped(label, LONGEST, 2)).collect();
    let widest = names.iter().flatten().map(|name| width(name, TEXT)).fold(0.0, f64::max);
    let left = widest.max(40.0) + 14.0;
    let row = (SERIES * shares.series.len() as f64).max(2.4 * TEXT) + GAP;
    let top = head.height();
    let bottom = top + row * names.len() as f64;
    picture((WIDTH, bottom + BELOW + MARGIN), &shares.title, &shares.description(), |canvas| {
        head.draw(canvas)?;
        for number in (0..names.len()).step_by(2) {
            let y = top + row * number as f64;
            canvas.rectangle([(MARGIN, y), (WIDTH - MARGIN - 8.0, y + row)], BAND)?;
        }
        let corners = [(MARGIN, top), (WIDTH - MARGIN - 8.0, bottom + BELOW)];
        let (x, y) = (Axis::percent(shares.most(), "share of sentences"), Axis::places(names.len(), ""));
        let chart = Chart::new(canvas, corners, (left, BELOW), [x, y])?;
        for (number, name) in names.iter().enumerate() {
            let middle = top + row * (number as f64 + 0.5);
            canvas.lines((MARGIN + left - 8.0, middle), name, Text::new(Side::Right))?;
            let first = middle - SERIES * (shares.series.len() as f64 - 1.0) / 2.0;
            for (place, series) in shares.series.iter().enumerate() {
                let Some(share) = series.points[number] else { continue };
                let style = of_outcome(series.outcome);
                let y = first + SERIES * place as f64;
                let [low, estimate, high] = [share.low, share.estimate, share.high].map(|share| chart.at(share, 0.0).0);
                canvas.whisker([(low, y), (estimate, y), (high, y)], style)?;
            }
        }
        Ok(())
    })
}
