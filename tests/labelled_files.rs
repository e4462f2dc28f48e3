//! Bad labelled files and what is said of them, to the letter; good ones in every format.

mod draws;

use draws::draw;
use geostance::dataset::ReadOptions;
use geostance::{
    Dataset, Error, Labels, Stance,
    dataset::{DataFormat, LabelledReader, LabelledSentence, MAX_TEXT_BYTES},
};
use std::io::Read;

fn message(path: &str) -> String {
    Dataset::load(format!("fixtures/broken/{path}")).unwrap_err().to_string()
}

#[test]
fn every_broken_file_is_refused_with_file_line_column_and_reason() {
    let expected = [
        (
            "unknown-stance.csv",
            ", line 3: unknown stance `pro-russia`; expected one of pro-moscow, multi-vector, western-leaning, none \
             (column 1, `stance`)",
        ),
        ("missing-column.csv", ", line 1: there is no column `stance` or `label`; found `stanza`, `text`"),
        ("empty-text.csv", ", line 3: the text is empty (column 2, `text`)"),
        (
            "open-quote.csv",
            ", line 3: text after the closing quote of a field that was opened in line 2; is a quote missing there, or \
             to be written twice here? (character 7)",
        ),
        (
            "quote-inside.csv",
            ", line 2: a quote inside an unquoted field; put the whole field in quotes and write the quote inside it \
             twice (character 20)",
        ),
        (
            "never-closed.csv",
            ", line 3: a quoted field is opened here and never closed; write a quote inside a quoted field twice \
             (character 6)",
        ),
        (
            "not-utf8.csv",
            ", line 3: invalid UTF-8 at byte 36, as in a file saved as Windows-1252; save it as UTF-8 (a spreadsheet: as CSV UTF-8)",
        ),
        (
            "negative-weight.csv",
            ", line 3: weight `-0.5`; expected a finite number of at least zero (column 3, `weight`)",
        ),
        (
            "infinite-weight.csv",
            ", line 2: weight `inf`; expected a finite number of at least zero (column 3, `weight`)",
        ),
        ("field-count.csv", ", line 2: 3 fields where the header has 2"),
        ("blank-line.csv", ", line 3: a blank line; remove it, nothing is skipped"),
        ("nul-character.tsv", ", line 2: the text has a NUL character; remove it (column 2, `text`)"),
        ("duplicate-column.csv", ", line 1: `text` occurs twice"),
        ("wrong-type.jsonl", ", line 2: expected a string, found 5 (key `text`)"),
        (
            "not-json.jsonl",
            ", line 2: no valid JSON object: a comma or the closing brace is missing here (character 18)",
        ),
        ("duplicate-key.jsonl", ", line 1: `text` occurs twice"),
        (
            "both-labels.csv",
            ", line 1: columns `stance` and `p_pro_moscow`; a file labels in one way, remove the other",
        ),
        (
            "partial-labels.csv",
            ", line 1: a column `p_pro_moscow`, but no `p_multi_vector`; soft labels need one for each of the three \
             stances",
        ),
        (
            "partial-labels.jsonl",
            ", line 1: a column `p_pro_moscow`, but no `p_multi_vector`; soft labels need one for each of the three \
             stances",
        ),
        (
            "mixed-labels.jsonl",
            ", line 2: labelled in another way than the rows before; a file has either stances or probabilities",
        ),
        (
            "probability-range.csv",
            ", line 3: probability `1.2`; expected a number from 0 to 1 (column 2, `p_multi_vector`)",
        ),
        (
            "probability-empty.csv",
            ", line 2: probability ``; expected a number from 0 to 1 (column 2, `p_multi_vector`)",
        ),
        ("probability-string.jsonl", ", line 1: expected a number, found \"0.25\" (key `p_multi_vector`)"),
        (
            "probability-sum.csv",
            ", line 2: the probabilities sum to 1.1; expected at most 1, for the rest is none (column 3, \
             `p_western_leaning`)",
        ),
        ("empty.csv", ": the file is empty; a first line with the names of the columns is needed"),
    ];
    for (path, words) in expected {
        assert_eq!(message(path), format!("fixtures/broken/{path}{words}"));
    }
    assert_eq!(std::fs::read_dir("fixtures/broken").unwrap().count(), expected.len());
}

