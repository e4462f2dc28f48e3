//! Is the model better than simple ones?
//!
//! `models` trains the baselines, two of them from files of their own (`names`, `naive_bayes`); `table` measures them beside a model.

mod models;
mod naive_bayes;
mod names;
mod table;

pub(crate) use models::{Baseline, train};
pub(crate) use table::table;

use crate::ending::Result;
use crate::input::{LabelsArg, ModelArg};
use crate::labelled::load;
use crate::output;
use crate::progress::ProgressLine;
use crate::table::TableFormat;
use crate::terminal::shown;
use geostance::Dataset;
use std::path::PathBuf;

/// Train simple models on labelled sentences and measure them, beside a model, on others
///
/// The simple ones: the majority class, names of states and institutions only, sentence length only, multinomial naive Bayes,
/// logistic regression on unigrams, and on the default features but for the names. Reads labelled files, not standard input.
#[derive(clap::Args)]
#[command(after_help = "Example: geostance baselines --train fixtures/train/*.csv --test fixtures/test.csv")]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelArg,
    #[command(flatten)]
    labels: LabelsArg,
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

pub(crate) fn run(args: &Args) -> Result {
    let model = args.model.open()?;
    let labels = args.labels.or_those_of(&model);
    let options = args.labels.reading(&labels);
    let data = load(&args.train, &options)?;
    let tests = args.test.iter().map(|path| Ok((shown(path), load(&[path], &options)?)));
    let tests: Vec<(String, Dataset)> = tests.collect::<Result<_>>()?;
    let line = ProgressLine::new();
    let baselines = train(&data, &line)?;
    line.show(|| "measuring".to_owned());
    let files: Vec<(String, &Dataset)> = tests.iter().map(|(name, data)| (name.clone(), data)).collect();
    let ours = match args.model.path {
        Some(_) => args.model.name(&model)?,
        None => "the shipped model".to_owned(),
    };
    let table = table(&files, &baselines, (&ours, &model), args.format == TableFormat::Csv)?;
    drop(line);
    let printed = table.print(args.format)?;
    if args.format == TableFormat::Csv { output::print(printed.as_bytes()) } else { output::print_lines(&printed) }
}
