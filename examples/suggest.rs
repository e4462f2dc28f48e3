//! Which sentences to label next; and the filled-in sheet back as training data.

mod shared;

use clap::Parser;
use geostance::dataset::ReadOptions;
use geostance::{
    DataFormat, Dataset, LabelledReader, LabelledSentence, Labels, MAX_TEXT_BYTES, Prediction, Stance, Stemmer,
    sentences, tokens,
};
use shared::diverse::Pool;
use shared::spreadsheet::{Table, unguarded};
use shared::{Model, Outcome, ProgressLine, output, read_text};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Rank unlabelled sentences by how much labelling them would teach, as CSV for a spreadsheet with an empty column `stance` to
/// fill in. First come the sentences on which the model wavers: the margin between the two most probable of the four outcomes
/// (none among them) is small (Scheffer, Decomain & Wrobel 2001). Sentences like those already chosen come later (maximal
/// marginal relevance, Carbonell & Goldstein 1998), repeated ones not at all.
///
/// Files are articles, which are split into sentences; or CSV, TSV and JSONL files with a column `text`.
///
/// With --labelled the way back: reads filled-in sheets and writes the labelled rows as training data.
#[derive(Parser)]
struct Args {
    /// The model file; the shipped model by default
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// How many sentences to suggest; 0 for all
    #[arg(long, value_name = "N", default_value_t = 100)]
    top: usize,
    /// How much being unlike the sentences chosen before counts against the model's doubt, 0 to 1
    #[arg(long, value_name = "D", default_value_t = 0.3, value_parser = parse_share)]
    diversity: f64,
    /// Take every line of a text file as one sentence
    #[arg(long)]
    lines: bool,
    /// Labelled files whose sentences are not to be suggested again
    #[arg(long, value_name = "DATA")]
    known: Vec<PathBuf>,
    /// Leave out what the model says, so that it cannot sway the coder
    #[arg(long)]
    blind: bool,
    /// A filled-in sheet to turn into training data; rows whose label is still empty are left out and counted
    #[arg(long, value_name = "SHEET", requires = "output", conflicts_with_all = ["files", "known", "model"])]
    labelled: Vec<PathBuf>,
    /// The labels of --known and --labelled files, as against=pro-moscow,none=multi-vector,favor=western-leaning; the model's
    /// by default
    #[arg(long, value_name = "MAPPING")]
    labels: Option<Labels>,
    /// The file to write; standard output by default
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Articles, or tables with a column `text`; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    files: Vec<PathBuf>,
}

fn parse_share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}

/// A sentence that could be labelled.
struct Candidate {
    text: String,
    group: String,
}

/// Candidates, each once.
#[derive(Default)]
struct Candidates {
    all: Vec<Candidate>,
    seen: BTreeSet<Vec<String>>,
    repeated: usize,
}

impl Candidates {
    /// The words of a text, whatever their case and what stands between them.
    fn words(text: &str) -> Vec<String> {
        tokens(text, Stemmer::None).iter().map(|token| token.word().to_owned()).collect()
    }

    fn add(&mut self, text: &str, group: &str) {
        let words = Self::words(text);
        if words.is_empty() || text.len() > MAX_TEXT_BYTES || text.contains('\0') {
            return;
        }
        if self.seen.insert(words) {
            self.all.push(Candidate { text: text.to_owned(), group: group.to_owned() });
        } else {
            self.repeated += 1;
        }
    }

    fn read(&mut self, path: &Path, lines: bool) -> Outcome {
        let name = path.display().to_string();
        if DataFormat::of_path(path).is_some() {
            for sentence in LabelledReader::load(path)?.options(ReadOptions::new().ignore_labels(true)) {
                let sentence = sentence?;
                self.add(&sentence.text, sentence.group.as_deref().unwrap_or(&name));
            }
            return Ok(());
        }
        let (name, text) = read_text(path)?;
        if lines {
            text.lines().for_each(|line| self.add(line, &name));
        } else {
            sentences(&text).for_each(|span| self.add(&text[span], &name));
        }
        Ok(())
    }
}

/// How far the model is from a decision among the three stances and none: 0 where it is sure, 1 where two are level.
fn doubt(prediction: &Prediction) -> f64 {
    let [a, b, c] = prediction.probabilities().map(|probability| prediction.evidence() * probability);
    let mut outcomes = [a, b, c, 1.0 - prediction.evidence()];
    outcomes.sort_by(f64::total_cmp);
    1.0 - (outcomes[3] - outcomes[2])
}

