//! `baselines`.

use crate::harness::{MAPPING, rows, run};

const ARGUMENTS: [&str; 6] =
    ["baselines", "--train", "fixtures/contrast.csv", "--test", "fixtures/test.csv", "fixtures/contrast.csv"];

#[test]
fn all_stand_in_one_table() {
    let printed = run(&[&ARGUMENTS[..], &["--format", "csv"]].concat()).printed();
    let rows = rows(&printed);
    assert_eq!(rows.len(), 15);
    assert_eq!(rows[0][2], "macro-F1");
    let number = |row: &[String], column: usize| row[column].parse::<f64>().unwrap();
    assert!((number(&rows[1], 2) - 1.0 / 6.0).abs() < 0.02, "the majority class finds one of three");
    assert!(number(&rows[7], 2) > number(&rows[5], 2) && rows[7][1] == "the shipped model");
    for row in &rows[1..] {
        assert!(number(row, 3) <= number(row, 2) && number(row, 2) <= number(row, 4), "{row:?}");
    }
    let text = run(&ARGUMENTS).printed();
    assert!(text.lines().all(|line| line.find("majority").is_none_or(|at| Some(at) == text.find("model"))), "{text}");
    let markdown = run(&[&ARGUMENTS[..], &["--format", "markdown"]].concat()).printed();
    assert!(markdown.starts_with("| file | model | macro-F1 |") && markdown.contains("\n| --- | --- |"), "{markdown}");
}

#[test]
fn files_may_have_labels_of_their_own() {
    let posts = "fixtures/informal.csv";
    assert!(run(&["baselines", "--train", posts, "--test", posts]).error().contains("unknown stance `favor`"));
    let printed = run(&["baselines", "--labels", MAPPING, "--train", posts, "--test", posts]).printed();
    assert_eq!(printed.lines().count(), 8);
}

#[test]
fn what_cannot_be_read_is_said() {
    let said = run(&["baselines", "--train", "no-such.csv", "--test", "fixtures/test.csv"]).error();
    assert!(said.starts_with("error: cannot read no-such.csv: "), "{said}");
}
