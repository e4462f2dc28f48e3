//! The texts of files, folders and tables, one after the other.

use geostance::{
    Error,
    corpus::{Article, Content, Input, Row, TextOptions},
    dataset::DataFormat,
};

/// A text to classify.
pub(super) enum Job {
    /// A file that is one text; it is read where it is classified.
    File(Input),
    /// A row of a table.
    Row(Row),
    /// What cannot be read, and why.
    Failed(String),
}

/// The texts of all files, each with the place of its file.
pub(super) fn jobs(inputs: &[Result<Input, Error>], options: &TextOptions) -> impl Iterator<Item = (usize, Job)> {
    inputs.iter().enumerate().flat_map(move |(place, input)| {
        let jobs: Box<dyn Iterator<Item = Job>> = match input {
            Err(error) => Box::new(std::iter::once(Job::Failed(error.to_string()))),
            Ok(input) if !is_table(input) => Box::new(std::iter::once(Job::File(input.clone()))),
            Ok(input) => match input.read(options) {
                Ok(Content::Table(table)) => Box::new(table.map(|row| row.map_or_else(failed, Job::Row))),
                Ok(Content::Article(_)) => Box::new(std::iter::once(Job::File(input.clone()))),
                Err(error) => Box::new(std::iter::once(failed(error))),
            },
        };
        jobs.map(move |job| (place, job))
    })
}

#[expect(clippy::needless_pass_by_value, reason = "where an error comes from gives it away")]
fn failed(error: Error) -> Job {
    Job::Failed(error.to_string())
}

pub(super) fn is_table(input: &Input) -> bool {
    input.path().and_then(DataFormat::of_path).is_some()
}

/// The text of a file that is one.
pub(super) fn article(input: &Input, options: &TextOptions) -> Result<Article, String> {
    match input.read(options).map_err(|error| error.to_string())? {
        Content::Article(article) => Ok(article),
        Content::Table(_) => Err(format!("{input}: a table")),
    }
}
