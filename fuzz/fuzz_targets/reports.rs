//! Any text: explanations and every form of a report, each read by a parser.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| geostance_fuzz::holds("reports", data));
