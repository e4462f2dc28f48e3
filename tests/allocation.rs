//! Classifying allocates nothing once a thread has read a text of some length, whatever it reads then; what a thread keeps is small; a
//! loaded model takes a bounded multiple of its file.

#[path = "../benches/shared/mod.rs"]
mod shared;

use geostance::StanceModel;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
    static LIVE: Cell<isize> = const { Cell::new(0) };
}

// The one place in the project with unsafe code: a test cannot count allocations otherwise.
#[allow(unsafe_code, reason = "an allocator that counts")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.set(ALLOCATIONS.get() + 1);
        LIVE.set(LIVE.get() + layout.size().cast_signed());
        // SAFETY: the layout is the caller's, who keeps the contract of `GlobalAlloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LIVE.set(LIVE.get() - layout.size().cast_signed());
        // SAFETY: `pointer` comes from `alloc` above, with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// How many allocations `job` makes on this thread.
fn allocations(job: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.get();
    job();
    ALLOCATIONS.get() - before
}

#[test]
fn classifying_allocates_nothing() {
    let model = StanceModel::pretrained();
    let text = shared::articles();
    let mut sentences = shared::sentences(&text);
    let long = "internationalisations’".repeat(4);
    sentences.extend([
        "Qwxyz frobnicates the Unbekanntmachungsverordnung’s interoperability-counterrevolutionaries",
        "Государственно-монополистический капитализм достопримечательностей",
        "U.S. and EU’s Türkiye, İstanbul 1,200.5 👍🏽",
        "antidisestablishmentarianisticalities",
        &long,
        "",
    ]);
    let classify_all = || sentences.iter().map(|sentence| model.classify(sentence).confidence()).sum::<f64>();
    let first = classify_all();
    let mut second = 0.0;
    assert_eq!(allocations(|| second = classify_all()), 0);
    assert_eq!(first.to_bits(), second.to_bits());
}

#[test]
fn text_that_was_never_seen_allocates_nothing() {
    let model = StanceModel::pretrained();
    let unseen = geostance::Dataset::load("fixtures/test.csv").unwrap();
    let text = shared::articles();
    for sentence in shared::sentences(&text) {
        let _ = model.classify(sentence);
    }
    let made = allocations(|| {
        for sentence in unseen.sentences() {
            std::hint::black_box(model.classify(&sentence.text));
        }
    });
    assert!(100 * made <= unseen.sentences().len(), "{made} allocations for {} sentences", unseen.sentences().len());
}

#[test]
fn a_thread_keeps_little() {
    let model = StanceModel::pretrained();
    let text = shared::articles();
    let kept = std::thread::scope(|scope| {
        let read = || {
            let before = LIVE.get();
            for sentence in shared::sentences(&text) {
                let _ = model.classify(sentence);
            }
            LIVE.get() - before
        };
        scope.spawn(read).join().unwrap()
    });
    assert!((1..32 << 10).contains(&kept), "{kept} bytes");
}

#[test]
fn working_space_is_given_back_after_a_long_text() {
    let model = StanceModel::pretrained();
    let _ = model.classify("Minsk");
    let before = LIVE.get();
    for (piece, times) in [("ж", 4 << 20), ("Minsk and Moscow ’ ", 200_000)] {
        let _ = model.classify(&piece.repeat(times));
        assert!(LIVE.get() - before <= 1 << 20, "{} bytes kept", LIVE.get() - before);
    }
}

#[test]
fn a_loaded_model_takes_four_times_its_file_at_the_most() {
    for terms in [0, 1_000, 39_235, 200_000] {
        let file = shared::file_with_terms(terms);
        let before = LIVE.get();
        let model = StanceModel::from_bytes(&file).unwrap();
        let taken = LIVE.get() - before;
        // Names take some more than their text.
        let most = 4 * file.len().cast_signed() + (64 << 10);
        assert!(taken <= most, "{taken} bytes for a file of {} with {terms} terms", file.len());
        drop(model);
    }
}
