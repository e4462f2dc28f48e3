//! Shows each word's push towards each stance.

mod shared;

use clap::Parser;
use geostance::Stance;
use shared::{Model, Outcome};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Show how each word of a sentence pushes towards each stance. A push is what the word adds to the stance's score,
/// less what it adds to the three on average, in log-odds before calibration.
#[derive(Parser)]
struct Args {
    /// The model file; the shipped model by default
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// The sentence; several words need no quotes
    #[arg(required = true, value_name = "SENTENCE")]
    sentence: Vec<String>,
}

fn explain(args: &Args) -> Outcome {
    let model = Model::open(args.model.as_ref())?;
    let sentence = args.sentence.join(" ");
    let explanation = model.explain(&sentence);
    let prediction = explanation.prediction();
    let mut out = std::io::stdout().lock();
    writeln!(out, "{sentence}\n")?;
    let shown: Vec<String> = explanation.words().iter().map(|word| shortened(&sentence[word.span()])).collect();
    let width = shown.iter().map(|word| word.chars().count()).max().unwrap_or(0).max("word".len());
    write!(out, "{:width$}", "word")?;
    for stance in Stance::ALL {
        write!(out, " {:>15}", model.labels().name(stance))?;
    }
    writeln!(out, "{}", if model.knows_none() { "        evidence" } else { "" })?;
    for (word, shown) in explanation.words().iter().zip(&shown) {
        write!(out, "{shown:width$}")?;
        for stance in Stance::ALL {
            write!(out, " {:>+15.3}", word.push(stance))?;
        }
        if model.knows_none() {
            let towards_a_course = Stance::ALL.iter().map(|&stance| word.to(stance)).sum::<f64>() / 3.0;
            write!(out, " {:>+15.3}", towards_a_course - word.to_none())?;
        }
        writeln!(out)?;
    }
    writeln!(out)?;
    for (stance, probability) in Stance::ALL.into_iter().zip(prediction.probabilities()) {
        writeln!(out, "{:16} {probability:.3}", model.labels().name(stance))?;
    }
    writeln!(out, "{:16} {:.3}  (that the sentence takes a course at all)", "evidence", prediction.evidence())?;
    writeln!(
        out,
        "{:16} {:.3}  (in {})",
        "confidence",
        prediction.confidence(),
        model.labels().name(prediction.stance())
    )?;
    if prediction.known_features() == 0 {
        writeln!(out, "the model knows no word of this sentence: what it says is its prior")?;
    }
    out.flush()?;
    Ok(())
}

/// A word of at most forty characters, the last an ellipsis where it was longer.
fn shortened(word: &str) -> String {
    if word.chars().nth(40).is_some() { word.chars().take(39).chain(['…']).collect() } else { word.to_owned() }
}

fn main() -> ExitCode {
    shared::run(explain(&Args::parse()))
}
