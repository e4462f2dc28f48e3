//! Measures a model on labelled sentences.

mod shared;

use clap::{Parser, ValueEnum};
use geostance::{Dataset, StanceModel};
use shared::{Model, Outcome};
use std::collections::BTreeMap;
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
    /// Also count the groups whose sentences are all right, by their size (as text only)
    #[arg(long)]
    groups: bool,
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
    let data = Dataset::from_paths_with(&args.data, model.labels())?;
    let evaluation = model.evaluate(&data)?;
    let mut out = std::io::stdout().lock();
    match args.format {
        Format::Text => {
            write!(out, "{evaluation}{}", if args.groups { whole_groups(&model, &data) } else { String::new() })?;
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &evaluation).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(())
}

/// How many groups of each size have every sentence with a stance right.
fn whole_groups(model: &StanceModel, data: &Dataset) -> String {
    let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for row in data.sentences() {
        if let (Some(group), Some(stance)) = (&row.group, row.stance) {
            let (size, right) = groups.entry(group).or_default();
            *size += 1;
            *right += usize::from(model.classify(&row.text).stance() == stance);
        }
    }
    let mut sizes: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (size, right) in groups.into_values() {
        let (count, whole) = sizes.entry(size).or_default();
        *count += 1;
        *whole += usize::from(size == right);
    }
    let lines = sizes.iter().map(|(size, (count, whole))| {
        let share = *whole as f64 / *count as f64;
        format!("groups of {size}: {whole} of {count} wholly right ({share:.3})\n")
    });
    lines.collect()
}

fn main() -> ExitCode {
    shared::run(evaluate(&Args::parse()))
}
