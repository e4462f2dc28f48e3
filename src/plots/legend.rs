//! The key of a picture: which line, mark or band is what.

use super::canvas::{Canvas, Done, Place, Side, Text};
use super::style::{Style, TEXT};
use super::wording::{columns, cut, width};

/// The width of a sample, and of the gap after it.
const SAMPLE: f64 = 30.0;
const GAP: f64 = 8.0;
/// The gap between two entries, and the height of a row.
const BETWEEN: f64 = 22.0;
const ROW: f64 = 20.0;

/// What stands before the words.
#[derive(Clone, Copy)]
pub(super) enum Sample {
    /// A line with its mark.
    Line(Style),
    /// A mark with its interval.
    Interval(Style),
}

/// An entry: its sample and its words.
pub(super) type Entry = (Sample, String);

/// The places of the entries in rows of a width, from (0, 0), and the height of all; words too long for a row are cut.
fn laid(entries: &[Entry], within: f64) -> (Vec<(Place, String)>, f64) {
    let (mut x, mut row) = (0.0, 0.0);
    let mut places = Vec::new();
    for (_, words) in entries {
        let words = cut(words, columns(within - SAMPLE - GAP, TEXT));
        let wide = SAMPLE + GAP + width(&words, TEXT);
        if x > 0.0 && x + wide > within {
            (x, row) = (0.0, row + 1.0);
        }
        places.push(((x, row * ROW + ROW / 2.0), words));
        x += wide + BETWEEN;
    }
    (places, (row + 1.0) * ROW)
}

/// The height that a key takes in a width, in pixels.
pub(super) fn height(entries: &[Entry], within: f64) -> f64 {
    if entries.is_empty() { 0.0 } else { laid(entries, within).1 }
}

/// Draws a key, its upper left corner at a place.
pub(super) fn draw(canvas: &Canvas<'_>, corner: Place, entries: &[Entry], within: f64) -> Done {
    for ((sample, _), ((x, y), words)) in entries.iter().zip(laid(entries, within).0) {
        let (x, y) = (corner.0 + x, corner.1 + y);
        let (end, middle) = (x + SAMPLE, x + SAMPLE / 2.0);
        match sample {
            Sample::Line(style) => {
                canvas.line(&[(x, y), (end, y)], style.colour, 2.0, style.dashes)?;
                canvas.mark((middle, y), style.mark, style.colour, 4.0)?;
            }
            Sample::Interval(style) => {
                canvas.line(&[(x + 3.0, y), (end - 3.0, y)], style.colour, 2.0, &[])?;
                for x in [x + 3.0, end - 3.0] {
                    canvas.line(&[(x, y - 3.0), (x, y + 3.0)], style.colour, 2.0, &[])?;
                }
                canvas.mark((middle, y), style.mark, style.colour, 4.0)?;
            }
        }
        canvas.text((end + GAP, y), &words, Text::new(Side::Left))?;
    }
    Ok(())
}
