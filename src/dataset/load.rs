//! Labelled files into a dataset, with all that is wrong in them.

use super::summary::FileSummary;
use super::{Dataset, LabelledReader, ReadOptions};
use crate::corpus::{DataFormat, Fault};
use crate::error::{DataErrors, Error};
use std::io::Read;
use std::path::Path;

impl Dataset {
    /// Reads a labelled file; its name ends in `.csv`, `.tsv` or `.jsonl`, and where it is compressed with gzip (feature
    /// `gz`) also in `.gz`. Rows without a label are left out; [`Dataset::summary`] counts them.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the file cannot be read; [`Error::Data`] with the first twenty rules that it breaks, each with
    /// file, line and column; also for another ending of the name, and for a spreadsheet and the like under that name.
    ///
    /// ```
    /// use geostance::Dataset;
    ///
    /// let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv");
    /// assert!(Dataset::load(path)?.len() > 100);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::load_with(path, &ReadOptions::new())
    }

    /// Reads a labelled file with labels or columns of its own.
    ///
    /// # Errors
    ///
    /// As for [`Dataset::load`].
    ///
    /// ```
    /// use geostance::Dataset;
    /// use geostance::dataset::ReadOptions;
    ///
    /// let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv");
    /// let options = ReadOptions::new().labels("favor=western-leaning".parse()?);
    /// let error = Dataset::load_with(path, &options).unwrap_err().to_string();
    /// assert!(error.contains("unknown stance `western-leaning`; expected one of pro-moscow, multi-vector, favor, none"));
    /// # Ok::<(), geostance::error::LabelsError>(())
    /// ```
    pub fn load_with(path: impl AsRef<Path>, options: &ReadOptions) -> Result<Self, Error> {
        Self::load_all_with([path], options)
    }

    /// Reads several labelled files, one after the other.
    ///
    /// # Errors
    ///
    /// As for [`Dataset::load`], with what is wrong in all of the files.
    ///
    /// ```
    /// use geostance::Dataset;
    ///
    /// let none: [&str; 0] = [];
    /// assert!(Dataset::load_all(none)?.is_empty());
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn load_all<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Self, Error> {
        Self::load_all_with(paths, &ReadOptions::new())
    }

    /// Reads several labelled files with the same labels or columns of their own, one after the other.
    ///
    /// # Errors
    ///
    /// As for [`Dataset::load_all`].
    ///
    /// ```
    /// use geostance::dataset::ReadOptions;
    /// use geostance::{Dataset, Labels};
    ///
    /// let none: [&str; 0] = [];
    /// let labels: Labels = "neutral=none".parse().unwrap();
    /// assert_eq!(Dataset::load_all_with(none, &labels.clone().into())?.labels(), &labels);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn load_all_with<P: AsRef<Path>>(
        paths: impl IntoIterator<Item = P>,
        options: &ReadOptions,
    ) -> Result<Self, Error> {
        let mut loading = Loading::new(options);
        for path in paths {
            match LabelledReader::load(path) {
                Ok(reader) => loading.read(&mut reader.options(options.clone()))?,
                Err(Error::Data(errors)) => loading.add(errors),
                Err(error) => return Err(error),
            }
        }
        loading.end()
    }

    /// Reads labelled data in a format. A byte-order mark at the beginning is passed over.
    ///
    /// # Errors
    ///
    /// [`Error::Data`], with line and column, for the first twenty rules that the data breaks; [`Error::Io`] where the reader
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
        Self::from_reader_with(reader, format, &ReadOptions::new())
    }

    /// Reads labelled data in a format with labels or columns of its own.
    ///
    /// # Errors
    ///
    /// As for [`Dataset::from_reader`].
    ///
    /// ```
    /// use geostance::dataset::ReadOptions;
    /// use geostance::{Dataset, dataset::DataFormat};
    ///
    /// let tsv = "code\tsentence\nNone\tWhen?\n";
    /// let options = ReadOptions::new().stance_column("code");
    /// assert_eq!(Dataset::from_reader_with(tsv.as_bytes(), DataFormat::Tsv, &options)?.len(), 1);
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn from_reader_with(reader: impl Read, format: DataFormat, options: &ReadOptions) -> Result<Self, Error> {
        let mut loading = Loading::new(options);
        loading.read(&mut LabelledReader::new(reader, format).options(options.clone()))?;
        loading.end()
    }
}

/// What was read so far, and what is wrong in it.
struct Loading {
    data: Dataset,
    errors: Option<DataErrors>,
}

impl Loading {
    fn new(options: &ReadOptions) -> Self {
        Self { data: Dataset::new().with_labels(options.spelling().clone()), errors: None }
    }

    fn add(&mut self, errors: DataErrors) {
        match &mut self.errors {
            Some(known) => known.append(errors),
            None => self.errors = Some(errors),
        }
    }

    /// Reads all that a reader gives. After the first error no more sentences are kept, only errors.
    fn read<R: Read>(&mut self, reader: &mut LabelledReader<R>) -> Result<(), Error> {
        let mut file = FileSummary::new(reader.path(), self.data.labels.clone());
        loop {
            match reader.step() {
                Ok(Some(sentence)) if self.errors.is_none() => {
                    file.count(&sentence);
                    self.data.sentences.push(sentence);
                }
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(Fault::Row(error)) => self.add(error.into()),
                Err(Fault::End(Error::Data(errors))) => {
                    self.add(errors);
                    break;
                }
                Err(Fault::End(error)) => return Err(error),
            }
        }
        file.left_out(reader.skipped());
        self.data.files.push(file);
        Ok(())
    }

    fn end(self) -> Result<Dataset, Error> {
        let mut data = self.data;
        data.sentences.shrink_to_fit();
        self.errors.map_or(Ok(data), |errors| Err(errors.into()))
    }
}
