//! Is the model better than simple ones?

#[path = "shared/baselines/mod.rs"]
mod baselines;
mod shared;

use clap::Parser;
use geostance::Dataset;
use shared::table::TableFormat;
use shared::{Model, Outcome, ProgressLine};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Train baselines on labelled sentences and measure them, beside a model, on others: the majority class, names of states
/// and institutions only, sentence length only, multinomial naive Bayes, logistic regression on unigrams, and
/// linfa-logistic on as many dense unigrams as 160 MB hold. Takes about a minute.
#[derive(Parser)]
struct Args {
    /// The model file; the shipped model by default
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// Labelled files to train the baselines on
    #[arg(long, required = true, num_args = 1.., value_name = "DATA")]
    train: Vec<PathBuf>,
    /// Labelled files to measure on, each by itself
    #[arg(long, required = true, num_args = 1.., value_name = "DATA")]
    test: Vec<PathBuf>,
    /// How to print the table
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    format: TableFormat,
}

fn measure(args: &Args) -> Outcome {
    let model = Model::open(args.model.as_ref())?;
    let train = Dataset::load_all(&args.train)?;
    let tests: Vec<Dataset> = args.test.iter().map(Dataset::load).collect::<Result<_, _>>()?;
    let line = ProgressLine::new();
    let baselines = baselines::train(&train, &line)?;
    line.show("measuring …");
    let files: Vec<(String, &Dataset)> = args.test.iter().map(|path| path.display().to_string()).zip(&tests).collect();
    let ours = args.model.as_ref().map_or_else(|| "the shipped model".to_owned(), |path| path.display().to_string());
    let table = baselines::table(&files, &baselines, (&ours, &model), args.format == TableFormat::Csv)?;
    drop(line);
    let mut out = std::io::stdout().lock();
    write!(out, "{}", table.print(args.format))?;
    out.flush()?;
    Ok(())
}

fn main() -> ExitCode {
    shared::run(measure(&Args::parse()))
}
