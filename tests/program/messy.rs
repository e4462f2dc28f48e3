//! Files as new users have them, made here and run through `classify` and `train`.

use crate::harness::{Folder, run};
use flate2::{Compression, write::GzEncoder};
use std::fmt::Write as _;
use std::io::Write as _;

const TEXT: &str = "Russia is our ally. It rained in Astana.";

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// Labelled sentences with a separator, enough of them to train on.
fn labels(separator: char) -> String {
    let mut table = format!("Stance{separator}Text{separator}\n");
    for (number, verb) in crate::harness::VERBS.iter().enumerate() {
        for (label, thing) in [("Pro-Moscow", "army"), ("multi_vector", "port"), ("WESTERN LEANING", "court")] {
            writeln!(table, "{label}{separator}They {verb} the {thing} {number}.{separator}").unwrap();
        }
    }
    table + &format!("{separator}{separator}\n").repeat(3)
}

/// What becomes of a file: rows of `classify`, or words of the error.
enum Outcome {
    Rows(usize),
    Refused(&'static str),
}

use Outcome::{Refused, Rows};

fn files() -> Vec<(&'static str, Vec<u8>, Outcome)> {
    let zip = b"PK\x03\x04\x14\0[Content_Types].xml xl/workbook.xml\0\0".to_vec();
    vec![
        ("a-plain.txt", TEXT.into(), Rows(2)),
        ("b-utf16.txt", utf16(TEXT), Rows(2)),
        ("c-packed.txt.gz", gzip(TEXT.as_bytes()), Rows(2)),
        ("d-bom.txt", format!("\u{feff}{TEXT}\r\n").into(), Rows(2)),
        ("e-empty.txt", Vec::new(), Rows(0)),
        ("f-long.txt", "Astana trades with its neighbours ".repeat(40_000).into(), Rows(1)),
        ("g-semicolons.csv", "id;text\n1;\"It rained; it snowed\"\n2;Snow fell.\n".into(), Rows(2)),
        ("h-sheet16.csv", utf16("id\ttext\n1\tIt rained.\n"), Rows(1)),
        ("i-packed.jsonl.gz", gzip(b"{\"text\":\"It rained.\",\"id\":1}\n"), Rows(1)),
        ("j-russian.txt", "Снег идёт. Дождь тоже.".into(), Rows(2)),
        ("k-windows.txt", b"Talks in T\xfcrkiye \x96 the \x93first\x94 ones.".to_vec(), Refused("windows-1252")),
        ("l-windows.csv", b"id,text\n1,T\xfcrkiye \x93signed\x94.\n".to_vec(), Refused("windows-1252")),
        ("m-sheet.csv", zip.clone(), Refused("a spreadsheet, not text; save the sheet as CSV UTF-8")),
        ("n-sheet.xlsx", zip, Refused("a spreadsheet, not text; save the sheet as CSV UTF-8")),
        (
            "o-page.html",
            b"<!DOCTYPE html><p>It rained.".to_vec(),
            Refused("a page of HTML, not text; save its text alone"),
        ),
        ("p-paper.pdf", b"%PDF-1.7\n%\xe2\xe3".to_vec(), Refused("as with pdftotext")),
        ("q-packed.txt.zst", b"\x28\xB5\x2F\xFD\x04\0".to_vec(), Refused("as with zstd -d")),
        ("r-picture.png", b"\x89PNG\r\n\x1a\n\0\0".to_vec(), Refused("not a text file")),
        (
            "s-no-text.csv",
            "id,body\n1,It rained.\n".into(),
            Refused("there is no column `text` or `sentence`; found `id`, `body`"),
        ),
        ("t-empty.csv", Vec::new(), Refused("the file is empty")),
        ("u-last.txt", TEXT.into(), Rows(2)),
    ]
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    for (name, bytes, _) in files() {
        std::fs::write(folder.0.join(name), bytes).unwrap();
    }
    folder
}

#[test]
fn each_file_is_read_or_refused_with_the_remedy() {
    let folder = folder("messy-each");
    for (name, _, outcome) in files() {
        let path = folder.path(name);
        let ran = run(&["classify", "--format", "jsonl", &path]);
        match outcome {
            Rows(rows) => {
                assert_eq!((ran.code, ran.stdout.lines().count()), (Some(0), rows), "{name}: {}", ran.stderr);
                let russian = format!("{path}: 2 of 2 sentences have no known word: is this English?\n");
                assert_eq!(ran.stderr, if name == "j-russian.txt" { russian } else { String::new() });
            }
            Refused(words) => {
                let said = ran.error().to_lowercase();
                assert!(said.starts_with(&format!("error: {path}")) && said.contains(&words.to_lowercase()), "{said}");
                assert_eq!(said.lines().count(), 1, "{said}");
            }
        }
    }
}

#[test]
fn one_bad_file_does_not_stop_the_rest() {
    let folder = folder("messy-all");
    let ran = run(&["classify", "--format", "csv", folder.0.to_str().unwrap()]);
    assert_eq!(ran.code, Some(1));
    let good: usize = files().iter().map(|(_, _, outcome)| if let Rows(rows) = outcome { *rows } else { 0 }).sum();
    let rows = crate::harness::rows(&ran.stdout);
    assert_eq!(rows.len(), good + 1);
    assert!(rows.last().unwrap()[0].ends_with("u-last.txt"));
    let bad = files().iter().filter(|(_, _, outcome)| matches!(outcome, Refused(_))).count();
    assert_eq!(ran.stderr.lines().filter(|line| line.starts_with("error: ")).count(), bad + 1, "{}", ran.stderr);
    let sum = format!("error: {bad} of {} files could not be read, or not whole\n", files().len());
    assert!(ran.stderr.ends_with(&sum), "{}", ran.stderr);
    let table = run(&["classify", folder.0.to_str().unwrap()]);
    assert!(table.code == Some(1) && table.stdout.contains("g-semicolons.csv, line 2, id 1\n"));
}

#[test]
fn a_bad_row_does_not_stop_the_rest() {
    let folder = Folder::new("messy-rows");
    let rows: String = (0..60).map(|number| if number % 2 == 0 { "1,It rained.\n" } else { "1\n" }).collect();
    let path = folder.write("rows.csv", &format!("id,text\n{rows}"));
    let ran = run(&["classify", "--format", "csv", &path]);
    assert_eq!((ran.code, ran.stdout.lines().count()), (Some(1), 31));
    assert!(ran.stderr.starts_with(&format!("error: {path}, line 3: 1 field where the header has 2\n")));
    assert_eq!(ran.stderr.lines().count(), 21);
    assert!(ran.stderr.ends_with("10 more rows that cannot be read\n"), "{}", ran.stderr);
}

#[test]
fn labelled_files_are_read_or_refused_with_the_remedy() {
    let folder = folder("messy-train");
    let model = folder.path("m.gst");
    for (name, bytes) in [
        ("commas.csv", labels(',').into_bytes()),
        ("semicolons.csv", labels(';').into_bytes()),
        ("tabs.csv", utf16(&labels('\t'))),
        ("tabs.tsv", labels('\t').into_bytes()),
        ("packed.csv.gz", gzip(labels(',').as_bytes())),
    ] {
        let path = folder.path(name);
        std::fs::write(&path, bytes).unwrap();
        let printed = run(&["train", "--output", &model, &path]).printed();
        assert!(
            printed.starts_with("sentences:   8 pro-moscow, 8 multi-vector, 8 western-leaning, 0 none\n"),
            "{printed}"
        );
        assert!(
            run(&["evaluate", "--model", &model, &path]).printed().contains("24 sentences with a stance, 0 without")
        );
    }
    std::fs::remove_file(&model).unwrap();
    std::fs::write(folder.0.join("l-windows.csv"), b"stance,text\nnone,T\xfcrkiye \x93signed\x94.\n").unwrap();
    for (name, words) in [
        ("a-plain.txt", "the name must end in .csv, .tsv or .jsonl"),
        ("l-windows.csv", "windows-1252"),
        ("m-sheet.csv", "a spreadsheet, not text"),
        ("n-sheet.xlsx", "a spreadsheet, not text"),
        ("o-page.html", "a page of html"),
        ("p-paper.pdf", "pdftotext"),
        ("q-packed.txt.zst", "zstd -d"),
        ("t-empty.csv", "the file is empty"),
        ("s-no-text.csv", "there is no column"),
    ] {
        let said = run(&["train", "--output", &model, &folder.path(name)]).error().to_lowercase();
        assert!(said.contains(name) && said.contains(words), "{name}: {said}");
    }
    // All that is wrong is said at once.
    let bad = folder.write("bad.csv", "stance,text\nyes,One.\nnone,\nno,Two.\n");
    let said = run(&["train", "--output", &model, &bad]).error();
    for line in ["line 2", "line 3", "line 4"] {
        assert!(said.contains(line), "{said}");
    }
    assert!(!folder.names().contains(&"m.gst".to_owned()));
}
