//! Any bytes as a model, under a signature, lengths and a checksum that fit.

#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

#[global_allocator]
static ALLOCATOR: invariants::memory::Counting = invariants::memory::Counting;
libfuzzer_sys::fuzz_target!(|data: &[u8]| invariants::model_file::of_bytes_sealed(data));
