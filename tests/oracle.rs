//! The trainer against linfa-logistic's `MultiLogisticRegression` on dense copies of the same rows.
//!
//! linfa-logistic minimises the sum of the losses plus ½·α‖W‖², so its α is n·λ. Its log-sum-exp is only exact for scores
//! of similar size, so the rows are L2-normalised and the penalty keeps the scores small.

use geostance::{LogisticParams, SparseRows, Targets};
use linfa::DatasetBase;
use linfa::prelude::Fit;
use ndarray::{Array1, Array2};

const COLUMNS: usize = 40;

/// Rows of a small linear congruential generator, L2-normalised, with classes that depend on them.
fn problem(rows: usize, classes: usize) -> (SparseRows, Array2<f64>, Vec<usize>) {
    let mut state = 7_u64;
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / f64::from(1_u32 << 31)
    };
    let mut sparse = SparseRows::new(COLUMNS);
    let mut dense = Array2::zeros((rows, COLUMNS));
    let mut labels = Vec::new();
    for row in 0..rows {
        let mut values: Vec<(u32, f64)> = Vec::new();
        for column in 0..COLUMNS as u32 {
            if next() < 0.2 {
                values.push((column, next()));
            }
        }
        let length = values.iter().map(|(_, value)| value * value).sum::<f64>().sqrt().max(1e-9);
        for (column, value) in &mut values {
            *value /= length;
            dense[[row, *column as usize]] = *value;
        }
        let noisy = next() < 0.2;
        let class = values.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map_or(0, |&(column, _)| column as usize);
        labels.push(if noisy {
            (0..classes).rev().find(|&class| next() * (class + 1) as f64 <= 1.0).unwrap_or(0)
        } else {
            class % classes
        });
        sparse.push(values).unwrap();
    }
    (sparse, dense, labels)
}

#[test]
fn probabilities_equal_those_of_linfa_logistic() {
    for (rows, classes, l2) in [(150, 3, 1e-2), (300, 4, 1e-3), (300, 3, 1e-1)] {
        let (sparse, dense, labels) = problem(rows, classes);
        let ours = LogisticParams::new()
            .l2(l2)
            .tolerance(1e-7)
            .fit(&DatasetBase::new(sparse.clone(), Targets::from_classes(&labels, classes).unwrap()))
            .unwrap();
        assert!(
            ours.converged() && ours.relative_gradient() <= 1e-7,
            "{} iterations, {:e}",
            ours.iterations(),
            ours.relative_gradient()
        );
        let oracle = linfa_logistic::MultiLogisticRegression::default()
            .alpha(l2 * rows as f64)
            .max_iterations(1000)
            .gradient_tolerance(1e-8)
            .fit(&DatasetBase::new(dense.clone(), Array1::from_vec(labels)))
            .unwrap();
        let ours = ours.probabilities(&sparse).unwrap();
        let expected = oracle.predict_probabilities(&dense);
        let difference = (&ours - &expected).mapv(f64::abs).fold(0.0, |a: f64, &b| a.max(b));
        assert!(difference < 1e-4, "{rows} rows, {classes} classes, λ = {l2}: {difference}");
    }
}
