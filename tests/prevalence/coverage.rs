//! Of many samples the intervals of about 95 in 100 hold the true share, also where the model errs, outcomes are rare, samples
//! are stratified or of whole articles. `examples/prevalence.rs` shows the same on registers that a model has not seen.

use crate::draws::draw as number;
use geostance::prevalence::{
    Drawn, Prevalence, PrevalenceOptions, Sample, SampledSentence, draw, prevalence, prevalence_within,
};
use geostance::{Outcome, Prediction, Stance};

const DRAWS: u64 = 500;

/// A corpus with its true labels and a model that errs: it misses half of what is pro-Moscow, and sees it elsewhere.
struct Corpus {
    predictions: Vec<Prediction>,
    truth: Vec<Option<Stance>>,
}

impl Corpus {
    /// So many sentences, of which this share is pro-Moscow; `by` sentences at a time have the same label.
    fn new(sentences: usize, share: f64, by: usize) -> Self {
        let mut state = 11;
        let mut unit = move || number(&mut state, 1 << 20) as f64 / f64::from(1 << 20);
        let (mut predictions, mut truth) = (Vec::new(), Vec::new());
        let mut stance = None;
        for place in 0..sentences {
            if place % by == 0 {
                let other = [Some(Stance::MultiVector), Some(Stance::WesternLeaning), None];
                stance = if unit() < share {
                    Some(Stance::ProMoscow)
                } else {
                    other[usize::from(unit() < 0.5) + usize::from(unit() < 0.33)]
                };
            }
            let missed = stance == Some(Stance::ProMoscow) && unit() < 0.5;
            let seen = if missed { None } else { stance };
            let mut probabilities = [0.05 + 0.1 * unit(), 0.1 + 0.1 * unit(), 0.1];
            if let Some(seen) = seen {
                probabilities[seen.index()] += 0.3 + 2.0 * unit();
            }
            let sum: f64 = probabilities.iter().sum();
            let evidence = if seen.is_some() { 0.5 + 0.5 * unit() } else { 0.6 * unit() };
            predictions.push(Prediction::new(probabilities.map(|p| p / sum), evidence).unwrap());
            truth.push(stance);
        }
        Self { predictions, truth }
    }

    fn share(&self, outcome: Outcome, places: &[usize]) -> f64 {
        let with = places.iter().filter(|&&place| Outcome::from(self.truth[place]) == outcome).count();
        with as f64 / places.len() as f64
    }

    fn labelled(&self, drawn: &[Drawn]) -> Sample {
        let row = |it: &Drawn| {
            SampledSentence::new(it.place, self.truth[it.place]).probability(it.probability).stratum(it.stratum)
        };
        Sample::new(drawn.iter().map(row))
    }

    /// A simple random sample: a model that says the same of all has one stratum.
    fn simple(&self, size: usize, seed: u64) -> Vec<Drawn> {
        let flat = vec![Prediction::new([1.0, 0.0, 0.0], 0.5).unwrap(); self.truth.len()];
        draw(&flat, &[], size, seed).unwrap()
    }

    /// The share of samples in which each outcome's interval holds its true share; and whether the naive shares are among them.
    fn coverage(&self, places: &[usize], estimate: impl Fn(u64) -> Prevalence) -> [f64; 4] {
        let mut held = [0.0; 4];
        for seed in 0..DRAWS {
            for (outcome, share) in estimate(seed).shares().iter() {
                let (truth, [low, high]) = (self.share(outcome, places), share.interval);
                held[outcome.index()] += f64::from(u8::from(low <= truth && truth <= high)) / DRAWS as f64;
            }
        }
        held
    }
}

/// 95 %, within what so many draws can say: two and a half of their standard errors below, three and a half above, where it is safe.
#[track_caller]
fn assert_about_95(held: [f64; 4]) {
    assert!(held.iter().all(|held| (0.926..=0.985).contains(held)), "{held:?}");
    let mean = held.iter().sum::<f64>() / 4.0;
    assert!((0.93..=0.97).contains(&mean), "{held:?}");
}

#[test]
fn rare_outcomes_are_held_as_often_as_others() {
    for (share, size) in [(0.01, 200), (0.01, 400), (0.02, 200), (0.03, 100)] {
        let corpus = Corpus::new(3_000, share, 1);
        let all: Vec<usize> = (0..3_000).collect();
        let held = corpus.coverage(&all, |seed| {
            let sample = corpus.labelled(&corpus.simple(size, seed));
            prevalence(&corpus.predictions, &sample, &PrevalenceOptions::new()).unwrap()
        });
        // Counts of one or two leave steps: on the safe side more than 95 in 100 may be held.
        assert!((0.93..=0.99).contains(&held[0]), "{share} {size}: {held:?}");
        assert!(held[1..].iter().all(|held| (0.926..=0.976).contains(held)), "{share} {size}: {held:?}");
    }
}

#[test]
fn stratified_samples_hold_and_are_narrower() {
    let corpus = Corpus::new(3_000, 0.3, 1);
    let all: Vec<usize> = (0..3_000).collect();
    let estimate =
        |drawn: &[Drawn]| prevalence(&corpus.predictions, &corpus.labelled(drawn), &PrevalenceOptions::new()).unwrap();
    let stratified = |seed| draw(&corpus.predictions, &[], 150, seed).unwrap();
    assert_about_95(corpus.coverage(&all, |seed| estimate(&stratified(seed))));
    let width = |found: Prevalence| found.shares().iter().map(|(_, s)| s.interval[1] - s.interval[0]).sum::<f64>();
    let mean =
        |drawn: &dyn Fn(u64) -> Vec<Drawn>| (0..50).map(|seed| width(estimate(&drawn(seed)))).sum::<f64>() / 50.0;
    let (by_strata, simple) = (mean(&stratified), mean(&|seed| corpus.simple(150, seed)));
    assert!(by_strata < 0.97 * simple, "{by_strata} {simple}");
}

#[test]
fn parts_of_a_stratified_corpus_hold() {
    // A part that strata cut across.
    let corpus = Corpus::new(3_000, 0.3, 1);
    let part: Vec<usize> = (0..3_000).filter(|place| place % 3 == 0).collect();
    assert_about_95(corpus.coverage(&part, |seed| {
        let sample = corpus.labelled(&draw(&corpus.predictions, &[], 300, seed).unwrap());
        prevalence_within(&corpus.predictions, &part, &sample, &PrevalenceOptions::new()).unwrap()
    }));
}

#[test]
fn samples_of_whole_articles_hold() {
    let corpus = Corpus::new(3_000, 0.3, 5);
    let (all, articles): (Vec<usize>, Vec<usize>) = (0..3_000).map(|place| (place, place / 5)).unzip();
    let flat = vec![Prediction::new([1.0, 0.0, 0.0], 0.5).unwrap(); 600];
    let estimate = |seed: u64, clustered: bool| {
        let drawn = draw(&flat, &[], 60, seed).unwrap();
        let places = drawn.iter().flat_map(|article| (0..5).map(|place| 5 * article.place + place));
        let sample = Sample::new(places.map(|place| SampledSentence::new(place, corpus.truth[place])));
        let sample = if clustered { sample.clusters(articles.clone()) } else { sample };
        prevalence(&corpus.predictions, &sample, &PrevalenceOptions::new()).unwrap()
    };
    assert_about_95(corpus.coverage(&all, |seed| estimate(seed, true)));
    let alone = corpus.coverage(&all, |seed| estimate(seed, false));
    assert!(alone.iter().sum::<f64>() / 4.0 < 0.9, "as if drawn one by one: {alone:?}");
}
