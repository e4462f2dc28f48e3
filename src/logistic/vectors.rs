//! Sums and steps over long vectors, in chunks of a fixed size, so that the number of threads changes no bit.

use crate::parallel;

/// Numbers that one thread takes at a time.
const CHUNK: usize = 8192;

/// The sum of the chunks' sums.
fn sum_chunks(length: usize, sum: impl Fn(std::ops::Range<usize>) -> f64 + Sync + Send) -> f64 {
    let chunks: Vec<usize> = (0..length.div_ceil(CHUNK)).collect();
    parallel::map(&chunks, |&chunk| sum(chunk * CHUNK..length.min((chunk + 1) * CHUNK))).iter().sum()
}

/// The sum of products.
pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    sum_chunks(left.len().min(right.len()), |range| {
        left[range.clone()].iter().zip(&right[range]).map(|(a, b)| a * b).sum()
    })
}

/// The sum of squares over `divisors`.
pub(super) fn squares_over(values: &[f64], divisors: &[f64]) -> f64 {
    sum_chunks(values.len().min(divisors.len()), |range| {
        values[range.clone()].iter().zip(&divisors[range]).map(|(a, b)| a * a / b).sum()
    })
}

/// The Euclidean length.
pub(super) fn norm(vector: &[f64]) -> f64 {
    libm::sqrt(dot(vector, vector))
}

/// Adds `length` times `direction` to a vector (BLAS: axpy).
pub(super) fn axpy(vector: &mut [f64], length: f64, direction: &[f64]) {
    parallel::fill_chunks(vector, CHUNK, |chunk, values| {
        for (value, direction) in values.iter_mut().zip(&direction[chunk * CHUNK..]) {
            *value += length * direction;
        }
    });
}

/// Makes a vector `keep` times itself less `gradient` over `divisors`.
pub(super) fn turn(vector: &mut [f64], keep: f64, gradient: &[f64], divisors: &[f64]) {
    parallel::fill_chunks(vector, CHUNK, |chunk, values| {
        let places = gradient[chunk * CHUNK..].iter().zip(&divisors[chunk * CHUNK..]);
        for (value, (gradient, divisor)) in values.iter_mut().zip(places) {
            *value = keep * *value - gradient / divisor;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_steps_are_those_of_plain_loops() {
        let left: Vec<f64> = (0..20_000).map(|i| f64::from(i % 7) - 3.0).collect();
        let right: Vec<f64> = (0..20_000).map(|i| f64::from(i % 5) + 1.0).collect();
        let sum = |f: fn(f64, f64) -> f64| left.iter().zip(&right).map(|(&a, &b)| f(a, b)).sum::<f64>();
        assert!((dot(&left, &right) - sum(|a, b| a * b)).abs() < 1e-6);
        assert!((squares_over(&left, &right) - sum(|a, b| a * a / b)).abs() < 1e-6);
        assert!((norm(&left).powi(2) - sum(|a, _| a * a)).abs() < 1e-6);
        let mut vector = left.clone();
        axpy(&mut vector, 2.0, &right);
        assert_eq!(vector[19_999].to_bits(), (left[19_999] + 2.0 * right[19_999]).to_bits());
        turn(&mut vector, 0.0, &left, &right);
        assert_eq!(vector[19_999].to_bits(), (-left[19_999] / right[19_999]).to_bits());
    }
}
