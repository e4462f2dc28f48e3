//! Any bytes as something that was stored as JSON.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| geostance_fuzz::holds("stored", data));
