//! Trains a model on labelled sentences and saves it.

mod shared;

use clap::Parser;
use geostance::{ClassWeights, Counts, CrossValidation, Dataset, Labels, Stage, StanceModel, StanceParams, Stemmer};
use shared::{Outcome, ProgressLine};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Train a model on labelled sentences (CSV, TSV or JSONL with the columns `stance` and `text`, optionally `group` and
/// `weight`) and save it. Without parameters, those of the shipped model.
#[derive(Parser)]
struct Args {
    /// The model file to write
    #[arg(long, value_name = "MODEL")]
    output: PathBuf,
    /// Cross-validate with K folds of whole groups and print the scores; 0 for none
    #[arg(long, value_name = "K", default_value_t = 0)]
    folds: usize,
    /// Fit the calibration on N folds; 0 for none
    #[arg(long, value_name = "N", default_value_t = 5)]
    calibration_folds: usize,
    /// Threads; all cores by default, or `RAYON_NUM_THREADS`
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Seed of the folds
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// Adapt this model to the data instead of training from nothing; the features are its own
    #[arg(long, value_name = "MODEL")]
    from: Option<PathBuf>,
    /// Strength of the penalty on the distance from the model that is adapted; by default chosen by cross-validation
    #[arg(long, value_name = "LAMBDA", requires = "from")]
    prior_strength: Option<f64>,
    /// Strength of the penalty
    #[arg(long, value_name = "LAMBDA")]
    l2: Option<f64>,
    /// Longest n-gram, in words
    #[arg(long, value_name = "N")]
    ngrams: Option<usize>,
    /// Lengths of word beginnings, separated by commas; `none` for no such features
    #[arg(long, value_name = "LENGTHS", value_parser = parse_prefixes)]
    prefixes: Option<Prefixes>,
    /// Stemmer: none, english, russian, turkish, …
    #[arg(long)]
    stemmer: Option<Stemmer>,
    /// Least summed weight of the sentences in which a term occurs
    #[arg(long, value_name = "COUNT")]
    min_count: Option<f64>,
    /// How often a term occurs, as a value: binary or sublinear
    #[arg(long)]
    counts: Option<Counts>,
    /// Do not scale the values of a sentence to length 1
    #[arg(long)]
    no_normalize: bool,
    /// Smoothing of the naive-Bayes ratios that scale features; `none` for no scaling
    #[arg(long, value_name = "SMOOTHING", value_parser = parse_smoothing)]
    naive_bayes: Option<Smoothing>,
    /// uniform, balanced, or four weights separated by commas (pro-moscow, multi-vector, western-leaning, none)
    #[arg(long, value_name = "WEIGHTS", value_parser = parse_class_weights)]
    class_weights: Option<ClassWeights>,
    /// Relative norm of the gradient at which training stops
    #[arg(long)]
    tolerance: Option<f64>,
    /// Most iterations
    #[arg(long, value_name = "N")]
    max_iterations: Option<usize>,
    /// The files' own labels, as against=pro-moscow,none=multi-vector,favor=western-leaning; the model keeps them
    #[arg(long, value_name = "MAPPING")]
    labels: Option<Labels>,
    /// Labelled files
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
}

#[derive(Clone)]
struct Prefixes(Vec<usize>);

#[derive(Clone)]
struct Smoothing(Option<f64>);

fn parse_prefixes(text: &str) -> Result<Prefixes, String> {
    if text == "none" {
        return Ok(Prefixes(Vec::new()));
    }
    let lengths = text.split(',').map(|length| length.trim().parse().map_err(|_| format!("`{length}` is no length")));
    lengths.collect::<Result<_, _>>().map(Prefixes)
}

fn parse_smoothing(text: &str) -> Result<Smoothing, String> {
    if text == "none" {
        return Ok(Smoothing(None));
    }
    text.parse().map(|smoothing| Smoothing(Some(smoothing))).map_err(|_| "expected a number or `none`".to_owned())
}

fn parse_class_weights(text: &str) -> Result<ClassWeights, String> {
    match text {
        "uniform" => Ok(ClassWeights::Uniform),
        "balanced" => Ok(ClassWeights::Balanced),
        _ => {
            let weights = text.split(',').map(|weight| weight.trim().parse().ok()).collect::<Option<Vec<f64>>>();
            let four = weights.and_then(|weights| weights.try_into().ok());
            four.map(ClassWeights::Each).ok_or_else(|| "expected uniform, balanced or four numbers".to_owned())
        }
    }
}

impl Args {
    fn params(&self, base: StanceParams) -> StanceParams {
        let mut params = base.calibration_folds(self.calibration_folds).seed(self.seed);
        if self.no_normalize {
            params = params.normalize(false);
        }
        if let Some(Prefixes(lengths)) = &self.prefixes {
            params = params.prefixes(lengths.iter().copied());
        }
        if let Some(Smoothing(smoothing)) = self.naive_bayes {
            params = params.naive_bayes(smoothing);
        }
        macro_rules! set {
            ($($name:ident),+) => {
                $(if let Some(value) = self.$name {
                    params = params.$name(value);
                })+
            };
        }
        set!(l2, ngrams, stemmer, min_count, counts, class_weights, tolerance, max_iterations);
        params
    }
}

fn train(args: &Args) -> Outcome {
    if let Some(threads) = args.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    }
    let mut out = std::io::stdout().lock();
    let base = match &args.from {
        Some(path) => StanceModel::params().prior(&StanceModel::load(path)?).prior_strength(args.prior_strength),
        None => StanceModel::params(),
    };
    let params = args.params(base);
    params.clone().check()?;
    let data = Dataset::from_paths_with(&args.data, &args.labels.clone().unwrap_or_default())?;
    if args.folds > 0 {
        let line = ProgressLine::new();
        line.show(&format!("cross-validation over {} folds …", args.folds));
        let validation = CrossValidation::run(&params, &data, args.folds, args.seed)?;
        drop(line);
        writeln!(out, "{validation}")?;
    }
    let line = ProgressLine::new();
    let fitted = params.fit_with_progress(&data, |progress| {
        if progress.stage == Stage::Model || progress.iteration % 10 == 0 {
            let (stage, iteration, objective) = (progress.stage, progress.iteration, progress.objective);
            line.show(&format!("{stage}: iteration {iteration}, objective {objective:.6}"));
        }
    })?;
    drop(line);
    fitted.model().save(&args.output)?;
    writeln!(out, "{}", fitted.report())?;
    let bytes = std::fs::metadata(&args.output)?.len();
    writeln!(out, "wrote:       {} ({bytes} bytes)", args.output.display())?;
    Ok(())
}

fn main() -> ExitCode {
    shared::run(train(&Args::parse()))
}
