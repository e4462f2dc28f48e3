//! Is more data worth it? Scores against the number of training sentences.

mod shared;

use clap::Parser;
use geostance::{Dataset, StanceModel};
use shared::{Outcome, ProgressLine};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Train on growing shares of labelled data and print the scores on held-out data as CSV. Each share holds whole groups
/// and contains the smaller ones.
#[derive(Parser)]
struct Args {
    /// Held-out labelled files; each gets columns of its own
    #[arg(long, required = true, value_name = "DATA")]
    test: Vec<PathBuf>,
    /// How often to double the data; 6 doublings make 7 sizes
    #[arg(long, value_name = "N", default_value_t = 6)]
    doublings: u32,
    /// Seed of the shares
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// Labelled files to train on
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
}

fn learning_curve(args: &Args) -> Outcome {
    let all = Dataset::from_paths(&args.data)?;
    let tests: Vec<Dataset> = args.test.iter().map(Dataset::from_path).collect::<Result<_, _>>()?;
    // Halving the data again and again makes each share contain the smaller ones.
    let mut shares = vec![all];
    for halving in 0..args.doublings {
        let half = shares[shares.len() - 1].split(0.5, args.seed.wrapping_add(u64::from(halving))).test;
        shares.push(half);
    }
    let mut out = std::io::stdout().lock();
    write!(out, "sentences,groups,terms")?;
    for path in &args.test {
        write!(out, ",macro_f1 {0},none_auroc {0}", path.display())?;
    }
    writeln!(out)?;
    for share in shares.iter().rev() {
        let line = ProgressLine::new();
        line.show(&format!("{} sentences …", share.len()));
        let model = StanceModel::params().fit(share)?.into_model();
        drop(line);
        let groups: std::collections::BTreeSet<_> = share.sentences().iter().map(|row| &row.group).collect();
        write!(out, "{},{},{}", share.len(), groups.len(), model.terms().len())?;
        for test in &tests {
            let evaluation = model.evaluate(test)?;
            let figure = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.3}"));
            write!(out, ",{},{}", figure(evaluation.macro_f1()), figure(evaluation.none_auroc()))?;
        }
        writeln!(out)?;
    }
    out.flush()?;
    Ok(())
}

fn main() -> ExitCode {
    shared::run(learning_curve(&Args::parse()))
}
