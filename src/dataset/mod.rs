//! Labelled sentences: read, validate, group, weight, split, fold.

mod csv;
mod folds;
mod json;
mod lines;
mod metadata;
mod options;
mod order;
mod reader;
mod sentence;
mod table;

pub use folds::Split;
pub(crate) use folds::{Folds, folds};
pub use metadata::Metadata;
pub(crate) use order::digest;
pub use reader::LabelledReader;
pub use sentence::LabelledSentence;

use crate::error::{DataError, Error};
use crate::stance::{Labels, PerOutcome};
use std::borrow::BorrowMut;
use std::io::Read;
use std::path::Path;

/// The most bytes that the text of a labelled sentence may have: 64 KiB.
///
/// ```
/// assert_eq!(geostance::dataset::MAX_TEXT_BYTES, 65_536);
/// ```
pub const MAX_TEXT_BYTES: usize = 1 << 16;

/// The forms of labelled files.
///
/// ```
/// use geostance::dataset::DataFormat;
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
    /// use geostance::dataset::DataFormat;
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

/// Labelled sentences, every one of them valid: not blank, without NUL, within [`MAX_TEXT_BYTES`], with a finite weight.
///
/// ```
/// use geostance::{Dataset, Stance, dataset::DataFormat};
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
    labels: Labels,
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
    /// assert!(Dataset::load(path)?.len() > 100);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::load_with(path, &Labels::default())
    }

    /// Reads a labelled file with labels of its own.
    ///
    /// # Errors
    ///
    /// As for [`Dataset::load`].
    ///
    /// ```
    /// use geostance::{Dataset, Labels};
    ///
    /// let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv");
    /// let labels = "favor=western-leaning".parse().unwrap();
    /// let error = Dataset::load_with(path, &labels).unwrap_err().to_string();
    /// assert!(error.contains("unknown stance `western-leaning`; expected one of pro-moscow, multi-vector, favor, none"));
    /// ```
    pub fn load_with(path: impl AsRef<Path>, labels: &Labels) -> Result<Self, Error> {
        Self::from_labelled(LabelledReader::open(path)?.labels(labels.clone()))
    }

    /// Keeps all that a reader gives, and the labels that it reads with.
    ///
    /// # Errors
    ///
    /// The reader's first.
    ///
    /// ```
    /// use geostance::{Dataset, dataset::{DataFormat, LabelledReader}};
    ///
    /// let csv = "stance,text\n,Not yet read.\nnone,It rained.\n";
    /// let mut reader = LabelledReader::new(csv.as_bytes(), DataFormat::Csv).skip_unlabelled(true);
    /// assert_eq!(Dataset::from_labelled(&mut reader)?.len(), 1);
    /// assert_eq!(reader.skipped(), 1);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn from_labelled<R: Read>(mut reader: impl BorrowMut<LabelledReader<R>>) -> Result<Self, Error> {
        let reader = reader.borrow_mut();
        let labels = reader.spelling().clone();
        let mut sentences = reader.collect::<Result<Vec<_>, _>>()?;
        sentences.shrink_to_fit();
        Ok(Self { sentences, labels })
    }

    /// Reads several labelled files, one behind the other.
    ///
    /// # Errors
    ///
    /// As for [`Dataset::load`].
    ///
    /// ```
    /// use geostance::Dataset;
    ///
    /// let none: [&str; 0] = [];
    /// assert!(Dataset::load_all(none)?.is_empty());
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn load_all<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Self, Error> {
        Self::load_all_with(paths, &Labels::default())
    }

    /// Reads several labelled files with the same labels of their own, one behind the other.
    ///
    /// # Errors
    ///
    /// As for [`Dataset::load`].
    ///
    /// ```
    /// use geostance::{Dataset, Labels};
    ///
    /// let none: [&str; 0] = [];
    /// let labels: Labels = "neutral=none".parse().unwrap();
    /// assert_eq!(Dataset::load_all_with(none, &labels)?.labels(), &labels);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn load_all_with<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>, labels: &Labels) -> Result<Self, Error> {
        let mut all = Self::new().with_labels(labels.clone());
        for path in paths {
            all.append(Self::load_with(path, labels)?);
        }
        Ok(all)
    }

    /// Reads labelled data in a format. A byte-order mark at the beginning is passed over.
    ///
    /// The columns are `stance` (one of the three, or `none`), `text`, and optionally `group` and `weight`, in any
    /// order; further columns become metadata. Instead of `stance` there may be `p_pro_moscow`, `p_multi_vector` and
    /// `p_western_leaning`, the probabilities of a soft label; the rest, to 1, is none.
    ///
    /// # Errors
    ///
    /// [`Error::Data`], with line and column, for the first row that breaks a rule; [`Error::Io`] where the reader
    /// fails.
    ///
    /// ```
    /// use geostance::{Dataset, dataset::DataFormat};
    ///
    /// let jsonl = r#"{"stance":"none","text":"Who will pay?","weight":2}"#;
    /// assert_eq!(Dataset::from_reader(jsonl.as_bytes(), DataFormat::Jsonl)?.sentences()[0].weight, 2.0);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn from_reader(reader: impl Read, format: DataFormat) -> Result<Self, Error> {
        Self::from_labelled(LabelledReader::new(reader, format))
    }

    /// Adds a sentence.
    ///
    /// # Errors
    ///
    /// [`Error::Data`] for a blank text, one with NUL or over [`MAX_TEXT_BYTES`], a weight that is negative or not
    /// finite, or a soft label with a probability out of 0 to 1 or a sum over 1.
    ///
    /// ```
    /// use geostance::{Dataset, dataset::LabelledSentence};
    ///
    /// let mut data = Dataset::new();
    /// assert!(data.push(LabelledSentence::new(None, " ")).is_err());
    /// assert!(data.is_empty());
    /// ```
    pub fn push(&mut self, sentence: LabelledSentence) -> Result<(), Error> {
        let label = || sentence.broken_label().map(|(_, reason)| reason);
        if let Some(reason) = sentence.broken_rule().map(|(_, reason)| reason).or_else(label) {
            return Err(DataError::new(reason).into());
        }
        self.sentences.push(sentence.settled());
        Ok(())
    }

    /// Adds all sentences of another dataset. Labels stay as they are spelled here; a dataset without sentences takes the
    /// other's spelling.
    ///
    /// ```
    /// use geostance::{Dataset, dataset::LabelledSentence};
    ///
    /// let mut more = Dataset::new();
    /// more.push(LabelledSentence::new(None, "It rained."))?;
    /// let mut data = Dataset::new();
    /// data.append(more);
    /// assert_eq!(data.len(), 1);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn append(&mut self, mut other: Self) {
        if self.is_empty() {
            self.labels = other.labels;
        }
        self.sentences.append(&mut other.sentences);
    }

    /// How files and reports spell the labels; a model that is trained on the dataset takes them over.
    ///
    /// ```
    /// assert_eq!(geostance::Dataset::new().labels(), &geostance::Labels::default());
    /// ```
    #[must_use]
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The dataset with another spelling of its labels.
    ///
    /// ```
    /// let labels: geostance::Labels = "neutral=none".parse()?;
    /// assert_eq!(geostance::Dataset::new().with_labels(labels.clone()).labels(), &labels);
    /// # Ok::<(), geostance::error::LabelsError>(())
    /// ```
    #[must_use]
    pub fn with_labels(mut self, labels: Labels) -> Self {
        self.labels = labels;
        self
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

    /// How many sentences there are of each stance, and without one; a soft label counts as its most probable outcome.
    ///
    /// ```
    /// use geostance::{Dataset, dataset::DataFormat};
    ///
    /// let data = Dataset::from_reader("stance\ttext\nnone\tWhen?\n".as_bytes(), DataFormat::Tsv)?;
    /// assert_eq!(data.counts().as_array(), &[0, 0, 0, 1]);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn counts(&self) -> PerOutcome<usize> {
        let mut counts = PerOutcome::default();
        for sentence in &self.sentences {
            counts[sentence.stance] += 1;
        }
        counts
    }

    /// The sentences for which `keep` is true, as a dataset.
    ///
    /// ```
    /// use geostance::{Dataset, dataset::DataFormat};
    ///
    /// let data = Dataset::from_reader("stance\ttext\nnone\tWhen?\n".as_bytes(), DataFormat::Tsv)?;
    /// assert!(data.filter(|sentence| sentence.stance.is_some()).is_empty());
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn filter(&self, keep: impl Fn(&LabelledSentence) -> bool) -> Self {
        let sentences = self.sentences.iter().filter(|sentence| keep(sentence)).cloned().collect();
        Self { sentences, labels: self.labels.clone() }
    }
}
