//! Bad labelled files and what is said of them, to the letter; good ones in every format.

use geostance::{DataFormat, Dataset, Error, MAX_TEXT_BYTES, Stance};

fn message(path: &str) -> String {
    Dataset::from_path(format!("fixtures/broken/{path}")).unwrap_err().to_string()
}

#[test]
fn every_broken_file_is_refused_with_file_line_column_and_reason() {
    let expected = [
        (
            "unknown-stance.csv",
            ", line 3: unknown stance `pro-russia`; expected one of pro-moscow, multi-vector, western-leaning, none \
             (column 1, `stance`)",
        ),
        ("missing-column.csv", ", line 1: there is no column `stance`; found `label`, `text`"),
        ("empty-text.csv", ", line 3: the text is empty (column 2, `text`)"),
        (
            "open-quote.csv",
            ", line 3: text behind the closing quote of a field that was opened in line 2; is a quote missing there, or \
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
        ("not-utf8.csv", ", line 3: invalid UTF-8 at byte 36; save the file as UTF-8"),
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
        ("not-json.jsonl", ", line 2: no valid JSON object: expected `,` or `}` (character 18)"),
        ("duplicate-key.jsonl", ", line 1: `text` occurs twice"),
        ("empty.csv", ": the file is empty; a header with the columns `stance` and `text` is needed"),
    ];
    for (path, words) in expected {
        assert_eq!(message(path), format!("fixtures/broken/{path}{words}"));
    }
    assert_eq!(std::fs::read_dir("fixtures/broken").unwrap().count(), expected.len());
}

#[test]
fn a_missing_file_and_an_unknown_ending_are_named() {
    assert!(message("nothing.csv").starts_with("cannot read fixtures/broken/nothing.csv: "));
    let error = Dataset::from_path("labels.xlsx").unwrap_err().to_string();
    assert_eq!(error, "labels.xlsx: unknown kind of file; the name must end in .csv, .tsv or .jsonl");
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
    assert_eq!(first.metadata["register"], "wire");
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
    let data = read("{\"stance\":null,\"text\":\"a\",\"weight\":null,\"topic\":null}", DataFormat::Jsonl).unwrap();
    assert_eq!(data.sentences()[0], geostance::LabelledSentence::new(None, "a"));
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
    let pieces =
        ["stance", "text", ",", "\t", "\n", "\r", "\"", "none", "pro-moscow", "{", "}", ":", "é", "\0", "1e9", ""];
    let mut state = 3_u64;
    for _ in 0..20_000 {
        let mut text = String::from(if state.is_multiple_of(2) { "stance,text\n" } else { "" });
        for _ in 0..state % 9 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        for format in [DataFormat::Csv, DataFormat::Tsv, DataFormat::Jsonl] {
            if let Ok(data) = read(&text, format) {
                assert!(data.sentences().iter().all(|sentence| !sentence.text.trim().is_empty()));
            }
        }
    }
}
