//! How a labelled file is read: one place for all that can be said of it.

use crate::corpus::Wanted;
use crate::error::DataReason;
use crate::stance::{Labels, Stance};

/// The names that the column of the label may have.
const STANCE: &[&str] = &["stance", "label"];

/// How labelled files are read.
///
/// ```
/// use geostance::dataset::ReadOptions;
/// use geostance::{Dataset, Stance, dataset::DataFormat};
///
/// let options = ReadOptions::new().labels("favor=western-leaning".parse()?).text_column("post").stance_column("code");
/// let csv = "code,post,text\nFavor,Join now!,a column like others\n";
/// let data = Dataset::from_reader_with(csv.as_bytes(), DataFormat::Csv, &options)?;
/// assert_eq!(data.sentences()[0].stance, Some(Stance::WesternLeaning));
/// assert_eq!(data.sentences()[0].text, "Join now!");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadOptions {
    labels: Labels,
    text_column: Option<String>,
    stance_column: Option<String>,
    refuse_unlabelled: bool,
    ignore_labels: bool,
}

impl ReadOptions {
    /// The crate's own labels, in a column `stance` or `label`; the text in a column `text` or `sentence`; rows without a
    /// label are left out, and counted.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Labels as the files spell them.
    #[must_use]
    pub fn labels(mut self, labels: Labels) -> Self {
        self.labels = labels;
        self
    }

    /// The column that has the text, in place of `text` or `sentence`; capitals and space around it do not matter.
    #[must_use]
    pub fn text_column(mut self, name: impl Into<String>) -> Self {
        self.text_column = Some(name.into());
        self
    }

    /// The column that has the label, in place of `stance` or `label`, or of the columns of probabilities.
    #[must_use]
    pub fn stance_column(mut self, name: impl Into<String>) -> Self {
        self.stance_column = Some(name.into());
        self
    }

    /// Whether rows without a label are left out and counted, as they are by default, or errors. A row of a table has no label
    /// where the cell of the stance is empty, or those of all three probabilities are; an object also where its key is missing
    /// or `null`.
    ///
    /// ```
    /// use geostance::dataset::ReadOptions;
    /// use geostance::{Dataset, dataset::DataFormat};
    ///
    /// let csv = "stance,text\n,Not yet read.\nnone,It rained.\n";
    /// let read = |options: &ReadOptions| Dataset::from_reader_with(csv.as_bytes(), DataFormat::Csv, options);
    /// assert_eq!(read(&ReadOptions::new())?.summary().unlabelled(), 1);
    /// let error = read(&ReadOptions::new().skip_unlabelled(false)).unwrap_err();
    /// assert_eq!(error.to_string(), "line 2: no label; fill it in or remove the row (column 1, `stance`)");
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn skip_unlabelled(mut self, skip: bool) -> Self {
        self.refuse_unlabelled = !skip;
        self
    }

    /// Whether labels are left unread: every sentence comes without a stance, only the column of the text must be there, and
    /// columns of labels are metadata like others.
    ///
    /// ```
    /// use geostance::dataset::ReadOptions;
    /// use geostance::{Dataset, dataset::DataFormat};
    ///
    /// let csv = "title,text\nWeather,It rained.\n";
    /// let options = ReadOptions::new().ignore_labels(true);
    /// let data = Dataset::from_reader_with(csv.as_bytes(), DataFormat::Csv, &options)?;
    /// assert_eq!(data.sentences()[0].metadata.get("title"), Some("Weather"));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn ignore_labels(mut self, ignore: bool) -> Self {
        self.ignore_labels = ignore;
        self
    }

    pub(super) fn spelling(&self) -> &Labels {
        &self.labels
    }

    pub(super) fn ignores_labels(&self) -> bool {
        self.ignore_labels
    }

    pub(super) fn skips_unlabelled(&self) -> bool {
        !self.refuse_unlabelled
    }

    pub(super) fn text(&self) -> Wanted<'_> {
        Wanted::text(self.text_column.as_deref())
    }

    /// The column of the label, whatever it is called.
    pub(super) fn label(&self) -> Wanted<'_> {
        self.stance_column.as_deref().map_or(Wanted::Known(STANCE), Wanted::Named)
    }

    /// Whether the caller said which column has the label.
    pub(super) fn names_label(&self) -> bool {
        self.stance_column.is_some()
    }

    /// What a label of the file stands for.
    pub(super) fn stance(&self, label: &str) -> Result<Option<Stance>, DataReason> {
        self.labels
            .outcome(label)
            .map(crate::stance::Outcome::stance)
            .map_err(|_| DataReason::UnknownStance { found: label.to_owned(), expected: self.labels.all().into() })
    }
}

impl From<Labels> for ReadOptions {
    fn from(labels: Labels) -> Self {
        Self::new().labels(labels)
    }
}
