//! Any bytes as something that was stored as JSON.

#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|data: &[u8]| invariants::stored::of_bytes(data));
