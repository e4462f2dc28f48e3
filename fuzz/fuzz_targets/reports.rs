//! Any text: explanations and every form of a report, each read by a parser.

#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|data: &[u8]| invariants::reports::of_bytes(data));
