//! Writes the model card.

#[path = "../shared/baselines/mod.rs"]
mod baselines;
mod contrast;
mod data;
mod description;
mod results;
#[path = "../shared/mod.rs"]
mod shared;

use clap::Parser;
use geostance::{Bootstrap, Calibration, Dataset, Evaluation};
use shared::{Model, Outcome, ProgressLine};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Measure a model and print its card (Mitchell et al. 2019) as Markdown. Every number comes from the model and the files
/// that are given; the same model and files give the same card. Takes about a minute, for it trains the baselines.
#[derive(Parser)]
struct Args {
    /// The model file; the shipped model by default
    #[arg(long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// Labelled files to measure on, held out from training
    #[arg(long, required = true, num_args = 1.., value_name = "DATA")]
    test: Vec<PathBuf>,
    /// Labelled files of contrast items, each item a group of two or three sentences
    #[arg(long, required = true, num_args = 1.., value_name = "DATA")]
    contrast: Vec<PathBuf>,
    /// The labelled files that the model was trained on; baselines are trained on them
    #[arg(long, required = true, num_args = 1.., value_name = "DATA")]
    train: Vec<PathBuf>,
}

/// Labelled files under one name.
struct Files {
    paths: Vec<PathBuf>,
    data: Dataset,
}

impl Files {
    fn read(paths: &[PathBuf]) -> Result<Self, geostance::Error> {
        Ok(Self { paths: paths.to_vec(), data: Dataset::load_all(paths)? })
    }

    /// The names of the files as a shell takes them: `folder/*.csv` where they are all of those.
    fn names(&self) -> String {
        all_of_a_folder(&self.paths)
            .unwrap_or_else(|| self.paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" "))
    }
}

/// The pattern of all files of a folder with one ending, if these are they, in order.
fn all_of_a_folder(paths: &[PathBuf]) -> Option<String> {
    let (folder, ending) = (paths.first()?.parent()?, paths.first()?.extension()?);
    let entries = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    let mut all: Vec<PathBuf> = entries.filter(|path| path.extension() == Some(ending)).collect();
    all.sort();
    (paths.len() > 1 && all == paths).then(|| folder.join("*").with_extension(ending).display().to_string())
}

/// All that the card is made from.
struct Run {
    model: Model,
    model_path: Option<PathBuf>,
    test: Files,
    contrast: Files,
    train: Files,
    on_test: Evaluation,
    uncalibrated_on_test: Evaluation,
    on_contrast: Evaluation,
    bootstrap: Bootstrap,
}

fn card(args: &Args) -> Outcome {
    let model = Model::open(args.model.as_ref())?;
    let (test, contrast) = (Files::read(&args.test)?, Files::read(&args.contrast)?);
    let uncalibrated = model.clone().with_calibration(Calibration::default())?;
    let run = Run {
        on_test: model.evaluate(&test.data)?,
        uncalibrated_on_test: uncalibrated.evaluate(&test.data)?,
        on_contrast: model.evaluate(&contrast.data)?,
        train: Files::read(&args.train)?,
        model_path: args.model.clone(),
        bootstrap: Bootstrap::new(),
        model,
        test,
        contrast,
    };
    let line = ProgressLine::new();
    let baselines = baselines::train(&run.train.data, &line)?;
    line.show("measuring …");
    let sections = [
        description::head(&run),
        description::details(&run)?,
        description::uses(&run),
        description::factors(&run),
        results::metrics(&run)?,
        results::parts(&run)?,
        results::reliability(&run),
        results::risk_coverage(&run),
        results::baselines(&run, &baselines)?,
        contrast::section(&run)?,
        data::section(&run),
        description::ethics(),
        description::caveats(),
    ];
    drop(line);
    let mut out = std::io::stdout().lock();
    write!(out, "{}", sections.join("\n"))?;
    out.flush()?;
    Ok(())
}

impl Run {
    /// The command that makes this card.
    fn command(&self) -> String {
        let mut words = vec!["cargo run --release --example card --".to_owned()];
        words.extend(self.model_path.as_ref().map(|path| format!("--model {}", path.display())));
        let files = [("test", &self.test), ("contrast", &self.contrast), ("train", &self.train)];
        words.extend(files.map(|(option, files)| format!("--{option} {}", files.names())));
        words.join(" ")
    }

    /// What to call the model.
    fn name(&self) -> String {
        let file_name = |path: &PathBuf| path.file_name().map(|name| Path::new(name).display().to_string());
        self.model_path.as_ref().and_then(file_name).unwrap_or_else(|| "the shipped model".to_owned())
    }
}

fn main() -> ExitCode {
    shared::run(card(&Args::parse()))
}
