//! Shown to be true: a corpus of three registers that the model has not seen, 2,000 samples of 200 labels. How often do the
//! intervals hold the true share, and how wide are they?
//!
//! ```sh
//! cargo run --release --example prevalence
//! ```

use geostance::prevalence::{Drawn, Prevalence, PrevalenceOptions, Sample, SampledSentence, draw, prevalence};
use geostance::{Dataset, Outcome, Prediction, StanceModel};

const DRAWS: u64 = 2_000;
const SIZE: usize = 200;

fn load(registers: &[&str]) -> Result<Dataset, geostance::Error> {
    Dataset::load_all(registers.iter().map(|register| format!("fixtures/train/{register}.csv")))
}

/// How often each outcome's interval held the true share, and its mean width.
#[derive(Default)]
struct Tally {
    held: [f64; 4],
    width: [f64; 4],
}

impl Tally {
    fn count(&mut self, outcome: Outcome, truth: f64, [low, high]: [f64; 2]) {
        self.held[outcome.index()] += f64::from(u8::from(low <= truth && truth <= high)) / DRAWS as f64;
        self.width[outcome.index()] += (high - low) / DRAWS as f64;
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Trained on speeches, agency reports and headlines; asked about claims, interviews and the local press.
    let model = StanceModel::params().fit(&load(&["un", "wire", "headline"])?)?.into_model();
    let corpus = load(&["claim", "interview", "local"])?;
    let texts: Vec<&str> = corpus.sentences().iter().map(|sentence| sentence.text.as_str()).collect();
    let predictions = model.classify_batch(&texts);
    // Who thinks the same of all sentences draws a simple random sample.
    let flat = vec![Prediction::new([1.0, 0.0, 0.0], 0.5).ok_or("no prediction")?; texts.len()];

    let label = |it: &Drawn| {
        let sentence = SampledSentence::new(it.place, corpus.sentences()[it.place].stance);
        sentence.probability(it.probability).stratum(it.stratum)
    };
    let estimate = |drawn: &[Drawn]| -> Result<Prevalence, geostance::Error> {
        Ok(prevalence(&predictions, &Sample::new(drawn.iter().map(label)), &PrevalenceOptions::new())?)
    };
    let truth = |outcome: Outcome| corpus.counts()[outcome] as f64 / corpus.len() as f64;
    let [mut classical, mut simple, mut stratified] = [(); 3].map(|()| Tally::default());
    let mut naive = [0.0; 4];
    for seed in 0..DRAWS {
        let of_simple = estimate(&draw(&flat, &[], SIZE, seed)?)?;
        let of_strata = estimate(&draw(&predictions, &[], SIZE, seed)?)?;
        for outcome in Outcome::ALL {
            let (plain, share) = (of_simple.share(outcome), of_strata.share(outcome));
            naive[outcome.index()] = plain.naive;
            classical.count(outcome, truth(outcome), plain.sample_interval);
            simple.count(outcome, truth(outcome), plain.interval);
            stratified.count(outcome, truth(outcome), share.interval);
        }
    }
    println!("| outcome | true share | naive | labels alone | with the model | drawn by `sample` |");
    println!("| --- | --- | --- | --- | --- | --- |");
    for outcome in Outcome::ALL {
        let k = outcome.index();
        let cell = |tally: &Tally| format!("{:.1} %, {:.3}", 100.0 * tally.held[k], tally.width[k]);
        let cells = [&classical, &simple, &stratified].map(cell).join(" | ");
        println!("| {outcome} | {:.3} | {:.3} | {cells} |", truth(outcome), naive[k]);
    }
    Ok(())
}
