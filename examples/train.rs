//! Trains a model on labelled sentences and saves it.

mod shared;

use clap::{Parser, ValueEnum};
use geostance::{ClassWeights, Counts, CrossValidation, Dataset, Labels, StanceModel, StanceParams, Stemmer};
use shared::{Outcome, ProgressLine, cross_validate};
use std::error::Error;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Train a model on labelled sentences (CSV, TSV or JSONL with the columns `stance` and `text`, optionally `group` and
/// `weight`) and save it. Without parameters, those of the shipped model.
#[derive(Parser)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
struct Args {
    /// The model file to write
    #[arg(long, value_name = "MODEL")]
    output: PathBuf,
    /// Cross-validate with K folds of whole groups and print the scores, and what deciding at each threshold costs; 0 for none
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
    /// Where the parameters start from: `news`, those of the shipped model, or `social`, for posts and comments
    #[arg(long, value_enum, value_name = "NAME", default_value_t = Preset::News)]
    preset: Preset,
    /// Choose the penalty, the naive-Bayes ratios and the least count by cross-validation over K folds of whole groups
    #[arg(long, value_name = "K")]
    tune: Option<usize>,
    /// Strength of the penalty
    #[arg(long, value_name = "LAMBDA")]
    l2: Option<f64>,
    /// Longest n-gram, in words
    #[arg(long, value_name = "N")]
    ngrams: Option<usize>,
    /// Lengths of word beginnings, separated by commas; `none` for no such features
    #[arg(long, value_name = "LENGTHS", value_parser = parse_prefixes)]
    prefixes: Option<Prefixes>,
    /// Take two words with one between them as a feature
    #[arg(long)]
    skips: bool,
    /// Take the first N words of a sentence also as features of their own
    #[arg(long, value_name = "N")]
    opening: Option<usize>,
    /// Take the N words that an English negation or refusal reaches also as features of their own
    #[arg(long, value_name = "N")]
    negation: Option<usize>,
    /// Take the words behind an English contrast or in a concession also as features of their own
    #[arg(long)]
    clauses: bool,
    /// Shortest and longest run of characters, as 2-5; `none` for no such features
    #[arg(long, value_name = "MIN-MAX", value_parser = parse_characters)]
    characters: Option<Characters>,
    /// Take hashtags, @names, links, emoji and drawn-out words as features
    #[arg(long)]
    informal: bool,
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
    /// Fit every outcome against the rest on its own
    #[arg(long)]
    one_vs_rest: bool,
    /// Average the models of N draws of groups into one
    #[arg(long, value_name = "N")]
    bags: Option<usize>,
    /// Leave out this share of the terms at the end, those that weigh least
    #[arg(long, value_name = "SHARE")]
    prune: Option<f64>,
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

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Preset {
    News,
    Social,
}

#[derive(Clone)]
struct Characters(Option<(usize, usize)>);

fn parse_characters(text: &str) -> Result<Characters, String> {
    if text == "none" {
        return Ok(Characters(None));
    }
    let lengths = text.split_once('-').and_then(|(min, max)| Some((min.parse().ok()?, max.parse().ok()?)));
    lengths.map(|lengths| Characters(Some(lengths))).ok_or_else(|| "expected two lengths, as 2-5, or `none`".to_owned())
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
        if self.skips {
            params = params.skips(true);
        }
        if self.clauses {
            params = params.clauses(true);
        }
        if self.informal {
            params = params.informal(true);
        }
        if self.one_vs_rest {
            params = params.one_vs_rest(true);
        }
        if let Some(Characters(lengths)) = self.characters {
            params = params.characters(lengths);
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
        set!(
            l2,
            ngrams,
            opening,
            negation,
            stemmer,
            min_count,
            counts,
            class_weights,
            bags,
            prune,
            tolerance,
            max_iterations
        );
        params
    }
}

/// The best penalty, naive-Bayes ratios and least count by macro-F1 in cross-validation; what was given stays as it is.
fn tuned(args: &Args, start: &StanceParams, data: &Dataset, folds: usize) -> Result<StanceParams, Box<dyn Error>> {
    let l2 = args.l2.map_or_else(|| vec![1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3], |l2| vec![l2]);
    let ratios = args.naive_bayes.as_ref().map_or_else(|| vec![None, Some(1.0)], |Smoothing(given)| vec![*given]);
    let counts = args.min_count.map_or_else(|| vec![1.0, 2.0], |count| vec![count]);
    let mut candidates = Vec::new();
    for &l2 in &l2 {
        for &smoothing in &ratios {
            for &count in &counts {
                candidates.push(start.clone().calibration_folds(0).l2(l2).naive_bayes(smoothing).min_count(count));
            }
        }
    }
    let line = ProgressLine::new();
    let tried = CrossValidation::search_with_progress(&candidates, data, folds, args.seed, |progress| {
        line.show_sometimes(|| format!("tuning: fit {}", line.of(progress.done, progress.total)));
    });
    drop(line);
    let mut best: Option<(f64, StanceParams)> = None;
    for (candidate, validation) in candidates.into_iter().zip(tried) {
        let f1 = validation?.pooled().macro_f1().unwrap_or(0.0);
        if best.as_ref().is_none_or(|(so_far, _)| f1 > *so_far) {
            best = Some((f1, candidate));
        }
    }
    let (_, best) = best.ok_or("nothing to tune")?;
    Ok(best.calibration_folds(args.calibration_folds))
}

fn train(args: &Args) -> Outcome {
    if let Some(threads) = args.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    }
    let mut out = std::io::stdout().lock();
    let prior = args.from.as_ref().map(StanceModel::load).transpose()?;
    let base = match &prior {
        Some(prior) => StanceModel::params().prior(prior).prior_strength(args.prior_strength),
        None if args.preset == Preset::Social => StanceParams::social(),
        None => StanceModel::params(),
    };
    let mut params = args.params(base);
    params.clone().check()?;
    // Without labels of their own, data for a model speak as it does.
    let labels = args.labels.as_ref().or(prior.as_ref().map(StanceModel::labels)).cloned().unwrap_or_default();
    let data = Dataset::load_all_with(&args.data, &labels.into())?;
    for file in data.files().iter().filter(|file| file.unlabelled() > 0) {
        eprintln!("{file}");
    }
    if let Some(folds) = args.tune {
        params = tuned(args, &params, &data, folds)?;
    }
    if args.folds > 0 {
        let validation = cross_validate(&params, &data, args.folds, args.seed)?;
        writeln!(out, "{validation}\n{}", validation.pooled().risk_coverage())?;
    }
    let line = ProgressLine::new();
    let fitted = params.fit_with_progress(&data, |progress| line.training("", progress))?;
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
