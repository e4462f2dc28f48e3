//! Any bytes as a model, under a signature, lengths and a checksum that fit.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| geostance_fuzz::holds("model_sealed", data));
