//! The sentences of a corpus, one after the other, with what the model says of each and the parts of the corpus that it is in.
//!
//! `read` finds the sentences of articles and tables, `columns` says what a sentence is divided by, `date` takes the year and
//! the month of a date.

mod columns;
mod date;
mod read;

pub(crate) use columns::{ACTOR, Columns, Origin};
pub(crate) use date::{is_time, next_month};
pub(crate) use read::read;

use crate::input::InputFormat;
use clap::Args;
use geostance::Prediction;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// How a corpus is read.
#[derive(Args)]
pub(crate) struct CorpusArg {
    /// Divide the corpus by columns of its tables, separated by commas; `date` also gives `year` and `month`. Always there are
    /// `file` and `article` (the file, and of a table its row), and `actor`, the states between the powers that a sentence names
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    pub(crate) by: Vec<String>,
    /// Count a sentence once, however often it was printed (once in each part of --by)
    #[arg(long)]
    pub(crate) distinct: bool,
    /// Take every line, and every text of a table, as one sentence
    #[arg(long)]
    pub(crate) lines: bool,
    /// What standard input holds
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = InputFormat::Article)]
    pub(crate) input_format: InputFormat,
    /// Articles, folders of them, or tables (.csv, .tsv, .jsonl) whose texts are split into sentences; `-` is standard input
    #[arg(required = true, value_name = "CORPUS")]
    pub(crate) corpus: Vec<PathBuf>,
}

/// A text, whatever white space it is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TextKey([u8; 16]);

impl TextKey {
    pub(crate) fn of(text: &str) -> Self {
        let mut digest = Sha256::new();
        for word in text.split_whitespace() {
            digest.update(word);
            digest.update(b" ");
        }
        let digest: [u8; 32] = digest.finalize().into();
        Self(std::array::from_fn(|place| digest[place]))
    }
}

/// A sentence of a corpus.
pub(crate) struct Unit {
    pub(crate) key: TextKey,
    /// The parts that it is in, by number: one, unless it names several states, or none.
    pub(crate) parts: Vec<usize>,
    pub(crate) cluster: usize,
    /// The number of its article, or of the group that its table states.
    pub(crate) article: usize,
    /// The text, where it is kept.
    pub(crate) text: Option<String>,
}

/// Names with numbers in the order in which they first came.
#[derive(Default)]
pub(crate) struct Numbered<K: Ord>(BTreeMap<K, usize>);

impl<K: Ord + Clone> Numbered<K> {
    pub(crate) fn number(&mut self, name: K) -> usize {
        let next = self.0.len();
        *self.0.entry(name).or_insert(next)
    }

    pub(crate) fn known(&self, name: &K) -> Option<usize> {
        self.0.get(name).copied()
    }

    /// The names by their numbers.
    pub(crate) fn names(&self) -> Vec<K> {
        let mut names: Vec<(&K, usize)> = self.0.iter().map(|(name, &number)| (name, number)).collect();
        names.sort_by_key(|&(_, number)| number);
        names.into_iter().map(|(name, _)| name.clone()).collect()
    }

    /// The names in their order, with their numbers.
    pub(crate) fn sorted(&self) -> impl Iterator<Item = (&K, usize)> {
        self.0.iter().map(|(name, &number)| (name, number))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// All sentences of a corpus, with one prediction each.
#[derive(Default)]
pub(crate) struct Units {
    pub(crate) all: Vec<Unit>,
    pub(crate) predictions: Vec<Prediction>,
    /// The values of the columns for each part.
    pub(crate) parts: Numbered<Vec<String>>,
    pub(crate) clusters: Numbered<String>,
    pub(crate) articles: Numbered<String>,
    /// Sentences that stand in the corpus already and do not count.
    pub(crate) repeated: usize,
    /// Texts whose date is none, and the first such date.
    pub(crate) undated: Option<(usize, String)>,
    seen: BTreeSet<(Vec<usize>, TextKey)>,
}

impl Units {
    /// The sentences of each part, by its number.
    pub(crate) fn places(&self) -> Vec<Vec<usize>> {
        let mut places = vec![Vec::new(); self.parts.len()];
        for (place, unit) in self.all.iter().enumerate() {
            unit.parts.iter().for_each(|&part| places[part].push(place));
        }
        places
    }

    /// Sentences by their text, of those that are asked for.
    pub(crate) fn by_text(&self, wanted: &BTreeSet<TextKey>) -> BTreeMap<TextKey, Vec<usize>> {
        let mut places: BTreeMap<TextKey, Vec<usize>> = BTreeMap::new();
        for (place, unit) in self.all.iter().enumerate().filter(|(_, unit)| wanted.contains(&unit.key)) {
            places.entry(unit.key).or_default().push(place);
        }
        places
    }
}
