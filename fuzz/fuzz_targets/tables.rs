//! Any bytes as labelled data and as a table of texts.

#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

#[global_allocator]
static ALLOCATOR: invariants::memory::Counting = invariants::memory::Counting;
libfuzzer_sys::fuzz_target!(|data: &[u8]| invariants::tables::of_bytes(data));
