//! Any text as a mapping of labels, or a word that names something.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| geostance_fuzz::holds("labels", data));
