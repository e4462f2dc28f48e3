//! Where the time goes: the pipeline with one stage more at a time, all on the same sentences.

use crate::shared;
use criterion::{BenchmarkId, Criterion, Throughput};
use geostance::{
    StanceModel,
    model::{Stemmer, TermKind},
};
use rust_stemmers::Algorithm;
use std::hint::black_box;

pub(crate) fn stages(criterion: &mut Criterion) {
    let text = shared::articles();
    let sentences = shared::sentences(&text);
    let words: Vec<String> =
        geostance::tokens(&text, Stemmer::None).iter().map(|token| token.word().to_owned()).collect();
    let stemmer = rust_stemmers::Stemmer::create(Algorithm::English);
    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function(BenchmarkId::new("1 split", text.len()), |bencher| {
        bencher.iter(|| black_box(geostance::sentences(black_box(&text)).count()));
    });
    // A model without terms looks every word up in the cache, and in vain.
    for (name, kinds) in [
        ("2 tokenise and look words up in the cache", &[][..]),
        ("3 and score known words", &[TermKind::Word]),
        ("4 and word beginnings", &[TermKind::Word, TermKind::Prefix]),
        ("5 and pairs of words, so all", &[TermKind::Word, TermKind::Prefix, TermKind::Ngram]),
    ] {
        let model = shared::model_of_kinds(kinds);
        group.bench_function(BenchmarkId::new(name, text.len()), |bencher| {
            bencher.iter(|| {
                for sentence in &sentences {
                    black_box(model.classify(black_box(sentence)));
                }
            });
        });
    }
    group.bench_function(BenchmarkId::new("calibrate", sentences.len()), |bencher| {
        let model = StanceModel::pretrained();
        bencher.iter(|| {
            for _ in &sentences {
                black_box(model.classify(black_box("")));
            }
        });
    });
    group.bench_function(BenchmarkId::new("stem every word, which the cache spares", words.len()), |bencher| {
        bencher.iter(|| {
            for word in &words {
                black_box(stemmer.stem(black_box(word)));
            }
        });
    });
    group.finish();
}
