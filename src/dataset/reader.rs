//! A labelled file, sentence by sentence.

use super::csv::{Fields, read_row};
use super::json::Objects;
use super::lines::Lines;
use super::options::Options;
use super::table::Header;
use super::{DataFormat, LabelledSentence};
use crate::error::{Column, DataError, DataReason, Error, IoError, QuotingRule};
use crate::stance::Labels;
use std::fs::File;
use std::io::Read;
use std::iter::FusedIterator;
use std::path::{Path, PathBuf};

/// Labelled sentences of a file or stream, one after the other, in memory that does not grow with the file: for files
/// that are larger than memory, or to look before keeping. [`crate::Dataset`] keeps them all.
///
/// After an error nothing more comes; nothing is skipped unless [`LabelledReader::skip_unlabelled`] asks for it.
///
/// ```
/// use geostance::dataset::{DataFormat, LabelledReader};
///
/// let csv = "stance,text\nnone,It rained.\nmulti-vector,Baku abstained.\n";
/// let mut with_stance = 0;
/// for sentence in LabelledReader::new(csv.as_bytes(), DataFormat::Csv) {
///     with_stance += usize::from(sentence?.stance.is_some());
/// }
/// assert_eq!(with_stance, 1);
/// # Ok::<(), geostance::Error>(())
/// ```
pub struct LabelledReader<R> {
    lines: Lines<R>,
    format: DataFormat,
    options: Options,
    header: Option<Header>,
    objects: Objects,
    fields: Fields,
    path: Option<PathBuf>,
    line: u64,
    skipped: usize,
    ended: bool,
}

impl LabelledReader<File> {
    /// Opens a labelled file; its name ends in `.csv`, `.tsv` or `.jsonl`.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the file cannot be opened, [`Error::Data`] for another ending of the name.
    ///
    /// ```
    /// use geostance::dataset::LabelledReader;
    ///
    /// let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv");
    /// assert!(LabelledReader::open(path)?.all(|sentence| sentence.is_ok()));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let Some(format) = DataFormat::of_path(path) else {
            return Err(DataError::new(DataReason::UnknownFormat).in_file(path).into());
        };
        let file = File::open(path).map_err(|source| IoError::reading(path, source))?;
        Ok(Self { path: Some(path.to_owned()), ..Self::new(file, format) })
    }
}

impl<R: Read> LabelledReader<R> {
    /// Reads labelled data in a format. A byte-order mark at the beginning is passed over.
    ///
    /// ```
    /// use geostance::dataset::{DataFormat, LabelledReader};
    ///
    /// let tsv = "text\tstance\nWhen?\tnone\n";
    /// assert_eq!(LabelledReader::new(tsv.as_bytes(), DataFormat::Tsv).count(), 1);
    /// ```
    pub fn new(reader: R, format: DataFormat) -> Self {
        Self {
            lines: Lines::new(reader),
            format,
            options: Options::default(),
            header: None,
            objects: Objects::default(),
            fields: Fields::default(),
            path: None,
            line: 0,
            skipped: 0,
            ended: false,
        }
    }

