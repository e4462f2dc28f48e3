//! Adapting a model to a little data with any parameters.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| geostance_fuzz::holds("adaptation", data));