#[test]
fn a_missing_file_and_an_unknown_ending_are_named() {
    assert!(message("nothing.csv").starts_with("cannot read fixtures/broken/nothing.csv: "));
    let error = Dataset::load("Cargo.toml").unwrap_err().to_string();
    assert_eq!(error, "Cargo.toml: unknown kind of file; the name must end in .csv, .tsv or .jsonl, or so and in .gz");
}

fn read(text: &str, format: DataFormat) -> Result<Dataset, Error> {
    Dataset::from_reader(text.as_bytes(), format)
}

#[test]
fn the_three_formats_say_the_same() {
    let csv = "\u{feff}register,weight,stance,group,text\r\nwire,2.5,multi-vector,b1,\"Astana, \"\"both\"\" ways\r\nagain\"\r\n,,none,,When?";
    let jsonl = "{\"register\":\"wire\",\"weight\":2.5,\"stance\":\"multi-vector\",\"group\":\"b1\",\"text\":\"Astana, \\\"both\\\" ways\\r\\nagain\"}\n\
                 {\"register\":\"\",\"stance\":\"none\",\"group\":null,\"text\":\"When?\"}\n\n";
    let csv = read(csv, DataFormat::Csv).unwrap();
    assert_eq!(csv, read(jsonl, DataFormat::Jsonl).unwrap());
    let first = &csv.sentences()[0];
    assert_eq!((first.stance, first.weight, first.group.as_deref()), (Some(Stance::MultiVector), 2.5, Some("b1")));
    assert_eq!(first.text, "Astana, \"both\" ways\r\nagain");
    assert_eq!(first.metadata.get("register"), Some("wire"));
    assert_eq!((csv.sentences()[1].weight, &csv.sentences()[1].group), (1.0, &None));
    let tsv = read("stance\ttext\r\nnone\t\"open quote, comma\r\n", DataFormat::Tsv).unwrap();
    assert_eq!(tsv.sentences()[0].text, "\"open quote, comma");
}

#[test]
fn lines_are_counted_in_every_style_of_line_ends() {
    let line = |text: &str, format| match read(text, format).unwrap_err() {
        Error::Data(error) => (error.line().unwrap(), error.column().map(ToString::to_string)),
        other => panic!("{other:?}"),
    };
    let bad = "stance,text\nnone,a\nnone,\"b\nb\"\nbad,c\n";
    assert_eq!(line(bad, DataFormat::Csv).0, 5);
    assert_eq!(line(&bad.replace('\n', "\r\n"), DataFormat::Csv).0, 5);
    let bad = "stance\ttext\nnone\ta\nbad\tc\n";
    assert_eq!(line(bad, DataFormat::Tsv).0, 3);
    assert_eq!(line(&bad.replace('\n', "\r\n"), DataFormat::Tsv).0, 3);
    assert_eq!(line("stance\ttext\nnone\ta\rb\n", DataFormat::Tsv).0, 2);
    let (row, column) = line("{\"stance\":\"none\",\"text\":\"éééé\" 1}", DataFormat::Jsonl);
    assert_eq!((row, column.as_deref()), (1, Some("character 32")));
}

#[test]
fn null_is_absence() {
    let row = "{\"stance\":\"none\",\"text\":\"a\",\"group\":null,\"weight\":null,\"topic\":null}";
    assert_eq!(read(row, DataFormat::Jsonl).unwrap().sentences()[0], LabelledSentence::new(None, "a"));
    let row = "{\"stance\":null,\"text\":\"a\"}";
    let data = read(row, DataFormat::Jsonl).unwrap();
    assert_eq!((data.len(), data.summary().unlabelled()), (0, 1), "no label, and never none");
}

#[test]
fn an_empty_table_is_a_dataset_without_sentences() {
    assert!(read("stance,text\n", DataFormat::Csv).unwrap().is_empty());
    assert!(read("", DataFormat::Jsonl).unwrap().is_empty());
    assert!(read("", DataFormat::Tsv).is_err());
}

