//! Fitting and cross-validating generated sentences, without calibration; a million with `GEOSTANCE_BENCH_MILLION` set.

#[path = "shared/generated.rs"]
mod generated;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use geostance::{StanceModel, evaluation::CrossValidation};
use std::hint::black_box;

fn fit(criterion: &mut Criterion) {
    let params = StanceModel::params().calibration_folds(0);
    let mut group = criterion.benchmark_group("fit");
    group.sample_size(10);
    let million = std::env::var_os("GEOSTANCE_BENCH_MILLION").map(|_| 1_000_000);
    for sentences in [1_000, 10_000, 100_000].into_iter().chain(million) {
        let data = generated::dataset(sentences);
        group.throughput(Throughput::Elements(sentences as u64));
        group.bench_function(BenchmarkId::from_parameter(sentences), |bencher| {
            bencher.iter(|| params.fit(black_box(&data)).expect("a model"));
        });
    }
    group.finish();
}

fn cross_validate(criterion: &mut Criterion) {
    let params = StanceModel::params().calibration_folds(0);
    let mut group = criterion.benchmark_group("cross-validation");
    group.sample_size(10);
    let data = generated::dataset(10_000);
    group.throughput(Throughput::Elements(data.len() as u64));
    group.bench_function(BenchmarkId::new("5 folds", data.len()), |bencher| {
        bencher.iter(|| CrossValidation::run(&params, black_box(&data), 5, 0).expect("figures"));
    });
    group.finish();
}

criterion_group!(benches, fit, cross_validate);
criterion_main!(benches);