    /// Reads labels as the file spells them.
    ///
    /// ```
    /// use geostance::{Stance, dataset::{DataFormat, LabelledReader}};
    ///
    /// let csv = "stance,text\nfavor,Join now!\n";
    /// let reader = LabelledReader::new(csv.as_bytes(), DataFormat::Csv);
    /// let mut reader = reader.labels("favor=western-leaning".parse().unwrap());
    /// assert_eq!(reader.next().unwrap()?.stance, Some(Stance::WesternLeaning));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn labels(mut self, labels: Labels) -> Self {
        self.options.labels = labels;
        self
    }

    /// Whether rows without a label are passed over, and counted; without this they are errors. A row of a table has no
    /// label where the stance is empty or all three probabilities are, an object where their keys are missing or the
    /// stance is the empty string; `null` means none.
    ///
    /// ```
    /// use geostance::dataset::{DataFormat, LabelledReader};
    ///
    /// let csv = "stance,text\n,Not yet read.\nnone,It rained.\n";
    /// let mut reader = LabelledReader::new(csv.as_bytes(), DataFormat::Csv).skip_unlabelled(true);
    /// assert_eq!(reader.next().unwrap()?.text, "It rained.");
    /// assert_eq!(reader.skipped(), 1);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn skip_unlabelled(mut self, skip: bool) -> Self {
        self.options.skip_unlabelled = skip;
        self
    }

    /// Whether labels are left unread: every sentence comes without a stance, only the column `text` must be there, and
    /// columns of labels are metadata like others.
    ///
    /// ```
    /// use geostance::dataset::{DataFormat, LabelledReader};
    ///
    /// let csv = "title,text\nWeather,It rained.\n";
    /// let mut reader = LabelledReader::new(csv.as_bytes(), DataFormat::Csv).ignore_labels(true);
    /// assert_eq!(reader.next().unwrap()?.metadata.get("title"), Some("Weather"));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn ignore_labels(mut self, ignore: bool) -> Self {
        self.options.ignore_labels = ignore;
        self
    }

    /// The line in which the last row began, counted from 1; 0 before the first.
    ///
    /// ```
    /// use geostance::dataset::{DataFormat, LabelledReader};
    ///
    /// let csv = "stance,text\nnone,\"Snow,\nagain.\"\nnone,Rain.\n";
    /// let mut reader = LabelledReader::new(csv.as_bytes(), DataFormat::Csv);
    /// assert_eq!((reader.nth(1).unwrap()?.text.as_str(), reader.line()), ("Rain.", 4));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// How many rows without a label have been passed over so far.
    ///
    /// ```
    /// use geostance::dataset::{DataFormat, LabelledReader};
    ///
    /// assert_eq!(LabelledReader::new("".as_bytes(), DataFormat::Jsonl).skipped(), 0);
    /// ```
    #[must_use]
    pub fn skipped(&self) -> usize {
        self.skipped
    }

    /// The labels that the reader was given.
    pub(super) fn spelling(&self) -> &Labels {
        &self.options.labels
    }

    fn sentence(&mut self) -> Result<Option<LabelledSentence>, Error> {
        while let Some(line) = self.row()? {
            self.line = line;
            let sentence = match (&self.header, self.format) {
                (_, DataFormat::Jsonl) => self.objects.row(self.lines.content(), &self.options),
                (Some(header), _) => header.row(&self.fields, &self.options),
                (None, _) => {
                    let header = Header::read(&self.fields, &self.options);
                    self.header = Some(header.map_err(|error| error.at(line))?);
                    continue;
                }
            };
            match sentence.map_err(|error| error.at(line))? {
                Some(sentence) => return Ok(Some(sentence)),
                None => self.skipped += 1,
            }
        }
        if self.format != DataFormat::Jsonl && self.header.is_none() {
            return Err(DataError::new(DataReason::NoHeader).into());
        }
        Ok(None)
    }

    /// Goes to the next row and, in a table, divides it into fields; the line in which it began.
    fn row(&mut self) -> Result<Option<u64>, Error> {
        if self.format == DataFormat::Csv {
            return read_row(&mut self.lines, &mut self.fields);
        }
        if !self.lines.advance_to_row()? {
            return Ok(None);
        }
        let line = self.lines.number;
        if self.format == DataFormat::Tsv {
            let content = self.lines.content();
            if let Some(at) = content.find('\r') {
                let column = Column::Character(content[..at].chars().count() as u64 + 1);
                let reason = DataReason::Quoting(QuotingRule::BareCarriageReturn);
                return Err(DataError::new(reason).at(line).column_at(column).into());
            }
            self.fields.clear();
            content.split('\t').for_each(|field| self.fields.push(field));
        }
        Ok(Some(line))
    }

    /// The error with the file that it came from.
    fn in_file(&self, error: Error) -> Error {
        match (error, &self.path) {
            (Error::Data(error), Some(path)) => error.in_file(path).into(),
            (Error::Io(error), Some(path)) => IoError::reading(path, error.source).into(),
            (other, _) => other,
        }
    }
}

impl<R: Read> Iterator for LabelledReader<R> {
    type Item = Result<LabelledSentence, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.sentence().map_err(|error| self.in_file(error)).transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

impl<R: Read> FusedIterator for LabelledReader<R> {}

impl<R> std::fmt::Debug for LabelledReader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let reader = &mut f.debug_struct("LabelledReader");
        reader.field("path", &self.path).field("format", &self.format).field("line", &self.line).finish_non_exhaustive()
    }
}
