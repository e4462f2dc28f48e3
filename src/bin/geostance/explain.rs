//! Shows each word's push towards each stance, and what would flip the verdict.

use crate::ending::Result;
use crate::input::{ModelArg, parse_share};
use crate::output::print;
use crate::terminal::{ColorArg, width};
use geostance::{
    model::DEFAULT_THRESHOLD,
    report::{ExplanationFormat, ExplanationReport, ReportOptions},
};

/// Show how each word of a sentence pushes towards each stance, and what would flip the verdict
///
/// A push is what the word adds to the stance's score, less what it adds to the three on average, in log-odds before
/// calibration. What would flip it are at most five words without which the verdict at the threshold is another. The sentence is
/// read from the command line, not from files or standard input.
#[derive(clap::Args)]
#[command(after_help = "\
Example: geostance explain Astana joined neither the sanctions nor the war
         geostance explain --format html Astana joined neither the sanctions nor the war > page.html")]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelArg,
    /// text, json or html
    #[arg(long, default_value_t = ExplanationFormat::Text)]
    format: ExplanationFormat,
    /// Confidence from which a sentence counts as decided, 0 to 1
    #[arg(long, value_name = "T", default_value_t = DEFAULT_THRESHOLD, value_parser = parse_share)]
    threshold: f64,
    #[command(flatten)]
    color: ColorArg,
    /// The sentence; several words need no quotes
    #[arg(required = true, value_name = "SENTENCE")]
    sentence: Vec<String>,
}

pub(crate) fn run(args: &Args) -> Result {
    let model = args.model.open()?;
    let sentence = args.sentence.join(" ");
    let options = ReportOptions::default()
        .threshold(args.threshold)
        .model(args.model.name(&model)?)
        .width(width())
        .styled(args.color.is_on());
    let mut out = Vec::new();
    ExplanationReport::new(&model, &sentence, &options).write(&mut out, args.format)?;
    print(&out)
}
