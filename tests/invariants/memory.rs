//! Memory that a job takes on its thread; counted where the binary has [`Counting`] as its allocator, and else 0.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

thread_local! {
    static LIVE: Cell<isize> = const { Cell::new(0) };
    static PEAK: Cell<isize> = const { Cell::new(0) };
}

/// The system's allocator, counting.
pub(crate) struct Counting;

fn add(bytes: isize) {
    // A thread that is being torn down counts no more.
    let _ = LIVE.try_with(|live| {
        live.set(live.get() + bytes);
        let _ = PEAK.try_with(|peak| peak.set(peak.get().max(live.get())));
    });
}

// A test cannot count allocations otherwise.
#[allow(unsafe_code, reason = "an allocator that counts")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size().cast_signed());
        // SAFETY: the layout is the caller's, who keeps the contract of `GlobalAlloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        add(-layout.size().cast_signed());
        // SAFETY: `pointer` comes from `alloc` above, with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

/// How many bytes more than before `job` holds on this thread at its peak.
pub(crate) fn peak(job: impl FnOnce()) -> usize {
    let before = LIVE.get();
    PEAK.set(before);
    job();
    (PEAK.get() - before).max(0).cast_unsigned()
}
