//! Measures a model on labelled sentences. `measured` holds and prints all that was asked for.

mod measured;

use crate::ending::Result;
use crate::input::{LabelsArg, ModelArg, load_model, named};
use crate::labelled::load;
use crate::output;
use clap::ValueEnum;
use geostance::evaluation::{Bootstrap, Comparison};
use measured::{Breakdown, Measured};
use std::path::PathBuf;

/// Measure a model on labelled sentences: precision, recall, F1, calibration, evidence
///
/// Reads labelled files (CSV, TSV or JSONL with the columns `stance` and `text`), not standard input.
#[derive(clap::Args)]
#[command(after_help = "Example: geostance evaluate --intervals --by register fixtures/test.csv")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelArg,
    #[command(flatten)]
    labels: LabelsArg,
    /// How to print the figures
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Intervals for every figure, by a bootstrap over groups; a tenth of a second for 2,000 sentences, each --by twice
    /// that
    #[arg(long)]
    intervals: bool,
    /// What the model says of its certainty against what comes true, over ten bins
    #[arg(long)]
    reliability: bool,
    /// What deciding at a threshold of confidence costs; the whole curve as JSON
    #[arg(long)]
    risk_coverage: bool,
    /// How many groups have all sentences right, by their size
    #[arg(long)]
    groups: bool,
    /// The figures of each value of a column, or of each `length` in words; may be given several times
    #[arg(long, value_name = "COLUMN")]
    by: Vec<String>,
    /// Another model file, to compare with on the same sentences by a paired bootstrap
    #[arg(long, value_name = "MODEL")]
    compare: Option<PathBuf>,
    /// Resamples of the bootstrap
    #[arg(long, value_name = "N", default_value_t = 1000)]
    resamples: usize,
    /// Share of resamples within an interval
    #[arg(long, value_name = "SHARE", default_value_t = 0.95)]
    level: f64,
    /// Seed of the bootstrap
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// Labelled files
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) fn run(args: &Args) -> Result {
    let bootstrap = Bootstrap::new().resamples(args.resamples).level(args.level).seed(args.seed);
    bootstrap.check()?;
    let model = args.model.open()?;
    let other = args.compare.as_deref().map(load_model).transpose()?;
    let labels = args.labels.or_those_of(&model);
    let data = load(&args.data, &args.labels.reading(&labels))?;
    let evaluation = model.evaluate(&data)?.with_labels(&labels);
    let by =
        args.by.iter().map(|column| Breakdown::new(&evaluation, &data, column, args.intervals.then_some(&bootstrap)));
    let measured = Measured {
        model: args.model.name(&model)?,
        compared_with: other.as_ref().map(|other| named(args.compare.as_deref(), other)).transpose()?,
        intervals: args.intervals.then(|| evaluation.intervals(&bootstrap)).transpose()?,
        reliability: args.reliability.then(|| evaluation.reliability(10)),
        evidence_reliability: args.reliability.then(|| evaluation.evidence_reliability(10)),
        risk_coverage: args.risk_coverage.then(|| evaluation.risk_coverage()),
        whole_groups: args.groups.then(|| evaluation.whole_groups(&bootstrap)).transpose()?,
        by: by.collect::<Result<_>>()?,
        comparison: match other {
            Some(other) => {
                let other = other.evaluate(&data)?.with_labels(&labels);
                Some(Comparison::paired(&evaluation, &other, &bootstrap)?)
            }
            None => None,
        },
        evaluation,
    };
    match args.format {
        Format::Text => output::print_lines(&measured.to_string()),
        Format::Json => output::print((serde_json::to_string_pretty(&measured)? + "\n").as_bytes()),
    }
}
