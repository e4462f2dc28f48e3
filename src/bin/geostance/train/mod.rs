//! Trains a model on labelled sentences and saves it. `values` reads its arguments, `tuning` chooses parameters.

mod tuning;
mod values;

use crate::ending::{Result, Usage, counted, is_broken_pipe, note};
use crate::fitting::{cross_validate, grouped_by};
use crate::input::{LabelsArg, digest, load_model, named};
use crate::labelled::{explained, load, paths};
use crate::output::{self, Kind, Output};
use crate::progress::ProgressLine;
use crate::terminal::shown;
use geostance::{
    Dataset, Outcome, StanceParams,
    actors::Gazetteer,
    evaluation::CrossValidation,
    model::{Counts, Stemmer},
    training::{ClassWeights, FittedStance, PriorStrength},
};
use std::collections::BTreeSet;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use tuning::{Tuned, tuned};
pub(crate) use values::Preset;
use values::{
    Actors, Characters, Crossed, Prefixes, Smoothing, parse_characters, parse_class_weights, parse_prefixes,
    parse_smoothing,
};

/// Train a model on labelled sentences and save it
///
/// Reads labelled files: CSV, TSV or JSONL with the columns `stance` and `text`, optionally `group` and `weight`; not standard
/// input. Rows without a label are left out and counted on standard error. The same data and parameters give the same file, byte for byte.
#[derive(clap::Args)]
#[command(after_help = "\
Example: geostance train --folds 5 --output mine.gst fixtures/test.csv
         geostance train --from models/stance-en.gst --output adapted.gst fixtures/test.csv")]
pub(crate) struct Args {
    /// The model file to write; with --folds or --tune it may be left out. A file that is no model, or is read too, is refused
    #[arg(long, value_name = "MODEL")]
    output: Option<PathBuf>,
    /// Replace the file of --output whatever it holds
    #[arg(long, requires = "output")]
    force: bool,
    /// Cross-validate with K folds of whole groups and print the scores, and what deciding at each threshold costs; 0 for none
    #[arg(long, value_name = "K", default_value_t = 0)]
    folds: usize,
    /// Keep together what has the same value in this column, such as `register` or `source`, in the folds of --folds and --tune;
    /// the scores are then those of kinds of text that the model has not seen
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// Fit the calibration on N folds; 0 for none
    #[arg(long, value_name = "N", default_value_t = 5)]
    calibration_folds: usize,
    /// Fit the calibration on the values of this column as folds, such as `register` or `source`, in place of folds of groups
    #[arg(long, value_name = "COLUMN")]
    calibrate_by: Option<String>,
    /// Threads; all cores by default, or `RAYON_NUM_THREADS`
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Seed of the folds
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// Adapt this model to the data instead of training from nothing; the features are its own, and the penalty is that of
    /// --prior-strength
    #[arg(long, value_name = "MODEL")]
    from: Option<PathBuf>,
    /// Strength of the penalty on the distance from the model that is adapted; by default chosen by cross-validation
    #[arg(long, value_name = "LAMBDA", requires = "from")]
    prior_strength: Option<f64>,
    /// Where the parameters start from; without it, the library's defaults
    #[arg(long, value_enum, value_name = "NAME", conflicts_with = "from")]
    preset: Option<Preset>,
    /// Choose the penalty, the naive-Bayes ratios and the least count by cross-validation over K folds of whole groups
    #[arg(long, value_name = "K", conflicts_with = "from")]
    tune: Option<usize>,
    /// Inverse strength of the penalty against the summed loss, as scikit-learn's C; 4 by default
    #[arg(long, value_name = "C", conflicts_with_all = ["l2", "from"])]
    c: Option<f64>,
    /// Strength of the penalty beside the mean loss, whatever the size of the data
    #[arg(long, value_name = "LAMBDA", conflicts_with = "from")]
    l2: Option<f64>,
    /// A file of names, `group,name`, on whose groups features build; `none` for no names. By default the shipped names
    #[arg(long, value_name = "FILE", conflicts_with = "from")]
    actors: Option<Actors>,
    /// Groups of names with which stems are crossed, separated by commas, three at the most; `none` for no crossing
    #[arg(long, value_name = "GROUPS", conflicts_with = "from")]
    crossed: Option<Crossed>,
    /// Longest n-gram, in words
    #[arg(long, value_name = "N", conflicts_with = "from")]
    ngrams: Option<usize>,
    /// Lengths of word beginnings, separated by commas; `none` for no such features
    #[arg(long, value_name = "LENGTHS", value_parser = parse_prefixes, conflicts_with = "from")]
    prefixes: Option<Prefixes>,
    /// Shortest and longest character n-gram, as 2-5; `none` for no such features
    #[arg(long, value_name = "MIN-MAX", value_parser = parse_characters, conflicts_with = "from")]
    characters: Option<Characters>,
    /// Take hashtags, @names, links, emoji and elongated words as features
    #[arg(long, conflicts_with = "from")]
    informal: bool,
    /// Stemmer: none, english, russian, turkish, …
    #[arg(long, conflicts_with = "from")]
    stemmer: Option<Stemmer>,
    /// Least document frequency of a term: the summed weight of the sentences in which it occurs
    #[arg(long, value_name = "COUNT", alias = "min-count")]
    min_df: Option<f64>,
    /// How often a term occurs, as a value: binary or sublinear
    #[arg(long, conflicts_with = "from")]
    counts: Option<Counts>,
    /// Do not scale the values of a sentence to length 1
    #[arg(long, conflicts_with = "from")]
    no_normalize: bool,
    /// Smoothing of the naive-Bayes ratios that scale features; `none` for no scaling
    #[arg(long, value_name = "SMOOTHING", value_parser = parse_smoothing, conflicts_with = "from")]
    naive_bayes: Option<Smoothing>,
    /// uniform, balanced, or four weights separated by commas (pro-moscow, multi-vector, western-leaning, none)
    #[arg(long, value_name = "WEIGHTS", value_parser = parse_class_weights)]
    class_weights: Option<ClassWeights>,
    /// Leave out this share of the terms at the end, those that weigh least
    #[arg(long, value_name = "SHARE", conflicts_with = "from")]
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

/// Fewer sentences than this are named as few.
const FEW: usize = 100;

/// Fewer sentences than this are named as few to adapt a model to.
const FEW_TO_ADAPT: usize = 20;

impl Args {
    /// Whether the recipe for news, which calibrates on registers, has to do without them.
    fn calibrates_by_groups(&self, data: &Dataset) -> bool {
        let registers: BTreeSet<_> = data.iter().map(|sentence| sentence.metadata.get("register")).collect();
        self.preset == Some(Preset::News) && self.calibrate_by.is_none() && registers.len() < 2
    }

