//! Shows each word's push towards each stance.

use crate::ending::Result;
use crate::input::ModelArg;
use crate::output;
use crate::table::Table;
use crate::terminal::shortened;
use geostance::{Explanation, Outcome, Stance, StanceModel, error::harmless_line};
use std::fmt::Write;

/// How many characters of a word are shown.
const SHOWN: usize = 40;

/// Show how each word of a sentence pushes towards each stance
///
/// A push is what the word adds to the stance's score, less what it adds to the three on average, in log-odds before
/// calibration. The sentence is read from the command line, not from files or standard input.
#[derive(clap::Args)]
#[command(after_help = "Example: geostance explain Astana joined neither the sanctions nor the war")]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelArg,
    /// The sentence; several words need no quotes
    #[arg(required = true, value_name = "SENTENCE")]
    sentence: Vec<String>,
}

pub(crate) fn run(args: &Args) -> Result {
    let model = args.model.open()?;
    let sentence = args.sentence.join(" ");
    let explanation = model.explain(&sentence);
    let prediction = explanation.prediction();
    let mut out = String::new();
    writeln!(out, "{}\n", harmless_line(&sentence))?;
    writeln!(out, "{}", words(&model, &explanation, &sentence).text())?;
    for (stance, probability) in prediction.probabilities().iter() {
        writeln!(out, "{:16} {probability:.3}", model.labels().name(stance))?;
    }
    writeln!(out, "{:16} {:.3}  (that the sentence takes a course at all)", "evidence", prediction.evidence())?;
    let stance = model.labels().name(prediction.stance());
    writeln!(out, "{:16} {:.3}  (in {stance})", "confidence", prediction.confidence())?;
    writeln!(out, "{:16} {}", "model", args.model.name(&model)?)?;
    if prediction.known_features() == 0 {
        writeln!(out, "the model knows no word of this sentence: what it says is its prior")?;
    }
    output::print_lines(&out)
}

/// The pushes of each word, in the order of the sentence.
fn words(model: &StanceModel, explanation: &Explanation, sentence: &str) -> Table {
    let stances = Stance::ALL.map(|stance| model.labels().name(stance));
    let evidence = model.knows_none().then_some("evidence");
    let mut table = Table::new(["word"].into_iter().chain(stances).chain(evidence));
    for word in explanation.words() {
        let pushes = Stance::ALL.map(|stance| word.push(stance));
        let towards_a_course = || Stance::ALL.iter().map(|&stance| word.to(stance)).sum::<f64>() / 3.0;
        let evidence = model.knows_none().then(|| towards_a_course() - word.to(Outcome::None));
        let figures = pushes.into_iter().chain(evidence).map(|push| format!("{push:+.3}"));
        table.push([shortened(&sentence[word.span()], SHOWN)].into_iter().chain(figures));
    }
    table
}
