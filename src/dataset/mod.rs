//! Labelled sentences: read, validate, group, weight, split, fold.

mod folds;
mod quoting;
mod reader;

pub use folds::Split;
pub(crate) use folds::{Folds, folds, seeded_hash};

use crate::error::{DataError, DataReason, Error, IoError};
use crate::stance::Stance;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// The most bytes that the text of a labelled sentence may have: 64 KiB.
///
/// ```
/// assert_eq!(geostance::MAX_TEXT_BYTES, 65_536);
/// ```
pub const MAX_TEXT_BYTES: usize = 1 << 16;

/// The forms of labelled files.
///
/// ```
/// use geostance::DataFormat;
///
/// assert_eq!(DataFormat::of_path("labels.TSV".as_ref()), Some(DataFormat::Tsv));
/// assert_eq!(DataFormat::of_path("labels.xlsx".as_ref()), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DataFormat {
    /// Comma-separated values, strictly by RFC 4180, with a header.
    Csv,
    /// Tab-separated values without any quoting, with a header.
    Tsv,
    /// One JSON object a line.
    Jsonl,
}

impl DataFormat {
    /// The format by the ending of a file's name: `.csv`, `.tsv`, `.jsonl`.
    ///
    /// ```
    /// use geostance::DataFormat;
    ///
    /// assert_eq!(DataFormat::of_path("a/b.jsonl".as_ref()), Some(DataFormat::Jsonl));
    /// ```
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "tsv" => Some(Self::Tsv),
            "jsonl" => Some(Self::Jsonl),
            _ => None,
        }
    }
}

/// One labelled sentence.
///
/// ```
/// use geostance::{LabelledSentence, Stance};
///
/// let sentence = LabelledSentence::new(Some(Stance::MultiVector), "Mongolia stays neutral.").group("b7").weight(2.0);
/// assert_eq!(sentence.text, "Mongolia stays neutral.");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LabelledSentence {
    /// The stance; `None` where the sentence takes no course.
    pub stance: Option<Stance>,
    /// The sentence.
    pub text: String,
    /// What must not be divided between folds; a sentence without a group is one of its own, with its equals.
    pub group: Option<String>,
    /// How much the sentence counts in training; finite, at least 0, 1 by default. Weight 2 equals two copies.
    pub weight: f32,
    /// Further columns by name; never trained on.
    pub metadata: BTreeMap<String, String>,
}

impl LabelledSentence {
    /// A sentence of weight 1 without group or metadata.
    ///
    /// ```
    /// let sentence = geostance::LabelledSentence::new(None, "It rained.");
    /// assert_eq!(sentence.weight, 1.0);
    /// ```
    pub fn new(stance: Option<Stance>, text: impl Into<String>) -> Self {
        Self { stance, text: text.into(), group: None, weight: 1.0, metadata: BTreeMap::new() }
    }

