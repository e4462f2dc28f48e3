//! Is more data worth it? Scores against the number of training sentences.
//!
//! `runs` trains and measures, `trend` says what the curve lets one expect, `plots` draws it.

mod plots;
mod runs;
mod trend;

use crate::ending::{Result, counted, note};
use crate::input::{LabelsArg, load_model, named};
use crate::labelled::{load, paths};
use crate::output::{Kind, Output};
use crate::pictures::Pictures;
use crate::progress::ProgressLine;
use crate::sheet::Sheet;
use crate::terminal::shown;
use geostance::report::decimals;
use geostance::{Dataset, Evaluation, StanceModel, dataset::DataFormat};
use runs::{Point, Run};
use std::path::PathBuf;
use trend::{Trend, mean, spread};

/// Train on growing shares of labelled data and say whether more data is worth it
///
/// Prints the scores on held-out data as CSV, each with its standard deviation over the runs; then says on standard error whether
/// more data is worth it. Held out are the files of --test or, without one, each fold of the data in turn. Each share contains
/// the smaller ones of its run. Shares that lack a stance have no score: the smallest sizes of which every run does are left out.
///
/// Reads labelled files, not standard input.
#[derive(clap::Args)]
#[command(
    after_help = "Example: geostance learning-curve --doublings 3 --runs 2 --output curve.csv fixtures/test.csv",
    group(clap::ArgGroup::new("written").multiple(true))
)]
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
    /// The file to write; standard output by default. A file that is read too, or holds labels that were filled in, is refused
    #[arg(long, value_name = "FILE", group = "written")]
    output: Option<PathBuf>,
    /// A folder for the curves as SVG, made if it is missing; files in it that are no plots of this program are not replaced
    #[arg(long, value_name = "DIR", group = "written")]
    plots: Option<PathBuf>,
    /// Replace what --output and --plots name, whatever it holds
    #[arg(long, requires = "written")]
    force: bool,
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
    let output = Output::open(args.output.as_deref(), args.force, kind, inputs.iter().copied())?;
    let pictures = Pictures::open(args.plots.as_deref(), args.force, &plots::NAMES, &inputs)?;
    let names: Vec<String> = match &args.test[..] {
        [] => vec!["cross-validation".to_owned()],
        paths => paths.iter().map(|path| shown(path)).collect(),
    };
    let line = ProgressLine::new();
    let runs = (0..args.runs)
        .map(|number| Run { args, number, params: &params, prior: prior.as_ref() }.curve(&all, &tests, &line));
    let runs: Vec<Vec<Point>> = runs.collect::<Result<_>>()?;
    drop(line);
    let sizes = sizes(&runs);
    let left_out = runs.first().map_or(0, Vec::len) - sizes.len();
    if left_out > 0 {
        note(format_args!("{} left out: in no run does so small a share have every stance", counted(left_out, "size")));
    }
    let (sheet, trends) = table(&names, &sizes, output.format())?;
    output.write(&sheet.into_bytes()?)?;
    if let Some(pictures) = pictures {
        pictures.write(plots::draw(&names, &sizes))?;
    }
    for (name, trend) in names.iter().zip(trends) {
        note(format_args!("{name}: {trend}"));
    }
    if let Some(prior) = &prior {
        note(format_args!("adapted from {}", named(args.from.as_deref(), prior)?));
    }
    Ok(())
}

/// The points of each size over the runs, the smallest size first; from the first one on that has a score.
fn sizes(runs: &[Vec<Point>]) -> Vec<Vec<&Point>> {
    let count = runs.first().map_or(0, Vec::len);
    let all = (0..count).rev().map(|size| runs.iter().map(|run| &run[size]).collect());
    all.skip_while(|points: &Vec<&Point>| points.iter().all(|point| point.scores.is_none())).collect()
}

/// The mean number of sentences of a size.
fn sentences(points: &[&Point]) -> f64 {
    mean(&points.iter().map(|point| point.sentences).collect::<Vec<_>>()).unwrap_or(0.0)
}

/// The scores of a size on a test, of the runs that have them.
fn values(points: &[&Point], test: usize, score: fn(&Evaluation) -> Option<f64>) -> Vec<f64> {
    points.iter().filter_map(|point| score(point.scores.as_ref()?.get(test)?)).collect()
}

/// A row for each size, the smallest first, and the trend of each test.
fn table(names: &[String], sizes: &[Vec<&Point>], format: DataFormat) -> Result<(Sheet, Vec<Trend>)> {
    let figures =
        |name: &String| ["macro_f1", "macro_f1_sd", "none_auroc", "none_auroc_sd"].map(|f| format!("{f} {name}"));
    let columns = SIZES.map(str::to_owned);
    let header: Vec<String> = columns.into_iter().chain(names.iter().flat_map(figures)).collect();
    let mut sheet = Sheet::new(&header, format, &["*"])?;
    let mut trends: Vec<Trend> = names.iter().map(|_| Trend::default()).collect();
    for points in sizes {
        let of = |figure: fn(&Point) -> f64| {
            mean(&points.iter().map(|point| figure(point)).collect::<Vec<_>>()).unwrap_or(0.0)
        };
        let scored = points.iter().filter(|point| point.scores.is_some()).count();
        let mut row = vec![sentences(points), of(|point| point.groups), of(|point| point.terms), scored as f64]
            .into_iter()
            .map(|number| format!("{number:.0}"))
            .collect::<Vec<_>>();
        for (test, trend) in trends.iter_mut().enumerate() {
            let f1 = values(points, test, Evaluation::macro_f1);
            let auroc = values(points, test, Evaluation::evidence_auroc);
            row.extend([mean(&f1), spread(&f1), mean(&auroc), spread(&auroc)].map(figure));
            trend.add(sentences(points), &f1);
        }
        sheet.row(&row)?;
    }
    Ok((sheet, trends))
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| decimals(value, 3))
}
