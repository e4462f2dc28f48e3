//! The same numbers as `ppi-python` gives (`ppi.py` beside this file made the answers).

use geostance::prevalence::{Population, PrevalenceOptions, Sample, SampledSentence, prevalence};
use geostance::{Prediction, Stance};
use serde_json::Value;

/// The predictions of the arrays, and the labelled sentences.
fn arrays() -> (Vec<Prediction>, Vec<SampledSentence>) {
    let (mut predictions, mut labelled) = (Vec::new(), Vec::new());
    for (place, line) in include_str!("ppi.csv").lines().skip(1).enumerate() {
        let fields: Vec<&str> = line.split(',').collect();
        let [a, b, c]: [f64; 3] = std::array::from_fn(|k| fields[k + 1].parse().unwrap());
        let evidence = a + b + c;
        predictions.push(Prediction::new([a, b, c].map(|p| p / evidence), evidence).unwrap());
        if let Ok(label) = fields[0].parse::<usize>() {
            labelled.push(SampledSentence::new(place, Stance::ALL.get(label).copied()));
        }
    }
    (predictions, labelled)
}

#[test]
fn estimates_and_intervals_are_those_of_ppi_python() {
    let (predictions, labelled) = arrays();
    let process = PrevalenceOptions::new().population(Population::Process);
    let found = prevalence(&predictions, &Sample::new(labelled), &process).unwrap();
    let answers: Value = serde_json::from_str(include_str!("ppi.json")).unwrap();
    let close = |found: f64, answer: &Value| (found - answer.as_f64().unwrap()).abs() < 5e-7;
    assert!(found.lambda() > 0.3 && found.lambda() < 1.0);
    for (outcome, share) in found.shares().iter() {
        let (tuned, classical, k) = (&answers["tuned"], &answers["classical"], outcome.index());
        assert!(close(share.estimate, &tuned["estimate"][k]), "{outcome}: {share:?}");
        for (interval, answers) in [(share.interval, tuned), (share.sample_interval, classical)] {
            assert!(
                close(interval[0], &answers["low"][k]) && close(interval[1], &answers["high"][k]),
                "{outcome}: {share:?}"
            );
        }
    }
}

#[test]
fn a_model_that_is_worth_nothing_is_not_trusted() {
    // Predictions that have nothing to do with the labels.
    let (predictions, labelled) = arrays();
    let noise = |place: usize| Prediction::new([0.0, 1.0, 0.0], f64::from(u8::from(place.is_multiple_of(2)))).unwrap();
    let noise: Vec<Prediction> = (0..predictions.len()).map(noise).collect();
    for population in [Population::Corpus, Population::Process] {
        let options = PrevalenceOptions::new().population(population);
        let found = prevalence(&noise, &Sample::new(labelled.clone()), &options).unwrap();
        assert!(found.lambda() < 0.1, "{}", found.lambda());
        for (outcome, share) in found.shares().iter() {
            let [width, alone] = [share.interval, share.sample_interval].map(|[low, high]| high - low);
            assert!((0.95..1.01).contains(&(width / alone)), "{outcome}: {share:?}");
        }
    }
}
