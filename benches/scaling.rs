//! Seconds, peak memory, iterations and certificate of one fit a size, each in a process of its own.
//!
//! ```sh
//! cargo bench --bench scaling                       # generated sentences: 1,000, 10,000, 100,000
//! cargo bench --bench scaling -- 120000 1000000     # other sizes
//! cargo bench --bench scaling -- labels.csv         # labelled files
//! cargo bench --bench scaling -- --write labels.csv 120000
//! ```

#[path = "shared/generated.rs"]
mod generated;

use geostance::{Dataset, StanceModel};
use std::error::Error;
use std::fmt::Write as _;
use std::process::{Command, ExitCode};
use std::time::Instant;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words[..] {
        ["--one", what, min_count] => one(what, min_count),
        ["--write", path, count] => write(path, count),
        ["--test"] => all(&["1000"]),
        [] => all(&["1000", "10000", "100000"]),
        _ => all(&words),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn all(what: &[&str]) -> Result<(), Box<dyn Error>> {
    println!(
        "{:>12} {:>9} {:>9} {:>8} {:>8} {:>10} {:>10} {:>10}",
        "sentences", "min count", "terms", "read s", "fit s", "memory MB", "iterations", "gradient"
    );
    for what in what {
        for min_count in ["2", "1"] {
            let status = Command::new(std::env::current_exe()?).args(["--one", what, min_count]).status()?;
            if !status.success() {
                return Err(format!("no fit of {what}: {status}").into());
            }
        }
    }
    Ok(())
}

fn one(what: &str, min_count: &str) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let data = match what.parse() {
        Ok(count) => generated::dataset(count),
        Err(_) => Dataset::load(what)?,
    };
    let read = started.elapsed().as_secs_f64();
    let params = StanceModel::params().calibration_folds(0).min_df(min_count.parse()?);
    let started = Instant::now();
    let fitted = params.fit(&data)?;
    let seconds = started.elapsed().as_secs_f64();
    let report = fitted.report();
    println!(
        "{:>12} {:>9} {:>9} {:>8.2} {:>8.2} {:>10} {:>10} {:>10.1e}{}",
        data.len(),
        min_count,
        report.terms,
        read,
        seconds,
        peak_megabytes().map_or_else(|| "–".to_owned(), |megabytes| megabytes.to_string()),
        report.iterations,
        report.relative_gradient,
        if report.converged { "" } else { " not converged" }
    );
    Ok(())
}

/// The most memory that this process has held, where the system tells.
fn peak_megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1024)
}

fn write(path: &str, count: &str) -> Result<(), Box<dyn Error>> {
    let mut csv = String::from("stance,text,group\n");
    for row in generated::dataset(count.parse()?).sentences() {
        let stance = row.stance.map_or("none", |stance| stance.as_str());
        writeln!(csv, "{stance},{},{}", row.text, row.group.as_deref().unwrap_or(""))?;
    }
    std::fs::write(path, csv)?;
    Ok(())
}
