//! Which features and parameters carry furthest: a search by cross-validation over whole groups.
//!
//! `candidates` says what is tried, `search` tries it, `journal` keeps the results.

mod candidates;
mod journal;
mod search;

use crate::ending::{Result, counted};
use crate::fitting::cross_validate;
use crate::input::LabelsArg;
use crate::output::{self, Kind, Output};
use crate::progress::ProgressLine;
use crate::table::{Table, figure};
use crate::terminal::shown;
use candidates::Candidate;
use geostance::report::signed;
use geostance::{Evaluation, StanceParams};
use journal::{Journal, Reached};
use search::Search;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Try features and parameters by cross-validation and print what each of them buys
///
/// Tries each part on its own, then a grid, then how many terms the best of them can do without. Reads labelled files, not
/// standard input. Takes long on many sentences; with --journal it goes on where it was stopped.
#[derive(clap::Args)]
#[command(after_help = "Example: geostance select --single --folds 2 fixtures/test.csv")]
pub(crate) struct Args {
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
    /// Also try the single changes on this many sentences, drawn singly, such as 500,5000
    #[arg(long, value_name = "N,…", value_delimiter = ',')]
    sizes: Vec<usize>,
    /// Keep the results in this file, and take those that it has
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// Write the tables into this file, between the lines `<!-- selection … -->` and `<!-- end of selection -->`
    #[arg(long, value_name = "FILE")]
    update: Option<PathBuf>,
    #[command(flatten)]
    labels: LabelsArg,
    /// Labelled files
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
}

/// How much macro-F1 the terms that are left out may cost.
const MOST_LOST: f64 = 0.002;

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
        format!("{} [{}, {}]", signed(difference, 4), signed(low, 4), signed(high, 4)),
        format!("{p:.3}"),
        figure(reached.auroc),
        format!("{:.3}", reached.ece),
    ]
}

