//! Exponentials, logarithms, sums in a fixed order, random numbers: the same bits on every machine.

/// A probability that counts as this where it is smaller, so that its logarithm is finite.
#[cfg(feature = "train")]
const IMPOSSIBLE: f64 = 1e-300;

/// A number with so many decimals, as reports print it; what rounds to zero has no sign.
///
/// ```
/// assert_eq!(geostance::report::decimals(-0.0004, 3), "0.000");
/// ```
#[must_use]
pub fn decimals(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    match text.strip_prefix('-') {
        Some(zero) if zero.bytes().all(|byte| matches!(byte, b'0' | b'.')) => zero.to_owned(),
        _ => text,
    }
}

/// The same with its sign, a plus where it rounds to zero.
///
/// ```
/// assert_eq!(geostance::report::signed(-0.0004, 3), "+0.000");
/// ```
#[must_use]
pub fn signed(value: f64, places: usize) -> String {
    let text = decimals(value, places);
    if text.starts_with('-') || value.is_nan() { text } else { format!("+{text}") }
}

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
pub(crate) fn sum_in_order(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.into_iter().sum()
}

/// A counter whose values are mixed into random ones (Steele, Lea & Flood 2014).
pub(crate) struct SplitMix64(u64);

impl SplitMix64 {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

    /// The generator of a numbered stream: it starts at the value that the seed's own generator gives at that number.
    pub(crate) fn of_stream(seed: u64, number: u64) -> Self {
        Self(mix(seed.wrapping_add(number.wrapping_mul(Self::STEP))))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(Self::STEP);
        mix(self.0)
    }

    /// A number below `bound`, by the high half of a product (Lemire 2019); its bias is below `bound` / 2⁶⁴.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }
}

fn mix(mut value: u64) -> u64 {
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounds_to_zero_has_no_minus() {
        for (value, plain, with_sign) in [
            (-0.0, "0.000", "+0.000"),
            (0.0, "0.000", "+0.000"),
            (-0.0004, "0.000", "+0.000"),
            (-0.0006, "-0.001", "-0.001"),
            (12.3456, "12.346", "+12.346"),
            (f64::NEG_INFINITY, "-inf", "-inf"),
            (f64::NAN, "NaN", "NaN"),
        ] {
            assert_eq!((decimals(value, 3).as_str(), signed(value, 3).as_str()), (plain, with_sign));
        }
        assert_eq!((decimals(-0.4, 0), signed(-2.0, 0)), ("0".to_owned(), "-2".to_owned()));
    }

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

    #[test]
    fn the_generator_is_the_published_one() {
        // The first values of the reference implementation from the state 1234567.
        let mut generator = SplitMix64(1_234_567);
        let expected = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423_u64];
        assert_eq!(expected.map(|_| generator.next()), expected);
    }

    #[test]
    fn draws_are_even() {
        let mut generator = SplitMix64::of_stream(0, 1);
        let mut counts = [0_usize; 7];
        for _ in 0..70_000 {
            counts[generator.below(7)] += 1;
        }
        assert!(counts.iter().all(|count| (9_600..10_400).contains(count)), "{counts:?}");
    }
}
