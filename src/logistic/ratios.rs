//! Naive-Bayes log ratios as scales of features (Wang & Manning 2012).

use super::csr::Rows;

/// For every column and class the logarithm of how much more often the column occurs in the class than in the rest:
/// ln(p/‖p‖₁) − ln(q/‖q‖₁), p the smoothed weight of the class's rows with the column and q that of the other rows'.
pub(crate) fn log_ratios(rows: Rows<'_>, targets: &[f64], classes: usize, weights: &[f64], smoothing: f64) -> Vec<f64> {
    let mut table = vec![0.0; rows.width * classes];
    for (row, (weight, targets)) in weights.iter().zip(targets.chunks_exact(classes)).enumerate() {
        for (class, target) in targets.iter().enumerate().filter(|&(_, &target)| target != 0.0) {
            for &column in rows.entries.indices(row) {
                table[column as usize * classes + class] += weight * target;
            }
        }
    }
    // The smoothed weight of a column within a class and outside of it.
    let both = |counts: &[f64], class: usize| {
        let others: f64 = counts[..class].iter().chain(&counts[class + 1..]).sum();
        (smoothing + counts[class], smoothing + others)
    };
    let mut sums = vec![(0.0, 0.0); classes];
    for counts in table.chunks_exact(classes) {
        for (class, sum) in sums.iter_mut().enumerate() {
            let (inside, outside) = both(counts, class);
            *sum = (sum.0 + inside, sum.1 + outside);
        }
    }
    let mut counts = vec![0.0; classes];
    for ratios in table.chunks_exact_mut(classes) {
        counts.copy_from_slice(ratios);
        for (class, (ratio, sum)) in ratios.iter_mut().zip(&sums).enumerate() {
            let (inside, outside) = both(&counts, class);
            *ratio = libm::log(inside / sum.0) - libm::log(outside / sum.1);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::logistic::SparseRows;

    fn close(found: &[f64], expected: &[f64]) -> bool {
        found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12)
    }

    #[test]
    fn ratios_are_those_of_the_smoothed_counts() {
        let mut rows = SparseRows::new(2);
        rows.push([(0, 0.7)]).unwrap();
        rows.push([(0, 0.2), (1, 0.9)]).unwrap();
        rows.push([(1, 1.0)]).unwrap();
        let targets = [1.0, 0.0, 1.0, 0.0, 0.0, 1.0];
        // Class 0: column 0 in two rows, column 1 in one; class 1: none and one; smoothed by 1.
        let first = libm::log(3.0 / 5.0) - libm::log(1.0 / 3.0);
        let second = libm::log(2.0 / 5.0) - libm::log(2.0 / 3.0);
        let ratios = log_ratios(rows.view(), &targets, 2, &[1.0; 3], 1.0);
        assert!(close(&ratios, &[first, -first, second, -second]), "{ratios:?}");
    }

    #[test]
    fn weights_and_soft_targets_count_by_their_share() {
        let mut once = SparseRows::new(1);
        once.push([(0, 1.0)]).unwrap();
        let mut twice = once.clone();
        twice.push([(0, 1.0)]).unwrap();
        let soft = log_ratios(once.view(), &[0.5, 0.5], 2, &[2.0], 1.0);
        let hard = log_ratios(twice.view(), &[1.0, 0.0, 0.0, 1.0], 2, &[1.0, 1.0], 1.0);
        assert!(close(&soft, &hard));
    }
}
