//! Labelled sentences that are valid, all together.

use super::LabelledSentence;
use super::summary::FileSummary;
use crate::error::{DataError, DataErrors, Error};
use crate::stance::{Labels, Outcome, PerOutcome};

/// The most bytes that the text of a labelled sentence may have: 64 KiB.
///
/// ```
/// assert_eq!(geostance::dataset::MAX_TEXT_BYTES, 65_536);
/// ```
pub const MAX_TEXT_BYTES: usize = 1 << 16;

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
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    pub(super) sentences: Vec<LabelledSentence>,
    pub(super) labels: Labels,
    /// The files that were read into it.
    pub(super) files: Vec<FileSummary>,
    /// What it was given by [`Extend`] and does not have, for it broke a rule.
    pub(super) refused: Option<Box<DataErrors>>,
}

/// Datasets are the same where their sentences and the spelling of their labels are, whatever files they came from.
impl PartialEq for Dataset {
    fn eq(&self, other: &Self) -> bool {
        self.sentences == other.sentences && self.labels == other.labels
    }
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

    /// Adds all sentences of another dataset, and what was read of its files. Labels stay as they are spelled here; a dataset
    /// without sentences takes the other's spelling.
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
        self.files.append(&mut other.files);
        if let Some(refused) = other.refused {
            self.refuse(*refused);
        }
    }

    /// Whether the dataset has all that it was given: an error for what [`Extend`] and [`FromIterator`], which cannot fail,
    /// had to leave out. Training and evaluation ask for it themselves.
    ///
    /// # Errors
    ///
    /// [`Error::Data`] with what [`Dataset::push`] says of the first twenty such sentences.
    ///
    /// ```
    /// use geostance::{Dataset, dataset::LabelledSentence};
    ///
    /// let data: Dataset = ["It rained.", " "].map(|text| LabelledSentence::new(None, text)).into_iter().collect();
    /// assert_eq!(data.len(), 1);
    /// assert_eq!(data.check().unwrap_err().to_string(), "the text is empty");
    /// ```
    pub fn check(&self) -> Result<(), Error> {
        self.refused.as_ref().map_or(Ok(()), |refused| Err(Error::Data(DataErrors::clone(refused))))
    }

    /// Remembers what was refused.
    pub(super) fn refuse(&mut self, errors: DataErrors) {
        match &mut self.refused {
            Some(refused) => refused.append(errors),
            None => self.refused = Some(Box::new(errors)),
        }
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

    /// The sentences, one after the other, in the order in which they came.
    ///
    /// ```
    /// assert_eq!(geostance::Dataset::new().iter().count(), 0);
    /// ```
    pub fn iter(&self) -> std::slice::Iter<'_, LabelledSentence> {
        self.sentences.iter()
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

    /// How many sentences there are of each outcome; a soft label counts as its most probable one.
    ///
    /// ```
    /// use geostance::{Dataset, Outcome, dataset::DataFormat};
    ///
    /// let data = Dataset::from_reader("stance\ttext\nnone\tWhen?\n".as_bytes(), DataFormat::Tsv)?;
    /// assert_eq!(data.counts()[Outcome::None], 1);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn counts(&self) -> PerOutcome<usize> {
        let mut counts = PerOutcome::default();
        for sentence in &self.sentences {
            counts[Outcome::from(sentence.stance)] += 1;
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
        self.part(self.sentences.iter().filter(|sentence| keep(sentence)).cloned().collect())
    }

    /// Some of the sentences, as a dataset.
    pub(super) fn part(&self, sentences: Vec<LabelledSentence>) -> Self {
        Self { sentences, labels: self.labels.clone(), files: Vec::new(), refused: self.refused.clone() }
    }
}
