//! Any text: sentences, tokens, predictions in every way, and the hot path against the plain one.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| geostance_fuzz::holds("text", data));
