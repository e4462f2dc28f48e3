//! What stands over a picture: its title, its key (which line or mark is what), and how to read it.

use super::canvas::{Canvas, Done, Place, Side, Text};
use super::style::{Style, TEXT, TITLE};
use super::wording::{columns, cut, width, wrapped};

/// The width of a sample, and of the gap after it.
const SAMPLE: f64 = 30.0;
const GAP: f64 = 8.0;
/// The gap between two entries, and the height of a row.
const BETWEEN: f64 = 22.0;
const ROW: f64 = 20.0;
/// The height of a line of a note.
const NOTE: f64 = 17.0;
/// The gap between the key and the note.
const AFTER_KEY: f64 = 4.0;
/// Bold letters are wider by this.
const BOLDER: f64 = 1.1;
/// The empty rim of a picture, in pixels.
pub(super) const MARGIN: f64 = 16.0;

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

/// What stands over a picture: its title, its key, and what else one must know to read it.
pub(super) struct Head<'a> {
    pub(super) title: &'a str,
    pub(super) key: Vec<Entry>,
    pub(super) note: String,
    /// The width of the picture, in pixels.
    pub(super) width: f64,
}

impl Head<'_> {
    fn within(&self) -> f64 {
        self.width - 2.0 * MARGIN
    }

    fn titles(&self) -> Vec<String> {
        wrapped(self.title, columns(self.within(), TITLE * BOLDER), 2)
    }

    fn notes(&self) -> Vec<String> {
        wrapped(&self.note, columns(self.within(), TEXT), 4)
    }

    /// The height of all of it, in pixels.
    pub(super) fn height(&self) -> f64 {
        let key = if self.key.is_empty() { 0.0 } else { laid(&self.key, self.within()).1 + AFTER_KEY };
        MARGIN + ROW * self.titles().len() as f64 + 6.0 + key + NOTE * self.notes().len() as f64 + 12.0
    }

    pub(super) fn draw(&self, canvas: &Canvas<'_>) -> Done {
        let mut y = MARGIN + ROW / 2.0;
        for title in self.titles() {
            canvas.text((MARGIN, y), &title, Text::new(Side::Left).size(TITLE).bold())?;
            y += ROW;
        }
        y += 6.0 - ROW / 2.0;
        if !self.key.is_empty() {
            let (places, height) = laid(&self.key, self.within());
            for ((sample, _), ((x, row), words)) in self.key.iter().zip(places) {
                entry(canvas, *sample, (MARGIN + x, y + row), &words)?;
            }
            y += height + AFTER_KEY;
        }
        for (number, note) in self.notes().iter().enumerate() {
            canvas.text((MARGIN, y + NOTE * (number as f64 + 0.5)), note, Text::new(Side::Left))?;
        }
        Ok(())
    }
}

/// Draws a sample and its words, from the left at the height of their middle.
fn entry(canvas: &Canvas<'_>, sample: Sample, (x, y): Place, words: &str) -> Done {
    let (end, middle) = (x + SAMPLE, x + SAMPLE / 2.0);
    match sample {
        Sample::Line(style) => {
            canvas.line(&[(x, y), (end, y)], style.colour, 2.0, style.dashes)?;
            canvas.mark((middle, y), style.mark, style.colour, 4.0)?;
        }
        Sample::Interval(style) => canvas.whisker([(x + 3.0, y), (middle, y), (end - 3.0, y)], style)?,
    }
    canvas.text((end + GAP, y), words, Text::new(Side::Left))
}
