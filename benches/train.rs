//! Fitting at three sizes, without calibration.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use geostance::{Dataset, StanceModel};
use std::hint::black_box;

fn fit(criterion: &mut Criterion) {
    let mut paths: Vec<_> =
        std::fs::read_dir("fixtures/train").expect("data").map(|e| e.expect("entry").path()).collect();
    paths.sort();
    let all = Dataset::from_paths(paths).expect("labelled sentences");
    let params = StanceModel::params().calibration_folds(0);
    let mut group = criterion.benchmark_group("fit");
    group.sample_size(10);
    for share in [16, 4, 1] {
        let data = if share == 1 { all.clone() } else { all.split(1.0 / f64::from(share), 0).test };
        group.throughput(Throughput::Elements(data.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(data.len()), |bencher| {
            bencher.iter(|| params.fit(black_box(&data)).expect("a model"));
        });
    }
    group.finish();
}

criterion_group!(benches, fit);
criterion_main!(benches);
