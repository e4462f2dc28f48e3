//! Any text as a mapping of labels, or a word that names something.

#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|data: &[u8]| invariants::labels::of_bytes(data));
