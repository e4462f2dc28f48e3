//! Results so far, a line each, so that an interrupted search goes on where it was.

use crate::ending::Result;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;

/// What a candidate reached.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Reached {
    pub(super) macro_f1: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    /// Nothing where all sentences have a stance, or none has.
    pub(super) auroc: Option<f64>,
    pub(super) ece: f64,
    pub(super) log_loss: f64,
    /// The least and the largest macro-F1 of a fold.
    pub(super) folds: (f64, f64),
    /// Macro-F1 less that of the starting point, with its interval and p-value.
    pub(super) difference: (f64, f64, f64, f64),
}

#[derive(Serialize, Deserialize)]
struct Line {
    candidate: String,
    reached: Reached,
}

/// The results in a file, or in memory alone.
pub(super) struct Journal {
    known: BTreeMap<String, Reached>,
    file: Option<File>,
}

impl Journal {
    /// The journal in a file, which need not exist. A last line that was cut off is passed over.
    pub(super) fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else { return Ok(Self { known: BTreeMap::new(), file: None }) };
        let mut known = BTreeMap::new();
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(format!("cannot read {}: {error}", path.display()).into()),
        };
        for (number, line) in text.split_inclusive('\n').enumerate().filter(|(_, line)| line.ends_with('\n')) {
            let Line { candidate, reached } = serde_json::from_str(line)
                .map_err(|error| format!("{}, line {}: {error}; remove the file", path.display(), number + 1))?;
            known.insert(candidate, reached);
        }
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path);
        let file = file.and_then(|file| file.set_len(whole as u64).map(|()| file));
        drop(file.map_err(|error| format!("cannot write {}: {error}", path.display()))?);
        let file = OpenOptions::new().append(true).open(path)?;
        Ok(Self { known, file: Some(file) })
    }

    pub(super) fn get(&self, candidate: &str) -> Option<&Reached> {
        self.known.get(candidate)
    }

    pub(super) fn add(&mut self, candidate: String, reached: Reached) -> Result {
        let line = Line { candidate, reached };
        if let Some(file) = &mut self.file {
            let mut bytes = serde_json::to_vec(&line)?;
            bytes.push(b'\n');
            file.write_all(&bytes)?;
        }
        self.known.insert(line.candidate, line.reached);
        Ok(())
    }
}
