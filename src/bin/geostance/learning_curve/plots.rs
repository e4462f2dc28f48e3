//! Learning curves as pictures: macro-F1, and evidence AUROC where the tests have sentences without a stance.

use super::runs::Point;
use super::trend::{mean, spread};
use super::{sentences, values};
use crate::pictures::Drawn;
use geostance::Evaluation;
use geostance::plots::{Curve, CurvePoint, learning_curve};

/// The files, in the order of [`draw`].
pub(super) const NAMES: [&str; 2] = ["learning-curve.svg", "learning-curve-evidence.svg"];

pub(super) fn draw(names: &[String], sizes: &[Vec<&Point>]) -> [Drawn; 2] {
    let curves = |score: fn(&Evaluation) -> Option<f64>| -> Vec<Curve> {
        let curve = |(test, name): (usize, &String)| {
            let point = |points: &Vec<&Point>| {
                let values = values(points, test, score);
                Some(CurvePoint { sentences: sentences(points), score: mean(&values)?, spread: spread(&values) })
            };
            let mut points: Vec<CurvePoint> = sizes.iter().filter_map(point).collect();
            // Where hardly anything is left to halve, two sizes may be one; the later one has the more runs.
            points.reverse();
            points.dedup_by(|next, point| next.sentences >= point.sentences);
            points.reverse();
            Curve { name: name.clone(), points }
        };
        names.iter().enumerate().map(curve).collect()
    };
    [
        learning_curve("macro-F1", &curves(Evaluation::macro_f1)),
        learning_curve("evidence AUROC", &curves(Evaluation::evidence_auroc)),
    ]
}
