//! Sentences, articles, batches and streams of text that no training has seen, each read once a pass in an order that changes,
//! beside the pipeline that one would write by hand and the fastest peer; loading. Then where the time goes, and how it grows with
//! the text, the vocabulary, and texts made to be slow.

mod growth;
mod naive;
mod peer;
#[path = "../shared/mod.rs"]
mod shared;
mod stages;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use geostance::StanceModel;
use naive::Naive;
use shared::Unseen;
use std::hint::black_box;

fn sentence(criterion: &mut Criterion) {
    let model = StanceModel::pretrained();
    let (naive, peer) = (Naive::new(model), peer::trained());
    let mut unseen = Unseen::read();
    let bytes = unseen.bytes();
    let mut group = criterion.benchmark_group("sentence");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.sample_size(20);
    group.bench_function(BenchmarkId::new("geostance", bytes), |bencher| {
        bencher.iter_batched_ref(
            || owned(&mut unseen),
            |pass| read(pass, |text| model.classify(text)),
            BatchSize::PerIteration,
        );
    });
    group.bench_function(BenchmarkId::new("naive", bytes), |bencher| {
        bencher.iter_batched_ref(
            || owned(&mut unseen),
            |pass| read(pass, |text| naive.scores(text)),
            BatchSize::PerIteration,
        );
    });
    group.bench_function(BenchmarkId::new("fasttext", bytes), |bencher| {
        let classify = |text: &str| peer.predict(&peer::cleaned(text), 1, 0.0);
        bencher.iter_batched_ref(|| owned(&mut unseen), |pass| read(pass, classify), BatchSize::PerIteration);
    });
    group.finish();
}

/// The sentences of a pass, each where the pass reads it next.
fn owned(unseen: &mut Unseen) -> Vec<String> {
    unseen.pass().into_iter().map(str::to_owned).collect()
}

/// Reads each sentence once.
fn read<T>(pass: &[String], mut classify: impl FnMut(&str) -> T) {
    for sentence in pass {
        black_box(classify(black_box(sentence)));
    }
}

/// The same 136 sentences again and again: every word and every branch is known.
fn warm(criterion: &mut Criterion) {
    let model = StanceModel::pretrained();
    let naive = Naive::new(model);
    let text = shared::articles();
    let sentences: Vec<String> = shared::sentences(&text).into_iter().map(str::to_owned).collect();
    let bytes: usize = sentences.iter().map(String::len).sum();
    let mut group = criterion.benchmark_group("warm");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function(BenchmarkId::new("geostance", bytes), |bencher| {
        bencher.iter(|| read(&sentences, |text| model.classify(text)));
    });
    group.bench_function(BenchmarkId::new("naive", bytes), |bencher| {
        bencher.iter(|| read(&sentences, |text| naive.scores(text)));
    });
    group.finish();
}

fn batch(criterion: &mut Criterion) {
    let model = StanceModel::pretrained();
    let mut unseen = Unseen::read();
    let bytes = unseen.bytes();
    let mut group = criterion.benchmark_group("batch");
    group.throughput(Throughput::Elements(unseen.len() as u64));
    group.sample_size(20);
    group.bench_function(BenchmarkId::new("all cores", bytes), |bencher| {
        bencher.iter_batched_ref(|| owned(&mut unseen), |pass| model.classify_batch(pass), BatchSize::PerIteration);
    });
    group.bench_function(BenchmarkId::new("stream", bytes), |bencher| {
        let stream = |pass: &mut Vec<String>| model.classify_stream(pass.iter()).count();
        bencher.iter_batched_ref(|| owned(&mut unseen), stream, BatchSize::PerIteration);
    });
    group.bench_function(BenchmarkId::new("one by one", bytes), |bencher| {
        let each = |pass: &mut Vec<String>| pass.iter().map(|sentence| model.classify(sentence)).collect::<Vec<_>>();
        bencher.iter_batched_ref(|| owned(&mut unseen), each, BatchSize::PerIteration);
    });
    group.finish();
}

fn article(criterion: &mut Criterion) {
    let model = StanceModel::pretrained();
    let naive = Naive::new(model);
    let mut unseen = Unseen::read();
    let bytes = unseen.bytes();
    let mut group = criterion.benchmark_group("article");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.sample_size(20);
    group.bench_function(BenchmarkId::new("geostance", bytes), |bencher| {
        let classify = |text: &mut String| model.classify_article(text).sentences().len();
        bencher.iter_batched_ref(|| unseen.article(), classify, BatchSize::PerIteration);
    });
    group.bench_function(BenchmarkId::new("sentencex and naive", bytes), |bencher| {
        let classify = |text: &mut String| -> Vec<_> {
            sentencex::segment("en", text).into_iter().map(|sentence| naive.scores(sentence)).collect()
        };
        bencher.iter_batched_ref(|| unseen.article(), classify, BatchSize::PerIteration);
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
    warm,
    article,
    batch,
    load,
    stages::stages,
    growth::scaling,
    growth::vocabulary,
    growth::worst_case
);
criterion_main!(benches);
