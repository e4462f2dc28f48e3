//! The learning curve: scores against the number of training sentences.

use super::canvas::{Canvas, Done, Place, picture};
use super::chart::{Axis, BELOW, BESIDE, Chart};
use super::head::{Head, MARGIN, Sample};
use super::style::{Style, TEXT, of_series};
use super::wording::width;
use crate::error::{Error, PlotError};
use std::fmt::Write;

const WIDTH: f64 = 680.0;
const HEIGHT: f64 = 300.0;

/// Scores of models that were trained on growing data, on one test.
///
/// ```
/// use geostance::plots::{Curve, CurvePoint};
///
/// let point = CurvePoint { sentences: 1000.0, score: 0.7, spread: Some(0.02) };
/// let curve = Curve { name: "held out".to_owned(), points: vec![point] };
/// assert!(geostance::plots::learning_curve("macro-F1", &[curve]).is_ok());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What the scores were measured on.
    pub name: String,
    /// The points by rising size.
    pub points: Vec<CurvePoint>,
}

/// The score of one size.
///
/// ```
/// let point = geostance::plots::CurvePoint { sentences: 500.0, score: 0.7, spread: None };
/// assert!(point.spread.is_none(), "one run alone does not spread");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// Sentences trained on, above 0; a mean over runs may be no whole number.
    pub sentences: f64,
    /// The mean score of the runs, 0 to 1.
    pub score: f64,
    /// The standard deviation of the runs, 0 or more, if there are two or more.
    pub spread: Option<f64>,
}

/// Scores against the number of training sentences, as SVG: a line for each curve, a band of one standard deviation of the runs
/// either way, sizes on a scale of doublings.
///
/// # Errors
///
/// [`Error::Plot`] where no curve has a point, and for numbers out of their range or sizes out of their order.
///
/// ```
/// use geostance::plots::{Curve, CurvePoint, learning_curve};
///
/// let point = |sentences, score| CurvePoint { sentences, score, spread: Some(0.01) };
/// let curve = Curve { name: "held out".to_owned(), points: vec![point(500.0, 0.70), point(1000.0, 0.75)] };
/// assert!(learning_curve("macro-F1", &[curve])?.contains("macro-F1"));
/// # Ok::<(), geostance::Error>(())
/// ```
pub fn learning_curve(score: &str, curves: &[Curve]) -> Result<String, Error> {
    if curves.iter().all(|curve| curve.points.is_empty()) {
        return Err(PlotError::Nothing("no size has a score").into());
    }
    for curve in curves {
        let is_good = |point: &CurvePoint| {
            let size = point.sentences.is_finite() && point.sentences > 0.0;
            size && (0.0..=1.0).contains(&point.score)
                && point.spread.is_none_or(|spread| (0.0..=1.0).contains(&spread))
        };
        let bad = curve.points.iter().position(|point| !is_good(point));
        let unordered =
            || curve.points.windows(2).position(|two| two[0].sentences >= two[1].sentences).map(|at| at + 1);
        if let Some(point) = bad.or_else(unordered) {
            let expected = "rising numbers of sentences, scores and spreads from 0 to 1";
            return Err(PlotError::Number { series: curve.name.clone(), point, expected }.into());
        }
    }
    Ok(draw(score, curves)?)
}

/// The ends of a point's band.
fn ends(point: &CurvePoint) -> [f64; 2] {
    let spread = point.spread.unwrap_or_default();
    [point.score - spread, point.score + spread].map(|end| end.clamp(0.0, 1.0))
}

/// The sizes on a scale of doublings; named where there is room.
fn sizes(curves: &[Curve]) -> Axis {
    let mut sizes: Vec<f64> = curves.iter().flat_map(|curve| &curve.points).map(|point| point.sentences).collect();
    sizes.sort_by(f64::total_cmp);
    let (low, high) = (libm::log2(sizes[0]), libm::log2(sizes[sizes.len() - 1]));
    let rim = (high - low).max(1.0) * 0.04;
    let range = low - rim..high + rim;
    let pixels = (WIDTH - 2.0 * MARGIN - BESIDE) / (range.end - range.start);
    let (mut ticks, mut taken) = (Vec::new(), f64::INFINITY);
    // From the largest, which matters most.
    for size in sizes.into_iter().rev() {
        let (place, name) = (libm::log2(size), format!("{size:.0}"));
        let half = width(&name, TEXT) / 2.0 + 4.0;
        if (range.end - place) * pixels + 12.0 >= half && place * pixels + half <= taken {
            taken = place * pixels - half;
            ticks.push((place, name));
        }
    }
    Axis { range, ticks, name: "training sentences (scale of doublings)".to_owned() }
}

