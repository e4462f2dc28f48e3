//! Exponentials, logarithms and sums in a fixed order: the same bits on every machine.

/// A probability that counts as this where it is smaller, so that its logarithm is finite.
#[cfg(feature = "train")]
const IMPOSSIBLE: f64 = 1e-300;

/// Writes probabilities proportional to exp of the values, without overflow; returns the largest value, and the sum of exp of
/// what each is above it.
#[inline]
fn normalise(values: &[f64], probabilities: &mut [f64]) -> (f64, f64) {
    let largest = largest(values);
    let mut sum = 0.0;
    for (probability, value) in probabilities.iter_mut().zip(values) {
        *probability = libm::exp(value - largest);
        sum += *probability;
    }
    for probability in probabilities {
        *probability /= sum;
    }
    (largest, sum)
}

/// Writes probabilities proportional to exp of the values, without overflow; returns ln Σ exp.
#[cfg(feature = "train")]
pub(crate) fn softmax_into(values: &[f64], probabilities: &mut [f64]) -> f64 {
    let (largest, sum) = normalise(values, probabilities);
    largest + libm::log(sum)
}

/// Probabilities proportional to exp, without overflow.
pub(crate) fn softmax<const N: usize>(values: [f64; N]) -> [f64; N] {
    let mut probabilities = [0.0; N];
    normalise(&values, &mut probabilities);
    probabilities
}

/// ln Σ exp, without overflow.
pub(crate) fn log_sum_exp(values: &[f64]) -> f64 {
    let largest = largest(values);
    largest + libm::log(values.iter().map(|&value| libm::exp(value - largest)).sum())
}

fn largest(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// 1 / (1 + exp(−value)), without overflow.
pub(crate) fn sigmoid(value: f64) -> f64 {
    if value >= 0.0 {
        1.0 / (1.0 + libm::exp(-value))
    } else {
        let power = libm::exp(value);
        power / (1.0 + power)
    }
}

/// The natural logarithm of a probability, of 0 too.
#[cfg(feature = "train")]
pub(crate) fn log_probability(probability: f64) -> f64 {
    libm::log(probability.max(IMPOSSIBLE))
}

/// The sum of values in ascending order, which no order of theirs changes.
#[cfg(feature = "train")]
pub(crate) fn sum_in_order(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.into_iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_overflows() {
        for values in [[0.0; 3], [1e300, -1e300, 0.0], [-800.0, -801.0, 900.0]] {
            let probabilities = softmax(values);
            assert!((probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{values:?}");
            #[cfg(feature = "train")]
            assert!((log_sum_exp(&values) - softmax_into(&values, &mut [0.0; 3])).abs() < 1e-9, "{values:?}");
        }
        assert!(sigmoid(-1e300).abs() < 1e-300 && (sigmoid(1e300) - 1.0).abs() < 1e-15);
        assert!((sigmoid(2.0) + sigmoid(-2.0) - 1.0).abs() < 1e-15);
    }
}
