//! The examples as a user runs them: arguments, standard input, exit codes, words of errors.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// An example's program; `cargo test` builds it beside the tests.
fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let path = test.parent().unwrap().parent().unwrap().join("examples").join(name);
    assert!(path.exists() || path.with_extension("exe").exists(), "run `cargo test`, which builds {}", path.display());
    path
}

fn run(name: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(program(name))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that ends before it reads closes the pipe.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The words of an error, with the exit code 1 and nothing on standard output.
fn error(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn every_example_has_help() {
    for name in ["classify", "train", "evaluate", "explain"] {
        let output = run(name, &["--help"], b"");
        assert!(output.status.success() && stdout(&output).contains("Usage:"), "{name}");
    }
}

#[test]
fn classify_reads_files_and_standard_input() {
    let path = "fixtures/articles/aktau-port.txt";
    let from_file = stdout(&run("classify", &["--format", "csv", path], b""));
    let from_input = stdout(&run("classify", &["--format", "csv"], &std::fs::read(path).unwrap()));
    assert_eq!(from_file.replace(path, "-"), from_input);
    assert!(from_file.lines().count() > 20);
    let table = stdout(&run("classify", &[path, path], b""));
    assert_eq!(table.matches("decided at a confidence of 0.6").count(), 2);
    let two = stdout(&run("classify", &["--format", "csv", path, path], b""));
    assert_eq!(two.lines().filter(|line| line.starts_with("file,index")).count(), 1);
}

#[test]
fn classify_takes_lines_as_they_are() {
    let output = run("classify", &["--lines", "--format", "jsonl"], b"One. Two.\n\nThree.\r\n");
    let rows: Vec<serde_json::Value> =
        stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let texts: Vec<&str> = rows.iter().map(|row| row["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["One. Two.", "", "Three."]);
    assert_eq!((&rows[1]["known_features"], &rows[2]["start"]), (&0.into(), &11.into()));
}

#[test]
fn classify_of_nothing_is_an_empty_report() {
    for input in [&b""[..], b"\n \n"] {
        let output = run("classify", &[], input);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), "-: no sentences\n"));
        let output = run("classify", &["--format", "jsonl"], input);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), ""));
    }
}

#[test]
fn classify_separates_words_at_nul() {
    let with = stdout(&run("classify", &["--format", "jsonl"], b"Russia\0ally"));
    let without = stdout(&run("classify", &["--format", "jsonl"], b"Russia ally"));
    let confidence = |out: &str| serde_json::from_str::<serde_json::Value>(out).unwrap()["confidence"].clone();
    assert_eq!(confidence(&with), confidence(&without));
}

