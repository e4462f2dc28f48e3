//! Draws for random tests.

/// A draw below a number, of a linear congruential generator; the same draws in every run.
pub(crate) fn draw(state: &mut u64, below: usize) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize % below
}
