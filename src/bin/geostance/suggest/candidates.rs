//! Sentences that could be labelled, each once.

use super::Args;
use crate::ending::Result;
use crate::input::LabelsArg;
use crate::labelled::with_hints;
use crate::terminal::shown;
use geostance::{
    Labels,
    corpus::{Content, Input, TextOptions, unguarded},
    dataset::{LabelledReader, MAX_TEXT_BYTES},
    model::Stemmer,
    sentences, tokens,
};
use std::collections::BTreeSet;
use std::path::Path;

/// A sentence that could be labelled.
pub(super) struct Candidate {
    pub(super) text: String,
    pub(super) group: String,
}

/// Candidates, each once.
#[derive(Default)]
pub(super) struct Candidates {
    pub(super) all: Vec<Candidate>,
    /// How many were left out.
    pub(super) repeated: usize,
    seen: BTreeSet<Vec<String>>,
}

impl Candidates {
    /// Sentences that are labelled already. The column of texts may be another one than that of the files to choose from.
    pub(super) fn know(&mut self, path: &Path, arguments: &LabelsArg, labels: &Labels) -> Result {
        let options = match &arguments.text_column {
            Some(column) if Input::new(path).read(&TextOptions::new().text_column(column)).is_err() => {
                LabelsArg { text_column: None, ..arguments.clone() }.reading(labels)
            }
            _ => arguments.reading(labels),
        };
        for sentence in LabelledReader::load(path)?.options(options) {
            self.seen.insert(words(unguarded(&sentence?.text)));
        }
        Ok(())
    }

    /// The sentences of an article, or the texts of a table.
    pub(super) fn read(&mut self, input: &Input, args: &Args) -> Result {
        let name = input.path().map_or_else(|| "-".to_owned(), shown);
        let mut options = TextOptions::new();
        if let Some(column) = &args.labels.text_column {
            options = options.text_column(column);
        }
        if let (None, Some(format)) = (input.path(), args.input_format.table()) {
            options = options.format(format);
        }
        let read = input.read(&options).map_err(|error| {
            let words = with_hints(&error).unwrap_or_else(|| error.to_string());
            if input.path().is_some() { words } else { format!("{input}: {words}") }
        });
        match read? {
            Content::Article(article) if args.lines => article.text().lines().for_each(|line| self.add(line, &name)),
            Content::Article(article) => {
                sentences(article.text()).for_each(|span| self.add(&article.text()[span], &name));
            }
            Content::Table(table) => {
                for row in *table {
                    let row = row?;
                    let group = row.columns().find(|(column, _)| column.trim().eq_ignore_ascii_case("group"));
                    let group = group.map(|(_, group)| group).filter(|group| !group.is_empty());
                    self.add(row.text(), group.unwrap_or(&name));
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, text: &str, group: &str) {
        let words = words(text);
        if words.is_empty() || text.len() > MAX_TEXT_BYTES || text.contains('\0') {
            return;
        }
        if self.seen.insert(words) {
            self.all.push(Candidate { text: text.to_owned(), group: group.to_owned() });
        } else {
            self.repeated += 1;
        }
    }
}

/// The words of a text, whatever their case and what stands between them.
fn words(text: &str) -> Vec<String> {
    tokens(text, Stemmer::None).iter().map(|token| token.word().to_owned()).collect()
}