    /// The files that are read.
    fn inputs(&self) -> Vec<&Path> {
        let mut inputs = paths(&[&self.data, self.from.as_slice()]);
        if let Some(Actors::File(path)) = &self.actors {
            inputs.push(path);
        }
        inputs
    }

    /// The parameters that were given, on top of others.
    fn params(&self, base: StanceParams) -> Result<StanceParams> {
        let mut params = base.calibration_folds(self.calibration_folds).seed(self.seed);
        params = match &self.actors {
            None => params,
            Some(Actors::None) => params.actors(None),
            Some(Actors::File(path)) => params.actors(Some(Gazetteer::load(path)?)),
        };
        if let Some(Crossed(groups)) = &self.crossed {
            params = params.crossed(groups);
        }
        if let Some(column) = &self.calibrate_by {
            params = params.calibrate_by(Some(column));
        }
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
        set!(c, l2, ngrams, stemmer, min_df, counts, class_weights, prune, tolerance, max_iterations);
        Ok(params)
    }
}

pub(crate) fn run(args: &Args) -> Result {
    if args.output.is_none() && args.folds == 0 && args.tune.is_none() {
        return Err(Usage("--output is missing; only with --folds or --tune is nothing written").into());
    }
    if args.by.is_some() && args.folds == 0 && args.tune.is_none() {
        return Err(Usage("--by divides the folds of --folds or --tune, of which none is given").into());
    }
    if let Some(threads) = args.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads.into()).build_global()?;
    }
    let prior = args.from.as_deref().map(load_model).transpose()?;
    // Without labels of their own, data for a model speak as it does.
    let labels = match &prior {
        Some(prior) => args.labels.or_those_of(prior),
        None => args.labels.given(),
    };
    let mut params = args.params(Preset::params(args.preset).prior_strength(args.prior_strength))?;
    params.clone().check()?;
    let data = load(&args.data, &args.labels.reading(&labels))?;
    let by_groups = args.calibrates_by_groups(&data);
    if by_groups {
        params = params.calibrate_by(None);
    }
    let output = args.output.as_deref().map(|path| Output::open(Some(path), args.force, Kind::Model, args.inputs()));
    let output = output.transpose()?;
    // Where the model goes to standard output, words do not.
    let aside = output.as_ref().is_some_and(Output::is_standard);
    let say = |words: &dyn Display| {
        if aside {
            note(words);
            return Ok(());
        }
        match output::print_lines(&format!("{words}\n")) {
            // Whoever closes the pipe wants no more words; the model is another matter.
            Err(error) if args.output.is_some() && is_broken_pipe(error.as_ref()) => Ok(()),
            done => done,
        }
    };
    // How the data are divided for cross-validation; the model itself is fitted to them as they are.
    let grouped = args.by.as_deref().map(|column| grouped_by(&data, column)).transpose()?;
    let (divided, most_folds) = grouped.as_ref().map_or((&data, usize::MAX), |(grouped, values)| (grouped, *values));
    if let Some(folds) = args.tune {
        let Tuned { best, words } = tuned(args, &params, divided, folds.min(most_folds))?;
        params = best;
        say(&format_args!("tuned:       {words}\n"))?;
    }
    let prepared = match &prior {
        Some(prior) => params.prepare_with(prior, &data),
        None => params.prepare(&data),
    };
    let prepared = explained(prepared, &data)?;
    if args.folds > 0 {
        let folds = args.folds.min(most_folds);
        let validation = match &prior {
            Some(prior) => {
                let regrouped = grouped.as_ref().map(|(grouped, _)| params.prepare_with(prior, grouped)).transpose();
                let regrouped = explained(regrouped, divided)?;
                let prepared = regrouped.as_ref().unwrap_or(&prepared);
                explained(CrossValidation::run_prepared(&params, prepared, folds, args.seed), divided)?
            }
            None => cross_validate(&params, divided, folds, args.seed)?,
        };
        say(&format_args!("{validation}\n{}", validation.pooled().risk_coverage()))?;
    }
    let Some(output) = output else { return Ok(()) };
    let line = ProgressLine::new();
    let fitted = params.fit_prepared_with_progress(&prepared, |progress| line.training(progress));
    let fitted = explained(fitted, &data)?;
    drop(line);
    let bytes = fitted.model().to_bytes()?;
    output.write(&bytes)?;
    say(fitted.report())?;
    if let (Some(path), Some(prior)) = (&args.from, &prior) {
        say(&format_args!("from:        {}", named(Some(path), prior)?))?;
    }
    if by_groups {
        say(
            &"note:        the data have no two registers, by which this preset calibrates; it was done by folds of groups",
        )?;
    }
    for words in remarks(&fitted, prior.is_some()) {
        say(&format_args!("note:        {words}"))?;
    }
    let path = args.output.as_deref().map_or_else(|| "-".to_owned(), shown);
    say(&format_args!("wrote:       {path} ({}, digest {})", counted(bytes.len(), "byte"), digest(&bytes)))
}

/// What one should know of a model before one uses it.
fn remarks(fitted: &FittedStance, is_adapted: bool) -> Vec<String> {
    let (report, mut remarks) = (fitted.report(), Vec::new());
    let sentences: usize = report.sentences.as_array().iter().sum();
    if report.prior_strength == Some(PriorStrength::Infinite) {
        remarks.push("nothing was learned: the model says what the one says that it was to be adapted from".to_owned());
    }
    if !fitted.model().knows_none() {
        remarks.push(format!(
            "no sentence is labelled {}, so that the model takes every sentence to take a course: its evidence is always 1",
            report.labels.name(Outcome::None)
        ));
    }
    let are = if sentences == 1 { "sentence is" } else { "sentences are" };
    if sentences < FEW && !is_adapted {
        remarks.push(format!("{sentences} {are} very few; what such a model says is little better than chance"));
    }
    if sentences < FEW_TO_ADAPT && is_adapted {
        remarks.push(format!("{sentences} {are} very few to adapt a model to; measure on others whether it is better"));
    }
    remarks
}
