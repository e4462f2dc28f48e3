//! What must hold of any data.

use crate::draws::draw;
use geostance::error::PrevalenceError;
use geostance::prevalence::{
    Population, Prevalence, PrevalenceOptions, Sample, SampledSentence, prevalence, prevalence_within,
};
use geostance::{Outcome, Prediction, Stance};

const POPULATIONS: [Population; 2] = [Population::Corpus, Population::Process];

/// A share between 0 and 1.
fn share(state: &mut u64) -> f64 {
    draw(state, 1_000_001) as f64 / 1e6
}

/// A corpus with its true labels, and predictions that are right about as often as `skill` says.
fn corpus(sentences: usize, skill: f64, state: &mut u64) -> (Vec<Prediction>, Vec<Option<Stance>>) {
    (0..sentences)
        .map(|_| {
            let truth = Stance::ALL.get(draw(state, 5)).copied();
            let seen = if share(state) < skill { truth } else { Stance::ALL.get(draw(state, 4)).copied() };
            let doubt = share(state) / 3.0;
            let mut probabilities = [doubt; 3];
            probabilities[seen.map_or(1, Stance::index)] = 1.0 - 2.0 * doubt;
            let evidence = if seen.is_some() { 1.0 - doubt } else { doubt };
            (Prediction::new(probabilities, evidence).unwrap(), truth)
        })
        .unzip()
}

/// Every so many-th sentence, labelled.
fn every(step: usize, truth: &[Option<Stance>]) -> Vec<SampledSentence> {
    (0..truth.len()).step_by(step).map(|place| SampledSentence::new(place, truth[place])).collect()
}

fn estimate(predictions: &[Prediction], sample: Vec<SampledSentence>, population: Population) -> Prevalence {
    prevalence(predictions, &Sample::new(sample), &PrevalenceOptions::new().population(population)).unwrap()
}

fn width([low, high]: [f64; 2]) -> f64 {
    high - low
}

#[test]
fn shares_sum_to_one_and_lie_in_their_intervals() {
    let mut state = 1;
    for round in 0..60 {
        let (predictions, truth) = corpus(300 + 50 * round, share(&mut state), &mut state);
        let mut sample = every(1 + draw(&mut state, 9), &truth);
        if round % 3 == 0 {
            for sentence in &mut sample {
                sentence.probability = Some(0.01 + 0.99 * share(&mut state));
                sentence.stratum = draw(&mut state, 4);
            }
        }
        if round % 5 == 0 {
            for row in &mut sample {
                row.label = [0.4, 0.3, 0.2, 0.1].into();
            }
        }
        for population in POPULATIONS {
            let found = estimate(&predictions, sample.clone(), population);
            let sum: f64 = found.shares().iter().map(|(_, share)| share.estimate).sum();
            assert!((sum - 1.0).abs() < 1e-9 && (0.0..=1.0).contains(&found.lambda()));
            for (_, share) in found.shares().iter() {
                let [low, high] = share.interval;
                assert!(0.0 <= low && low <= share.estimate && share.estimate <= high && high <= 1.0, "{share:?}");
                let [low, high] = share.sample_interval;
                assert!(0.0 <= low && low <= high && high <= 1.0, "{share:?}");
            }
        }
    }
}

#[test]
fn no_order_of_rows_and_no_name_of_strata_changes_a_bit() {
    let mut state = 2;
    let (predictions, truth) = corpus(900, 0.7, &mut state);
    let mut sample = every(7, &truth);
    for (row, sentence) in sample.iter_mut().enumerate() {
        (sentence.probability, sentence.stratum) = (Some([0.1, 0.2, 0.3][row % 3]), row % 3);
    }
    let clusters: Vec<usize> = (0..900).map(|place| place / 10).collect();
    // Sentences, rows, strata and clusters in reverse.
    let reversed: Vec<Prediction> = predictions.iter().rev().copied().collect();
    let turned = |row: &SampledSentence| {
        let stated = SampledSentence::soft(899 - row.place, row.label).probability(row.probability.unwrap());
        stated.stratum(9 - row.stratum)
    };
    let turned: Vec<SampledSentence> = sample.iter().map(turned).rev().collect();
    for population in POPULATIONS {
        let options = PrevalenceOptions::new().population(population);
        for clustered in [false, true] {
            let with = |rows: &[SampledSentence], clusters: Vec<usize>| {
                let sample = Sample::new(rows.iter().copied());
                if clustered { sample.clusters(clusters) } else { sample }
            };
            let plain = prevalence(&predictions, &with(&sample, clusters.clone()), &options).unwrap();
            let other = clusters.iter().rev().map(|cluster| 1_000 - cluster).collect();
            assert_eq!(
                plain,
                prevalence(&reversed, &with(&turned, other), &options).unwrap(),
                "{options:?} {clustered}"
            );
        }
    }
}

