//! Is more data worth it? Scores against the number of training sentences.

mod shared;

use clap::Parser;
use geostance::{
    Dataset, Error, Evaluation, LabelledSentence, Labels, Prediction, Stance, StanceModel, StanceParams, TrainingError,
};
use shared::spreadsheet::Table;
use shared::trend::{Trend, mean, spread};
use shared::{Outcome, ProgressLine, output};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

/// Train on growing shares of labelled data and print the scores on held-out data as CSV, each with its standard deviation over
/// the runs; then say on standard error whether more data is worth it. Held out are the files of --test or, without one, each
/// fold of the data in turn. Each share contains the smaller ones of its run. Scores are empty where a share lacks a stance.
#[derive(Parser)]
struct Args {
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
    /// The files' own labels, as against=pro-moscow,none=multi-vector,favor=western-leaning
    #[arg(long, value_name = "MAPPING", default_value_t)]
    labels: Labels,
    /// The file to write; standard output by default
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Labelled files to train on
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
}

/// Data to train on and data held out from it.
struct Part {
    train: Dataset,
    tests: Vec<Dataset>,
}

/// What came of one size in one run.
struct Point {
    sentences: f64,
    groups: f64,
    terms: f64,
    /// For each test the figures; nothing where a stance was missing.
    scores: Option<Vec<Evaluation>>,
}

type Predicted = Vec<(Option<Stance>, Prediction)>;

fn learning_curve(args: &Args) -> Outcome {
    let params = StanceModel::params().calibration_folds(0);
    let params = match &args.from {
        Some(path) => params.prior(&StanceModel::load(path)?),
        None => params,
    };
    let all = Dataset::load_all_with(&args.data, &args.labels.clone().into())?;
    let tests = args.test.iter().map(|path| Dataset::load_with(path, &args.labels.clone().into()));
    let tests: Vec<Dataset> = tests.collect::<Result<_, _>>()?;
    let names: Vec<String> = match &args.test[..] {
        [] => vec!["cross-validation".to_owned()],
        paths => paths.iter().map(|path| path.display().to_string()).collect(),
    };
    let line = ProgressLine::new();
    let seeds = (0..args.runs).map(|run| args.seed.wrapping_add(run));
    // Largest sizes first, for then the time left can be told early.
    let runs: Vec<Vec<Point>> = seeds
        .enumerate()
        .map(|(run, seed)| curve(args, &params, (&all, &tests), (run, seed), &line))
        .collect::<Result<_, _>>()?;
    drop(line);

    let figures =
        |name: &String| ["macro_f1", "macro_f1_sd", "none_auroc", "none_auroc_sd"].map(|f| format!("{f} {name}"));
    let header: Vec<String> = ["sentences", "groups", "terms", "runs"]
        .map(str::to_owned)
        .into_iter()
        .chain(names.iter().flat_map(figures))
        .collect();
    let mut table = Table::new(&header.iter().map(String::as_str).collect::<Vec<_>>());
    let mut trends: Vec<Trend> = names.iter().map(|_| Trend::default()).collect();
    for size in (0..=args.doublings).rev() {
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
            let (f1, auroc) = (values(Evaluation::macro_f1), values(Evaluation::none_auroc));
            row.extend([mean(&f1), spread(&f1), mean(&auroc), spread(&auroc)].map(figure));
            trend.add(sentences, &f1);
        }
        table.row(&row);
    }
    output::write(args.output.as_deref(), table.as_bytes())?;
    for (name, trend) in names.iter().zip(trends) {
        eprintln!("{name}: {trend}");
    }
    Ok(())
}

fn figure(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value:.3}"))
}

