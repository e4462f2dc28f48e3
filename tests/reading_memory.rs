//! Reading tables takes memory that is bounded by a small multiple of the row, whatever the row is.

mod counting;

use counting::{alone, peak};
use geostance::corpus::{Content, Input, TextOptions};
use geostance::{
    Dataset,
    dataset::{DataFormat, LabelledReader},
};
use std::io::{Cursor, Read};

/// The most bytes that a row may have.
const MAX_ROW_BYTES: usize = 1 << 24;

/// What any reading takes: buffers.
const BUFFERS: usize = 1 << 19;

#[test]
fn a_row_takes_a_small_multiple_of_itself() {
    let _alone = alone();
    let size = 2 << 20;
    let labelled = |value: &str| format!("{{\"stance\":\"none\",\"text\":\"It rained.\",\"a\":{value}}}\n");
    let keys = (0..200_000).map(|key| format!(",\"{key}\":0")).collect::<Vec<_>>().concat();
    for (name, format, text) in [
        (
            "nested objects",
            DataFormat::Jsonl,
            labelled(&format!("{}0{}", "{\"a\":".repeat(size / 6), "}".repeat(size / 6))),
        ),
        ("an array of objects", DataFormat::Jsonl, labelled(&format!("[{}0]", "{\"a\":[]},".repeat(size / 9)))),
        ("an array of numbers", DataFormat::Jsonl, labelled(&format!("[{}0]", "0,".repeat(size / 2)))),
        ("escapes", DataFormat::Jsonl, labelled(&format!("\"{}\"", "\\u0061".repeat(size / 6)))),
        ("many keys", DataFormat::Jsonl, format!("{{\"stance\":\"none\",\"text\":\"a\"{keys}}}\n")),
        ("a header of separators", DataFormat::Csv, format!("stance,text{}\n", ",".repeat(size))),
        ("a header of tabs", DataFormat::Tsv, format!("stance\ttext{}\n", "\t".repeat(size))),
        ("a header of quotes", DataFormat::Csv, format!("stance,text{}\n", ",\"\"".repeat(size / 3))),
        ("a row of separators", DataFormat::Csv, format!("stance,text\nnone,a{}\n", ",".repeat(size))),
        ("a row of lines", DataFormat::Csv, format!("stance,text,note\nnone,a,\"{}\"\n", "\n".repeat(size))),
        ("a row of quotes", DataFormat::Csv, format!("stance,text,note\nnone,a,\"{}\"\n", "\"\"".repeat(size / 2))),
        ("a wide text", DataFormat::Csv, format!("stance,text\nnone,{}\n", "x".repeat(size))),
        ("a lone quote", DataFormat::Csv, format!("stance,text\nnone,\"{}\n", "x\n".repeat(size / 2))),
        ("rows that are all wrong", DataFormat::Tsv, format!("stance\ttext\n{}", "x\ty\n".repeat(size / 4))),
    ] {
        let taken = peak(|| drop(Dataset::from_reader(text.as_bytes(), format)));
        assert!(taken <= 6 * text.len() + BUFFERS, "{name}: {taken} bytes for {}", text.len());
        let options = TextOptions::new().format(format);
        let reader = Cursor::new(text.clone());
        let taken = peak(|| {
            if let Ok(Content::Table(table)) = Input::read_from(reader, &options) {
                table.for_each(drop);
            }
        });
        assert!(taken <= 6 * text.len() + BUFFERS, "{name}: {taken} bytes for {} as a corpus", text.len());
    }
}

/// A stream of rows that nobody holds in memory: the pieces one after the other.
struct Pieces<I>(I, &'static [u8]);

impl<I: Iterator<Item = &'static [u8]>> Read for Pieces<I> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.1.is_empty() {
            self.1 = self.0.next().unwrap_or_default();
        }
        self.1.read(buffer)
    }
}

fn rows(header: &'static str, row: &'static str, count: usize) -> impl Read + Send + 'static {
    Pieces(std::iter::repeat_n(row.as_bytes(), count), header.as_bytes())
}

#[test]
fn a_table_is_read_in_memory_that_does_not_grow_with_it() {
    let _alone = alone();
    for (format, header, row) in [
        (DataFormat::Csv, "id;stance;text\n", "7;none;\"It \"\"rained\"\".\"\n"),
        (DataFormat::Tsv, "id\tstance\ttext\n", "7\tnone\tIt rained.\n"),
        (DataFormat::Jsonl, "", "{\"id\":7,\"stance\":\"none\",\"text\":\"It rained.\",\"m\":{\"a\":[1,2]}}\n"),
    ] {
        let taken = peak(|| {
            let options = TextOptions::new().format(format);
            let Content::Table(table) = Input::read_from(rows(header, row, 100_000), &options).unwrap() else {
                panic!()
            };
            assert_eq!(table.map(|row| row.unwrap().text().len()).filter(|length| *length > 0).count(), 100_000);
        });
        assert!(taken <= BUFFERS, "{format:?}: {taken} bytes");
        let taken = peak(|| assert_eq!(LabelledReader::new(rows(header, row, 100_000), format).count(), 100_000));
        assert!(taken <= BUFFERS, "{format:?}: {taken} bytes, labelled");
    }
}

#[test]
fn a_line_without_an_end_is_given_up() {
    let _alone = alone();
    for (format, header) in [
        (DataFormat::Csv, "stance,text\nnone,"),
        (DataFormat::Csv, "stance,text\nnone,\""),
        (DataFormat::Tsv, ""),
        (DataFormat::Jsonl, "{\"a\":\""),
    ] {
        let taken = peak(|| {
            let error =
                Dataset::from_reader(rows(header, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 4_000_000), format).unwrap_err();
            assert!(
                error.to_string().ends_with("a row of more than 16777216 bytes; is a quote never closed?"),
                "{error}"
            );
        });
        assert!(taken <= 4 * MAX_ROW_BYTES, "{format:?}: {taken} bytes");
    }
}

#[cfg(feature = "gz")]
#[test]
fn a_small_file_that_grows_when_it_is_decompressed_is_bounded_too() {
    let _alone = alone();
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::copy(&mut std::io::repeat(b'x').take(200 << 20), &mut out).unwrap();
    let bomb = out.finish().unwrap();
    assert!(bomb.len() < 1 << 20);
    let taken = peak(|| {
        let error = Dataset::from_reader(&bomb[..], DataFormat::Csv).unwrap_err();
        assert_eq!(error.to_string(), "line 1: a row of more than 16777216 bytes; is a quote never closed?");
    });
    assert!(taken <= 64 << 20, "{taken} bytes");
}