#[test]
fn without_trust_in_the_model_the_estimate_is_that_of_the_labels() {
    let (_, truth) = corpus(1_000, 0.5, &mut 3);
    let flat = vec![Prediction::new([0.5, 0.25, 0.25], 0.5).unwrap(); 1_000];
    let sample = every(8, &truth);
    for population in POPULATIONS {
        let found = estimate(&flat, sample.clone(), population);
        assert_eq!(found.lambda().to_bits(), 0.0_f64.to_bits());
        for (outcome, share) in found.shares().iter() {
            let count = sample.iter().filter(|row| row.label[outcome] > 0.5).count();
            assert!((share.estimate - count as f64 / sample.len() as f64).abs() < 1e-12);
            assert_eq!(share.interval.map(f64::to_bits), share.sample_interval.map(f64::to_bits));
            assert!(share.worth.unwrap().abs() < 1e-6, "{share:?}");
        }
    }
}

#[test]
fn a_perfect_model_leaves_no_doubt() {
    let mut state = 4;
    let (_, truth) = corpus(1_000, 0.5, &mut state);
    let exact = |stance: &Option<Stance>| {
        let probabilities =
            std::array::from_fn(|k| f64::from(u8::from(stance.map_or(k == 0, |stance| stance.index() == k))));
        Prediction::new(probabilities, f64::from(u8::from(stance.is_some()))).unwrap()
    };
    let predictions: Vec<Prediction> = truth.iter().map(exact).collect();
    let found = estimate(&predictions, every(8, &truth), Population::Corpus);
    assert!((found.lambda() - 1.0).abs() < 1e-12);
    for (outcome, share) in found.shares().iter() {
        let count = truth.iter().filter(|&&stance| Outcome::from(stance) == outcome).count();
        assert!((share.estimate - count as f64 / 1_000.0).abs() < 1e-12 && width(share.interval) < 1e-9, "{share:?}");
        assert!((share.worth.unwrap() - 875.0).abs() < 1e-6, "the rest of the corpus: {share:?}");
    }
}

#[test]
fn a_corpus_that_is_labelled_whole_is_known_and_its_process_is_not() {
    let (predictions, truth) = corpus(200, 0.5, &mut 5);
    let [corpus, process] = POPULATIONS.map(|population| estimate(&predictions, every(1, &truth), population));
    for (outcome, share) in corpus.shares().iter() {
        let count = truth.iter().filter(|&&stance| Outcome::from(stance) == outcome).count();
        assert!((share.estimate - count as f64 / 200.0).abs() < 1e-12 && width(share.interval) < 1e-12, "{share:?}");
        assert_eq!(share.worth, None);
        assert!(width(process.share(outcome).interval) > 0.05);
    }
}

#[test]
fn a_corpus_is_surer_than_its_process_and_a_lower_level_is_narrower() {
    let (predictions, truth) = corpus(600, 0.8, &mut 6);
    let sample = Sample::new(every(4, &truth));
    let widths = |options: PrevalenceOptions| prevalence(&predictions, &sample, &options).unwrap().share(Outcome::None);
    let corpus = widths(PrevalenceOptions::new());
    let process = widths(PrevalenceOptions::new().population(Population::Process));
    let lower = widths(PrevalenceOptions::new().level(0.5));
    assert!(width(corpus.interval) < width(process.interval) && width(lower.interval) < 0.4 * width(corpus.interval));
}

#[test]
fn what_was_never_seen_has_an_interval_all_the_same() {
    let mut state = 7;
    let (predictions, mut truth) = corpus(2_000, 0.9, &mut state);
    for stance in &mut truth {
        *stance = stance.filter(|&stance| stance != Stance::ProMoscow);
    }
    for zero in [false, true] {
        let blind = |p: &Prediction| Prediction::new([0.0, 0.6, 0.4], p.evidence()).unwrap();
        let predictions: Vec<Prediction> =
            if zero { predictions.iter().map(blind).collect() } else { predictions.clone() };
        for population in POPULATIONS {
            let share = estimate(&predictions, every(20, &truth), population).share(Stance::ProMoscow);
            // The rule of three, 3 / n, is the least that a hundred labels leave open.
            assert!((0.03..0.2).contains(&share.interval[1]) && share.interval[0] < 0.02, "{zero}: {share:?}");
            assert!((0.03..0.05).contains(&share.sample_interval[1]) && share.sample_interval[0] < 1e-12, "{share:?}");
            assert_eq!(share.worth, None);
        }
    }
}

