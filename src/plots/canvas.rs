//! A picture on the SVG backend of `plotters`: title, description, ground, and marks at places in pixels.

use super::style::{INK, Mark, Style, TEXT, WHITE};
use super::wording::plain;
use crate::error::PlotError;
use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontStyle, FontTransform, IntoFont, RGBColor, ShapeStyle, TextStyle};
use std::fmt::{Display, Write as _};

/// The backend has whole units; eighths of a pixel are fine enough for smooth lines, and sizes of text come out exact.
pub(super) const UNITS: f64 = 8.0;
/// The backend divides sizes of text by this.
const FONT_FACTOR: f64 = 1.24;

pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(super) type Done<T = ()> = Result<T, PlotError>;
/// A place in pixels, from the left and from the top.
pub(super) type Place = (f64, f64);

/// Which end of a text stands at its place.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Left,
    Middle,
    Right,
}

/// How a text looks.
#[derive(Clone, Copy)]
pub(super) struct Text {
    pub(super) size: f64,
    pub(super) colour: RGBColor,
    pub(super) side: Side,
    pub(super) is_bold: bool,
}

impl Text {
    pub(super) fn new(side: Side) -> Self {
        Self { size: TEXT, colour: INK, side, is_bold: false }
    }

    pub(super) fn size(self, size: f64) -> Self {
        Self { size, ..self }
    }

    pub(super) fn colour(self, colour: RGBColor) -> Self {
        Self { colour, ..self }
    }

    pub(super) fn bold(self) -> Self {
        Self { is_bold: true, ..self }
    }
}

/// The style of text as the backend takes it.
pub(super) fn text_style(text: Text) -> TextStyle<'static> {
    let weight = if text.is_bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = ("sans-serif", backend_size(text.size), weight).into_font();
    let side = match text.side {
        Side::Left => HPos::Left,
        Side::Middle => HPos::Center,
        Side::Right => HPos::Right,
    };
    TextStyle { font, color: text.colour.to_backend_color(), pos: Pos::new(side, VPos::Center) }
}

/// The size that the backend makes these pixels of, to the last bit.
fn backend_size(pixels: f64) -> f64 {
    let wanted = pixels * UNITS;
    let size = wanted * FONT_FACTOR;
    let exact = |size: &f64| (size / FONT_FACTOR).to_bits() == wanted.to_bits();
    [size, size.next_down(), size.next_up()].into_iter().find(exact).unwrap_or(size)
}

/// What every picture of this crate has in its second line.
const MARK: &str = "<!-- drawn by geostance -->";

/// Whether a file that begins with these bytes (200 are enough) is a picture that was drawn here, which may be drawn anew.
///
/// ```
/// let svg = geostance::plots::terms(geostance::StanceModel::pretrained(), 5)?;
/// assert!(geostance::plots::is_plot(&svg.as_bytes()[..200]));
/// assert!(!geostance::plots::is_plot(b"<svg>a drawing of mine</svg>"));
/// # Ok::<(), geostance::Error>(())
/// ```
#[must_use]
pub fn is_plot(beginning: &[u8]) -> bool {
    let lines: Vec<&[u8]> = beginning.split(|&byte| byte == b'\n').take(2).collect();
    matches!(lines[..], [first, second] if first.starts_with(b"<svg ") && second.starts_with(MARK.as_bytes()))
}

/// What the backend says; writing into memory does not fail.
pub(super) fn failed(error: impl Display) -> PlotError {
    PlotError::Drawing(error.to_string())
}

/// Draws a picture of a width and a height in pixels, as a whole SVG document.
pub(super) fn picture(
    (width, height): (f64, f64),
    title: &str,
    description: &str,
    draw: impl FnOnce(&Canvas<'_>) -> Done,
) -> Done<String> {
    let (width, height) = (width.ceil(), height.ceil());
    let units = |pixels: f64| (pixels * UNITS).round() as u32;
    let mut drawn = String::new();
    {
        let area = SVGBackend::with_string(&mut drawn, (units(width), units(height))).into_drawing_area();
        area.fill(&WHITE).map_err(failed)?;
        let canvas = Canvas { area };
        draw(&canvas)?;
        canvas.area.present().map_err(failed)?;
    }
    // The backend's own first line knows neither the scale nor a title.
    let body = drawn.split_once('\n').map_or("", |(_, body)| body);
    let mut svg = String::with_capacity(body.len() + 1000);
    let (across, down) = (units(width), units(height));
    write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {across} {down}\" role=\"img\">\n\
         {MARK}\n<title>{}</title>\n<desc>{}</desc>\n{body}",
        escaped(title),
        escaped(description)
    )
    .map_err(failed)?;
    Ok(svg)
}

