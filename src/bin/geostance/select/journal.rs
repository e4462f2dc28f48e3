//! Results so far, a line each, so that an interrupted search goes on where it was.

use crate::ending::Result;
use crate::terminal::shown;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
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

/// How every line begins.
const BEGINNING: &str = "{\"candidate\":\"";

/// The most bytes that a journal may have: far more than any search writes.
const MOST: u64 = 1 << 26;

impl Journal {
    /// The journal in a file, which need not exist. A last line that was cut off is passed over, and what is no journal refused.
    pub(super) fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else { return Ok(Self { known: BTreeMap::new(), file: None }) };
        let text = match read(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(format!("cannot read {}: {error}", shown(path)).into()),
        };
        let refused = |number: usize, reason: &str| {
            format!("{}, line {number}: no journal of `select`: {reason}; choose another file", shown(path))
        };
        let (mut known, mut whole) = (BTreeMap::new(), 0);
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            if !line.starts_with(BEGINNING) && (line.ends_with('\n') || !BEGINNING.starts_with(line)) {
                return Err(refused(number, "a line that does not begin as its lines do").into());
            }
            match serde_json::from_str(line) {
                Ok(Line { candidate, reached }) => known.insert(candidate, reached),
                Err(_) if line.ends_with('\n') => return Err(refused(number, "a line that is no whole result").into()),
                Err(_) => break,
            };
            whole += line.len();
        }
        let cannot_write = |error: io::Error| format!("cannot write {}: {error}", shown(path));
        let file = OpenOptions::new().create(true).append(true).open(path).map_err(cannot_write)?;
        file.set_len(whole as u64).map_err(cannot_write)?;
        let mut journal = Self { known, file: Some(file) };
        if !text[..whole].is_empty() && !text[..whole].ends_with('\n') {
            journal.write(b"\n")?;
        }
        Ok(journal)
    }

    fn write(&mut self, bytes: &[u8]) -> Result {
        if let Some(file) = &mut self.file {
            file.write_all(bytes).map_err(|error| format!("cannot write the journal: {error}"))?;
        }
        Ok(())
    }

    pub(super) fn get(&self, candidate: &str) -> Option<&Reached> {
        self.known.get(candidate)
    }

    pub(super) fn add(&mut self, candidate: String, reached: Reached) -> Result {
        let line = Line { candidate, reached };
        let mut bytes = serde_json::to_vec(&line)?;
        bytes.push(b'\n');
        self.write(&bytes)?;
        self.known.insert(line.candidate, line.reached);
        Ok(())
    }
}

/// The text of a regular file of no unlikely length: what is none could go on for ever.
fn read(path: &Path) -> io::Result<String> {
    let invalid = |words| Err(io::Error::new(io::ErrorKind::InvalidInput, words));
    if !path.metadata()?.is_file() {
        return invalid("it is no regular file; choose another");
    }
    let mut text = String::new();
    match File::open(path)?.take(MOST + 1).read_to_string(&mut text)? as u64 {
        read if read > MOST => invalid("it is too long for a journal; choose another"),
        _ => Ok(text),
    }
}
