//! Any bytes as a model.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| geostance_fuzz::holds("model_bytes", data));
