//! Counters of work, so that a test can bound it without a clock. Outside tests they are not there.

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Work {
    /// Bytes looked at, as often as they are.
    pub(crate) bytes: u64,
    /// Bytes of words that were stemmed.
    pub(crate) stemmed: u64,
    /// Slots of tables looked at.
    pub(crate) slots: u64,
}

#[cfg(test)]
thread_local! {
    static WORK: std::cell::Cell<Work> = std::cell::Cell::default();
}

/// Adds to the counters of this thread.
#[cfg(test)]
pub(crate) fn add(more: Work) {
    let Work { bytes, stemmed, slots } = WORK.get();
    WORK.set(Work { bytes: bytes + more.bytes, stemmed: stemmed + more.stemmed, slots: slots + more.slots });
}

/// Adds nothing.
#[cfg(not(test))]
#[inline]
pub(crate) fn add(_: Work) {}

/// Counts bytes looked at.
#[inline]
pub(crate) fn bytes(bytes: usize) {
    add(Work { bytes: bytes as u64, ..Work::default() });
}

/// Counts bytes stemmed.
#[inline]
pub(crate) fn stemmed(bytes: usize) {
    add(Work { stemmed: bytes as u64, ..Work::default() });
}

/// Counts one slot of a table.
#[inline]
pub(crate) fn slot() {
    add(Work { slots: 1, ..Work::default() });
}

/// The work of `job` on this thread.
#[cfg(test)]
pub(crate) fn of(job: impl FnOnce()) -> Work {
    WORK.set(Work::default());
    job();
    WORK.get()
}
