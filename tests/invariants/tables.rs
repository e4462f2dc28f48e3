//! What holds of any bytes as labelled data, and as a table of texts.

use super::assert_speaks;
use super::memory::peak;
use geostance::{
    Dataset, Error,
    corpus::{Content, Input, TextOptions},
    dataset::{DataFormat, LabelledReader, ReadOptions},
};
use std::io::{Cursor, Read};

/// What reading a table may take, in multiples of its bytes, and beside them.
const TIMES: usize = 8;
const BESIDE: usize = 1 << 20;

/// The first byte chooses the format and the options, the rest is the file.
pub(crate) fn of_bytes(data: &[u8]) {
    let (&choice, file) = data.split_first().unwrap_or((&0, &[]));
    holds(choice, file);
}

/// All that holds of a file.
pub(crate) fn holds(choice: u8, file: &[u8]) {
    let format = [DataFormat::Csv, DataFormat::Tsv, DataFormat::Jsonl][usize::from(choice % 3)];
    labelled(file, format, &options(choice / 3));
    texts(file, format);
}

fn options(choice: u8) -> ReadOptions {
    let mut options = ReadOptions::new().skip_unlabelled(choice & 1 == 0).ignore_labels(choice & 2 != 0);
    if choice & 4 != 0 {
        options = options.labels("pro=pro-moscow,none=multi-vector,for=western-leaning".parse().expect("labels"));
    }
    if choice & 8 != 0 {
        options = options.text_column("a").stance_column("b");
    }
    options
}

/// A reader that gives a few bytes at a time.
struct Slow<'a>(&'a [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = buffer.len().min(1 + self.0.len() % 3);
        self.0.read(&mut buffer[..length])
    }
}

/// Whole, row by row and in small pieces a file gives the same, and what was read is written so that it is read again.
fn labelled(file: &[u8], format: DataFormat, options: &ReadOptions) {
    let mut read = None;
    let taken = peak(|| read = Some(Dataset::from_reader_with(file, format, options)));
    assert!(taken <= TIMES * file.len() + BESIDE, "{taken} bytes for {}", file.len());
    let read = read.expect("it was read");
    let slow = Dataset::from_reader_with(Slow(file), format, options);
    assert_eq!(words(&read), words(&slow));
    let rows: Result<Vec<_>, Error> = LabelledReader::new(file, format).options(options.clone()).collect();
    match (read, rows) {
        (Ok(data), Ok(rows)) => {
            assert_eq!(data.sentences(), rows);
            assert!(data.check().is_ok());
            written(&data, options);
        }
        (Err(error), Err(first)) => {
            assert_speaks(&error);
            assert_speaks(&first);
            if let (Error::Data(all), Error::Data(one)) = (&error, &first) {
                assert_eq!(all.first(), one.first());
                assert!(all.line().is_none_or(|line| line >= 1));
            }
        }
        (read, rows) => panic!("{:?} against {:?}", read.map(|data| data.len()), rows.map(|rows| rows.len())),
    }
}

/// What a reading says, to be compared.
fn words(read: &Result<Dataset, Error>) -> Result<&Dataset, String> {
    read.as_ref().map_err(ToString::to_string)
}

/// Written in each format and read with the same labels, it is the same; written again, the same bytes.
fn written(data: &Dataset, options: &ReadOptions) {
    let labels = ReadOptions::new().labels(data.labels().clone());
    let _ = options;
    for format in [DataFormat::Csv, DataFormat::Tsv, DataFormat::Jsonl] {
        let mut first = Vec::new();
        if let Err(error) = data.write(&mut first, format) {
            assert_speaks(&error);
            continue;
        }
        let again = match Dataset::from_reader_with(&first[..], format, &labels) {
            Ok(again) => again,
            Err(error) => panic!("{error} in {:?}", String::from_utf8_lossy(&first)),
        };
        assert_eq!(again.len(), data.len());
        for (again, data) in again.iter().zip(data) {
            assert_eq!((&again.text, again.stance, &again.group), (&data.text, data.stance, &data.group));
            assert_eq!((again.weight.to_bits(), again.distribution()), (data.weight.to_bits(), data.distribution()));
        }
        let mut second = Vec::new();
        again.write(&mut second, format).expect("what was written is written again");
        assert!(
            first == second,
            "{:?} against {:?}",
            String::from_utf8_lossy(&first),
            String::from_utf8_lossy(&second)
        );
    }
}

/// Rows and errors of a table come to an end, and speak; an article is text.
fn texts(file: &[u8], format: DataFormat) {
    for options in [TextOptions::new().format(format), TextOptions::new()] {
        let reader = Cursor::new(file.to_vec());
        let mut rows = 0;
        let taken = peak(|| match Input::read_from(reader, &options) {
            Ok(Content::Table(table)) => {
                for row in *table {
                    rows += 1;
                    match row {
                        Ok(row) => assert!(row.columns().all(|(name, value)| row.get(name) == Some(value))),
                        Err(error) => assert_speaks(&error),
                    }
                }
            }
            Ok(Content::Article(article)) => assert!(article.text().len() <= 3 * file.len()),
            Err(error) => assert_speaks(&error),
        });
        assert!(rows <= file.len() + 1, "{rows} rows");
        assert!(taken <= TIMES * file.len() + BESIDE, "{taken} bytes for {}", file.len());
    }
}