/// From the tenth under all bands to the tenth over them.
fn scores(name: &str, curves: &[Curve]) -> Axis {
    let all = || curves.iter().flat_map(|curve| &curve.points).flat_map(ends);
    let low = (all().fold(1.0, f64::min) * 10.0).floor().clamp(0.0, 9.0) as u32;
    let high = (all().fold(0.0, f64::max) * 10.0).ceil().clamp(f64::from(low) + 1.0, 10.0) as u32;
    let step = if high - low <= 3 { 5 } else { 10 };
    let hundredths = (10 * low..=10 * high).step_by(step).map(|hundredth| f64::from(hundredth) / 100.0);
    Axis {
        range: f64::from(low) / 10.0..f64::from(high) / 10.0,
        ticks: hundredths.map(|tick| (tick, format!("{tick:.2}"))).collect(),
        name: name.to_owned(),
    }
}

fn draw(score: &str, curves: &[Curve]) -> Done<String> {
    let named = curves.iter().enumerate().map(|(number, curve)| (Sample::Line(of_series(number)), curve.name.clone()));
    let title = format!("Learning curve: {score}");
    let head = Head {
        title: &title,
        key: named.collect(),
        note: "Lines are means over the runs, bands one standard deviation of the runs either way.".to_owned(),
        width: WIDTH,
    };
    let top = head.height();
    picture((WIDTH, top + HEIGHT + BELOW + MARGIN), &title, &description(score, curves), |canvas| {
        head.draw(canvas)?;
        let corners = [(MARGIN, top), (WIDTH - MARGIN - 8.0, top + HEIGHT + BELOW)];
        let chart = Chart::new(canvas, corners, (BESIDE, BELOW), [sizes(curves), scores(score, curves)])?;
        for (number, curve) in curves.iter().enumerate() {
            line(canvas, &chart, curve, of_series(number))?;
        }
        Ok(())
    })
}

fn line(canvas: &Canvas<'_>, chart: &Chart<'_>, curve: &Curve, style: Style) -> Done {
    let place = |point: &CurvePoint, score: f64| chart.at(libm::log2(point.sentences), score);
    let spread: Vec<&CurvePoint> = curve.points.iter().filter(|point| point.spread.is_some()).collect();
    let edge = |end: usize| -> Vec<Place> { spread.iter().map(|point| place(point, ends(point)[end])).collect() };
    let (low, high) = (edge(0), edge(1));
    if let ([low], [high]) = (&low[..], &high[..]) {
        canvas.line(&[*low, *high], style.colour, 1.5, &[])?;
    } else if !low.is_empty() {
        let outline: Vec<Place> = low.into_iter().chain(high.into_iter().rev()).collect();
        canvas.shape(&outline, style.colour, 0.15)?;
    }
    let places: Vec<Place> = curve.points.iter().map(|point| place(point, point.score)).collect();
    canvas.line(&places, style.colour, 2.0, style.dashes)?;
    places.iter().try_for_each(|at| canvas.mark(*at, style.mark, style.colour, 4.0))
}

fn description(score: &str, curves: &[Curve]) -> String {
    let mut words = format!("{score} against the number of training sentences.");
    for curve in curves {
        let points = curve.points.iter().map(|point| {
            let spread = point.spread.map_or_else(String::new, |spread| format!(" ± {spread:.3}"));
            format!("{:.0} sentences {:.3}{spread}", point.sentences, point.score)
        });
        let _ = write!(words, " {}: {}.", curve.name, points.collect::<Vec<_>>().join(", "));
    }
    words
}
