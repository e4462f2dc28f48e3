//! Which sentences to label next; and the filled-in sheet back as training data.
//!
//! `candidates` reads the sentences, `pool` chooses among them, `labelled` is the way back.

mod candidates;
mod labelled;
mod pool;

use crate::ending::{Result, counted, note};
use crate::input::{InputFormat, LabelsArg, ModelArg, parse_share};
use crate::labelled::{named, paths};
use crate::output::{Kind, Labels, Output, OutputArg};
use crate::progress::ProgressLine;
use crate::sheet::Sheet;
use candidates::Candidates;
use geostance::{
    Prediction, StanceModel,
    corpus::{Input, files},
};
use pool::Pool;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Rank unlabelled sentences by how much labelling them would teach, as CSV for a spreadsheet
///
/// The sheet has an empty column `stance` to fill in. First come the sentences on which the model wavers: the margin between the
/// two most probable of the four outcomes (none among them) is small (Scheffer, Decomain & Wrobel 2001). Sentences like those
/// already chosen come later (maximal marginal relevance, Carbonell & Goldstein 1998), repeated ones not at all.
///
/// Reads articles, which are split into sentences, from files or from standard input (`-`, or no file at all); or CSV, TSV and
/// JSONL files with a column `text`.
///
/// With --labelled the way back: reads filled-in sheets and writes the labelled rows as training data.
#[derive(clap::Args)]
#[command(after_help = "\
Example: geostance suggest --top 40 --output sheet.csv fixtures/articles/*.txt
         geostance suggest --labelled sheet.csv --output labels.csv")]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelArg,
    /// How many sentences to suggest; 0 for all. The first 2,000 are each unlike those before
    #[arg(long, value_name = "N", default_value_t = 100)]
    top: usize,
    /// How much being unlike the sentences chosen before counts against the model's doubt, 0 to 1
    #[arg(long, value_name = "D", default_value_t = 0.3, value_parser = parse_share)]
    diversity: f64,
    /// Take every line of a text file as one sentence
    #[arg(long)]
    lines: bool,
    /// What standard input holds
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = InputFormat::Article)]
    input_format: InputFormat,
    /// Labelled files whose sentences are not to be suggested again
    #[arg(long, value_name = "DATA")]
    known: Vec<PathBuf>,
    /// Leave out what the model says, so that it cannot sway the coder
    #[arg(long)]
    blind: bool,
    /// A filled-in sheet to turn into training data; rows whose label is still empty are left out and counted
    #[arg(long, value_name = "SHEET", requires = "output", conflicts_with_all = ["files", "known", "model"])]
    labelled: Vec<PathBuf>,
    #[command(flatten)]
    labels: LabelsArg,
    #[command(flatten)]
    output: OutputArg,
    /// Articles, folders of them, or tables with a column `text`; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    files: Vec<PathBuf>,
}

/// The columns of a sheet; the first three where the coder is not to see what the model says.
const HEADER: [&str; 7] = ["stance", "text", "group", "suggested", "confidence", "evidence", "doubt"];

impl Args {
    /// Where the result goes; `kept` are texts whose labels it has.
    fn open_output(&self, kept: &BTreeSet<&str>) -> Result<Output> {
        let mut inputs: Vec<&Path> = paths(&[&self.known, &self.labelled, self.model.path.as_slice()]);
        if self.labelled.is_empty() {
            inputs.extend(paths(&[&self.files]));
        }
        let labels = Some(Labels { column: self.labels.stance_column.as_deref(), kept });
        let kind = if self.labelled.is_empty() {
            Kind::Table { own: &HEADER[..3], further: Some(&HEADER[3..]), labels }
        } else {
            Kind::Table { own: &labelled::FIRST, further: None, labels }
        };
        Output::open(self.output.path.as_deref(), self.output.force, kind, inputs)
    }
}

pub(crate) fn run(args: &Args) -> Result {
    named(&args.known)?;
    named(&args.labelled)?;
    if args.labelled.is_empty() { suggest(args) } else { labelled::run(args) }
}

fn suggest(args: &Args) -> Result {
    let model = args.model.open()?;
    let output = args.open_output(&BTreeSet::new())?;
    let candidates = read(args, &model)?;
    let texts: Vec<&str> = candidates.all.iter().map(|candidate| candidate.text.as_str()).collect();
    let predictions = model.classify_batch(&texts);
    let doubts: Vec<f64> = predictions.iter().map(doubt).collect();
    let top = if args.top == 0 { usize::MAX } else { args.top };
    let line = ProgressLine::new();
    line.show(|| "choosing".to_owned());
    let chosen = Pool::new(&texts).choose(&doubts, top, args.diversity, |done, count| line.step(done, count)).places;
    drop(line);
    note(format_args!(
        "{} of {} suggested; {} left out as repeated or already labelled",
        chosen.len(),
        counted(texts.len(), "sentence"),
        candidates.repeated
    ));

    let columns = if args.blind { 3 } else { HEADER.len() };
    let mut sheet = Sheet::new(&HEADER[..columns], output.format(), &["confidence", "evidence", "doubt"])?;
    for at in chosen {
        let (candidate, prediction) = (&candidates.all[at], &predictions[at]);
        let takes_course = prediction.evidence() >= 0.5 || !model.knows_none();
        let suggested = takes_course.then(|| prediction.stance());
        let row = [
            String::new(),
            candidate.text.clone(),
            candidate.group.clone(),
            model.labels().name(suggested).to_owned(),
            format!("{:.3}", prediction.confidence()),
            format!("{:.3}", prediction.evidence()),
            format!("{:.3}", doubts[at]),
        ];
        sheet.guarded_row(&row[..columns])?;
    }
    output.write(&sheet.into_bytes()?)
}

/// The sentences of all files but those that are labelled already.
fn read(args: &Args, model: &StanceModel) -> Result<Candidates> {
    let labels = args.labels.or_those_of(model);
    let mut candidates = Candidates::default();
    for path in &args.known {
        candidates.know(path, &args.labels, &labels)?;
    }
    let line = ProgressLine::new();
    let inputs: Vec<Input> = files(&args.files).collect::<std::result::Result<_, _>>()?;
    for (done, input) in inputs.iter().enumerate() {
        line.step(done, inputs.len());
        line.show(|| format!("reading {input}"));
        candidates.read(input, args)?;
    }
    Ok(candidates)
}

/// How far the model is from a decision among the three stances and none: 0 where it is sure, 1 where two are level.
fn doubt(prediction: &Prediction) -> f64 {
    let [a, b, c] = prediction.probabilities().map(|probability| prediction.evidence() * probability).into_array();
    let mut outcomes = [a, b, c, 1.0 - prediction.evidence()];
    outcomes.sort_by(f64::total_cmp);
    1.0 - (outcomes[3] - outcomes[2])
}
