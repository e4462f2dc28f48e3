//! Quantiles of the normal distribution and of Student's t.

/// The normal deviate that a share `level` of the distribution lies within, either way; by bisection, to the last bit but few.
pub(super) fn normal(level: f64) -> f64 {
    let (mut low, mut high) = (0.0, 40.0);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        // The share outside ± x is erfc(x / √2).
        if libm::erfc(middle / std::f64::consts::SQRT_2) > 1.0 - level { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// Student's t that a share `level` lies within, by the expansion around the normal deviate (Abramowitz & Stegun 1964, 26.7.5);
/// to four digits from ten degrees of freedom on, fewer count as five.
pub(super) fn student(level: f64, degrees: usize) -> f64 {
    let (z, v) = (normal(level), degrees.max(5) as f64);
    let s = z * z;
    let first = z * (s + 1.0) / 4.0;
    let second = z * ((5.0 * s + 16.0) * s + 3.0) / 96.0;
    let third = z * (((3.0 * s + 19.0) * s + 17.0) * s - 15.0) / 384.0;
    let fourth = z * ((((79.0 * s + 776.0) * s + 1482.0) * s - 1920.0) * s - 945.0) / 92_160.0;
    z + (first + (second + (third + fourth / v) / v) / v) / v
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (level, expected) in [(0.5, 0.674_489_750_196), (0.9, 1.644_853_626_951), (0.95, 1.959_963_984_540)] {
            assert!((normal(level) - expected).abs() < 1e-11, "{level}");
        }
        for (level, degrees, expected) in [
            (0.95, 10, 2.228_139),
            (0.95, 28, 2.048_407),
            (0.95, 60, 2.000_298),
            (0.99, 30, 2.749_996),
            (0.9, 29, 1.699_127),
        ] {
            assert!(
                (student(level, degrees) - expected).abs() < 3e-4,
                "{level} {degrees}: {}",
                student(level, degrees)
            );
        }
        assert!(
            student(0.999_999, 0).is_finite() && normal(1.0 - f64::EPSILON) > 8.0 && normal(f64::MIN_POSITIVE) < 1e-9
        );
    }
}
