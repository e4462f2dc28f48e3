//! Splitting into sentences, beside sentencex.

#[path = "shared/mod.rs"]
mod shared;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

fn split(criterion: &mut Criterion) {
    let text = shared::Unseen::read().article();
    let mut group = criterion.benchmark_group("split");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function(BenchmarkId::new("geostance", text.len()), |bencher| {
        bencher.iter(|| black_box(geostance::sentences(black_box(&text)).count()));
    });
    group.bench_function(BenchmarkId::new("sentencex", text.len()), |bencher| {
        bencher.iter(|| black_box(sentencex::segment("en", black_box(&text)).len()));
    });
    group.finish();
}

criterion_group!(benches, split);
criterion_main!(benches);