    /// The sentence in a group.
    ///
    /// ```
    /// let sentence = geostance::LabelledSentence::new(None, "It rained.").group("weather");
    /// assert_eq!(sentence.group.as_deref(), Some("weather"));
    /// ```
    #[must_use]
    pub fn group(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// The sentence with a weight.
    ///
    /// ```
    /// assert_eq!(geostance::LabelledSentence::new(None, "It rained.").weight(0.5).weight, 0.5);
    /// ```
    #[must_use]
    pub fn weight(mut self, weight: f32) -> Self {
        self.weight = weight;
        self
    }

    /// The sentence with one more column of metadata.
    ///
    /// ```
    /// let sentence = geostance::LabelledSentence::new(None, "It rained.").metadata("register", "wire");
    /// assert_eq!(sentence.metadata["register"], "wire");
    /// ```
    #[must_use]
    pub fn metadata(mut self, column: impl Into<String>, value: impl Into<String>) -> Self {
        self.metadata.insert(column.into(), value.into());
        self
    }

    /// The probability of each label: the stances in their order, then none.
    ///
    /// ```
    /// let sentence = geostance::LabelledSentence::new(None, "It rained.");
    /// assert_eq!(sentence.distribution(), [0.0, 0.0, 0.0, 1.0]);
    /// ```
    #[must_use]
    pub fn distribution(&self) -> [f64; 4] {
        let mut distribution = [0.0; 4];
        distribution[self.class()] = 1.0;
        distribution
    }

    /// The place of the label among the four: the stances in their order, then none.
    pub(crate) fn class(&self) -> usize {
        self.stance.map_or(Stance::ALL.len(), Stance::index)
    }

    /// What a sentence with this group and text is kept together with.
    pub(crate) fn group_key(&self) -> (bool, &str) {
        match &self.group {
            Some(group) => (true, group),
            None => (false, &self.text),
        }
    }

    /// Why the sentence may not enter a dataset, if it may not.
    fn broken_rule(&self) -> Option<(&'static str, DataReason)> {
        if self.text.len() > MAX_TEXT_BYTES {
            return Some(("text", DataReason::TextTooLong { bytes: self.text.len(), limit: MAX_TEXT_BYTES }));
        }
        if self.text.contains('\0') {
            return Some(("text", DataReason::NulInText));
        }
        if self.text.trim().is_empty() {
            return Some(("text", DataReason::EmptyText));
        }
        if !(self.weight.is_finite() && self.weight >= 0.0) {
            return Some(("weight", DataReason::Weight(self.weight.to_string())));
        }
        None
    }
}

/// Labelled sentences, every one of them valid: not blank, without NUL, within [`MAX_TEXT_BYTES`], with a finite weight.
///
/// ```
/// use geostance::{DataFormat, Dataset, Stance};
///
/// let csv = "stance,text,group\npro-moscow,\"Minsk, as ever, voted with Moscow.\",b1\nnone,It rained.,b2\n";
/// let data = Dataset::from_reader(csv.as_bytes(), DataFormat::Csv)?;
/// assert_eq!(data.len(), 2);
/// assert_eq!(data.sentences()[0].stance, Some(Stance::ProMoscow));
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dataset {
    sentences: Vec<LabelledSentence>,
}

impl Dataset {
    /// A dataset without sentences.
    ///
    /// ```
    /// assert!(geostance::Dataset::new().is_empty());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a labelled file; its name ends in `.csv`, `.tsv` or `.jsonl`.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the file cannot be read; [`Error::Data`], with file, line and column, for the first row that
    /// breaks a rule: nothing is skipped. [`Error::Data`] also for another ending of the name.
    ///
    /// ```
    /// use geostance::Dataset;
    ///
    /// let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv");
    /// assert!(Dataset::from_path(path)?.len() > 100);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let Some(format) = DataFormat::of_path(path) else {
            return Err(DataError::new(DataReason::UnknownFormat).in_file(path).into());
        };
        let file = File::open(path).map_err(|source| IoError::reading(path, source))?;
        Self::from_reader(file, format).map_err(|error| match error {
            Error::Data(error) => error.in_file(path).into(),
            Error::Io(error) => IoError::reading(path, error.source).into(),
            other => other,
        })
    }

    /// Reads several labelled files, one behind the other.
    ///
    /// # Errors
    ///
    /// As for [`Dataset::from_path`].
    ///
    /// ```
    /// use geostance::Dataset;
    ///
    /// let none: [&str; 0] = [];
    /// assert!(Dataset::from_paths(none)?.is_empty());
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn from_paths<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Self, Error> {
        let mut all = Self::new();
        for path in paths {
            all.append(Self::from_path(path)?);
        }
        Ok(all)
    }

    /// Reads labelled data in a format. A byte-order mark at the beginning is passed over.
    ///
    /// The columns are `stance` (one of the three, or `none`), `text`, and optionally `group` and `weight`, in any
    /// order; further columns become metadata.
    ///
    /// # Errors
    ///
    /// [`Error::Data`], with line and column, for the first row that breaks a rule; [`Error::Io`] where the reader
    /// fails.
    ///
    /// ```
    /// use geostance::{DataFormat, Dataset};
    ///
    /// let jsonl = r#"{"stance":"none","text":"Who will pay?","weight":2}"#;
    /// assert_eq!(Dataset::from_reader(jsonl.as_bytes(), DataFormat::Jsonl)?.sentences()[0].weight, 2.0);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn from_reader(reader: impl Read, format: DataFormat) -> Result<Self, Error> {
        reader::read(reader, format)
    }

    /// Adds a sentence.
    ///
    /// # Errors
    ///
    /// [`Error::Data`] for a blank text, one with NUL or over [`MAX_TEXT_BYTES`], or a weight that is negative or not
    /// finite.
    ///
    /// ```
    /// use geostance::{Dataset, LabelledSentence};
    ///
    /// let mut data = Dataset::new();
    /// assert!(data.push(LabelledSentence::new(None, " ")).is_err());
    /// assert!(data.is_empty());
    /// ```
    pub fn push(&mut self, sentence: LabelledSentence) -> Result<(), Error> {
        if let Some((_, reason)) = sentence.broken_rule() {
            Err(DataError::new(reason).into())
        } else {
            self.sentences.push(sentence);
            Ok(())
        }
    }

    /// Adds all sentences of another dataset.
    ///
    /// ```
    /// use geostance::{Dataset, LabelledSentence};
    ///
    /// let mut more = Dataset::new();
    /// more.push(LabelledSentence::new(None, "It rained."))?;
    /// let mut data = Dataset::new();
    /// data.append(more);
    /// assert_eq!(data.len(), 1);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn append(&mut self, mut other: Self) {
        self.sentences.append(&mut other.sentences);
    }

    /// The sentences, in the order in which they came.
    ///
    /// ```
    /// assert_eq!(geostance::Dataset::new().sentences(), []);
    /// ```
    #[must_use]
    pub fn sentences(&self) -> &[LabelledSentence] {
        &self.sentences
    }

    /// The number of sentences.
    ///
    /// ```
    /// assert_eq!(geostance::Dataset::new().len(), 0);
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.sentences.len()
    }

    /// Whether there is no sentence.
    ///
    /// ```
    /// assert!(geostance::Dataset::new().is_empty());
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    /// How many sentences there are of each stance, and without one.
    ///
    /// ```
    /// use geostance::{DataFormat, Dataset};
    ///
    /// let data = Dataset::from_reader("stance\ttext\nnone\tWhen?\n".as_bytes(), DataFormat::Tsv)?;
    /// assert_eq!(data.counts(), [0, 0, 0, 1]);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn counts(&self) -> [usize; 4] {
        let mut counts = [0; 4];
        for sentence in &self.sentences {
            counts[sentence.class()] += 1;
        }
        counts
    }

    /// The sentences for which `keep` is true, as a dataset.
    ///
    /// ```
    /// use geostance::{DataFormat, Dataset};
    ///
    /// let data = Dataset::from_reader("stance\ttext\nnone\tWhen?\n".as_bytes(), DataFormat::Tsv)?;
    /// assert!(data.filter(|sentence| sentence.stance.is_some()).is_empty());
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn filter(&self, keep: impl Fn(&LabelledSentence) -> bool) -> Self {
        Self { sentences: self.sentences.iter().filter(|sentence| keep(sentence)).cloned().collect() }
    }

    /// The same sentences in the order that depends on nothing but what they say: by text, stance, group and weight.
    pub(crate) fn canonical_order(&self) -> Vec<&LabelledSentence> {
        let mut rows: Vec<_> = self.sentences.iter().collect();
        rows.sort_by(|a, b| {
            let key = |s: &LabelledSentence| s.stance;
            a.text
                .cmp(&b.text)
                .then_with(|| key(a).cmp(&key(b)))
                .then_with(|| a.group.cmp(&b.group))
                .then_with(|| a.weight.total_cmp(&b.weight))
        });
        rows
    }
}

/// SHA-256 over rows in the order given: stance, text, group and weight of each, lengths before texts.
pub(crate) fn digest(rows: &[&LabelledSentence]) -> String {
    let mut hash = Sha256::new();
    for row in rows {
        hash.update([row.class() as u8, u8::from(row.group.is_some())]);
        for text in [row.text.as_str(), row.group.as_deref().unwrap_or("")] {
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        hash.update(row.weight.to_bits().to_le_bytes());
    }
    format!("{:x}", hash.finalize())
}