pub(crate) fn run(args: &Args) -> Result {
    let mut journal = Journal::open(args.journal.as_deref())?;
    let search = Search::new(args)?;
    let page = args.update.as_deref().map(Page::open).transpose()?;
    let start = candidates::start();
    let validation = cross_validate(&start, &search.divided, search.folds, search.seed)?;
    let base = search.evaluation(&validation);
    let line = ProgressLine::new();
    line.show(|| "measuring the starting point".to_owned());
    let base_reached = search.reached(&validation, &base)?;
    drop(line);

    let single = candidates::single(&start);
    search.run(&single, &base, &mut journal)?;
    let on_fewer = by_size(args, &search, &start, &single, &mut journal)?;
    let grid = if args.single { Vec::new() } else { candidates::grid(&start) };
    search.run(&grid, &base, &mut journal)?;
    let found = |candidate: &Candidate| journal.get(&search.key(candidate)).cloned();

    let mut report = format!(
        "{} configurations, {}; calibration off. The starting point: the defaults, which are stemmed words, pairs of words \
         and word beginnings of 5 letters in at least 2 sentences, stems crossed with who is named of Russia and the West, naive-Bayes \
         ratios smoothed by 1, C = 4.\n\n",
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
    report += &table.markdown();
    report += &on_fewer;

    let mut winner_of = start;
    if !args.single {
        let mut ranked: Vec<(&Candidate, Reached)> =
            grid.iter().filter_map(|candidate| Some((candidate, found(candidate)?))).collect();
        ranked.sort_by(|a, b| b.1.macro_f1.total_cmp(&a.1.macro_f1));
        report += "\nThe best twenty of the grid:\n\n";
        let mut table = Table::new(HEAD);
        for (candidate, reached) in ranked.iter().take(20) {
            table.push(row(candidate.part, &candidate.value, reached));
        }
        report += &table.markdown();
        if let Some((best, _)) = winner(&ranked) {
            winner_of = best.params.clone();
            write!(
                report,
                "\nThe winner is the plainest model of the grid within one standard error of the best macro-F1 (Breiman et al. \
                 1984): the one that crosses fewest groups, then the one whose ratios are smoothed most, then the one penalised \
                 most, then the one with the fewest lengths of beginnings. It is **{}**.\n",
                best.value
            )?;
        }
    }
    let whose = if args.single { "the starting point" } else { "the winner" };
    write!(report, "\nHow many of its terms {whose} can do without:\n\n")?;
    report += &sizes(&search, &winner_of, &mut journal, &base)?;

    match page {
        Some(page) => page.update(&report),
        None => output::print_lines(&report),
    }
}

/// What each part buys on fewer sentences; empty where no sizes are asked for.
fn by_size(
    args: &Args,
    search: &Search,
    start: &StanceParams,
    single: &[Candidate],
    journal: &mut Journal,
) -> Result<String> {
    if args.sizes.is_empty() {
        return Ok(String::new());
    }
    let mut columns = Vec::new();
    for &size in &args.sizes {
        let part = search.part(size, args)?;
        let base = part.evaluation(&cross_validate(start, &part.divided, part.folds, part.seed)?);
        part.run(single, &base, journal)?;
        let of_single = single.iter().map(|candidate| Some(journal.get(&part.key(candidate))?.macro_f1));
        columns.push(std::iter::once(base.macro_f1()).chain(of_single).collect::<Vec<_>>());
    }
    let head = args.sizes.iter().map(|size| counted(*size, "sentence"));
    let head: Vec<String> = ["part", "value"].map(str::to_owned).into_iter().chain(head).collect();
    let mut table = Table::new(head.iter().map(String::as_str));
    let names = single.iter().map(|candidate| [candidate.part.to_owned(), candidate.value.clone()]);
    for (row, name) in std::iter::once(["starting point".to_owned(), String::new()]).chain(names).enumerate() {
        table.push(name.into_iter().chain(columns.iter().map(|column| figure(column[row]))));
    }
    Ok(format!("\nMacro-F1 on fewer sentences, drawn singly:\n\n{}", table.markdown()))
}

/// A page with lines between which the report stands; it is read, and tried, before the search.
struct Page {
    before: String,
    after: String,
    output: Output,
}

impl Page {
    fn open(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", shown(path)))?;
        let (before, after) = around(&text).ok_or_else(|| {
            format!(
                "{}: no lines `<!-- selection … -->` and `<!-- end of selection -->`; write them where the tables are to stand",
                shown(path)
            )
        })?;
        // The page is read and written again, which is what is wanted of it.
        let output = Output::open(Some(path), true, Kind::Model, [])?;
        Ok(Self { before: before.to_owned(), after: after.to_owned(), output })
    }

    fn update(self, report: &str) -> Result {
        self.output.write(format!("{}\n{report}\n{}", self.before, self.after).as_bytes())
    }
}

/// What stands before and after the report, if a text has the lines that are made for it.
fn around(text: &str) -> Option<(&str, &str)> {
    let begin = text.find("<!-- selection")?;
    let begin = begin + text[begin..].find('\n')? + 1;
    let end = text.find("<!-- end of selection -->").filter(|&end| end >= begin)?;
    Some((&text[..begin], &text[end..]))
}

/// The plainest of the candidates, the best first, that are within one standard error of the best.
fn winner<'a>(ranked: &'a [(&'a Candidate, Reached)]) -> Option<&'a (&'a Candidate, Reached)> {
    let best = &ranked.first()?.1;
    let error = (best.high - best.low) / (2.0 * 1.96);
    let near = ranked.iter().take_while(|(_, reached)| reached.macro_f1 >= best.macro_f1 - error);
    near.max_by(|(a, _), (b, _)| a.plainness.partial_cmp(&b.plainness).unwrap_or(std::cmp::Ordering::Equal))
}

/// The winner with ever more terms left out: size, and what that costs.
fn sizes(search: &Search, winner: &StanceParams, journal: &mut Journal, base: &Evaluation) -> Result<String> {
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
        line.step(done, shares.len());
        line.show(|| "training without the least terms".to_owned());
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
            reached.auroc.map_or_else(|| "–".to_owned(), |auroc| format!("{auroc:.4}")),
        ]);
    }
    let markdown = table.markdown();
    Ok(format!("{markdown}\nThe most that can be left out for at most {MOST_LOST} of macro-F1: **{chosen}**.\n"))
}