/// Text between tags.
fn escaped(text: &str) -> String {
    plain(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What a picture is drawn on.
pub(super) struct Canvas<'a> {
    pub(super) area: Area<'a>,
}

fn units((x, y): Place) -> (i32, i32) {
    ((x * UNITS).round() as i32, (y * UNITS).round() as i32)
}

impl Canvas<'_> {
    /// Words beside a place, at half of their height.
    pub(super) fn text(&self, place: Place, words: &str, text: Text) -> Done {
        self.area.draw_text(&plain(words), &text_style(text), units(place)).map_err(failed)
    }

    /// Words that read upwards, their middle at a place.
    pub(super) fn upward(&self, place: Place, words: &str, text: Text) -> Done {
        let style = text_style(text).transform(FontTransform::Rotate270);
        self.area.draw_text(&plain(words), &style, units(place)).map_err(failed)
    }

    /// Lines of words around a place, their middle at its height.
    pub(super) fn lines(&self, (x, y): Place, lines: &[String], text: Text) -> Done {
        let step = text.size * 1.2;
        let top = y - step * (lines.len().saturating_sub(1)) as f64 / 2.0;
        for (number, line) in lines.iter().enumerate() {
            self.text((x, top + step * number as f64), line, text)?;
        }
        Ok(())
    }

    /// A line through places, whole or in dashes, of a width in pixels.
    pub(super) fn line(&self, places: &[Place], colour: RGBColor, width: f64, dashes: &[f64]) -> Done {
        let style: ShapeStyle = colour.stroke_width((width * UNITS).round() as u32);
        for piece in dashed(places, dashes) {
            let piece: Vec<_> = piece.into_iter().map(units).collect();
            self.area.draw(&PathElement::new(piece, style)).map_err(failed)?;
        }
        Ok(())
    }

    /// A filled rectangle between two corners.
    pub(super) fn rectangle(&self, corners: [Place; 2], colour: RGBColor) -> Done {
        self.area.draw(&Rectangle::new(corners.map(units), colour.filled())).map_err(failed)
    }

    /// A filled shape; 1 is opaque.
    pub(super) fn shape(&self, corners: &[Place], colour: RGBColor, opacity: f64) -> Done {
        let corners: Vec<_> = corners.iter().copied().map(units).collect();
        self.area.draw(&Polygon::new(corners, colour.mix(opacity))).map_err(failed)
    }

    /// A mark with its interval: the low end, the estimate and the high end, from left to right.
    pub(super) fn whisker(&self, [low, estimate, high]: [Place; 3], style: Style) -> Done {
        self.line(&[low, high], style.colour, 2.0, &[])?;
        for (x, y) in [low, high] {
            self.line(&[(x, y - 3.0), (x, y + 3.0)], style.colour, 2.0, &[])?;
        }
        self.mark(estimate, style.mark, style.colour, 4.0)
    }

    /// A mark of a radius in pixels, with a white rim.
    pub(super) fn mark(&self, (x, y): Place, mark: Mark, colour: RGBColor, radius: f64) -> Done {
        for (colour, radius) in [(WHITE, radius + 1.0), (colour, radius)] {
            let corners: &[(f64, f64)] = match mark {
                Mark::Circle => {
                    let circle = Circle::new(units((x, y)), (radius * UNITS).round() as i32, colour.filled());
                    self.area.draw(&circle).map_err(failed)?;
                    continue;
                }
                Mark::Square => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
                Mark::Triangle => &[(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)],
                Mark::Diamond => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
            };
            let corners: Vec<Place> = corners.iter().map(|(dx, dy)| (x + dx * radius, y + dy * radius)).collect();
            self.shape(&corners, colour, 1.0)?;
        }
        Ok(())
    }
}

/// The pieces of a line that are drawn. The backend's own dashes lean on a function whose bits change with the system.
fn dashed(places: &[Place], dashes: &[f64]) -> Vec<Vec<Place>> {
    let Some((&first, rest)) = places.split_first() else { return Vec::new() };
    if dashes.is_empty() || dashes.iter().any(|&dash| dash.is_nan() || dash < 0.5) {
        return vec![places.to_vec()];
    }
    let (mut pieces, mut piece, mut at) = (Vec::new(), vec![first], first);
    let (mut number, mut left) = (0, dashes[0]);
    for &next in rest {
        loop {
            let (dx, dy) = (next.0 - at.0, next.1 - at.1);
            let distance = (dx * dx + dy * dy).sqrt();
            let ends_here = distance <= left;
            at = if ends_here { next } else { (at.0 + dx / distance * left, at.1 + dy / distance * left) };
            if number % 2 == 0 && piece.last() != Some(&at) {
                piece.push(at);
            }
            if ends_here {
                left -= distance;
                break;
            }
            if number % 2 == 0 {
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece.push(at);
            }
            number += 1;
            left = dashes[number % dashes.len()];
        }
    }
    if piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_go_round_corners_and_end_with_the_line() {
        let line = [(0.0, 0.0), (10.0, 0.0), (10.0, 5.0)];
        assert_eq!(dashed(&line, &[]), [line.to_vec()]);
        let pieces = dashed(&line, &[4.0, 2.0]);
        let expected = [vec![(0.0, 0.0), (4.0, 0.0)], vec![(6.0, 0.0), (10.0, 0.0)], vec![(10.0, 2.0), (10.0, 5.0)]];
        assert_eq!(pieces, expected);
        assert_eq!(dashed(&[], &[4.0, 2.0]), Vec::<Vec<Place>>::new());
        assert_eq!(dashed(&line, &[0.0, 2.0]), [line.to_vec()], "dashes without length would have no end");
    }

    #[test]
    fn a_picture_is_one_titled_document_whatever_its_words() {
        let words = "<script>&\"'\u{1b}[1m\u{0}";
        let svg =
            picture((100.0, 50.0), words, words, |canvas| canvas.text((10.0, 10.0), words, Text::new(Side::Left)));
        let svg = svg.unwrap();
        assert!(svg.starts_with(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"50\" viewBox=\"0 0 800 400\""
        ));
        assert!(svg.contains("<title>&lt;script&gt;&amp;") && svg.ends_with("</svg>\n"));
        assert!(!svg.contains("<script") && svg.chars().all(|c| c == '\n' || !c.is_control()), "{svg}");
        assert!(svg.contains("font-size=\"96\""), "{svg}");
    }
}
