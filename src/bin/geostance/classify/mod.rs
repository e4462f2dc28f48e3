//! Says of each sentence of articles which course it takes.
//!
//! `texts` finds the texts of files, folders and tables, `row` keeps their other columns, `tally` says what went wrong.

mod row;
mod tally;
mod texts;

use crate::ending::{Result, Usage};
use crate::input::{InputFormat, Model, ModelArg, parse_share};
use crate::terminal;
use clap::ValueEnum;
use geostance::{
    StanceModel,
    corpus::files,
    error::harmless,
    model::DEFAULT_THRESHOLD,
    report::{ReportFormat, ReportOptions},
};
use rayon::prelude::*;
use row::Columns;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use tally::Tally;
use texts::{Job, Texts};

/// Texts that are classified side by side, and written in their order.
const BATCH: usize = 128;

/// Say of each sentence of an article which foreign-policy course it presents or speaks for
///
/// Reads articles as text (UTF-8, or UTF-16 with its mark; compressed with gzip too) from files, from all files of folders, or
/// from standard input (`-`, or no file at all). Files whose name ends in .csv, .tsv or .jsonl are tables with a column `text`:
/// each row is a text, and its other columns stand beside the answers. What cannot be read is said on standard error, the rest
/// is done, and the exit code is 1. Where the model knows no word of many sentences, that is said too; the code stays 0.
#[derive(clap::Args)]
#[command(after_help = "\
Example: geostance classify --format csv fixtures/articles/aktau-port.txt
         geostance classify --format csv --per article fixtures/articles")]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelArg,
    /// Take every line as one sentence, blank lines included
    #[arg(long)]
    lines: bool,
    /// table, jsonl, csv or html
    #[arg(long, default_value_t = ReportFormat::Table)]
    format: ReportFormat,
    /// What csv and jsonl have a row for
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = Per::Sentence)]
    per: Per,
    /// Confidence from which a sentence counts as decided, 0 to 1
    #[arg(long, value_name = "T", default_value_t = DEFAULT_THRESHOLD, value_parser = parse_share)]
    threshold: f64,
    /// What standard input holds
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = InputFormat::Article)]
    input_format: InputFormat,
    /// Leave fields of csv as they are, for programs: by default those that a spreadsheet would run get an apostrophe in front
    #[arg(long)]
    raw: bool,
    /// The column of tables that has the text, in place of `text` or `sentence`
    #[arg(long, value_name = "COLUMN")]
    text_column: Option<String>,
    /// Articles, folders of them, or tables (.csv, .tsv, .jsonl); `-` is standard input, an article unless
    /// --input-format says otherwise
    #[arg(value_name = "FILE", default_value = "-")]
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Per {
    /// Each sentence
    Sentence,
    /// Each article, with its shares
    Article,
}

pub(crate) fn run(args: &Args) -> Result {
    let inputs = files(&args.files).collect();
    let texts = Texts::new(inputs, args.text_column.as_deref(), args.input_format.table());
    args.check(&texts)?;
    let model = args.model.open()?;
    let (columns, opened) = match args.format {
        ReportFormat::Csv => Columns::of(&texts),
        _ => Default::default(),
    };
    let base = ReportOptions::default()
        .threshold(args.threshold)
        .header(false)
        .per_article(args.per == Per::Article)
        .width(terminal::width())
        .raw(args.raw)
        .model(args.model.name(&model)?);
    let reporter = Reporter { args, model, base, columns };
    let mut out = BufWriter::new(std::io::stdout().lock());
    if args.format == ReportFormat::Csv {
        out.write_all(&reporter.header()?)?;
    }
    let mut tally = Tally::new(&texts.inputs);
    let mut jobs = texts.jobs(opened);
    let mut is_first = true;
    loop {
        let batch: Vec<(usize, Job)> = jobs.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        let done: Vec<_> = batch.into_par_iter().map(|(file, job)| (file, reporter.report(job, &texts))).collect();
        for (file, done) in done {
            match done {
                Ok(report) => {
                    if args.format == ReportFormat::Table && !is_first {
                        writeln!(out)?;
                    }
                    is_first = false;
                    out.write_all(&report.bytes)?;
                    tally.count(file, &report);
                }
                Err(error) => tally.failed(file, &error),
            }
        }
    }
    out.flush()?;
    tally.end()
}

