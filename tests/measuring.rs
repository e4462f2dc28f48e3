//! The examples that measure, as a user runs them.

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};

/// An example's program; `cargo test` builds it beside the tests.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().unwrap().parent().unwrap().join("examples").join(name)
}

fn run(name: &str, arguments: &[&str]) -> Output {
    Command::new(program(name)).args(arguments).output().unwrap()
}

fn printed(name: &str, arguments: &[&str]) -> String {
    let output = run(name, arguments);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "progress only on a terminal");
    String::from_utf8(output.stdout).unwrap()
}

fn error(name: &str, arguments: &[&str]) -> String {
    let output = run(name, arguments);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn each_has_help() {
    for name in ["evaluate", "baselines", "card"] {
        assert!(printed(name, &["--help"]).contains("Usage:"), "{name}");
    }
}

const EVERYTHING: [&str; 13] = [
    "--intervals",
    "--reliability",
    "--risk-coverage",
    "--groups",
    "--by",
    "period",
    "--by",
    "length",
    "--compare",
    "models/stance-en.gst",
    "--resamples",
    "50",
    "fixtures/test.csv",
];

#[test]
fn evaluate_prints_all_that_it_is_asked_for() {
    let text = printed("evaluate", &EVERYTHING);
    for words in [
        "macro-F1",
        "95 % intervals from 50 resamples over 58 groups",
        "largest probability, and share of sentences whose stance was found",
        "evidence, and share of sentences with a stance",
        "≤ 5 %",
        "wholly right",
        "2014-2021",
        "10–19 words",
        "first − second",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!printed("evaluate", &["fixtures/test.csv"]).contains('['));
}

#[test]
fn evaluate_gives_the_same_as_json() {
    let json: Value =
        serde_json::from_str(&printed("evaluate", &[&EVERYTHING[..], &["--format", "json"]].concat())).unwrap();
    let estimate = &json["intervals"]["metrics"]["macro_f1"]["estimate"];
    assert!(estimate.is_f64() && *estimate == json["macro_f1"]);
    assert_eq!((&json["intervals"]["groups"], &json["intervals"]["bootstrap"]["resamples"]), (&58.into(), &50.into()));
    assert_eq!(json["reliability"]["bins"].as_array().unwrap().len(), 10);
    assert_eq!(json["evidence_reliability"]["bins"][0]["count"], 230);
    let points = json["risk_coverage"]["points"].as_array().unwrap();
    assert!(points.len() > 1000 && points.last().unwrap()["coverage"] == 1.0);
    assert!(json["whole_groups"].as_array().unwrap().iter().any(|of_size| of_size["share"]["low"].is_f64()));
    assert_eq!((&json["by"][0]["column"], &json["by"][1]["column"]), (&"period".into(), &"length".into()));
    assert_eq!(json["by"][0]["parts"][0]["value"], "1992-1999");
    assert!(json["by"][0]["parts"][0]["intervals"]["metrics"]["accuracy"]["low"].is_f64());
    assert_eq!(json["comparison"]["metrics"]["brier"]["p_value"], 1.0);
    let plain: Value = serde_json::from_str(&printed("evaluate", &["--format", "json", "fixtures/test.csv"])).unwrap();
    for absent in ["intervals", "reliability", "risk_coverage", "whole_groups", "by", "comparison"] {
        assert!(plain.get(absent).is_none(), "{absent}");
    }
}

#[test]
fn evaluate_says_what_is_wrong() {
    let column = error("evaluate", &["--by", "colour", "fixtures/test.csv"]);
    assert_eq!(
        column,
        "error: there is no column `colour` to divide by; there are hard, period, register, state, topic, length\n"
    );
    let level = error("evaluate", &["--intervals", "--level", "95", "fixtures/test.csv"]);
    assert_eq!(level, "error: parameter level is 95; expected a number above 0 and below 1\n");
    assert!(error("evaluate", &["--compare", "README.md", "fixtures/test.csv"]).contains("not a geostance model"));
}

#[test]
fn baselines_stand_in_one_table() {
    let arguments = ["--train", "fixtures/contrast.csv", "--test", "fixtures/test.csv", "fixtures/contrast.csv"];
    let csv = printed("baselines", &[&arguments[..], &["--format", "csv"]].concat());
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    assert_eq!(&reader.headers().unwrap()[2], "macro-F1");
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 14);
    let f1 = |row: usize| rows[row][2].parse::<f64>().unwrap();
    assert!((f1(0) - 1.0 / 6.0).abs() < 0.02, "the majority class finds one of three");
    assert!(f1(6) > f1(5) && &rows[6][1] == "the shipped model");
    for row in &rows {
        let number = |column: usize| row[column].parse::<f64>().unwrap();
        assert!(number(3) <= number(2) && number(2) <= number(4), "{row:?}");
    }
    let missing = error("baselines", &["--train", "no-such.csv", "--test", "fixtures/test.csv"]);
    assert!(missing.starts_with("error: cannot read no-such.csv: "), "{missing}");
}

#[test]
fn the_card_has_every_section_and_is_the_same_again() {
    let arguments =
        ["--test", "fixtures/test.csv", "--contrast", "fixtures/contrast.csv", "--train", "fixtures/contrast.csv"];
    let card = printed("card", &arguments);
    for section in [
        "# Model card",
        "## Model details",
        "## Intended use",
        "## Out-of-scope uses",
        "## Factors",
        "## Metrics",
        "## Disaggregated results",
        "## Reliability",
        "## Risk and coverage",
        "## Baselines",
        "## What the model cannot do",
        "## Training and evaluation data",
        "## Ethical considerations",
        "## Caveats and recommendations",
    ] {
        assert!(card.contains(&format!("{section}\n")) || card.starts_with(section), "{section}");
    }
    assert!(card.contains("**The model was trained on other files**"), "the contrast items are not");
    assert!(card.contains("1200 sentences measured on occur among them"));
    assert!(card.contains(" (default) |"));
    let on_one_thread = Command::new(program("card")).args(arguments).env("RAYON_NUM_THREADS", "1").output().unwrap();
    assert!(on_one_thread.stdout == card.as_bytes());
}
