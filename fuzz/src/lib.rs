//! What all targets share: the invariants of the crate's tests, compiled once, and an allocator that counts.

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

#[global_allocator]
static ALLOCATOR: invariants::memory::Counting = invariants::memory::Counting;

/// That an input of a target keeps all that is promised of it.
///
/// # Panics
///
/// Where it does not, and where there is no such target.
pub fn holds(target: &str, data: &[u8]) {
    let door = invariants::DOORS.iter().find(|(name, _)| *name == target);
    door.expect("every target has its door").1(data);
}
