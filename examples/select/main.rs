//! Which features and parameters carry furthest: a search by cross-validation over whole groups.

mod candidates;
mod journal;
#[path = "../shared/mod.rs"]
mod shared;

use candidates::Candidate;
use clap::Parser;
use geostance::{Bootstrap, Comparison, CrossValidation, Dataset, Evaluation, LabelledSentence, Metric, StanceParams};
use journal::{Journal, Reached};
use shared::table::{Table, TableFormat, figure};
use shared::{Outcome, ProgressLine, cross_validate, output};
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Try features and parameters by cross-validation: each part on its own, then a grid, then how many terms the best of them can
/// do without. Prints what was tried, what each part buys, and the winner.
#[derive(Parser)]
struct Args {
    /// Folds; with --by as many as the column has values, if fewer
    #[arg(long, value_name = "K", default_value_t = 5)]
    folds: usize,
    /// Keep together what has the same value in this column, such as `register`: the folds are then kinds of text that the
    /// model has not seen. By default groups are kept together
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// Seed of the folds and of the intervals
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// Try the single changes alone, without the grid
    #[arg(long)]
    single: bool,
    /// Keep the results in this file, and take those that it has
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// Write the tables into this file, between the lines `<!-- selection … -->` and `<!-- end of selection -->`
    #[arg(long, value_name = "FILE")]
    update: Option<PathBuf>,
    /// Labelled files
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
}

/// How much macro-F1 the terms that are left out may cost.
const MOST_LOST: f64 = 0.002;
/// Candidates that are tried side by side.
const BATCH: usize = 6;

/// Data, divided in one way for all candidates.
struct Search {
    data: Dataset,
    /// The same with what is to be kept together as groups.
    divided: Dataset,
    folds: usize,
    seed: u64,
    bootstrap: Bootstrap,
    /// What a candidate's results hold for.
    name: String,
}

impl Search {
    fn new(args: &Args) -> Result<Self, Box<dyn Error>> {
        let data = Dataset::load_all(&args.data)?;
        let mut divided = data.clone();
        let mut folds = args.folds;
        if let Some(column) = &args.by {
            divided = Dataset::new();
            let mut values = BTreeSet::new();
            for (number, sentence) in data.sentences().iter().enumerate() {
                let value = sentence.metadata.get(column);
                let value =
                    value.ok_or_else(|| format!("sentence {} has no column `{column}`", number + 1))?.to_owned();
                values.insert(value.clone());
                divided.push(sentence.clone().group(value))?;
            }
            folds = folds.min(values.len());
        }
        let by = args.by.as_deref().unwrap_or("group");
        let name = format!("{} folds by {by}, seed {}, data {:016x}", folds, args.seed, hash(data.sentences()));
        Ok(Self { data, divided, folds, seed: args.seed, bootstrap: Bootstrap::new().seed(args.seed), name })
    }

    /// The figures of all sentences, each predicted by a model that has seen nothing of its kind.
    fn evaluation(&self, validation: &CrossValidation) -> Evaluation {
        let predictions = validation.predictions().iter().map(|held_out| held_out.prediction);
        Evaluation::from_sentences(self.data.sentences().iter().zip(predictions))
    }

    fn reached(&self, validation: &CrossValidation, base: &Evaluation) -> Result<Reached, Box<dyn Error>> {
        let evaluation = self.evaluation(validation);
        let missing = "a figure is undefined on so few sentences";
        let interval = *evaluation.intervals(&self.bootstrap)?.of(Metric::MacroF1);
        let compared = *Comparison::paired(&evaluation, base, &self.bootstrap)?.of(Metric::MacroF1);
        let by_fold = validation.folds().iter().filter_map(Evaluation::macro_f1);
        let number = |value: Option<f64>| value.ok_or(missing);
        Ok(Reached {
            macro_f1: number(interval.estimate)?,
            low: number(interval.low)?,
            high: number(interval.high)?,
            auroc: evaluation.none_auroc().unwrap_or(f64::NAN),
            ece: number(evaluation.ece())?,
            log_loss: number(evaluation.log_loss())?,
            folds: by_fold.fold((1.0, 0.0), |(low, high): (f64, f64), f1| (low.min(f1), high.max(f1))),
            difference: (
                number(compared.difference.estimate)?,
                number(compared.difference.low)?,
                number(compared.difference.high)?,
                number(compared.p_value)?,
            ),
        })
    }