#[test]
fn what_cannot_be_estimated_is_refused() {
    let (predictions, truth) = corpus(400, 0.8, &mut 8);
    let rows = every(4, &truth);
    let options = PrevalenceOptions::new();
    let few = prevalence(&predictions, &Sample::new(rows[..29].iter().copied()), &options).unwrap_err();
    assert_eq!(few, PrevalenceError::FewLabels { found: 29, needed: 30 });
    assert!(prevalence(&predictions, &Sample::new(rows[..30].iter().copied()), &options).is_ok());
    let articles = (0..400).map(|place| place / 20).collect();
    let few = prevalence(&predictions, &Sample::new(rows.clone()).clusters(articles), &options).unwrap_err();
    assert_eq!(few, PrevalenceError::FewClusters { found: 20, needed: 30 });
    let empty = prevalence(&[], &Sample::default(), &options).unwrap_err();
    assert_eq!(empty, PrevalenceError::FewLabels { found: 0, needed: 30 });
    let outside = prevalence(&predictions[..9], &Sample::new(rows.clone()), &options).unwrap_err();
    assert_eq!(outside, PrevalenceError::OutOfCorpus { row: 3, place: 12, sentences: 9 });
    let part = prevalence_within(&predictions, &[400], &Sample::new(rows.clone()), &options).unwrap_err();
    assert_eq!(part, PrevalenceError::OutOfPart { place: 400, sentences: 400 });
    for level in [0.0, 1.0, -1.0, f64::NAN] {
        let error = prevalence(&predictions, &Sample::new(rows.clone()), &options.level(level)).unwrap_err();
        assert!(matches!(error, PrevalenceError::Level(_)));
    }
}

#[test]
fn sentences_of_a_cluster_that_are_alike_widen_the_interval() {
    // Articles of five sentences with one label each; every third article is labelled.
    let mut state = 9;
    let (predictions, truth) = corpus(1_500, 0.5, &mut state);
    let truth: Vec<_> = (0..1_500).map(|place| truth[place / 5 * 5]).collect();
    let rows = (0..1_500).filter(|place| place / 5 % 3 == 0).map(|place| SampledSentence::new(place, truth[place]));
    let alone = Sample::new(rows);
    let articles = alone.clone().clusters((0..1_500).map(|place| place / 5).collect());
    for population in POPULATIONS {
        let options = PrevalenceOptions::new().population(population);
        let [alone, articles] = [&alone, &articles].map(|sample| prevalence(&predictions, sample, &options).unwrap());
        assert_eq!((alone.clusters(), articles.clusters()), (None, Some(100)));
        for (outcome, share) in articles.shares().iter() {
            let ratio = width(share.interval) / width(alone.share(outcome).interval);
            assert!((1.3..2.6).contains(&ratio), "{outcome} {population:?}: {ratio}");
        }
    }
}

#[test]
fn probabilities_next_to_nothing_give_shares_all_the_same() {
    let (predictions, truth) = corpus(400, 0.8, &mut 11);
    for tiny in [5e-324, 1e-310, f64::MIN_POSITIVE, 1e-306, 1e-200] {
        for alike in [true, false] {
            let probability = |row: usize| if alike || row == 0 { tiny } else { 0.5 };
            let rows = every(4, &truth).into_iter().enumerate();
            let rows: Vec<_> = rows.map(|(row, sentence)| sentence.probability(probability(row))).collect();
            for population in POPULATIONS {
                let found = estimate(&predictions, rows.clone(), population);
                let sum: f64 = found.shares().iter().map(|(_, share)| share.estimate).sum();
                assert!((sum - 1.0).abs() < 1e-9, "{tiny} {alike} {population:?}: {found:?}");
                // Where one sentence stands for next to all, its label is the share in the sample.
                let first = found.share(Outcome::from(truth[0]));
                assert!(alike || first.sample_interval[1] > 0.9, "{tiny} {population:?}: {first:?}");
            }
        }
    }
}

#[test]
fn json_is_what_the_documentation_says() {
    let (predictions, truth) = corpus(400, 0.8, &mut 10);
    let found =
        estimate(&predictions, every(4, &truth), Population::Corpus).with_labels(&"neutral=none".parse().unwrap());
    let json: serde_json::Value = serde_json::to_value(&found).unwrap();
    assert_eq!((&json["sentences"], &json["labelled"]), (&400.into(), &100.into()));
    let keys: Vec<&String> = json["outcomes"]["neutral"].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["estimate", "interval", "naive", "sample_interval", "worth"]);
    assert_eq!(json.as_object().unwrap().len(), 4);
}