/// The points of one run, the largest size first.
fn curve(
    args: &Args,
    params: &StanceParams,
    (all, tests): (&Dataset, &[Dataset]),
    (run, seed): (usize, u64),
    line: &ProgressLine,
) -> Result<Vec<Point>, Box<dyn std::error::Error>> {
    let mut parts = parts(args, all, tests, seed)?;
    let count = parts.len();
    let mut points = Vec::new();
    for size in 0..=args.doublings {
        let mut point = Point { sentences: 0.0, groups: 0.0, terms: 0.0, scores: None };
        let mut predicted: Option<Vec<Predicted>> = Some(Vec::new());
        for (number, part) in parts.iter_mut().enumerate() {
            if size > 0 {
                // Halving again and again makes each share contain the smaller ones.
                part.train = part.train.hold_out(0.5, seed.wrapping_add(1000 * size as u64)).test;
            }
            let done = (1.0 - (-(size as f64)).exp2()) / (1.0 - (-(args.doublings as f64) - 1.0).exp2());
            let left = line.left(run as f64 + done, args.runs as f64);
            let (sentences, part_of) = (part.train.len(), format!("{} of {count}", number + 1));
            let before = format!("run {} of {}, {sentences} sentences, part {part_of}{left}: ", run + 1, args.runs);
            line.show(&before);
            point.sentences += part.train.len() as f64;
            point.groups += groups(&part.train) as f64;
            match params.fit_with_progress(&part.train, |progress| line.training(&before, progress)) {
                Ok(fitted) => {
                    point.terms += fitted.report().terms as f64;
                    if let Some(predicted) = &mut predicted {
                        predict(fitted.model(), &part.tests, predicted);
                    }
                }
                Err(Error::Training(error)) if too_small(&error) => predicted = None,
                Err(error) => return Err(error.into()),
            }
        }
        for number in [&mut point.sentences, &mut point.groups, &mut point.terms] {
            *number /= parts.len() as f64;
        }
        point.scores = predicted.map(|tests| tests.into_iter().map(Evaluation::from_predictions).collect());
        points.push(point);
    }
    Ok(points)
}

/// What is trained on and held out in a run: all against the tests, or all other folds against each.
fn parts(args: &Args, all: &Dataset, tests: &[Dataset], seed: u64) -> Result<Vec<Part>, Box<dyn std::error::Error>> {
    let singly = |data: Dataset| -> Result<Dataset, Error> {
        let mut single = Dataset::new().with_labels(data.labels().clone());
        for sentence in data.sentences() {
            let mut sentence: LabelledSentence = sentence.clone();
            if args.singly {
                sentence.group = None;
            }
            single.push(sentence)?;
        }
        Ok(single)
    };
    if !tests.is_empty() {
        return Ok(vec![Part { train: singly(all.clone())?, tests: tests.to_vec() }]);
    }
    let Some(folds) = all.folds(args.folds, seed) else {
        return Err(format!(
            "{} folds are not possible: sentences of every class in at least 2 groups are needed",
            args.folds
        )
        .into());
    };
    folds.splits().map(|split| Ok(Part { train: singly(split.train)?, tests: vec![split.test] })).collect()
}

/// Whether the data is too little to train on at all.
fn too_small(error: &TrainingError) -> bool {
    matches!(error, TrainingError::MissingClass(_) | TrainingError::EmptyVocabulary { .. } | TrainingError::NoSentences)
}

fn groups(data: &Dataset) -> usize {
    let name = |row: &LabelledSentence| row.group.clone().unwrap_or_else(|| row.text.clone());
    data.sentences().iter().map(name).collect::<BTreeSet<_>>().len()
}

/// Adds what the model says of each test to what was said before.
fn predict(model: &StanceModel, held_out: &[Dataset], predicted: &mut Vec<Predicted>) {
    predicted.resize_with(held_out.len(), Vec::new);
    for (data, predicted) in held_out.iter().zip(predicted) {
        let texts: Vec<&str> = data.sentences().iter().map(|row| row.text.as_str()).collect();
        predicted.extend(data.sentences().iter().map(|row| row.stance).zip(model.classify_batch(&texts)));
    }
}

fn main() -> ExitCode {
    shared::run(learning_curve(&Args::parse()))
}
