//! The shipped model adapted to a few labels: it keeps what it knows and moves no further than the labels ask for.
//!
//! `cargo run --release --example adapt`

use geostance::{Dataset, Stance, StanceModel, dataset::LabelledSentence};
use std::error::Error;

/// The shipped model has never seen the name in it.
const SENTENCE: &str = "Moscow welcomes the Turanbank bloc.";

fn main() -> Result<(), Box<dyn Error>> {
    let shipped = StanceModel::pretrained();
    let mut labels = Dataset::new();
    for (number, verb) in ["praised", "joined", "backed", "hosted"].into_iter().enumerate() {
        for (stance, what) in [
            (Some(Stance::ProMoscow), "the Kremlin's envoys"),
            (Some(Stance::MultiVector), "the Turanbank bloc"),
            (Some(Stance::WesternLeaning), "the NATO mission"),
            (None, "the chess club"),
        ] {
            let sentence = LabelledSentence::new(stance, format!("The minister {verb} {what}."));
            labels.push(sentence.group(format!("article {number}")))?;
        }
    }

    // How strongly the shipped model holds is chosen by cross-validation, unless it is given.
    let fitted = StanceModel::params().prior_strength(Some(1e-3)).fit_with(shipped, &labels)?;
    println!("{}\n", fitted.report());
    for (name, model) in [("shipped", shipped), ("adapted", fitted.model())] {
        let prediction = model.classify(SENTENCE);
        println!(
            "{name}: multi-vector {:.2}, evidence {:.2}",
            prediction.probability(Stance::MultiVector),
            prediction.evidence()
        );
    }
    Ok(())
}