#[test]
fn the_limit_of_a_text_is_exact() {
    let file = |bytes: usize| format!("stance,text\nnone,{}\n", "x".repeat(bytes));
    assert_eq!(read(&file(MAX_TEXT_BYTES), DataFormat::Csv).unwrap().len(), 1);
    let error = read(&file(MAX_TEXT_BYTES + 1), DataFormat::Csv).unwrap_err().to_string();
    assert_eq!(
        error,
        "line 2: a text of 65537 bytes, over the limit of 65536; one row is one sentence (column 2, `text`)"
    );
}

#[test]
fn anything_is_read_or_refused_without_a_panic() {
    let pieces = [
        "stance",
        "p_pro_moscow",
        "text",
        ",",
        "\t",
        "\n",
        "\r",
        "\"",
        "none",
        "pro-moscow",
        "{",
        "}",
        ":",
        "é",
        "\0",
        "1e9",
        "",
    ];
    let mut state = 3_u64;
    for _ in 0..20_000 {
        let mut text = String::from(if draw(&mut state, 2) == 0 { "stance,text\n" } else { "" });
        for _ in 0..draw(&mut state, 9) {
            text.push_str(pieces[draw(&mut state, pieces.len())]);
        }
        for format in [DataFormat::Csv, DataFormat::Tsv, DataFormat::Jsonl] {
            if let Ok(data) = read(&text, format) {
                assert!(data.sentences().iter().all(|sentence| !sentence.text.trim().is_empty()));
            }
        }
    }
}

#[test]
fn soft_labels_are_read_alike_in_every_format() {
    let csv = "p_pro_moscow,text,p_western_leaning,p_multi_vector,weight\n0.25,Baku abstained.,0,0.5,2\n0,Snow.,0,0,\n";
    let jsonl = "{\"text\":\"Baku abstained.\",\"p_pro_moscow\":0.25,\"p_western_leaning\":0,\"p_multi_vector\":0.5,\"weight\":2}\n\
                 {\"text\":\"Snow.\",\"p_pro_moscow\":0,\"p_western_leaning\":0,\"p_multi_vector\":0}\n";
    let data = read(csv, DataFormat::Csv).unwrap();
    assert_eq!(data, read(&csv.replace(',', "\t"), DataFormat::Tsv).unwrap());
    assert_eq!(data, read(jsonl, DataFormat::Jsonl).unwrap());
    let [soft, certain] = data.sentences() else { panic!() };
    assert!(soft.distribution().into_array().iter().eq(&[0.25, 0.5, 0.0, 0.25]));
    assert_eq!((soft.stance, soft.is_soft(), soft.weight), (Some(Stance::MultiVector), true, 2.0));
    assert!(soft.metadata.is_empty());
    assert_eq!(*certain, LabelledSentence::new(None, "Snow."));
    assert_eq!(data.counts().into_array(), [0, 1, 0, 1]);
}

#[test]
fn a_dataset_refuses_soft_labels_that_are_none() {
    let mut data = Dataset::new();
    let words = |error: Error| error.to_string();
    let sentence = |probabilities| LabelledSentence::new(None, "Snow.").soft(probabilities);
    let error = data.push(sentence([0.5, f64::NAN, 0.0])).map_err(words);
    assert_eq!(error, Err("probability `NaN`; expected a number from 0 to 1".to_owned()));
    let error = data.push(sentence([0.75, 0.5, 0.0])).map_err(words);
    assert_eq!(error, Err("the probabilities sum to 1.25; expected at most 1, for the rest is none".to_owned()));
    let mut settled = sentence([0.75, 0.25, 0.0]);
    settled.stance = None;
    data.push(settled).unwrap();
    assert_eq!(data.sentences()[0].stance, Some(Stance::ProMoscow));
}

