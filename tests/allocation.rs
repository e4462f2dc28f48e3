//! Classifying allocates nothing once a thread has seen its words.

use geostance::StanceModel;
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);

// The one place in the project with unsafe code: a test cannot count allocations otherwise.
#[allow(unsafe_code, reason = "an allocator that counts")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the layout is the caller's, who keeps the contract of `GlobalAlloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: `pointer` comes from `alloc` above, with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn classifying_known_words_allocates_nothing() {
    let model = StanceModel::pretrained();
    let text = std::fs::read_to_string("fixtures/articles/aktau-port.txt").unwrap();
    let sentences: Vec<&str> = geostance::sentences(&text).map(|span| &text[span]).collect();
    let classify_all = || sentences.iter().map(|sentence| model.classify(sentence).confidence()).sum::<f64>();
    let first = classify_all();
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    let second = classify_all();
    assert_eq!(ALLOCATIONS.load(Ordering::Relaxed) - before, 0);
    assert_eq!(first.to_bits(), second.to_bits());
}