#[test]
fn classify_says_what_is_wrong() {
    assert_eq!(
        error(&run("classify", &[], b"Astana \xff")),
        "error: -: invalid UTF-8 at byte 7; save the file as UTF-8\n"
    );
    assert!(error(&run("classify", &["no-such.txt"], b"")).starts_with("error: cannot read no-such.txt: "));
    let model = error(&run("classify", &["--model", "README.md"], b""));
    assert!(model.starts_with("error: README.md: not a geostance model"), "{model}");
    let pages = error(&run("classify", &["--format", "html", "-", "-"], b""));
    assert!(pages.contains("takes one article"), "{pages}");
    for arguments in [["--threshold", "2"], ["--threshold", "NaN"], ["--format", "pdf"]] {
        let output = run("classify", &arguments, b"");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn the_threshold_decides() {
    let decided = |threshold| {
        let output = run("classify", &["--format", "jsonl", "--threshold", threshold], b"Russia is our ally.");
        serde_json::from_str::<serde_json::Value>(&stdout(&output)).unwrap()["decided"].clone()
    };
    assert_eq!((decided("0"), decided("1")), (true.into(), false.into()));
}

#[test]
fn training_evaluating_and_classifying_go_hand_in_hand() {
    let folder = std::env::temp_dir().join(format!("geostance-examples-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let model = folder.join("own.gst");
    let model = model.to_str().unwrap();
    let arguments = [
        "--output",
        model,
        "--folds",
        "3",
        "--calibration-folds",
        "2",
        "--threads",
        "2",
        "--l2",
        "1e-3",
        "--ngrams",
        "1",
        "--prefixes",
        "none",
        "--stemmer",
        "none",
        "--min-count",
        "3",
        "--counts",
        "sublinear",
        "--naive-bayes",
        "none",
        "--class-weights",
        "1,1,1,0.5",
        "--tolerance",
        "1e-3",
        "--max-iterations",
        "500",
        "--seed",
        "7",
        "--no-normalize",
        "fixtures/test.csv",
    ];
    let output = run("train", &arguments, b"");
    let printed = stdout(&output);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "progress only on a terminal");
    for words in [
        "cross-validation over 3 folds",
        "macro-F1",
        "     risk threshold  coverage   decided",
        "solver:      converged",
        "calibration: fitted on 2 folds",
        "wrote:",
    ] {
        assert!(printed.contains(words), "{words}: {printed}");
    }
    let json = run("evaluate", &["--model", model, "--format", "json", "fixtures/test.csv"], b"");
    let json: serde_json::Value = serde_json::from_str(&stdout(&json)).unwrap();
    for key in ["macro_f1", "accuracy", "per_class", "confusion", "log_loss", "brier", "ece", "none_auroc"] {
        assert!(!json[key].is_null(), "{key}");
    }
    assert!(json["per_class"]["pro-moscow"]["precision"].as_f64().unwrap() > 0.5);
    let text = run("evaluate", &["--model", model, "fixtures/test.csv"], b"");
    assert!(stdout(&text).contains("evidence AUROC"));
    assert!(run("classify", &["--model", model], b"Minsk.").status.success());
    assert!(run("explain", &["--model", model, "Minsk"], b"").status.success());
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_training_that_fails_writes_nothing() {
    let folder = std::env::temp_dir().join(format!("geostance-nothing-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let model = folder.join("own.gst");
    let model = model.to_str().unwrap();
    for (arguments, words) in [
        (vec!["fixtures/broken/unknown-stance.csv"], "fixtures/broken/unknown-stance.csv, line 3: unknown stance"),
        (vec!["fixtures/broken/empty.csv"], "the file is empty"),
        (vec!["--l2", "0", "fixtures/test.csv"], "parameter l2 is 0; expected a finite number above zero"),
        (vec!["--min-count", "1e9", "fixtures/test.csv"], "the vocabulary is empty"),
    ] {
        let mut all = vec!["--output", model];
        all.extend(arguments);
        let said = error(&run("train", &all, b""));
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn explain_shows_every_word() {
    let output = stdout(&run("explain", &["Astana", "joined", "neither", "bloc."], b""));
    for word in ["Astana", "joined", "neither", "bloc", "evidence", "multi-vector"] {
        assert!(output.contains(word), "{word}");
    }
    assert!(stdout(&run("explain", &["☃"], b"")).contains("the model knows no word"));
    assert!(run("explain", &["russia".repeat(15_000).as_str()], b"").status.success());
}

#[test]
fn the_readme_shows_what_classify_prints() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let block = readme.split("```").nth(1).unwrap().lines().skip(2);
    let printed = stdout(&run("classify", &["fixtures/articles/bishkek-transfers.txt"], b""));
    for line in block.map(|line| line.trim_end_matches('…').trim_end()) {
        assert!(printed.lines().any(|printed| printed.starts_with(line)), "{line}");
    }
}

#[test]
fn the_quickstart_runs() {
    assert!(stdout(&run("quickstart", &[], b"")).contains("western-leaning: Chisinau opened EU talks."));
    let source = std::fs::read_to_string("examples/quickstart.rs").unwrap();
    let code = source.split_once("\n\n").unwrap().1;
    assert!(std::fs::read_to_string("README.md").unwrap().contains(code));
}
