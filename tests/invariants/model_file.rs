//! What holds of any bytes as a model.

use super::memory::peak;
use super::{assert_speaks, explanation, text};
use geostance::StanceModel;

#[path = "../model_parts/mod.rs"]
pub(crate) mod model_parts;

/// What a model may take, in multiples of its file, and beside them.
const TIMES: usize = 32;
const BESIDE: usize = 1 << 20;

/// Bytes as they are.
pub(crate) fn of_bytes(data: &[u8]) {
    match read(data) {
        Ok(model) => holds(&model, data),
        Err(error) => assert_speaks(&error),
    }
}

/// Bytes under a signature, lengths and a checksum that fit.
pub(crate) fn of_bytes_sealed(data: &[u8]) {
    of_bytes(&model_parts::resealed(data));
}

/// Reading takes memory by the bytes at hand, whatever they claim.
fn read(data: &[u8]) -> Result<StanceModel, geostance::Error> {
    let mut read = None;
    let taken = peak(|| read = Some(StanceModel::from_bytes(data)));
    assert!(taken <= TIMES * data.len() + BESIDE, "{taken} bytes for {}", data.len());
    read.expect("it was read")
}

/// A model that is read says sound things, and is written as it was.
pub(crate) fn holds(model: &StanceModel, bytes: &[u8]) {
    let written = model.to_bytes().expect("what was read can be written");
    // An older file is written as one of the present version.
    if model_parts::u32_at(bytes, 16) == model_parts::u32_at(&written, 16) {
        assert!(written == bytes, "it is written as it was read");
    }
    assert!(model.terms().map(|term| term.text()).is_sorted_by(|a, b| a < b));
    for sentence in ["", "Astana turns to China", "sooo #NATO!! Russia's union of Minsk"] {
        text::is_prediction(&model.classify(sentence));
        explanation::holds(model, sentence);
    }
}
