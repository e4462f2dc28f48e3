//! Says of each sentence of an article which course it takes.

use crate::ending::{Result, Usage};
use crate::input::{ModelArg, parse_share, read_text};
use geostance::{
    model::DEFAULT_THRESHOLD,
    report::{ReportFormat, ReportOptions},
};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// Say of each sentence of an article which foreign-policy course it presents or speaks for
///
/// Reads articles as UTF-8 text from files, or from standard input (`-`, or no file at all).
#[derive(clap::Args)]
#[command(after_help = "Example: geostance classify --format csv fixtures/articles/aktau-port.txt")]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelArg,
    /// Take every line as one sentence, blank lines included
    #[arg(long)]
    lines: bool,
    /// table, jsonl, csv or html
    #[arg(long, default_value_t = ReportFormat::Table)]
    format: ReportFormat,
    /// Confidence from which a sentence counts as decided, 0 to 1
    #[arg(long, value_name = "T", default_value_t = DEFAULT_THRESHOLD, value_parser = parse_share)]
    threshold: f64,
    /// Articles; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    files: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result {
    if args.format == ReportFormat::Html && args.files.len() > 1 {
        return Err(Usage("--format html takes one article, for a page holds one").into());
    }
    let model = args.model.open()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (number, path) in args.files.iter().enumerate() {
        let (name, text) = read_text(path)?;
        let report = if args.lines { model.classify_lines(&text) } else { model.classify_article(&text) };
        if number > 0 && args.format == ReportFormat::Table {
            writeln!(out)?;
        }
        let options = ReportOptions::default().file(name).threshold(args.threshold).header(number == 0);
        report.write(&mut out, args.format, &options)?;
    }
    Ok(out.flush()?)
}
