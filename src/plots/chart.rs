//! Axes: a field of a picture with numbers across and up, drawn by `plotters`.

use super::canvas::{Canvas, Done, Place, Side, Text, UNITS, failed, text_style};
use super::style::{FAINT_INK, GRID, INK};
use super::wording::plain;
use plotters::backend::SVGBackend;
use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::combinators::{BindKeyPoints, WithKeyPoints};
use plotters::coord::types::RangedCoordi32;
use plotters::style::{Color, TRANSPARENT};
use std::ops::Range;

/// The room for the numbers and the name of an axis, in pixels.
pub(super) const BELOW: f64 = 48.0;
pub(super) const BESIDE: f64 = 62.0;

/// An axis: its range, its numbers with their words, its name with the unit.
pub(super) struct Axis {
    pub(super) range: Range<f64>,
    pub(super) ticks: Vec<(f64, String)>,
    pub(super) name: String,
}

impl Axis {
    /// From 0 to a share of at least `most`, in per cent.
    pub(super) fn percent(most: f64, name: &str) -> Self {
        let (high, step) = [(0.05, 1), (0.1, 2), (0.25, 5), (0.4, 10), (0.5, 10), (0.6, 10), (0.8, 20)]
            .into_iter()
            .find(|(high, _)| most <= *high)
            .unwrap_or((1.0, 20));
        let ticks = (0..).step_by(step).map(|percent: u32| (f64::from(percent) / 100.0, format!("{percent} %")));
        let ticks = ticks.take_while(|(share, _)| *share <= high + 1e-9).collect();
        Self { range: 0.0..high, ticks, name: name.to_owned() }
    }

    /// From 0 to 1, in fifths.
    pub(super) fn unit(name: &str) -> Self {
        let ticks = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].map(|tick: f64| (tick, format!("{tick:.1}")));
        Self { range: 0.0..1.0, ticks: ticks.into(), name: name.to_owned() }
    }

    /// An axis without numbers, over so many places of width 1.
    pub(super) fn places(count: usize, name: &str) -> Self {
        Self { range: 0.0..(count.max(1) as f64), ticks: Vec::new(), name: name.to_owned() }
    }

    /// A value in parts of the axis, 0 to [`PARTS`]: what is outside stands at an end.
    fn part(&self, value: f64) -> i32 {
        let share = (value - self.range.start) / (self.range.end - self.range.start);
        (share.clamp(0.0, 1.0) * f64::from(PARTS)).round() as i32
    }

    fn words(&self, part: i32) -> String {
        self.ticks.iter().find(|tick| self.part(tick.0) == part).map_or_else(String::new, |tick| plain(&tick.1))
    }
}

/// The parts of an axis: those coordinates of `plotters` that take numbers of ours are whole.
const PARTS: i32 = 1_000_000;

type Coordinate = WithKeyPoints<RangedCoordi32>;

/// A field with axes.
pub(super) struct Chart<'a> {
    context: ChartContext<'a, SVGBackend<'a>, Cartesian2d<Coordinate, Coordinate>>,
    axes: [Axis; 2],
}

impl<'a> Chart<'a> {
    /// Draws grid, axes and their words into a rectangle of the picture, in which `beside` and `below` pixels are for words.
    pub(super) fn new(
        canvas: &Canvas<'a>,
        [from, to]: [Place; 2],
        (beside, below): (f64, f64),
        axes: [Axis; 2],
    ) -> Done<Self> {
        let [x, y] = &axes;
        let units = |pixels: f64| (pixels * UNITS).round() as i32;
        let size = (units(to.0 - from.0) as u32, units(to.1 - from.1) as u32);
        let area = canvas.area.clone().shrink((units(from.0), units(from.1)), size);
        let range = |axis: &Axis| (0..PARTS).with_key_points(axis.ticks.iter().map(|tick| axis.part(tick.0)).collect());
        let mut context = ChartBuilder::on(&area)
            .x_label_area_size(units(below))
            .y_label_area_size(units(beside))
            .build_cartesian_2d(range(x), range(y))
            .map_err(failed)?;
        let label = Text::new(Side::Middle);
        let (across, up) = (|value: &i32| x.words(*value), |value: &i32| y.words(*value));
        let mut mesh = context.configure_mesh();
        mesh.bold_line_style(GRID.stroke_width(units(1.0) as u32))
            .light_line_style(TRANSPARENT)
            .axis_style(FAINT_INK.stroke_width(units(1.0) as u32))
            .set_all_tick_mark_size(units(4.0))
            .label_style(text_style(label))
            .axis_desc_style(text_style(label.colour(INK)))
            .x_label_formatter(&across)
            .y_label_formatter(&up);
        if !x.name.is_empty() {
            mesh.x_desc(plain(&x.name));
        }
        if !y.name.is_empty() {
            mesh.y_desc(plain(&y.name));
        }
        mesh.draw().map_err(failed)?;
        Ok(Self { context, axes })
    }

    /// Where a value across and a value up stand in the picture.
    pub(super) fn at(&self, x: f64, y: f64) -> Place {
        let (x, y) = self.context.backend_coord(&(self.axes[0].part(x), self.axes[1].part(y)));
        (f64::from(x) / UNITS, f64::from(y) / UNITS)
    }
}
