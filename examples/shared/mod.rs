//! What the examples share: reading input, ending with an error, showing progress.
#![allow(dead_code, unused_imports, reason = "every example uses some of it")]

pub(crate) mod diverse;
pub(crate) mod output;
pub(crate) mod progress;
pub(crate) mod spreadsheet;
pub(crate) mod trend;

pub(crate) use progress::{ProgressLine, cross_validate};

pub(crate) mod parts;
pub(crate) mod table;

use std::error::Error;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use geostance::StanceModel;

pub(crate) type Outcome = Result<(), Box<dyn Error>>;

/// Runs an example: an error goes to standard error, and the exit code is 1. A closed pipe is no error.
pub(crate) fn run(outcome: Outcome) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_broken_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// A text and the name to call it by: `-` is standard input.
pub(crate) fn read_text(path: &Path) -> Result<(String, String), Box<dyn Error>> {
    let name = path.display().to_string();
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).map_err(|error| format!("cannot read standard input: {error}"))?;
        bytes
    } else {
        fs::read(path).map_err(|error| format!("cannot read {name}: {error}"))?
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok((name, text)),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            Err(format!("{name}: invalid UTF-8 at byte {offset}; save the file as UTF-8").into())
        }
    }
}

/// The model in a file, or the shipped one.
pub(crate) enum Model {
    Shipped(&'static StanceModel),
    Loaded(Box<StanceModel>),
}

impl Model {
    pub(crate) fn open(path: Option<&PathBuf>) -> Result<Self, geostance::Error> {
        Ok(match path {
            Some(path) => Self::Loaded(Box::new(StanceModel::load(path)?)),
            None => Self::Shipped(StanceModel::pretrained()),
        })
    }
}

impl std::ops::Deref for Model {
    type Target = StanceModel;

    fn deref(&self) -> &StanceModel {
        match self {
            Self::Shipped(model) => model,
            Self::Loaded(model) => model,
        }
    }
}