    /// Tries what the journal does not know yet.
    fn run(&self, candidates: &[Candidate], base: &Evaluation, journal: &mut Journal) -> Outcome {
        let open: Vec<&Candidate> =
            candidates.iter().filter(|candidate| journal.get(&self.key(candidate)).is_none()).collect();
        let line = ProgressLine::new();
        for (batch, members) in open.chunks(BATCH).enumerate() {
            let params: Vec<StanceParams> = members.iter().map(|candidate| candidate.params.clone()).collect();
            let tried =
                CrossValidation::search_with_progress(&params, &self.divided, self.folds, self.seed, |progress| {
                    let done = batch * BATCH + progress.done * members.len() / progress.total;
                    let part = members[progress.candidate].part;
                    line.show_sometimes(|| format!("candidate {}: {part}", line.of(done, open.len())));
                });
            for (candidate, validation) in members.iter().zip(tried) {
                journal.add(self.key(candidate), self.reached(&validation?, base)?)?;
            }
        }
        Ok(())
    }

    fn key(&self, candidate: &Candidate) -> String {
        format!("{}: {:?}", self.name, candidate.params)
    }
}

/// FNV-1a over labels and texts.
fn hash(sentences: &[LabelledSentence]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for sentence in sentences {
        let label = sentence.stance.map_or("none", |stance| stance.as_str());
        for byte in label.bytes().chain([0]).chain(sentence.text.bytes()).chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

const HEAD: [&str; 8] = [
    "part",
    "value",
    "macro-F1 [95 %]",
    "folds from … to",
    "difference [95 %]",
    "p",
    "evidence AUROC",
    "calibration error",
];

fn row(part: &str, value: &str, reached: &Reached) -> [String; 8] {
    let (difference, low, high, p) = reached.difference;
    [
        part.to_owned(),
        value.to_owned(),
        format!("{:.3} [{:.3}, {:.3}]", reached.macro_f1, reached.low, reached.high),
        format!("{:.3} … {:.3}", reached.folds.0, reached.folds.1),
        format!("{difference:+.4} [{low:+.4}, {high:+.4}]"),
        format!("{p:.3}"),
        figure(Some(reached.auroc).filter(|auroc| auroc.is_finite())),
        format!("{:.3}", reached.ece),
    ]
}

fn select(args: &Args) -> Outcome {
    let search = Search::new(args)?;
    let mut journal = Journal::open(args.journal.as_deref())?;
    let start = candidates::start();
    let validation = cross_validate(&start, &search.divided, search.folds, search.seed)?;
    let base = search.evaluation(&validation);
    let line = ProgressLine::new();
    line.show("measuring the starting point …");
    let base_reached = search.reached(&validation, &base)?;
    drop(line);

    let single = candidates::single(&start);
    search.run(&single, &base, &mut journal)?;
    let grid = if args.single { Vec::new() } else { candidates::grid(&start) };
    search.run(&grid, &base, &mut journal)?;
    let found = |candidate: &Candidate| journal.get(&search.key(candidate)).cloned();

    let mut report = format!(
        "{} configurations, {}; calibration off. The starting point: stemmed words, pairs of words and word beginnings of 4 and 5 \
         letters in at least 2 sentences, naive-Bayes ratios smoothed by 1, λ = 5e-5.\n\n",
        single.len() + grid.len() + 1,
        search.name
    );
    let mut table = Table::new(HEAD);
    table.push(row("starting point", "", &base_reached));
    for candidate in &single {
        if let Some(reached) = found(candidate) {
            table.push(row(candidate.part, &candidate.value, &reached));
        }
    }
    report += &table.print(TableFormat::Markdown);

    let mut ranked: Vec<(&Candidate, Reached)> =
        grid.iter().filter_map(|candidate| Some((candidate, found(candidate)?))).collect();
    ranked.sort_by(|a, b| b.1.macro_f1.total_cmp(&a.1.macro_f1));
    report += "\nThe best twenty of the grid:\n\n";
    let mut table = Table::new(HEAD);
    for (candidate, reached) in ranked.iter().take(20) {
        table.push(row(candidate.part, &candidate.value, reached));
    }
    report += &table.print(TableFormat::Markdown);

    let (winner, name) =
        winner(&ranked).map_or((start, "the starting point"), |(best, _)| (best.params.clone(), &best.value));
    write!(
        report,
        "\nThe winner is the plainest model of the grid within one standard error of the best macro-F1 (Breiman et al. 1984): the one \
         whose ratios are smoothed most, then the one penalised most, then the one with the fewest lengths of beginnings. It is \
         **{name}**. How many of its terms it can do without:\n\n"
    )?;
    report += &sizes(&search, &winner, &mut journal, &base)?;

    match &args.update {
        Some(path) => {
            let text =
                std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
            let begin = text.find("<!-- selection").and_then(|at| Some(at + text[at..].find('\n')? + 1));
            let (Some(begin), Some(end)) = (begin, text.find("<!-- end of selection -->")) else {
                return Err(format!(
                    "{}: no lines `<!-- selection … -->` and `<!-- end of selection -->`",
                    path.display()
                )
                .into());
            };
            output::write(Some(path), format!("{}\n{report}\n{}", &text[..begin], &text[end..]).as_bytes())
        }
        None => output::write(None, report.as_bytes()),
    }
}

/// The plainest of the candidates, the best first, that are within one standard error of the best.
fn winner<'a>(ranked: &'a [(&'a Candidate, Reached)]) -> Option<&'a (&'a Candidate, Reached)> {
    let best = &ranked.first()?.1;
    let error = (best.high - best.low) / (2.0 * 1.96);
    let near = ranked.iter().take_while(|(_, reached)| reached.macro_f1 >= best.macro_f1 - error);
    near.max_by(|(a, _), (b, _)| a.plainness.partial_cmp(&b.plainness).unwrap_or(std::cmp::Ordering::Equal))
}

/// The winner with ever more terms left out: size, and what that costs.
fn sizes(
    search: &Search,
    winner: &StanceParams,
    journal: &mut Journal,
    base: &Evaluation,
) -> Result<String, Box<dyn Error>> {
    let shares = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
    let pruned = shares.map(|share| Candidate {
        part: "terms left out at the end",
        value: format!("{share}"),
        params: winner.clone().prune(share),
        plainness: None,
    });
    search.run(&pruned, base, journal)?;
    let mut table = Table::new(["share left out", "terms", "bytes", "macro-F1", "evidence AUROC"]);
    let (mut whole, mut chosen) = (None, 0.0);
    let prepared = winner.prepare(&search.data)?;
    let line = ProgressLine::new();
    for (done, (share, candidate)) in shares.into_iter().zip(&pruned).enumerate() {
        line.show(&format!("training without the least terms: {}", line.of(done, shares.len())));
        let model = candidate.params.fit_prepared(&prepared)?.into_model();
        let reached = journal.get(&search.key(candidate)).ok_or("a result is missing")?;
        let whole = *whole.get_or_insert(reached.macro_f1);
        if reached.macro_f1 >= whole - MOST_LOST {
            chosen = share;
        }
        table.push([
            format!("{share}"),
            model.terms().len().to_string(),
            model.to_bytes()?.len().to_string(),
            format!("{:.4}", reached.macro_f1),
            format!("{:.4}", reached.auroc),
        ]);
    }
    let markdown = table.print(TableFormat::Markdown);
    Ok(format!("{markdown}\nThe most that can be left out for at most {MOST_LOST} of macro-F1: **{chosen}**.\n"))
}

fn main() -> ExitCode {
    shared::run(select(&Args::parse()))
}
