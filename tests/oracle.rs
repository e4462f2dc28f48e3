//! The trainer against linfa-logistic's `MultiLogisticRegression` on dense copies of the same rows.
//!
//! linfa-logistic minimises the sum of the losses plus ½·α‖W‖², so its α is n·λ. Its log-sum-exp is only exact for scores
//! of similar size, so the rows are L2-normalised and the penalty keeps the scores small.

mod draws;

use draws::draw;
use geostance::logistic::{LogisticParams, SparseRows, Targets};
use linfa::DatasetBase;
use linfa::prelude::{Fit, FitWith};
use linfa::traits::PredictInplace;
use ndarray::{Array1, Array2};

const COLUMNS: usize = 40;

/// Random rows, L2-normalised, with classes that depend on them.
fn problem(rows: usize, classes: usize) -> (SparseRows, Array2<f64>, Vec<usize>) {
    let mut state = 7_u64;
    let mut next = move || draw(&mut state, 1 << 31) as f64 / f64::from(1_u32 << 31);
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

#[test]
fn a_fit_that_starts_from_a_former_one_reaches_the_same_optimum_sooner() {
    let (sparse, _, labels) = problem(300, 3);
    let data = DatasetBase::new(sparse.clone(), Targets::from_classes(&labels, 3).unwrap());
    for smoothing in [None, Some(1.0)] {
        let params = LogisticParams::new().l2(1e-3).naive_bayes(smoothing).tolerance(1e-6);
        let cold = params.fit(&data).unwrap();
        let warm = params.fit_with(Some(cold.clone()), &data).unwrap();
        let from_nothing = params.fit_with(None, &data).unwrap();
        assert!(warm.converged() && warm.iterations() < cold.iterations() / 4, "{}", warm.iterations());
        assert_eq!(from_nothing, cold);
        let difference = (warm.weights() - cold.weights()).mapv(f64::abs).fold(0.0, |a: f64, &b| a.max(b));
        assert!(difference < 1e-3, "{difference}");
    }
    let narrow = SparseRows::new(3);
    let other = DatasetBase::new(narrow.clone(), Targets::new(Array2::zeros((0, 3))).unwrap());
    assert!(LogisticParams::new().fit(&other).is_err(), "no rows");
    assert!(LogisticParams::new().fit(&data).unwrap().probabilities(&narrow).is_err(), "another width");
}

#[test]
fn soft_targets_equal_weighted_copies() {
    let (sparse, _, labels) = problem(120, 4);
    // Half of every third row belongs to the next class, a quarter to the one after.
    let shares = |row: usize| if row.is_multiple_of(3) { [0.25, 0.5, 0.25] } else { [1.0, 0.0, 0.0] };
    let mut distribution = Array2::zeros((120, 4));
    let (mut copies, mut classes, mut weights) = (SparseRows::new(COLUMNS), Vec::new(), Vec::new());
    for (row, &label) in labels.iter().enumerate() {
        for (shift, share) in shares(row).into_iter().enumerate().filter(|&(_, share)| share > 0.0) {
            let class = (label + shift) % 4;
            distribution[[row, class]] = share;
            copies.push(sparse.row(row)).unwrap();
            classes.push(class);
            weights.push(share as f32);
        }
    }
    let soft = DatasetBase::new(sparse, Targets::new(distribution).unwrap());
    let hard = DatasetBase::new(copies, Targets::from_classes(&classes, 4).unwrap());
    let hard = hard.with_weights(Array1::from_vec(weights));
    for smoothing in [None, Some(1.0)] {
        let params = LogisticParams::new().l2(1e-3).naive_bayes(smoothing).tolerance(1e-9);
        let (soft, hard) = (params.fit(&soft).unwrap(), params.fit(&hard).unwrap());
        assert!(soft.converged() && hard.converged());
        let difference = (soft.weights() - hard.weights()).mapv(f64::abs).fold(0.0, |a: f64, &b| a.max(b));
        assert!(difference < 1e-6, "{difference}");
        assert!((soft.objective() - hard.objective()).abs() < 1e-12);
    }
}

#[test]
fn the_predicted_class_is_the_most_probable() {
    let (sparse, _, labels) = problem(300, 4);
    let data = DatasetBase::new(sparse, Targets::from_classes(&labels, 4).unwrap());
    let fitted = LogisticParams::new().l2(1e-3).fit(&data).unwrap();
    let mut classes = fitted.default_target(&data.records);
    fitted.predict_inplace(&data.records, &mut classes);
    let probabilities = fitted.probabilities(&data.records).unwrap();
    for (row, &class) in probabilities.rows().into_iter().zip(&classes) {
        assert!(row.iter().all(|&probability| probability <= row[class]));
    }
    let right = classes.iter().zip(&labels).filter(|(found, label)| found == label).count();
    assert!(right > 150, "{right} of 300; chance gives 75");
}

#[test]
fn values_without_a_finite_objective_end_and_say_so() {
    for value in [1e150, 1e155] {
        let mut rows = SparseRows::new(1);
        rows.push([(0, value)]).unwrap();
        rows.push([(0, -value)]).unwrap();
        let data = DatasetBase::new(rows, Targets::from_classes(&[0, 1], 2).unwrap());
        // An error, a fit that says that it has not converged, or one that is right.
        if let Ok(fitted) = LogisticParams::new().fit(&data) {
            let probabilities = fitted.probabilities(&data.records).unwrap();
            assert!(!fitted.converged() || probabilities[[0, 0]] > 0.999, "{value}: {probabilities}");
        }
    }
}

#[test]
fn shapes_and_weights_that_do_not_fit_are_errors() {
    let (sparse, _, labels) = problem(30, 3);
    let targets = Targets::from_classes(&labels[..29], 3).unwrap();
    assert!(LogisticParams::new().fit(&DatasetBase::new(sparse.clone(), targets)).is_err());
    let data = DatasetBase::new(sparse, Targets::from_classes(&labels, 3).unwrap());
    for weights in [vec![1.0; 29], vec![f32::NAN; 30], vec![-1.0; 30], vec![0.0; 30]] {
        let weighted = data.clone().with_weights(Array1::from_vec(weights));
        assert!(LogisticParams::new().fit(&weighted).is_err());
    }
}
