//! Any bytes as a model.

#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

#[global_allocator]
static ALLOCATOR: invariants::memory::Counting = invariants::memory::Counting;
libfuzzer_sys::fuzz_target!(|data: &[u8]| invariants::model_file::of_bytes(data));
