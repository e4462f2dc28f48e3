//! Shares of a corpus that one may publish.
//!
//! `sample` finds the labelled sentences in the corpus, `cells` estimates each part, `print` writes what comes out, `plot`
//! draws it.

mod cells;
mod plot;
mod print;
mod sample;

use crate::ending::{Result, Usage, note};
use crate::input::{InputFormat, LabelsArg, ModelArg};
use crate::labelled::{named, paths};
use crate::output::{self, Kind, Output};
use crate::shell;
use crate::units::{self, Columns, CorpusArg};
use clap::ValueEnum;
use geostance::prevalence::{Population, PrevalenceOptions};
use std::path::{Path, PathBuf};

/// Estimate how much of a corpus takes which course, with intervals that hold however wrong the model is
///
/// Reads a corpus, of which the model predicts every sentence, and a random sample of it that was labelled by hand (`geostance
/// sample` draws one). The difference between labels and predictions in the sample corrects the predictions of the whole
/// (prediction-powered inference, PPI++: Angelopoulos, Duchi & Zrnic 2024; with the column `probability` design-based
/// supervised learning: Egami et al. 2023).
///
/// For each outcome, none among them: the naive share, which is the model's alone and may be wrong by any amount; the estimate;
/// its interval; the interval of the sample alone; and how many more labels the model was worth. Shares are those of this
/// corpus, of which the sample is a part: its sentences are found in it by their text. Parts with fewer than 30 labels are
/// refused.
#[derive(clap::Args)]
#[command(after_help = "\
Example: geostance prevalence --labelled sheet.csv --by month,source news.csv
         geostance sample --size 200 --output sheet.csv news.csv   (draws the sheet to label)")]
pub(crate) struct Args {
    /// Labelled files (CSV, TSV or JSONL) with a random sample of the corpus; their column `probability` says with what
    /// probability a row was drawn, `stratum` what it was drawn from
    #[arg(long, value_name = "SAMPLE")]
    labelled: Vec<PathBuf>,
    /// Sentences with the same value of this column were drawn together, as whole articles (`--cluster article`); fewer than 30
    /// are refused
    #[arg(long, value_name = "COLUMN")]
    cluster: Option<String>,
    /// What the shares are shares of
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = Of::Corpus)]
    population: Of,
    /// Share of samples whose interval holds the true share
    #[arg(long, value_name = "SHARE", default_value_t = 0.95)]
    level: f64,
    /// How to print the shares
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Draw the shares with their intervals into an SVG file: over time as lines with bands, else as marks with whiskers
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// Replace the file of --plot whatever it holds
    #[arg(long, requires = "plot")]
    force: bool,
    #[command(flatten)]
    model: ModelArg,
    #[command(flatten)]
    labels: LabelsArg,
    #[command(flatten)]
    corpus: CorpusArg,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    /// This corpus: labelled sentences are known
    Corpus,
    /// The process behind it: what might as well have been printed
    Process,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
}

impl Args {
    fn options(&self) -> PrevalenceOptions {
        let population = match self.population {
            Of::Corpus => Population::Corpus,
            Of::Process => Population::Process,
        };
        PrevalenceOptions::new().population(population).level(self.level)
    }
}

pub(crate) fn run(args: &Args) -> Result {
    if args.labelled.is_empty() {
        return Err(without_sample(args));
    }
    named(&args.labelled)?;
    if args.options().check().is_err() {
        return Err(Usage("--level takes a number above 0 and below 1").into());
    }
    if args.plot.is_some() && args.corpus.by.is_empty() {
        return Err(Usage("--plot goes with --by, which says what to draw the shares by").into());
    }
    let model = args.model.open()?;
    let plot = args.plot.as_deref().map(|path| {
        let inputs = paths(&[&args.labelled, &args.corpus.corpus, args.model.path.as_slice()]);
        Output::open(Some(path), args.force, Kind::Plot, inputs)
    });
    let plot = plot.transpose()?;
    let labels = args.labels.or_those_of(&model);
    let columns = Columns::new(&args.corpus.by, args.cluster.as_deref());
    let drawn = sample::Sheet::read(&args.labelled, &args.labels, &labels)?;
    let text_column = corpus_text_column(args)?;
    let mut corpus = units::read(&args.corpus, text_column, &columns, &model, false)?;
    let sample = drawn.find(&mut corpus, &columns, &model, args.cluster.is_some());
    let found = cells::estimate(&corpus, &columns, &sample, &args.options(), &labels)?;
    if let Some(plot) = plot {
        plot.write(plot::draw(&found, &columns, &labels, args.level)?.as_bytes())?;
    }
    let printed = print::print(&found, columns.by(), args, &labels, &args.model.name(&model)?)?;
    match args.format {
        Format::Text => output::print_lines(&printed),
        Format::Json | Format::Csv => output::print(printed.as_bytes()),
    }
}

/// The column of texts holds for the sample and, where its tables have it, for the corpus.
fn corpus_text_column(args: &Args) -> Result<Option<&str>> {
    use geostance::corpus::{Input, TextOptions, files};
    let Some(column) = args.labels.text_column.as_deref() else { return Ok(None) };
    let inputs: Vec<Input> = files(&args.corpus.corpus).collect::<std::result::Result<_, _>>()?;
    let options = TextOptions::new().text_column(column);
    let of_files = inputs.iter().filter(|input| input.path().is_some_and(Path::is_file));
    let has_none = of_files.clone().count() > 0 && of_files.clone().all(|input| input.read(&options).is_err());
    Ok(if has_none { None } else { Some(column) })
}

/// How to come by a sample, and why nothing is printed without one.
fn without_sample(args: &Args) -> Box<dyn std::error::Error> {
    let corpus: Vec<String> = args.corpus.corpus.iter().map(|path| shell::path(path)).collect();
    let by = (!args.corpus.by.is_empty()).then(|| format!(" --by {}", shell::quoted(&args.corpus.by.join(","))));
    let switches = [("distinct", args.corpus.distinct), ("lines", args.corpus.lines)];
    let switches = switches.into_iter().filter(|(_, given)| *given).map(|(name, _)| format!(" --{name}"));
    let input =
        args.corpus.input_format.to_possible_value().filter(|_| args.corpus.input_format != InputFormat::Article);
    let input = input.map(|format| format!(" --input-format {}", format.get_name()));
    let options: String = by.into_iter().chain(switches).chain(input).collect();
    let corpus = corpus.join(" ");
    note(format_args!(
        "draw a sample, label its column `stance` by hand, and come back:\n  \
         geostance sample --size 200{options} --output sheet.csv {corpus}\n  \
         geostance prevalence --labelled sheet.csv{options} {corpus}"
    ));
    Usage("without --labelled the shares are the model's alone, which may be wrong by any amount, and no estimates")
        .into()
}
