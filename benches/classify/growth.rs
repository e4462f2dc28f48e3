//! How time grows: with the text, with the vocabulary, and with texts made to be slow.

use crate::shared;
use criterion::{BenchmarkId, Criterion, Throughput};
use geostance::StanceModel;
use std::hint::black_box;

/// Lengths of text, in bytes.
pub(crate) fn scaling(criterion: &mut Criterion) {
    let model = StanceModel::pretrained();
    let text = shared::articles();
    let mut group = criterion.benchmark_group("scaling/text");
    group.sample_size(10);
    for length in [1_000, 10_000, 100_000, 1_000_000, 10_000_000] {
        let text: String = text.chars().cycle().take(length).collect();
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(text.len()), &text, |bencher, text| {
            bencher.iter(|| black_box(model.classify_article(black_box(text))));
        });
    }
    group.finish();
}

/// Sizes of vocabularies, in terms.
pub(crate) fn vocabulary(criterion: &mut Criterion) {
    let text = shared::articles();
    let sentences = shared::sentences(&text);
    let mut group = criterion.benchmark_group("scaling/vocabulary");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.sample_size(20);
    for terms in [1_000, 10_000, 100_000, 1_000_000] {
        let model = StanceModel::from_bytes(&shared::file_with_terms(terms)).expect("a model");
        group.bench_function(BenchmarkId::from_parameter(terms), |bencher| {
            bencher.iter(|| {
                for sentence in &sentences {
                    black_box(model.classify(black_box(sentence)));
                }
            });
        });
    }
    group.finish();
}

/// Texts made to be slow, each at two lengths: the throughput must not fall.
pub(crate) fn worst_case(criterion: &mut Criterion) {
    let model = StanceModel::pretrained();
    let unknown = |length: usize| -> String {
        let letters = |i: u32| (0..6).map(move |place| char::from(b'a' + (i / 26_u32.pow(place) % 26) as u8));
        (0..length as u32 / 9).flat_map(|i| "qx".chars().chain(letters(i)).chain([' '])).collect()
    };
    let mut group = criterion.benchmark_group("worst_case");
    group.sample_size(10);
    for length in [1 << 16, 1 << 20] {
        let filled = |piece: &str| piece.repeat(length / piece.len());
        for (name, text) in [
            ("one word", filled("a")),
            ("a run of y", filled("y")),
            ("words of 64 y", filled(&("y".repeat(64) + " "))),
            ("spaces", filled(" ")),
            ("combining marks", filled("\u{301}")),
            ("unknown words", unknown(length)),
            ("nested quotes", filled("(\"'“«")),
            ("full stops", filled(". ")),
            ("line breaks", filled("\n")),
        ] {
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_with_input(BenchmarkId::new(name, text.len()), &text, |bencher, text| {
                bencher.iter(|| black_box(model.classify_article(black_box(text))));
            });
        }
    }
    group.finish();
}
