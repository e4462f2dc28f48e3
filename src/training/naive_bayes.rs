//! Naive-Bayes log ratios as scales of features (Wang & Manning 2012).

use super::sparse::SparseRows;
use ndarray::Array2;

/// For every column and class the logarithm of how much more often the column occurs in the class than in the rest:
/// ln(p/‖p‖₁) − ln(q/‖q‖₁), p the smoothed weight of the class's rows with the column and q that of the other rows'.
pub(super) fn log_ratios(rows: &SparseRows, targets: &Array2<f64>, weights: &[f64], smoothing: f64) -> Vec<f64> {
    let classes = targets.ncols();
    let mut inside = vec![smoothing; rows.columns() * classes];
    let mut outside = inside.clone();
    for row in 0..rows.len() {
        for (column, _) in rows.row(row) {
            for class in 0..classes {
                let place = column as usize * classes + class;
                inside[place] += weights[row] * targets[[row, class]];
                outside[place] += weights[row] * (1.0 - targets[[row, class]]);
            }
        }
    }
    let mut sums = vec![(0.0, 0.0); classes];
    for column in 0..rows.columns() {
        for (class, sum) in sums.iter_mut().enumerate() {
            sum.0 += inside[column * classes + class];
            sum.1 += outside[column * classes + class];
        }
    }
    let ratio = |place: usize| {
        let (inside_sum, outside_sum) = sums[place % classes];
        libm::log(inside[place] / inside_sum) - libm::log(outside[place] / outside_sum)
    };
    (0..inside.len()).map(ratio).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: &[f64], expected: &[f64]) -> bool {
        found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12)
    }

    #[test]
    fn ratios_are_those_of_the_smoothed_counts() {
        let mut rows = SparseRows::new(2);
        rows.push([(0, 0.7)]).unwrap();
        rows.push([(0, 0.2), (1, 0.9)]).unwrap();
        rows.push([(1, 1.0)]).unwrap();
        let targets = ndarray::array![[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]];
        // Class 0: column 0 in two rows, column 1 in one; class 1: none and one; smoothed by 1.
        let first = libm::log(3.0 / 5.0) - libm::log(1.0 / 3.0);
        let second = libm::log(2.0 / 5.0) - libm::log(2.0 / 3.0);
        let ratios = log_ratios(&rows, &targets, &[1.0; 3], 1.0);
        assert!(close(&ratios, &[first, -first, second, -second]), "{ratios:?}");
    }

    #[test]
    fn weights_and_soft_targets_count_by_their_share() {
        let mut once = SparseRows::new(1);
        once.push([(0, 1.0)]).unwrap();
        let mut twice = once.clone();
        twice.push([(0, 1.0)]).unwrap();
        let soft = log_ratios(&once, &ndarray::array![[0.5, 0.5]], &[2.0], 1.0);
        let hard = log_ratios(&twice, &ndarray::array![[1.0, 0.0], [0.0, 1.0]], &[1.0, 1.0], 1.0);
        assert!(close(&soft, &hard));
    }
}
