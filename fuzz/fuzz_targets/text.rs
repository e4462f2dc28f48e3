//! Any text: sentences, tokens, predictions in every way, and the hot path against the plain one.

#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|data: &[u8]| invariants::text::of_bytes(data));