impl Args {
    fn check(&self, texts: &Texts) -> Result {
        let tables = texts.inputs.iter().flatten().any(|input| texts.format(input).is_some());
        if self.format == ReportFormat::Html && (texts.inputs.len() > 1 || tables) {
            return Err(Usage("--format html takes one article, for a page holds one").into());
        }
        if self.per == Per::Article && !matches!(self.format, ReportFormat::Csv | ReportFormat::Jsonl) {
            return Err(Usage(
                "--per article goes with --format csv and jsonl; the other formats show the shares anyhow",
            )
            .into());
        }
        Ok(())
    }
}

/// Makes reports.
struct Reporter<'a> {
    args: &'a Args,
    model: Model,
    base: ReportOptions,
    columns: Columns,
}

/// What was written of a text.
struct Report {
    bytes: Vec<u8>,
    /// The line of the row, where it is one.
    line: Option<u64>,
    /// Sentences that are not blank.
    sentences: usize,
    /// Those of them of which the model knows nothing.
    unknown: usize,
}

impl Reporter<'_> {
    fn model(&self) -> &StanceModel {
        &self.model
    }

    /// The first line of CSV.
    fn header(&self) -> Result<Vec<u8>> {
        let options = self.base.clone().columns(self.columns.empty());
        let nothing = self.model().classify_article("");
        let (mut with, mut without) = (Vec::new(), Vec::new());
        nothing.write(&mut with, ReportFormat::Csv, &options.clone().header(true))?;
        nothing.write(&mut without, ReportFormat::Csv, &options)?;
        with.truncate(with.len() - without.len());
        Ok(with)
    }

    fn report(&self, job: Job, texts: &Texts) -> std::result::Result<Report, String> {
        let format = self.args.format;
        match job {
            Job::Failed(error) => Err(error),
            Job::File(input) => {
                let article = texts.article(&input)?;
                let name = input.path().map_or_else(|| "-".to_owned(), |path| path.to_string_lossy().into_owned());
                self.write(article.text(), None, &self.base.clone().file(name).columns(self.columns.empty()))
            }
            Job::Row(row) => {
                let name = row.path().map_or_else(|| "-".to_owned(), |path| path.to_string_lossy().into_owned());
                let options = match format {
                    ReportFormat::Csv => self.base.clone().file(&*name).columns(self.columns.values(&row)),
                    ReportFormat::Jsonl => self.base.clone().file(&*name).json_columns(row::json_values(&row)),
                    _ => self.base.clone().file(row::title(&name, &row)),
                };
                if let Some(column) = self.columns.lost(&row).filter(|_| format == ReportFormat::Csv) {
                    return Err(format!(
                        "{}, line {}: a column `{}` that was not known at first; write --format jsonl",
                        harmless(&name),
                        row.line(),
                        harmless(column)
                    ));
                }
                self.write(row.text(), Some(row.line()), &options)
            }
        }
    }

    fn write(&self, text: &str, line: Option<u64>, options: &ReportOptions) -> std::result::Result<Report, String> {
        let model = self.model();
        let report = if self.args.lines { model.classify_lines(text) } else { model.classify_article(text) };
        let mut bytes = Vec::new();
        report.write(&mut bytes, self.args.format, options).map_err(|error| error.to_string())?;
        let visible = report.sentences().iter().filter(|sentence| !sentence.text().trim().is_empty());
        let unknown = visible.clone().filter(|sentence| sentence.prediction().known_features() == 0).count();
        Ok(Report { bytes, line, sentences: visible.count(), unknown })
    }
}