fn suggest(args: &Args) -> Outcome {
    let model = Model::open(args.model.as_ref())?;
    let mut candidates = Candidates::default();
    for path in &args.known {
        let labels = args.labels.as_ref().unwrap_or(model.labels());
        for sentence in LabelledReader::load(path)?.options(labels.clone().into()) {
            candidates.seen.insert(Candidates::words(unguarded(&sentence?.text)));
        }
    }
    let line = ProgressLine::new();
    for (done, path) in args.files.iter().enumerate() {
        line.show(&format!("reading file {}: {}", line.of(done, args.files.len()), path.display()));
        candidates.read(path, args.lines)?;
    }
    line.show(&format!("reading what the model says of {} sentences …", candidates.all.len()));
    let texts: Vec<&str> = candidates.all.iter().map(|candidate| candidate.text.as_str()).collect();
    let predictions = model.classify_batch(&texts);
    drop(line);
    let doubts: Vec<f64> = predictions.iter().map(doubt).collect();
    let top = if args.top == 0 { usize::MAX } else { args.top };
    let choosing = ProgressLine::new();
    let chosen = Pool::new(&texts).choose(&doubts, top, args.diversity, |done, count| {
        choosing.show_sometimes(|| format!("choosing: {}", choosing.of(done, count)));
    });
    drop(choosing);
    eprintln!(
        "{} of {} sentences suggested; {} left out as repeated or already labelled",
        chosen.len(),
        texts.len(),
        candidates.repeated
    );

    let header = ["stance", "text", "group", "suggested", "confidence", "evidence", "doubt"];
    let columns = if args.blind { 3 } else { header.len() };
    let mut table = Table::new(&header[..columns]);
    for at in chosen {
        let (candidate, prediction) = (&candidates.all[at], &predictions[at]);
        let takes_course = prediction.evidence() >= 0.5 || !model.knows_none();
        let suggested = takes_course.then(|| prediction.stance());
        let row = [
            String::new(),
            candidate.text.clone(),
            candidate.group.clone(),
            model.labels().outcome_name(suggested).to_owned(),
            format!("{:.3}", prediction.confidence()),
            format!("{:.3}", prediction.evidence()),
            format!("{:.3}", doubts[at]),
        ];
        table.guarded_row(&row[..columns]);
    }
    output::write(args.output.as_deref(), table.as_bytes())
}

/// Turns filled-in sheets into training data.
fn labelled(args: &Args) -> Outcome {
    let labels = args.labels.clone().unwrap_or_default();
    let (mut data, mut without) = (Dataset::new(), 0);
    for path in &args.labelled {
        let mut reader = LabelledReader::load(path)?.options(labels.clone().into());
        for sentence in &mut reader {
            let mut sentence = sentence?;
            sentence.text = String::from(unguarded(&sentence.text));
            sentence.group = sentence.group.map(|group| unguarded(&group).to_owned());
            data.push(sentence)?;
        }
        without += reader.skipped();
    }
    let soft = data.sentences().iter().any(LabelledSentence::is_soft);
    let mut header = vec!["text".to_owned(), "group".to_owned(), "weight".to_owned()];
    if soft {
        header.extend(Stance::ALL.map(|stance| labels.probability_column(stance)));
    } else {
        header.push("stance".to_owned());
    }
    let mut table = Table::new(&header.iter().map(String::as_str).collect::<Vec<_>>());
    for sentence in data.sentences() {
        let group = sentence.group.clone().unwrap_or_default();
        let mut row = vec![sentence.text.clone(), group, sentence.weight.to_string()];
        if soft {
            row.extend(sentence.distribution().stances().as_array().iter().map(f64::to_string));
        } else {
            row.push(labels.outcome_name(sentence.stance).to_owned());
        }
        table.row(&row);
    }
    output::write(args.output.as_deref(), table.as_bytes())?;
    eprintln!("{} labelled sentences; {without} rows without a label left out", data.len());
    Ok(())
}

fn main() -> ExitCode {
    let args = Args::parse();
    shared::run(if args.labelled.is_empty() { suggest(&args) } else { labelled(&args) })
}
