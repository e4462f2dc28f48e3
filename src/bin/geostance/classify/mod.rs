//! Says of each sentence of articles which course it takes.
//!
//! `texts` finds the texts of files, folders and tables, `row` keeps their other columns, `reporter` makes a report of each, `tally`
//! says what went wrong; `pages` and `names` are of a folder of pages.

mod names;
mod pages;
mod reporter;
mod row;
mod tally;
mod texts;

use crate::ending::{Result, Usage};
use crate::input::{InputFormat, ModelArg, parse_share};
use crate::output::{Kind, Output};
use crate::terminal::{ColorArg, shown, width};
use clap::ValueEnum;
use geostance::{
    corpus::files,
    model::DEFAULT_THRESHOLD,
    report::{ReportFormat, ReportOptions},
};
use names::{INDEX, Names};
use pages::Pages;
use rayon::prelude::*;
use reporter::{Report, Reporter};
use row::Columns;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tally::Tally;
use texts::{Job, Texts};

/// Texts that are classified side by side, and written in their order.
const BATCH: usize = 128;

/// How many of the words that weighed most the detail of a sentence on a page names, either way.
const WORDS_OF_PAGES: usize = 5;

/// How many files an index names as those that were read.
const NAMED: usize = 3;

/// Say of each sentence of an article which foreign-policy course it presents or speaks for
///
/// Reads articles as text (UTF-8, or UTF-16 with its mark; compressed with gzip too) from files, from all files of folders, or
/// from standard input (`-`, or no file at all). Files whose name ends in .csv, .tsv or .jsonl are tables with a column `text`:
/// each row is a text, and its other columns stand beside the answers. What cannot be read is said on standard error, the rest
/// is done, and the exit code is 1. Where the model knows no word of many sentences, that is said too; the code stays 0.
#[derive(clap::Args)]
#[command(after_help = "\
Example: geostance classify --format csv fixtures/articles/aktau-port.txt
         geostance classify --format csv --per article fixtures/articles
         geostance classify --format html --output pages fixtures/articles")]
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
    /// Where pages go: a folder for the pages of all articles and an index, or for one article a file whose name ends in .html
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Write into the folder, or replace the file, of --output whatever it holds
    #[arg(long, requires = "output")]
    force: bool,
    #[command(flatten)]
    color: ColorArg,
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
    let mut base = ReportOptions::default()
        .threshold(args.threshold)
        .header(false)
        .per_article(args.per == Per::Article)
        .width(width())
        .raw(args.raw)
        .styled(args.format == ReportFormat::Table && args.color.is_on())
        .model(args.model.name(&model)?);
    if args.format == ReportFormat::Html {
        base = base.words(WORDS_OF_PAGES);
    }
    let mut sink = Sink::open(args)?;
    let paged = if matches!(sink, Sink::Pages(..)) { base.clone().index(INDEX) } else { base.clone() };
    let reporter = Reporter { model, format: args.format, lines: args.lines, base: paged, columns };
    if args.format == ReportFormat::Csv {
        sink.write_header(&reporter.header()?)?;
    }
    let mut tally = Tally::new(&texts.inputs);
    let mut jobs = texts.jobs(opened);
    loop {
        let batch = jobs.by_ref().take(BATCH).map(|(file, job)| (file, sink.name(&job), job));
        let batch: Vec<(usize, Option<String>, Job)> = batch.collect();
        if batch.is_empty() {
            break;
        }
        let done: Vec<_> =
            batch.into_par_iter().map(|(file, name, job)| (file, reporter.report(job, name, &texts))).collect();
        for (file, done) in done {
            match done {
                Ok(mut report) => {
                    sink.write(&mut report)?;
                    tally.count(file, &report);
                }
                Err(error) => tally.failed(file, &error),
            }
        }
    }
    sink.end(&reporter, &base.file(args.all_names()))?;
    tally.end()
}

/// Where reports go.
enum Sink {
    /// One after the other to standard output, with an empty line between tables.
    Stream { out: BufWriter<std::io::Stdout>, between: &'static str, is_first: bool },
    /// A page into a file.
    File(Output, Vec<u8>),
    /// Each into a page of its own.
    Pages(Pages, Names),
}

impl Sink {
    fn open(args: &Args) -> Result<Self> {
        Ok(match &args.output {
            None => {
                let between = if args.format == ReportFormat::Table { "\n" } else { "" };
                Self::Stream { out: BufWriter::new(std::io::stdout()), between, is_first: true }
            }
            Some(path) if is_file(path) => {
                let inputs = args.files.iter().chain(&args.model.path).map(PathBuf::as_path);
                Self::File(Output::open(Some(path), args.force, Kind::Page, inputs)?, Vec::new())
            }
            Some(folder) => Self::Pages(Pages::open(folder, args.force)?, Names::new()),
        })
    }

    /// The page that a text gets where each has one.
    fn name(&mut self, job: &Job) -> Option<String> {
        match self {
            Self::Pages(_, names) => Some(names.of(job)),
            _ => None,
        }
    }

    fn write_header(&mut self, header: &[u8]) -> Result {
        if let Self::Stream { out, .. } = self {
            out.write_all(header)?;
        }
        Ok(())
    }

    fn write(&mut self, report: &mut Report) -> Result {
        match self {
            Self::Stream { out, between, is_first } => {
                if !*is_first {
                    out.write_all(between.as_bytes())?;
                }
                *is_first = false;
                Ok(out.write_all(&report.bytes)?)
            }
            Self::File(_, bytes) => {
                *bytes = std::mem::take(&mut report.bytes);
                Ok(())
            }
            Self::Pages(pages, _) => match report.page.take() {
                Some((name, entry)) => pages.write(&name, &report.bytes, entry),
                None => Ok(()),
            },
        }
    }

    fn end(self, reporter: &Reporter, options: &ReportOptions) -> Result {
        match self {
            Self::Stream { mut out, .. } => Ok(out.flush()?),
            // Of what cannot be read there is no page.
            Self::File(_, bytes) if bytes.is_empty() => Ok(()),
            Self::File(output, bytes) => output.write(&bytes),
            Self::Pages(pages, _) => pages.end(reporter.model(), options),
        }
    }
}

/// Whether an output is the file of a page, not a folder of pages.
fn is_file(path: &Path) -> bool {
    let ending = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let named = ending.is_some_and(|ending| ending == "html" || ending == "htm");
    path == Path::new("-") || (named && !path.is_dir())
}

impl Args {
    fn check(&self, texts: &Texts) -> Result {
        let tables = texts.inputs.iter().flatten().any(|input| texts.format(input).is_some());
        let is_html = self.format == ReportFormat::Html;
        if self.output.is_some() && !is_html {
            return Err(
                Usage("--output is for the pages of --format html; the other formats go to standard output").into()
            );
        }
        if is_html && self.output.as_deref().is_none_or(is_file) && (texts.inputs.len() > 1 || tables) {
            return Err(Usage(
                "--format html takes one article, for a page holds one; for more, and for tables, name a folder with --output",
            )
            .into());
        }
        if self.per == Per::Article && !matches!(self.format, ReportFormat::Csv | ReportFormat::Jsonl) {
            return Err(Usage(
                "--per article goes with --format csv and jsonl; the other formats show the shares anyhow",
            )
            .into());
        }
        Ok(())
    }

    /// The files as they were named, the first of them.
    fn all_names(&self) -> String {
        let named: Vec<String> = self.files.iter().take(NAMED).map(|file| shown(file)).collect();
        let more = self.files.len() - named.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        named.join(", ") + &more
    }
}
