//! The texts of files, folders and tables, one after the other.

use crate::labelled::with_hints;
use geostance::{
    Error,
    corpus::{Article, Content, Input, Row, Table, TextOptions},
    dataset::DataFormat,
};
use std::collections::BTreeMap;
use std::path::Path;

/// A text to classify.
pub(super) enum Job {
    /// A file that is one text; it is read where it is classified.
    File(Input),
    /// A row of a table.
    Row(Row),
    /// What cannot be read, and why.
    Failed(String),
}

/// Files, and how they are read.
pub(super) struct Texts {
    pub(super) inputs: Vec<Result<Input, Error>>,
    options: TextOptions,
    /// What standard input holds, where that is a table.
    standard: Option<DataFormat>,
}

/// Tables that were looked at and can be read but once, or what is wrong with them, by the places of their files.
pub(super) type Opened = BTreeMap<usize, Result<Box<Table>, String>>;

impl Texts {
    pub(super) fn new(
        inputs: Vec<Result<Input, Error>>,
        text_column: Option<&str>,
        standard: Option<DataFormat>,
    ) -> Self {
        let options = text_column.map_or_else(TextOptions::new, |column| TextOptions::new().text_column(column));
        Self { inputs, options, standard }
    }

    /// The form of a table; none for an article.
    pub(super) fn format(&self, input: &Input) -> Option<DataFormat> {
        input.path().map_or(self.standard, DataFormat::of_path)
    }

    fn read(&self, input: &Input) -> Result<Content, String> {
        let options = match (input.path(), self.standard) {
            (None, Some(format)) => self.options.clone().format(format),
            _ => self.options.clone(),
        };
        // Each error is one line, for there may be many.
        input.read(&options).map_err(|error| match with_hints(&error) {
            Some(words) => words.replace('\n', "; "),
            None => error.to_string(),
        })
    }

    /// The table that a file is, or what is wrong with it; none for an article.
    pub(super) fn table(&self, place: usize) -> Option<Result<Box<Table>, String>> {
        let input = self.inputs.get(place)?.as_ref().ok()?;
        self.format(input)?;
        match self.read(input) {
            Ok(Content::Table(table)) => Some(Ok(table)),
            Ok(Content::Article(_)) => None,
            Err(error) => Some(Err(error)),
        }
    }

    /// Whether a file can be read twice.
    pub(super) fn is_lasting(&self, place: usize) -> bool {
        let is_file = |input: &Input| input.path().is_some_and(Path::is_file);
        self.inputs.get(place).is_some_and(|input| input.as_ref().is_ok_and(is_file))
    }

    /// The texts of all files, those of `opened` from where these stand, each with the place of its file.
    pub(super) fn jobs(&self, mut opened: Opened) -> impl Iterator<Item = (usize, Job)> {
        self.inputs.iter().enumerate().flat_map(move |(place, input)| {
            let jobs: Box<dyn Iterator<Item = Job>> = match input {
                Err(error) => Box::new(std::iter::once(Job::Failed(error.to_string()))),
                Ok(input) => match opened.remove(&place).or_else(|| self.table(place)) {
                    Some(Ok(table)) => Box::new(table.map(|row| row.map_or_else(failed, Job::Row))),
                    Some(Err(error)) => Box::new(std::iter::once(Job::Failed(error))),
                    None => Box::new(std::iter::once(Job::File(input.clone()))),
                },
            };
            jobs.map(move |job| (place, job))
        })
    }

    /// The text of a file that is one.
    pub(super) fn article(&self, input: &Input) -> Result<Article, String> {
        match self.read(input)? {
            Content::Article(article) => Ok(article),
            Content::Table(_) => Err(format!("{input}: a table")),
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "where an error comes from gives it away")]
fn failed(error: Error) -> Job {
    Job::Failed(error.to_string())
}
