//! Estimates of shares and samples to label, of any predictions and labels.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| geostance_fuzz::holds("prevalence", data));
