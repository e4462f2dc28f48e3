//! Trains a model on labelled sentences and saves it. `values` reads its arguments, `tuning` chooses parameters.

mod tuning;
mod values;

use crate::ending::Result;
use crate::fitting::cross_validate;
use crate::input::LabelsArg;
use crate::output;
use crate::progress::ProgressLine;
use geostance::{ClassWeights, Counts, Dataset, StanceModel, StanceParams, Stemmer};
use std::io::Write;
use std::path::PathBuf;
use tuning::tuned;
use values::{
    Characters, Prefixes, Preset, Smoothing, parse_characters, parse_class_weights, parse_prefixes, parse_smoothing,
};

/// Train a model on labelled sentences and save it
///
/// Reads labelled files: CSV, TSV or JSONL with the columns `stance` and `text`, optionally `group` and `weight`; not standard
/// input. The same data and parameters give the same file, byte for byte.
#[derive(clap::Args)]
#[command(after_help = "\
Example: geostance train --folds 5 --output mine.gst fixtures/test.csv
         geostance train --from models/stance-en.gst --output adapted.gst fixtures/test.csv")]
pub(crate) struct Args {
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
    /// Where the parameters start from; without it, the library's defaults
    #[arg(long, value_enum, value_name = "NAME", conflicts_with = "from")]
    preset: Option<Preset>,
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
    /// Leave out this share of the terms at the end, those that weigh least
    #[arg(long, value_name = "SHARE")]
    prune: Option<f64>,
    /// Relative norm of the gradient at which training stops
    #[arg(long)]
    tolerance: Option<f64>,
    /// Most iterations
    #[arg(long, value_name = "N")]
    max_iterations: Option<usize>,
    #[command(flatten)]
    labels: LabelsArg,
    /// Labelled files; the model keeps how they spell their labels
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
}

impl Args {
    /// The parameters that were given, on top of others.
    fn params(&self, base: StanceParams) -> StanceParams {
        let mut params = base.calibration_folds(self.calibration_folds).seed(self.seed);
        if self.no_normalize {
            params = params.normalize(false);
        }
        if self.informal {
            params = params.informal(true);
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
        set!(l2, ngrams, stemmer, min_count, counts, class_weights, prune, tolerance, max_iterations);
        params
    }
}

pub(crate) fn run(args: &Args) -> Result {
    if let Some(threads) = args.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    }
    let mut out = std::io::stdout().lock();
    let prior = args.from.as_ref().map(StanceModel::load).transpose()?;
    // Without labels of their own, data for a model speak as it does.
    let (base, labels) = match &prior {
        Some(prior) => {
            let base = StanceModel::params().prior(prior).prior_strength(args.prior_strength);
            (base, args.labels.or_those_of(prior))
        }
        None => (Preset::params(args.preset), args.labels.given()),
    };
    let mut params = args.params(base);
    params.clone().check()?;
    let data = Dataset::from_paths_with(&args.data, &labels)?;
    if let Some(folds) = args.tune {
        params = tuned(args, &params, &data, folds)?;
    }
    if args.folds > 0 {
        let validation = cross_validate(&params, &data, args.folds, args.seed)?;
        writeln!(out, "{validation}\n{}", validation.pooled().risk_coverage())?;
    }
    let line = ProgressLine::new();
    let fitted = params.fit_with_progress(&data, |progress| line.training(progress))?;
    drop(line);
    let bytes = fitted.model().to_bytes()?;
    output::write(Some(&args.output), &bytes)?;
    writeln!(out, "{}", fitted.report())?;
    writeln!(out, "wrote:       {} ({} bytes)", args.output.display(), bytes.len())?;
    Ok(())
}
