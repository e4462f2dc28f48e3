//! Measures a model on labelled sentences.

mod shared;

use clap::{Parser, ValueEnum};
use geostance::Dataset;
use shared::{Model, Outcome};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Measure a model on labelled sentences (CSV, TSV or JSONL with the columns `stance` and `text`).
#[derive(Parser)]
struct Args {
    /// The model file; the shipped model by default
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// How to print the figures
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Labelled files
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn evaluate(args: &Args) -> Outcome {
    let model = Model::open(args.model.as_ref())?;
    let evaluation = model.evaluate(&Dataset::from_paths(&args.data)?)?;
    let mut out = std::io::stdout().lock();
    match args.format {
        Format::Text => write!(out, "{evaluation}")?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &evaluation)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(())
}

fn main() -> ExitCode {
    shared::run(evaluate(&Args::parse()))
}
