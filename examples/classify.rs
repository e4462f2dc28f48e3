//! Says of each sentence of an article which course it takes.

mod shared;

use clap::Parser;
use geostance::{DEFAULT_THRESHOLD, ReportFormat, ReportOptions};
use shared::{Model, Outcome, read_text};
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Say of each sentence of an article which foreign-policy course it presents or speaks for. Reads UTF-8 text from the
/// files, or from standard input.
#[derive(Parser)]
struct Args {
    /// The model file; the shipped model by default
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// Take every line as one sentence, blank lines included
    #[arg(long)]
    lines: bool,
    /// table, jsonl, csv or html
    #[arg(long, default_value_t = ReportFormat::Table)]
    format: ReportFormat,
    /// Confidence from which a sentence counts as decided, 0 to 1
    #[arg(long, value_name = "T", default_value_t = DEFAULT_THRESHOLD, value_parser = parse_threshold)]
    threshold: f64,
    /// Articles; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    files: Vec<PathBuf>,
}

fn parse_threshold(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(threshold) if (0.0..=1.0).contains(&threshold) => Ok(threshold),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}

fn classify(args: &Args) -> Outcome {
    if args.format == ReportFormat::Html && args.files.len() > 1 {
        return Err("--format html takes one article, for a page holds one".into());
    }
    let model = Model::open(args.model.as_ref())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (number, path) in args.files.iter().enumerate() {
        let (name, text) = read_text(path)?;
        let report = if args.lines { model.classify_lines(&text) } else { model.classify_article(&text) };
        if number > 0 && args.format == ReportFormat::Table {
            writeln!(out)?;
        }
        let options = ReportOptions::default().file(name).threshold(args.threshold).header(number == 0);
        report.write(&mut out, &model, args.format, &options)?;
    }
    out.flush()?;
    Ok(())
}

fn main() -> ExitCode {
    shared::run(classify(&Args::parse()))
}
