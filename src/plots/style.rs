//! Colours, dashes and marks: what tells outcomes and series apart, in colour and in grey.

use crate::stance::{Outcome, Stance};
use plotters::style::RGBColor;

pub(super) const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
pub(super) const FAINT_INK: RGBColor = RGBColor(0x59, 0x59, 0x59);
pub(super) const GRID: RGBColor = RGBColor(0xdd, 0xdd, 0xdd);
pub(super) const BAND: RGBColor = RGBColor(0xf4, 0xf4, 0xf4);
pub(super) const WHITE: RGBColor = RGBColor(0xff, 0xff, 0xff);

/// Sizes of text, in pixels.
pub(super) const TITLE: f64 = 16.0;
pub(super) const TEXT: f64 = 12.0;

/// The mark of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Circle,
    Square,
    Triangle,
    Diamond,
}

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) colour: RGBColor,
    /// Lengths of dashes and of the gaps after them, in pixels; none for a solid line.
    pub(super) dashes: &'static [f64],
    pub(super) mark: Mark,
}

/// Red, ochre, blue and grey, of 3:1 or more against white, and of four shades of grey.
const STYLES: [Style; Outcome::COUNT] = [
    Style { colour: RGBColor(0xb5, 0x2a, 0x24), dashes: &[], mark: Mark::Circle },
    Style { colour: RGBColor(0xbd, 0x83, 0x00), dashes: &[11.0, 5.0], mark: Mark::Square },
    Style { colour: RGBColor(0x12, 0x3a, 0x7a), dashes: &[9.0, 4.0, 3.0, 4.0], mark: Mark::Triangle },
    Style { colour: RGBColor(0x75, 0x75, 0x75), dashes: &[3.0, 4.0], mark: Mark::Diamond },
];

/// How an outcome is drawn in every picture.
pub(super) fn of_outcome(outcome: Outcome) -> Style {
    STYLES[outcome.index()]
}

/// How the series of a picture without outcomes are drawn, in turn: the first one dark and solid.
pub(super) fn of_series(number: usize) -> Style {
    const COLOURS: [usize; Outcome::COUNT] = [2, 1, 0, 3];
    let place = number % Outcome::COUNT;
    Style { colour: STYLES[COLOURS[place]].colour, ..STYLES[place] }
}

/// A light fill for the cells of an outcome's matrix: white at 0, the colour of [`Stance::WesternLeaning`] at 1.
pub(super) fn shade(share: f64) -> RGBColor {
    let RGBColor(red, green, blue) = of_outcome(Stance::WesternLeaning.into()).colour;
    let share = share.clamp(0.0, 1.0);
    let mix = |dark: u8| (255.0 + (f64::from(dark) - 255.0) * share).round() as u8;
    RGBColor(mix(red), mix(green), mix(blue))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2, 0 to 1.
    fn luminance(RGBColor(red, green, blue): RGBColor) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    #[test]
    fn outcomes_stand_out_from_the_ground_and_from_each_other_without_colour() {
        let of = |style: Style| luminance(style.colour);
        for (number, style) in STYLES.into_iter().enumerate() {
            assert!(1.05 / (of(style) + 0.05) >= 3.0, "{style:?} on white");
            for other in &STYLES[..number] {
                let (light, dark) = (of(style).max(of(*other)), of(style).min(of(*other)));
                assert!((light + 0.05) / (dark + 0.05) >= 1.25, "{style:?} and {other:?}");
                assert!(style.dashes != other.dashes && style.mark != other.mark);
            }
        }
        for ink in [INK, FAINT_INK] {
            assert!(1.05 / (luminance(ink) + 0.05) >= 7.0);
        }
    }
}
