//! A labelled file, sentence by sentence.

use super::json::Objects;
use super::table::Header;
use super::{LabelledSentence, ReadOptions};
use crate::corpus::{DataFormat, Fault, Rows, Text, in_file};
use crate::error::{DataError, DataErrors, DataReason, Error, IoError};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::iter::FusedIterator;
use std::path::{Path, PathBuf};

/// Labelled sentences of a file or stream, one after the other, in memory that does not grow with the file: for files
/// that are larger than memory, or to look before keeping. [`crate::Dataset`] keeps them all.
///
/// After an error nothing more comes. Rows without a label are passed over and counted, unless
/// [`ReadOptions::skip_unlabelled`] says that they are errors; nothing else is skipped.
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
    rows: Rows<R>,
    format: DataFormat,
    options: ReadOptions,
    header: Option<Header>,
    objects: Objects,
    path: Option<PathBuf>,
    line: u64,
    skipped: usize,
    ended: bool,
}

impl LabelledReader<File> {
    /// Opens a labelled file; its name ends in `.csv`, `.tsv` or `.jsonl`, and where it is compressed with gzip (feature `gz`)
    /// also in `.gz`.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the file cannot be opened, [`Error::Data`] for another ending of the name, with what the file is
    /// where its first bytes tell.
    ///
    /// ```
    /// use geostance::dataset::LabelledReader;
    ///
    /// let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv");
    /// assert!(LabelledReader::load(path)?.all(|sentence| sentence.is_ok()));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let file = File::open(path).map_err(|source| IoError::reading(path, source))?;
        let Some(format) = DataFormat::of_path(path) else {
            let unknown = |_| DataError::new(DataReason::UnknownFormat).into();
            return Err(in_file(Text::open(file, None).map_or_else(|error| error, unknown), path));
        };
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
            rows: Rows::new(reader, format),
            format,
            options: ReadOptions::new(),
            header: None,
            objects: Objects::default(),
            path: None,
            line: 0,
            skipped: 0,
            ended: false,
        }
    }

    /// The reader with labels or columns of the file's own; to be said before the first sentence.
    ///
    /// ```
    /// use geostance::dataset::ReadOptions;
    /// use geostance::{Stance, dataset::{DataFormat, LabelledReader}};
    ///
    /// let csv = "stance,text\nfavor,Join now!\n";
    /// let options = ReadOptions::new().labels("favor=western-leaning".parse()?);
    /// let mut reader = LabelledReader::new(csv.as_bytes(), DataFormat::Csv).options(options);
    /// assert_eq!(reader.next().unwrap()?.stance, Some(Stance::WesternLeaning));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn options(mut self, options: ReadOptions) -> Self {
        self.options = options;
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

    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The next sentence, or what is wrong with its row: the next can still be read where it is the row alone.
    pub(super) fn step(&mut self) -> Result<Option<LabelledSentence>, Fault> {
        self.sentence().map_err(|fault| match (fault, &self.path) {
            (Fault::Row(error), Some(path)) => Fault::Row(error.in_file(path)),
            (Fault::End(error), Some(path)) => Fault::End(in_file(error, path)),
            (fault, None) => fault,
        })
    }

    fn sentence(&mut self) -> Result<Option<LabelledSentence>, Fault> {
        while let Some(line) = self.rows.next(self.options.text())? {
            self.line = line;
            let sentence = match (&self.header, self.format) {
                (_, DataFormat::Jsonl) => self.objects.row(self.rows.content(), &self.options),
                (Some(header), _) => header.row(self.rows.fields(), &self.options),
                (None, _) => {
                    let decimal_comma = self.rows.decimal_comma();
                    let header = Header::read(self.rows.fields(), &self.options, decimal_comma);
                    self.header = Some(header.map_err(|errors| DataErrors::at(errors, line))?);
                    continue;
                }
            };
            match sentence.map_err(|error| Fault::Row(error.at(line)))? {
                Some(sentence) => return Ok(Some(sentence)),
                None => self.skipped += 1,
            }
        }
        if self.format == DataFormat::Jsonl {
            return self.objects.end().map(|()| None).map_err(|error| Fault::End(error.into()));
        }
        match self.header {
            Some(_) => Ok(None),
            None => Err(Fault::End(DataError::new(DataReason::NoHeader).into())),
        }
    }
}

impl<R: Read> Iterator for LabelledReader<R> {
    type Item = Result<LabelledSentence, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let next = self.step().map_err(Error::from).transpose();
        self.ended = !matches!(next, Some(Ok(_)));
        next
    }
}

impl<R: Read> FusedIterator for LabelledReader<R> {}

impl<R> fmt::Debug for LabelledReader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reader = &mut f.debug_struct("LabelledReader");
        reader.field("path", &self.path).field("format", &self.format).field("line", &self.line).finish_non_exhaustive()
    }
}
