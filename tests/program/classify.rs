//! `classify`.

use crate::harness::{run, run_on};
use serde_json::Value;

const ARTICLE: &str = "fixtures/articles/aktau-port.txt";

#[test]
fn it_reads_files_and_standard_input() {
    let from_file = run(&["classify", "--format", "csv", ARTICLE]).printed();
    for arguments in [&["classify", "--format", "csv"][..], &["classify", "--format", "csv", "-"]] {
        let from_input = run_on(arguments, &std::fs::read(ARTICLE).unwrap()).printed();
        assert_eq!(from_file.replace(ARTICLE, "-"), from_input);
    }
    assert!(from_file.lines().count() > 20);
    let table = run(&["classify", ARTICLE, ARTICLE]).printed();
    assert_eq!(table.matches("decided at a confidence of 0.6").count(), 2);
    let two = run(&["classify", "--format", "csv", ARTICLE, ARTICLE]).printed();
    assert_eq!(two.lines().filter(|line| line.starts_with("file,index")).count(), 1);
}

#[test]
fn it_takes_lines_as_they_are() {
    let printed = run_on(&["classify", "--lines", "--format", "jsonl"], b"One. Two.\n\nThree.\r\n").printed();
    let rows: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let texts: Vec<&str> = rows.iter().map(|row| row["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["One. Two.", "", "Three."]);
    assert_eq!((&rows[1]["known_features"], &rows[2]["start"]), (&0.into(), &11.into()));
}

#[test]
fn of_nothing_the_report_is_empty() {
    for input in [&b""[..], b"\n \n"] {
        assert_eq!(run_on(&["classify"], input).printed(), "-: no sentences\n");
        assert_eq!(run_on(&["classify", "--format", "jsonl"], input).printed(), "");
    }
}

#[test]
fn nul_separates_words() {
    let confidence = |text: &[u8]| {
        let printed = run_on(&["classify", "--format", "jsonl"], text).printed();
        serde_json::from_str::<Value>(&printed).unwrap()["confidence"].clone()
    };
    assert_eq!(confidence(b"Russia\0ally"), confidence(b"Russia ally"));
}

#[test]
fn it_says_what_is_wrong() {
    let said = run_on(&["classify"], b"Astana \xff").error();
    assert_eq!(said, "error: -: invalid UTF-8 at byte 7; save the file as UTF-8\n");
    assert!(run(&["classify", "no-such.txt"]).error().starts_with("error: cannot read no-such.txt: "));
    let said = run(&["classify", "--model", "README.md"]).error();
    assert!(said.starts_with("error: README.md: not a geostance model"), "{said}");
    let said = run(&["classify", "--format", "html", "-", "-"]).usage();
    assert!(said.contains("takes one article"), "{said}");
    for arguments in [["--threshold", "2"], ["--threshold", "NaN"], ["--format", "pdf"]] {
        run(&["classify", arguments[0], arguments[1]]).usage();
    }
}

#[test]
fn the_threshold_decides() {
    let decided = |threshold| {
        let arguments = ["classify", "--format", "jsonl", "--threshold", threshold];
        let printed = run_on(&arguments, b"Russia is our ally.").printed();
        serde_json::from_str::<Value>(&printed).unwrap()["decided"].clone()
    };
    assert_eq!((decided("0"), decided("1")), (true.into(), false.into()));
}
