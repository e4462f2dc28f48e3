//! Is more data worth it? Scores against the number of training sentences.
//!
//! `runs` trains and measures, `trend` says what the curve lets one expect.

mod runs;
mod trend;

use crate::ending::{Result, note};
use crate::input::{LabelsArg, load_model, named};
use crate::labelled::{load, paths};
use crate::output::{Kind, Output, OutputArg};
use crate::progress::ProgressLine;
use crate::sheet::Sheet;
use crate::terminal::shown;
use geostance::{Dataset, Evaluation, StanceModel, dataset::DataFormat};
use runs::{Point, Run};
use std::path::PathBuf;
use trend::{Trend, mean, spread};

/// Train on growing shares of labelled data and say whether more data is worth it
///
/// Prints the scores on held-out data as CSV, each with its standard deviation over the runs; then says on standard error whether
/// more data is worth it. Held out are the files of --test or, without one, each fold of the data in turn. Each share contains
/// the smaller ones of its run. Scores are empty where a share lacks a stance.
///
/// Reads labelled files, not standard input.
#[derive(clap::Args)]
#[command(after_help = "Example: geostance learning-curve --doublings 3 --runs 2 --output curve.csv fixtures/test.csv")]
pub(crate) struct Args {
    /// Held-out labelled files; each gets columns of its own
    #[arg(long, value_name = "DATA")]
    test: Vec<PathBuf>,
    /// Without --test: how many folds of whole groups to hold out in turn
    #[arg(long, value_name = "K", default_value_t = 5)]
    folds: usize,
    /// How often to double the data; 6 doublings make 7 sizes
    #[arg(long, value_name = "N", default_value_t = 6)]
    doublings: usize,
    /// How many runs, each with shares of its own
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=100))]
    runs: u64,
    /// Seed of the first run
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// Adapt this model to each share instead of training from nothing
    #[arg(long, value_name = "MODEL")]
    from: Option<PathBuf>,
    /// Draw sentences singly instead of whole groups: as if each came from an article of its own
    #[arg(long)]
    singly: bool,
    #[command(flatten)]
    labels: LabelsArg,
    #[command(flatten)]
    output: OutputArg,
    /// Labelled files to train on
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
}

/// The columns of the sheet before the scores.
const SIZES: [&str; 4] = ["sentences", "groups", "terms", "runs"];

pub(crate) fn run(args: &Args) -> Result {
    let prior = args.from.as_deref().map(load_model).transpose()?;
    let params = StanceModel::params().calibration_folds(0);
    let labels = match &prior {
        Some(prior) => args.labels.or_those_of(prior),
        None => args.labels.given(),
    };
    let options = args.labels.reading(&labels);
    let all = load(&args.data, &options)?;
    let tests = args.test.iter().map(|path| load(&[path], &options));
    let tests: Vec<Dataset> = tests.collect::<Result<_>>()?;
    let kind = Kind::Table { own: &SIZES, further: None, labels: None };
    let inputs = paths(&[&args.data, &args.test, args.from.as_slice()]);
    let output = Output::open(args.output.path.as_deref(), args.output.force, kind, inputs)?;
    let names: Vec<String> = match &args.test[..] {
        [] => vec!["cross-validation".to_owned()],
        paths => paths.iter().map(|path| shown(path)).collect(),
    };
    let line = ProgressLine::new();
    let runs = (0..args.runs)
        .map(|number| Run { args, number, params: &params, prior: prior.as_ref() }.curve(&all, &tests, &line));
    let runs: Vec<Vec<Point>> = runs.collect::<Result<_>>()?;
    drop(line);
    let (sheet, trends) = table(&names, &runs, output.format())?;
    output.write(&sheet.into_bytes()?)?;
    for (name, trend) in names.iter().zip(trends) {
        note(format_args!("{name}: {trend}"));
    }
    if let Some(prior) = &prior {
        note(format_args!("adapted from {}", named(args.from.as_deref(), prior)?));
    }
    Ok(())
}

/// A row for each size, the smallest first, and the trend of each test.
fn table(names: &[String], runs: &[Vec<Point>], format: DataFormat) -> Result<(Sheet, Vec<Trend>)> {
    let figures =
        |name: &String| ["macro_f1", "macro_f1_sd", "none_auroc", "none_auroc_sd"].map(|f| format!("{f} {name}"));
    let sizes = SIZES.map(str::to_owned);
    let header: Vec<String> = sizes.into_iter().chain(names.iter().flat_map(figures)).collect();
    let mut sheet = Sheet::new(&header, format, &["*"])?;
    let mut trends: Vec<Trend> = names.iter().map(|_| Trend::default()).collect();
    for size in (0..runs.first().map_or(0, Vec::len)).rev() {
        let points: Vec<&Point> = runs.iter().map(|run| &run[size]).collect();
        let of = |figure: fn(&Point) -> f64| {
            mean(&points.iter().map(|point| figure(point)).collect::<Vec<_>>()).unwrap_or(0.0)
        };
        let scored: Vec<&Vec<Evaluation>> = points.iter().filter_map(|point| point.scores.as_ref()).collect();
        let sentences = of(|point| point.sentences);
        let mut row = vec![sentences, of(|point| point.groups), of(|point| point.terms), scored.len() as f64]
            .into_iter()
            .map(|number| format!("{number:.0}"))
            .collect::<Vec<_>>();
        for (test, trend) in trends.iter_mut().enumerate() {
            let values = |figure: fn(&Evaluation) -> Option<f64>| -> Vec<f64> {
                scored.iter().filter_map(|evaluations| figure(&evaluations[test])).collect()
            };
            let (f1, auroc) = (values(Evaluation::macro_f1), values(Evaluation::evidence_auroc));
            row.extend([mean(&f1), spread(&f1), mean(&auroc), spread(&auroc)].map(figure));
            trend.add(sentences, &f1);
        }
        sheet.row(&row)?;
    }
    Ok((sheet, trends))
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value:.3}"))
}
