//! Measures a model on labelled sentences. `measured` holds and prints all that was asked for.

mod measured;

use crate::ending::{Result, Usage};
use crate::input::{LabelsArg, ModelArg, load_model, named, parse_share};
use crate::labelled::{load, paths};
use crate::output;
use crate::pictures::{self, OF_EVALUATION, Pictures, PlotsArg};
use crate::resampling::ResamplingArgs;
use crate::terminal::shown;
use clap::ValueEnum;
use geostance::evaluation::{Comparison, ModelPair};
use geostance::{StanceModel, model::DEFAULT_THRESHOLD, report::ReportOptions};
use measured::{Breakdown, Measured};
use std::path::PathBuf;

/// Measure a model on labelled sentences: precision, recall, F1, calibration, evidence
///
/// Reads labelled files (CSV, TSV or JSONL with the columns `stance` and `text`), not standard input.
#[derive(clap::Args)]
#[command(after_help = "\
Example: geostance evaluate --intervals --by register fixtures/test.csv
         geostance evaluate --compare other.gst --format html fixtures/test.csv > page.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelArg,
    #[command(flatten)]
    labels: LabelsArg,
    /// How to print the figures; html, a page, with --compare alone
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
    #[command(flatten)]
    plots: PlotsArg,
    /// Confidence from which a sentence counts as decided, 0 to 1, where html shows on which sentences the models differ
    #[arg(long, value_name = "T", default_value_t = DEFAULT_THRESHOLD, value_parser = parse_share)]
    threshold: f64,
    #[command(flatten)]
    resampling: ResamplingArgs,
    /// Labelled files
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Html,
}

pub(crate) fn run(args: &Args) -> Result {
    let bootstrap = args.resampling.bootstrap();
    bootstrap.check()?;
    args.check()?;
    let model = args.model.open()?;
    let other = args.compare.as_deref().map(load_model).transpose()?;
    if let (Some(other), None) = (&other, &args.labels.mapping) {
        same_labels(&model, other)?;
    }
    let labels = args.labels.or_those_of(&model);
    let data = load(&args.data, &args.labels.reading(&labels))?;
    if let (Format::Html, Some(other)) = (args.format, &other) {
        let names = [args.model.name(&model)?, named(args.compare.as_deref(), other)?];
        let pair = ModelPair::new(&data, [(&names[0], &model), (&names[1], other)], &bootstrap)?.with_labels(&labels);
        let files: Vec<String> = args.data.iter().map(|file| shown(file)).collect();
        let options = ReportOptions::default().file(files.join(", ")).threshold(args.threshold);
        let mut page = Vec::new();
        pair.write_html(&mut page, &options)?;
        return output::print(&page);
    }
    let evaluation = model.evaluate(&data)?.with_labels(&labels);
    let inputs = paths(&[&args.data, args.model.path.as_slice(), args.compare.as_slice()]);
    let pictures = Pictures::open(args.plots.folder.as_deref(), args.plots.force, &OF_EVALUATION, &inputs)?;
    let by =
        args.by.iter().map(|column| Breakdown::new(&evaluation, &data, column, args.intervals.then_some(&bootstrap)));
    let name = args.model.name(&model)?;
    let compared = match &other {
        Some(other) => {
            let name = named(args.compare.as_deref(), other)?;
            Some((name, other.evaluate(&data)?.with_labels(&labels)))
        }
        None => None,
    };
    if let Some(pictures) = pictures {
        let before = pictures::uncalibrated(&model)?.evaluate(&data)?.with_labels(&labels);
        let mut curves = vec![(name.clone(), evaluation.risk_coverage())];
        curves.extend(compared.iter().map(|(name, other)| (name.clone(), other.risk_coverage())));
        pictures.write(pictures::of_evaluation(&model, [&before, &evaluation], &curves))?;
    }
    let measured = Measured {
        model: name,
        compared_with: compared.as_ref().map(|(name, _)| name.clone()),
        intervals: args.intervals.then(|| evaluation.intervals(&bootstrap)).transpose()?,
        reliability: args.reliability.then(|| evaluation.reliability(10)),
        evidence_reliability: args.reliability.then(|| evaluation.evidence_reliability(10)),
        risk_coverage: args.risk_coverage.then(|| evaluation.risk_coverage()),
        whole_groups: args.groups.then(|| evaluation.whole_groups(&bootstrap)).transpose()?,
        by: by.collect::<Result<_>>()?,
        comparison: match &compared {
            Some((_, other)) => Some(Comparison::paired(&evaluation, other, &bootstrap)?),
            None => None,
        },
        evaluation,
    };
    match args.format {
        Format::Text | Format::Html => output::print_lines(&measured.to_string()),
        Format::Json => output::print((serde_json::to_string_pretty(&measured)? + "\n").as_bytes()),
    }
}

/// Models that spell their stances differently may mean different things by them.
fn same_labels(model: &StanceModel, other: &StanceModel) -> Result {
    let (own, others) = (model.labels(), other.labels());
    if own == others {
        return Ok(());
    }
    Err(format!(
        "the labels of the two models differ: {own} and, of the one to compare with, {others}; where both mean the same, say with \
         --labels how the data spells it"
    )
    .into())
}

impl Args {
    fn check(&self) -> Result {
        let further = self.plots.folder.is_some()
            || self.intervals
            || self.reliability
            || self.risk_coverage
            || self.groups
            || !self.by.is_empty();
        if self.format == Format::Html && (self.compare.is_none() || further) {
            return Err(Usage(
                "--format html goes with --compare alone: the page shows where two models differ; leave out --intervals, \
                 --reliability, --risk-coverage, --groups, --by and --plots, which go with text and json",
            )
            .into());
        }
        Ok(())
    }
}
