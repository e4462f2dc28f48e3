//! The risk–coverage curve: what deciding by confidence costs.

use super::canvas::{Canvas, Done, Place, picture};
use super::chart::{Axis, BELOW, BESIDE, Chart};
use super::head::{Head, MARGIN, Sample};
use super::style::{Style, of_series};
use crate::error::{Error, PlotError};
use crate::evaluation::{RiskCoverage, RiskCoveragePoint};
use crate::model::DEFAULT_THRESHOLD;
use std::fmt::Write;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 300.0;
/// Of fewer decided sentences a share of errors says nothing.
const LEAST: usize = 20;
/// Points nearer than this share of all sentences are drawn as one.
const STEP: f64 = 0.002;

/// The share of decided sentences that is wrong against the share that is decided, as SVG; a line for each named curve.
///
/// Drawn from the first twenty decided sentences on, if there are as many: a share of fewer says nothing.
///
/// # Errors
///
/// [`Error::Plot`] where no curve has a point.
///
/// ```
/// use geostance::{Dataset, StanceModel, plots};
///
/// let data = Dataset::load(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv"))?;
/// let curve = StanceModel::pretrained().evaluate(&data)?.risk_coverage();
/// assert!(plots::risk_coverage(&[("held out", &curve)])?.contains("held out"));
/// # Ok::<(), geostance::Error>(())
/// ```
pub fn risk_coverage(curves: &[(&str, &RiskCoverage)]) -> Result<String, Error> {
    if curves.iter().all(|(_, curve)| curve.points.is_empty()) {
        return Err(PlotError::Nothing("no sentence was evaluated").into());
    }
    Ok(draw(curves)?)
}

/// The points that say something, one for each step at the most.
fn shown(curve: &RiskCoverage) -> Vec<&RiskCoveragePoint> {
    let least = LEAST.min(curve.sentences);
    let mut shown: Vec<&RiskCoveragePoint> = Vec::new();
    for point in curve.points.iter().filter(|point| point.decided >= least) {
        let is_last = point.decided == curve.sentences;
        if is_last || shown.last().is_none_or(|last| point.coverage - last.coverage >= STEP) {
            shown.push(point);
        }
    }
    shown
}

/// The thresholds that are marked: tenths, and the default one.
fn marked() -> impl Iterator<Item = (f64, bool)> {
    (3..=9).map(|tenth| (f64::from(tenth) / 10.0, false)).chain([(DEFAULT_THRESHOLD, true)])
}

fn draw(curves: &[(&str, &RiskCoverage)]) -> Done<String> {
    let lines: Vec<(Style, Vec<&RiskCoveragePoint>)> =
        curves.iter().enumerate().map(|(number, (_, curve))| (of_series(number), shown(curve))).collect();
    let named = lines.iter().zip(curves).map(|((style, _), (name, _))| (Sample::Line(*style), (*name).to_owned()));
    let head = Head {
        title: "Risk and coverage",
        key: named.collect(),
        note: format!(
            "Small marks: thresholds of confidence, 0.9 (left) to 0.3 (right); large marks: the default, {DEFAULT_THRESHOLD}. \
             Decided sentences without a stance are wrong."
        ),
        width: WIDTH,
    };
    let top = head.height();
    let most = lines.iter().flat_map(|(_, points)| points).map(|point| point.risk).fold(0.0, f64::max);
    picture((WIDTH, top + HEIGHT + BELOW + MARGIN), head.title, &description(curves), |canvas| {
        head.draw(canvas)?;
        let axes = [
            Axis::percent(1.0, "coverage: share of all sentences that is decided"),
            Axis::percent(most, "risk: share of the decided that is wrong"),
        ];
        let corners = [(MARGIN, top), (WIDTH - MARGIN - 12.0, top + HEIGHT + BELOW)];
        let chart = Chart::new(canvas, corners, (BESIDE, BELOW), axes)?;
        for ((style, points), (_, curve)) in lines.iter().zip(curves) {
            let at = |point: &RiskCoveragePoint| chart.at(point.coverage, point.risk);
            let places: Vec<Place> = points.iter().map(|point| at(point)).collect();
            canvas.line(&places, style.colour, 2.0, style.dashes)?;
            marks(canvas, *style, curve, at)?;
        }
        Ok(())
    })
}

fn marks(canvas: &Canvas<'_>, style: Style, curve: &RiskCoverage, at: impl Fn(&RiskCoveragePoint) -> Place) -> Done {
    for (threshold, is_default) in marked() {
        if let Some(point) = curve.at(threshold).filter(|point| point.decided >= LEAST.min(curve.sentences)) {
            canvas.mark(at(point), style.mark, style.colour, if is_default { 6.0 } else { 3.0 })?;
        }
    }
    Ok(())
}

fn description(curves: &[(&str, &RiskCoverage)]) -> String {
    let mut words = "The share of decided sentences that is wrong, by threshold of confidence.".to_owned();
    for (name, curve) in curves {
        let _ = write!(words, " {name}:");
        for (threshold, _) in marked() {
            if let Some(point) = curve.at(threshold) {
                let (coverage, risk) = (100.0 * point.coverage, 100.0 * point.risk);
                let _ = write!(words, " at {threshold} {coverage:.0} % decided, {risk:.1} % of these wrong;");
            }
        }
    }
    words
}
