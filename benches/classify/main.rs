//! A sentence, a batch, an article, loading; each beside the naive pipeline where it has one. Then where the time goes, and
//! how it grows with the text, the vocabulary, and texts made to be slow.

mod growth;
mod naive;
#[path = "../shared/mod.rs"]
mod shared;
mod stages;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use geostance::StanceModel;
use naive::Naive;
use std::hint::black_box;

fn sentence(criterion: &mut Criterion) {
    let model = StanceModel::pretrained();
    let naive = Naive::new(model);
    let text = shared::articles();
    let sentences = shared::sentences(&text);
    let bytes: usize = sentences.iter().map(|sentence| sentence.len()).sum();
    let mut group = criterion.benchmark_group("sentence");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function(BenchmarkId::new("geostance", sentences.len()), |bencher| {
        bencher.iter(|| {
            for sentence in &sentences {
                black_box(model.classify(black_box(sentence)));
            }
        });
    });
    group.bench_function(BenchmarkId::new("naive", sentences.len()), |bencher| {
        bencher.iter(|| {
            for sentence in &sentences {
                black_box(naive.scores(black_box(sentence)));
            }
        });
    });
    group.finish();
}

fn batch(criterion: &mut Criterion) {
    let model = StanceModel::pretrained();
    let text = shared::articles();
    let sentences: Vec<&str> = shared::sentences(&text).into_iter().cycle().take(100_000).collect();
    let mut group = criterion.benchmark_group("batch");
    group.throughput(Throughput::Elements(sentences.len() as u64));
    group.sample_size(20);
    group.bench_function(BenchmarkId::new("all cores", sentences.len()), |bencher| {
        bencher.iter(|| black_box(model.classify_batch(black_box(&sentences))));
    });
    group.bench_function(BenchmarkId::new("stream", sentences.len()), |bencher| {
        bencher.iter(|| black_box(model.classify_stream(black_box(&sentences)).count()));
    });
    group.bench_function(BenchmarkId::new("one by one", sentences.len()), |bencher| {
        bencher.iter(|| {
            let predictions: Vec<_> = sentences.iter().map(|sentence| model.classify(sentence)).collect();
            black_box(predictions)
        });
    });
    group.finish();
}

fn article(criterion: &mut Criterion) {
    let model = StanceModel::pretrained();
    let naive = Naive::new(model);
    let text = shared::articles();
    let mut group = criterion.benchmark_group("article");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function(BenchmarkId::new("geostance", text.len()), |bencher| {
        bencher.iter(|| black_box(model.classify_article(black_box(&text))));
    });
    group.bench_function(BenchmarkId::new("sentencex and naive", text.len()), |bencher| {
        bencher.iter(|| {
            let scores: Vec<_> =
                sentencex::segment("en", black_box(&text)).into_iter().map(|sentence| naive.scores(sentence)).collect();
            black_box(scores)
        });
    });
    group.finish();
}

fn load(criterion: &mut Criterion) {
    let shipped = StanceModel::pretrained().to_bytes().expect("a model");
    let mut group = criterion.benchmark_group("load");
    for (name, file) in [("shipped", shipped), ("synthetic", shared::file_with_terms(740_000))] {
        group.throughput(Throughput::Bytes(file.len() as u64));
        group.sample_size(if file.len() > 10_000_000 { 10 } else { 100 });
        group.bench_function(BenchmarkId::new(name, file.len()), |bencher| {
            bencher.iter(|| StanceModel::from_bytes(black_box(&file)).expect("a model"));
        });
    }
    group.finish();
}

criterion_group!(
    benches,
    sentence,
    article,
    batch,
    load,
    stages::stages,
    growth::scaling,
    growth::vocabulary,
    growth::worst_case
);
criterion_main!(benches);
