//! Measures a model on labelled sentences.

mod shared;

use clap::{Parser, ValueEnum};
use geostance::{Bootstrap, Comparison, Dataset, Evaluation, Intervals, Reliability, RiskCoverage, WholeGroups};
use serde::Serialize;
use shared::parts::{Part, parts, table};
use shared::table::TableFormat;
use shared::{Model, Outcome};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Measure a model on labelled sentences (CSV, TSV or JSONL with the columns `stance` and `text`).
#[derive(Parser)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
struct Args {
    /// The model file; the shipped model by default
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
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

/// All that was asked for.
#[derive(Serialize)]
struct Measured {
    #[serde(flatten)]
    evaluation: Evaluation,
    #[serde(skip_serializing_if = "Option::is_none")]
    intervals: Option<Intervals>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reliability: Option<Reliability>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence_reliability: Option<Reliability>,
    #[serde(skip_serializing_if = "Option::is_none")]
    risk_coverage: Option<RiskCoverage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    whole_groups: Option<Vec<WholeGroups>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by: Vec<Breakdown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<Comparison>,
}

/// The parts of the data by one column.
#[derive(Serialize)]
struct Breakdown {
    column: String,
    parts: Vec<MeasuredPart>,
    #[serde(skip)]
    table: String,
}

#[derive(Serialize)]
struct MeasuredPart {
    value: String,
    #[serde(flatten)]
    evaluation: Evaluation,
    #[serde(skip_serializing_if = "Option::is_none")]
    intervals: Option<Intervals>,
}

fn evaluate(args: &Args) -> Outcome {
    let bootstrap = Bootstrap::new().resamples(args.resamples).level(args.level).seed(args.seed);
    bootstrap.check()?;
    let model = Model::open(args.model.as_ref())?;
    let other = args.compare.as_ref().map(|path| Model::open(Some(path))).transpose()?;
    let data = Dataset::load_all_with(&args.data, &model.labels().clone().into())?;
    let evaluation = model.evaluate(&data)?;
    let by = args.by.iter().map(|column| breakdown(&evaluation, &data, column, args.intervals.then_some(&bootstrap)));
    let measured = Measured {
        intervals: args.intervals.then(|| evaluation.intervals(&bootstrap)).transpose()?,
        reliability: args.reliability.then(|| evaluation.reliability(10)),
        evidence_reliability: args.reliability.then(|| evaluation.evidence_reliability(10)),
        risk_coverage: args.risk_coverage.then(|| evaluation.risk_coverage()),
        whole_groups: args.groups.then(|| evaluation.whole_groups(&bootstrap)).transpose()?,
        by: by.collect::<Result<_, _>>()?,
        comparison: match other {
            Some(other) => Some(Comparison::paired(&evaluation, &other.evaluate(&data)?, &bootstrap)?),
            None => None,
        },
        evaluation,
    };
    let mut out = std::io::stdout().lock();
    match args.format {
        Format::Text => print(&measured, &mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &measured).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(())
}

fn breakdown(
    evaluation: &Evaluation,
    data: &Dataset,
    column: &str,
    bootstrap: Option<&Bootstrap>,
) -> Result<Breakdown, Box<dyn std::error::Error>> {
    let parts = parts(evaluation, data, column)?;
    let table = table(column, &parts, bootstrap)?.print(TableFormat::Text);
    let measured = parts.into_iter().map(|Part { value, evaluation }| {
        let intervals = bootstrap.map(|bootstrap| evaluation.intervals(bootstrap)).transpose()?;
        Ok(MeasuredPart { value, evaluation, intervals })
    });
    Ok(Breakdown { column: column.to_owned(), table, parts: measured.collect::<Result<_, geostance::Error>>()? })
}

fn print(measured: &Measured, out: &mut impl Write) -> std::io::Result<()> {
    write!(out, "{}", measured.evaluation)?;
    if let Some(intervals) = &measured.intervals {
        write!(out, "\n{intervals}")?;
    }
    if let Some(reliability) = &measured.reliability {
        write!(out, "\nlargest probability, and share of sentences whose stance was found\n{reliability}")?;
    }
    if let Some(reliability) = &measured.evidence_reliability {
        write!(out, "\nevidence, and share of sentences with a stance\n{reliability}")?;
    }
    if let Some(curve) = &measured.risk_coverage {
        write!(out, "\n{curve}")?;
    }
    if let Some(groups) = &measured.whole_groups {
        writeln!(out)?;
        for of_size in groups {
            writeln!(out, "{of_size}")?;
        }
    }
    for breakdown in &measured.by {
        write!(out, "\n{}", breakdown.table)?;
    }
    if let Some(comparison) = &measured.comparison {
        write!(out, "\n{comparison}")?;
    }
    Ok(())
}

fn main() -> ExitCode {
    shared::run(evaluate(&Args::parse()))
}
