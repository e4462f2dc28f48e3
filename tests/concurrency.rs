//! One model among many threads: the same answers whatever else goes on beside them.

use geostance::{
    StanceModel,
    report::{ReportFormat, ReportOptions},
};
use rayon::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

const SENTENCES: [&str; 6] = [
    "Russia is our ally.",
    "Astana joined neither the sanctions nor the war.",
    "Chisinau applied to join the European Union.",
    "It rained on Sunday.",
    "",
    "#NoWar #StandWithUkraine sooo 👍🏽",
];

/// How many threads there are; more than cores.
const THREADS: usize = 8;

/// How often each does its work; less where every step is watched.
const ROUNDS: usize = if cfg!(miri) { 1 } else { 40 };

/// A model with few terms, which loads fast: the shipped one but for its terms.
fn small() -> Vec<u8> {
    let texts: Vec<(usize, &str)> = (0..24).map(|i| (i % 3, SENTENCES[i % 3])).collect();
    let data: geostance::Dataset = texts
        .into_iter()
        .map(|(class, text)| geostance::dataset::LabelledSentence::new(Some(geostance::Stance::ALL[class]), text))
        .collect();
    StanceModel::params().calibration_folds(0).min_df(1.0).fit(&data).unwrap().into_model().to_bytes().unwrap()
}

/// All that is said of the sentences, to the bit.
fn answers(model: &StanceModel) -> Vec<[u64; 5]> {
    let of = |sentence: &&str| {
        let prediction = model.classify(sentence);
        let [a, b, c] = prediction.probabilities().into_array().map(f64::to_bits);
        [a, b, c, prediction.evidence().to_bits(), prediction.known_features() as u64]
    };
    SENTENCES.iter().map(of).collect()
}

#[test]
fn one_model_answers_many_threads_while_others_load_and_drop() {
    let bytes = small();
    let model = Arc::new(StanceModel::from_bytes(&bytes).unwrap());
    let (expected, of_shipped) = (answers(&model), answers(StanceModel::pretrained()));
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        // Others come and go: models, clones of the one that is asked, and broken files.
        let loader = scope.spawn(|| {
            let mut loaded = 0;
            while !done.load(Relaxed) || loaded == 0 {
                let other = StanceModel::from_bytes(&bytes).unwrap();
                assert_eq!(answers(&other), expected);
                drop(StanceModel::clone(&model));
                assert!(StanceModel::from_bytes(&bytes[..bytes.len() / 2]).is_err());
                loaded += 1;
            }
            loaded
        });
        let askers: Vec<_> = (0..THREADS)
            .map(|thread| {
                let (model, expected, of_shipped) = (Arc::clone(&model), &expected, &of_shipped);
                scope.spawn(move || {
                    for round in 0..ROUNDS {
                        assert_eq!(&answers(&model), expected);
                        // Two models by turns on one thread: what is remembered of words is of the right one.
                        if (thread + round) % 2 == 0 {
                            assert_eq!(&answers(StanceModel::pretrained()), of_shipped);
                        }
                        let explained = model.explain(SENTENCES[round % SENTENCES.len()]);
                        assert_eq!(*explained.prediction(), model.classify(SENTENCES[round % SENTENCES.len()]));
                    }
                })
            })
            .collect();
        for asker in askers {
            asker.join().unwrap();
        }
        done.store(true, Relaxed);
        assert!(loader.join().unwrap() > 0);
    });
}

#[test]
fn batches_within_batches_give_the_same() {
    let model = StanceModel::pretrained();
    let rounds = ROUNDS.min(8);
    let expected = answers(model);
    for threads in [1, 2, THREADS] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let found: Vec<_> = pool.install(|| {
            (0..rounds * THREADS)
                .into_par_iter()
                .map(|_| {
                    let sentences: Vec<&str> = SENTENCES.iter().copied().cycle().take(200).collect();
                    // A batch is work over all cores itself, and so is what is asked within it.
                    let batch = model.classify_batch(&sentences);
                    let nested: Vec<_> = sentences.par_iter().map(|sentence| model.classify(sentence)).collect();
                    assert_eq!(batch, nested);
                    batch
                        .into_iter()
                        .take(SENTENCES.len())
                        .map(|prediction| prediction.evidence().to_bits())
                        .collect::<Vec<_>>()
                })
                .collect()
        });
        assert!(found.iter().all(|evidence| evidence.iter().eq(expected.iter().map(|answer| &answer[3]))), "{threads}");
    }
}

#[test]
fn reports_are_written_side_by_side() {
    let model = StanceModel::pretrained();
    let text = SENTENCES.join("\n");
    let report = model.classify_article(&text);
    let written = |format| {
        let mut out = Vec::new();
        report.write(&mut out, format, &ReportOptions::default()).map(|()| out).unwrap()
    };
    let expected: Vec<Vec<u8>> = ReportFormat::ALL.iter().copied().map(written).collect();
    (0..THREADS * 4).into_par_iter().for_each(|number| {
        let format = ReportFormat::ALL[number % ReportFormat::ALL.len()];
        assert_eq!(written(format), expected[number % ReportFormat::ALL.len()]);
    });
}