#[test]
fn a_files_own_labels_are_read_as_what_they_stand_for() {
    let labels: Labels = "against=pro-moscow,none=multi-vector,favor=western-leaning".parse().unwrap();
    let options = ReadOptions::from(labels.clone());
    let read = |text: &str, format| Dataset::from_reader_with(text.as_bytes(), format, &options);
    let data = read("stance,text\nnone,a\nfavor,b\nagainst,c\n", DataFormat::Csv).unwrap();
    assert_eq!((data.counts().into_array(), data.labels()), ([1, 1, 1, 0], &labels));
    assert_eq!(data.hold_out(0.5, 0).test.labels(), &labels);
    assert_eq!(data.filter(|_| true), data);
    let error = read("stance,text\npro-moscow,a\n", DataFormat::Csv).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: unknown stance `pro-moscow`; expected one of against, none, favor (column 1, `stance`)"
    );
    let soft = "{\"p_against\":0.5,\"p_none\":0.25,\"p_favor\":0.25,\"text\":\"a\"}";
    let data = read(soft, DataFormat::Jsonl).unwrap();
    assert!(data.sentences()[0].distribution().into_array().iter().eq(&[0.5, 0.25, 0.25, 0.0]));
    let mut all = Dataset::new();
    all.append(data);
    all.append(Dataset::new().with_labels(Labels::default()));
    assert_eq!(all.labels(), &labels, "an empty dataset takes the other's, one with sentences keeps its own");
}

#[test]
fn unlabelled_rows_are_passed_over_and_counted() {
    for (text, format) in [
        ("stance,text\nnone,a\n,b\n  ,c\n", DataFormat::Csv),
        ("p_pro_moscow\tp_multi_vector\tp_western_leaning\ttext\n0\t0\t0\ta\n\t\t\tb\n\t\t\tc\n", DataFormat::Tsv),
        (
            "{\"stance\":\"none\",\"text\":\"a\"}\n{\"stance\":null,\"text\":\"b\"}\n{\"stance\":\" \",\"text\":\"c\"}",
            DataFormat::Jsonl,
        ),
    ] {
        let data = read(text, format).unwrap();
        assert_eq!(data.sentences(), &[LabelledSentence::new(None, "a")][..]);
        assert_eq!((data.summary().unlabelled(), data.files()[0].unlabelled()), (2, 2));
        let mut reader = LabelledReader::new(text.as_bytes(), format);
        assert_eq!((reader.by_ref().count(), reader.skipped()), (1, 2));
        let strict = ReadOptions::new().skip_unlabelled(false);
        let error = Dataset::from_reader_with(text.as_bytes(), format, &strict).unwrap_err().to_string();
        assert!(error.starts_with("2 errors in the data\n  line "), "{error}");
        let ignoring = ReadOptions::new().ignore_labels(true);
        let texts = LabelledReader::new(text.as_bytes(), format).options(ignoring);
        let texts: Vec<String> = texts.map(|sentence| sentence.unwrap().text).collect();
        assert_eq!(texts, ["a", "b", "c"]);
    }
}

/// A stream that gives a header and then the same rows for ever.
struct Endless {
    given: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        for byte in &mut *buffer {
            let (header, row) = (b"stance,text\n", b"none,\"It rained,\nand rained.\"\n");
            *byte = *header.get(self.given).unwrap_or_else(|| &row[(self.given - header.len()) % row.len()]);
            self.given += 1;
        }
        Ok(buffer.len())
    }
}

#[test]
fn a_stream_without_an_end_is_read_sentence_by_sentence() {
    let mut reader = LabelledReader::new(Endless { given: 0 }, DataFormat::Csv);
    let hundredth = reader.nth(99).unwrap().unwrap();
    assert_eq!((hundredth.text.as_str(), reader.line()), ("It rained,\nand rained.", 200));
}

#[test]
fn nothing_comes_after_an_error() {
    let text = "stance,text\nnone,a\nbad,b\nnone,c\n";
    let mut reader = LabelledReader::new(text.as_bytes(), DataFormat::Csv);
    let results: Vec<bool> = reader.by_ref().map(|sentence| sentence.is_ok()).collect();
    assert_eq!((results, reader.line()), (vec![true, false], 3));
    assert!(reader.next().is_none());
}
