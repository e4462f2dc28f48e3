//! Any bytes as labelled data and as a table of texts.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| geostance_fuzz::holds("tables", data));
