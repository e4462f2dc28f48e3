//! Which labels to look at first: those that a model which has not seen them contradicts most.

use crate::ending::{Result, counted, note};
use crate::fitting::{cross_validate, divided};
use crate::input::LabelsArg;
use crate::labelled::{load, paths};
use crate::output::{Kind, Output, OutputArg};
use crate::progress::ProgressLine;
use crate::sheet::Sheet;
use crate::terminal::shown;
use geostance::{
    Dataset, Explanation, Labels, Prediction, Stance, StanceModel, StanceParams,
    dataset::{LabelledReader, LabelledSentence},
    evaluation::HeldOut,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// List the labelled sentences whose label is most likely wrong, as CSV for a spreadsheet
///
/// Every sentence is predicted by a model that has seen no sentence of its group (cross-validation); where that prediction is
/// another one than the label, the row is listed, the most confident contradiction first. `confident` marks those for which the
/// model is at least as sure as it is on average of sentences that do have the predicted label: the off-diagonal of confident
/// learning (Northcutt, Jiang & Chuang 2021). `words` are those that pushed that model most; the folds of the listed rows are
/// trained again for them. A contradiction is a reason to read the sentence again, not a verdict: hard sentences are among them.
///
/// Reads labelled files, not standard input.
#[derive(clap::Args)]
#[command(after_help = "Example: geostance suspects --top 20 --output suspects.csv fixtures/test.csv")]
pub(crate) struct Args {
    /// Folds of whole groups; fewer where the data allow no more
    #[arg(long, value_name = "K", default_value_t = 5)]
    folds: usize,
    /// How many rows to list; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    top: usize,
    /// Calibrate each fold's model on N folds of its own: slower, and the order hardly changes
    #[arg(long, value_name = "N", default_value_t = 0)]
    calibration_folds: usize,
    /// Seed of the folds
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    #[command(flatten)]
    labels: LabelsArg,
    #[command(flatten)]
    output: OutputArg,
    /// Labelled files
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
}

const HEADER: [&str; 9] = ["file", "line", "label", "predicted", "confidence", "p_label", "confident", "words", "text"];

/// A sentence with where it stands and what the model of its fold says.
struct Row {
    file: usize,
    line: u64,
    fold: usize,
    outcomes: [f64; 4],
}

impl Row {
    fn predicted(&self) -> usize {
        (1..4).fold(0, |best, place| if self.outcomes[place] > self.outcomes[best] { place } else { best })
    }
}

/// The place of a label among the four outcomes.
fn place(label: Option<Stance>) -> usize {
    label.map_or(3, Stance::index)
}

fn outcome(place: usize) -> Option<Stance> {
    Stance::ALL.get(place).copied()
}

/// The probabilities of the three stances and of none.
fn outcomes(prediction: &Prediction) -> [f64; 4] {
    let [a, b, c] = prediction.probabilities().map(|probability| prediction.evidence() * probability).into_array();
    [a, b, c, 1.0 - prediction.evidence()]
}

pub(crate) fn run(args: &Args) -> Result {
    let labels = args.labels.given();
    let (data, places) = read(args, &labels)?;
    let kind = Kind::Table { own: &HEADER, further: Some(&[]), labels: None };
    let output = Output::open(args.output.path.as_deref(), args.output.force, kind, paths(&[&args.data]))?;
    let params = StanceModel::params().calibration_folds(args.calibration_folds).seed(args.seed);
    let validation = cross_validate(&params, &data, args.folds, args.seed)?;
    let held_out = validation.predictions();
    let rows: Vec<Row> = places
        .into_iter()
        .zip(held_out)
        .map(|((file, line), it)| Row { file, line, fold: it.fold, outcomes: outcomes(&it.prediction) })
        .collect();

    let thresholds = thresholds(data.sentences(), &rows);
    let confident = |row: &Row| row.outcomes[row.predicted()] >= thresholds[row.predicted()];
    let mut listed: Vec<(&Row, &LabelledSentence)> = rows.iter().zip(data.sentences()).collect();
    listed.retain(|(row, sentence)| row.predicted() != place(sentence.stance));
    listed.sort_by(|(a, _), (b, _)| b.outcomes[b.predicted()].total_cmp(&a.outcomes[a.predicted()]));
    let sure = listed.iter().filter(|(row, _)| confident(row)).count();
    note(format_args!(
        "{} of {} predicted otherwise than labelled, {sure} of them confidently",
        listed.len(),
        counted(rows.len(), "sentence")
    ));

    listed.truncate(if args.top == 0 { usize::MAX } else { args.top });
    let models = models(&params, &data, held_out, listed.iter().map(|(row, _)| row.fold))?;
    let mut sheet = Sheet::new(&HEADER, output.format(), &["line", "confidence", "p_label"])?;
    for (row, sentence) in listed {
        let (label, predicted) = (place(sentence.stance), row.predicted());
        let explanation = models[&row.fold].explain(&sentence.text);
        sheet.guarded_row(&[
            shown(&args.data[row.file]),
            row.line.to_string(),
            labels.name(sentence.stance).to_owned(),
            labels.name(outcome(predicted)).to_owned(),
            format!("{:.3}", row.outcomes[predicted]),
            format!("{:.3}", row.outcomes[label]),
            confident(row).to_string(),
            words(&explanation, &sentence.text, predicted, label),
            sentence.text.clone(),
        ])?;
    }
    output.write(&sheet.into_bytes()?)
}

/// All sentences, and the file and line of each.
fn read(args: &Args, labels: &Labels) -> Result<(Dataset, Vec<(usize, u64)>)> {
    let options = args.labels.reading(labels);
    let data = load(&args.data, &options)?;
    let mut places = Vec::new();
    for (file, path) in args.data.iter().enumerate() {
        let mut reader = LabelledReader::load(path)?.options(options.clone());
        while let Some(sentence) = reader.next() {
            sentence?;
            places.push((file, reader.line()));
        }
    }
    Ok((data, places))
}

/// For every fold wanted a model of the others.
fn models(
    params: &StanceParams,
    data: &Dataset,
    held_out: &[HeldOut],
    wanted: impl Iterator<Item = usize>,
) -> Result<BTreeMap<usize, StanceModel>> {
    let wanted: BTreeSet<usize> = wanted.collect();
    let line = ProgressLine::new();
    let fit = |(done, &fold): (usize, &usize)| {
        line.step(done, wanted.len());
        let (others, _) = divided(data, held_out.iter().map(|it| it.fold), fold)?;
        let fitted = params.fit_with_progress(&others, |progress| line.fit("training for the words: ", progress))?;
        Ok((fold, fitted.into_model()))
    };
    wanted.iter().enumerate().map(fit).collect()
}

/// The mean probability of each outcome among the sentences that are labelled so.
fn thresholds(sentences: &[LabelledSentence], rows: &[Row]) -> [f64; 4] {
    let (mut sums, mut counts) = ([0.0; 4], [0.0_f64; 4]);
    for (sentence, row) in sentences.iter().zip(rows) {
        let label = place(sentence.stance);
        sums[label] += row.outcomes[label];
        counts[label] += 1.0;
    }
    [0, 1, 2, 3].map(|place| sums[place] / counts[place].max(1.0))
}

/// The words that pushed most from the label towards what is predicted.
fn words(explanation: &Explanation, text: &str, predicted: usize, label: usize) -> String {
    let mut pushes: Vec<(f64, &str)> = explanation
        .words()
        .iter()
        .map(|word| {
            let to = |place| word.to(outcome(place));
            (to(predicted) - to(label), &text[word.span()])
        })
        .filter(|(push, _)| *push > 0.0)
        .collect();
    pushes.sort_by(|a, b| b.0.total_cmp(&a.0));
    pushes.iter().take(3).map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}
