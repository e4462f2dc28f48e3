//! Where the time goes: the pipeline with one stage more at a time, all on the same sentences.

use crate::shared;
use criterion::{BenchmarkId, Criterion, Throughput};
use geostance::{
    StanceModel,
    model::{Stemmer, TermKind},
};
use rust_stemmers::Algorithm;
use std::hint::black_box;

const TERMS: [TermKind; 5] = [TermKind::Word, TermKind::Prefix, TermKind::Crossed, TermKind::Groups, TermKind::Ngram];

pub(crate) fn stages(criterion: &mut Criterion) {
    let text = shared::Unseen::read().article();
    let sentences = shared::sentences(&text);
    let words: Vec<String> =
        geostance::tokens(&text, Stemmer::None).iter().map(|token| token.word().to_owned()).collect();
    let stemmer = rust_stemmers::Stemmer::create(Algorithm::English);
    let mut group = criterion.benchmark_group("stages");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function(BenchmarkId::new("1 split", text.len()), |bencher| {
        bencher.iter(|| black_box(geostance::sentences(black_box(&text)).count()));
    });
    // A model without terms looks every form up, and finds nothing there.
    for (name, kinds) in [
        ("2 tokenise and look forms and names up", &[][..]),
        ("3 and score known words", &[TermKind::Word]),
        ("4 and word beginnings", &[TermKind::Word, TermKind::Prefix]),
        (
            "5 and words crossed with who is named",
            &[TermKind::Word, TermKind::Prefix, TermKind::Crossed, TermKind::Groups],
        ),
        ("6 and pairs of words, so all", &TERMS),
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
    group.bench_function(
        BenchmarkId::new("stem every word with rust_stemmers, which the forms spare", words.len()),
        |bencher| {
            bencher.iter(|| {
                for word in &words {
                    black_box(stemmer.stem(black_box(word)));
                }
            });
        },
    );
    group.finish();
}
