//! What went wrong, file by file: what cannot be read, and sentences of which the model knows nothing.

use super::reporter::Report;
use crate::ending::{Result, Said, note};
use geostance::{Error, corpus::Input};

/// The most rows of a file of which it is said what is wrong.
const MOST: usize = 20;

/// The most lines that are named.
const NAMED: usize = 5;

/// A file is named where the model knows no word of one of so many of its sentences.
const ONE_OF: usize = 4;

/// What is counted of the files.
pub(super) struct Tally<'a> {
    inputs: &'a [std::result::Result<Input, Error>],
    /// The file that is counted.
    file: usize,
    failed: usize,
    failures: usize,
    /// Of texts of which the model knows too little: how many, their first lines, sentences, and unknown ones.
    odd: usize,
    lines: Vec<u64>,
    sentences: usize,
    unknown: usize,
    texts: usize,
}

impl<'a> Tally<'a> {
    pub(super) fn new(inputs: &'a [std::result::Result<Input, Error>]) -> Self {
        let lines = Vec::new();
        Self { inputs, file: 0, failed: 0, failures: 0, odd: 0, lines, sentences: 0, unknown: 0, texts: 0 }
    }

    /// A text that was classified.
    pub(super) fn count(&mut self, file: usize, report: &Report) {
        self.enter(file);
        self.texts += 1;
        if report.unknown > 0 && report.unknown * ONE_OF >= report.sentences {
            self.odd += 1;
            self.lines.extend(report.line.filter(|_| self.lines.len() < NAMED));
            self.sentences += report.sentences;
            self.unknown += report.unknown;
        }
    }

    /// A file or row that cannot be read.
    pub(super) fn failed(&mut self, file: usize, error: &str) {
        self.enter(file);
        self.failed += usize::from(self.failures == 0);
        self.failures += 1;
        if self.failures > MOST {
            return;
        }
        match self.inputs.get(file) {
            Some(Ok(input)) if input.path().is_none() => note(format_args!("error: {input}: {error}")),
            _ => note(format_args!("error: {error}")),
        }
    }

    /// Goes to the next file, when all is said of the one before.
    fn enter(&mut self, file: usize) {
        if file != self.file {
            self.leave();
            self.file = file;
        }
    }

    fn leave(&mut self) {
        let name = self.inputs.get(self.file).and_then(|input| input.as_ref().ok()).map(ToString::to_string);
        let name = name.unwrap_or_default();
        if self.failures > MOST {
            note(format_args!("{name}: {} more rows that cannot be read", self.failures - MOST));
        }
        let (unknown, sentences) = (self.unknown, self.sentences);
        let have = if sentences == 1 { "sentence has" } else { "sentences have" };
        if self.odd > 0 && self.lines.is_empty() {
            note(format_args!("{name}: {unknown} of {sentences} {have} no known word: is this English?"));
        } else if self.odd > 0 {
            let lines: Vec<String> = self.lines.iter().map(u64::to_string).collect();
            let more = if self.odd > lines.len() { ", …" } else { "" };
            note(format_args!(
                "{name}: {unknown} of {sentences} {have} no known word in {} of {} rows (line {}{more}): is this English?",
                self.odd,
                self.texts,
                lines.join(", ")
            ));
        }
        *self = Self { failed: self.failed, ..Self::new(self.inputs) };
    }

    /// An error where anything could not be read.
    pub(super) fn end(mut self) -> Result {
        self.leave();
        match (self.failed, self.inputs.len()) {
            (0, _) => Ok(()),
            (_, 1) => Err(Said(String::new()).into()),
            (failed, all) => Err(Said(format!("{failed} of {all} files could not be read, or not whole")).into()),
        }
    }
}
