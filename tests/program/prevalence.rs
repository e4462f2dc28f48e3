//! `sample`, a coder, and `prevalence`: from a corpus to shares.

use crate::harness::{Folder, Ran, rows, run, write_rows};
use geostance::{Dataset, Outcome};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

/// A corpus of the held-out sentences with dates and sources, and the label of each.
struct Corpus {
    folder: Folder,
    path: String,
    truth: BTreeMap<String, String>,
}

impl Corpus {
    fn new(name: &str) -> Self {
        let folder = Folder::new(name);
        let mut table = vec![["id", "date", "Source", "text"].map(str::to_owned).to_vec()];
        let mut truth = BTreeMap::new();
        for (number, sentence) in Dataset::load("fixtures/test.csv").unwrap().sentences().iter().enumerate() {
            let date = ["2025-12-30", "2026-01-07", "2026-03-01T10:00:00Z"][number % 3];
            let source = if number % 5 == 0 { "TASS" } else { "Reuters" };
            table.push(vec![number.to_string(), date.to_owned(), source.to_owned(), sentence.text.clone()]);
            truth.insert(sentence.text.clone(), Outcome::from(sentence.stance).name().to_owned());
        }
        let path = folder.path("news.csv");
        write_rows(&path, &table);
        Self { folder, path, truth }
    }

    /// Draws a sheet, fills in the labels of all rows but the last `unlabelled`, and gives its path.
    fn sheet(&self, options: &[&str], unlabelled: usize) -> String {
        let path = self.folder.path("sheet.csv");
        run(&[&["sample", "--lines", "--force", "--output", &path], options, &[&self.path]].concat()).said();
        self.fill(&path, unlabelled);
        path
    }

    fn fill(&self, path: &str, unlabelled: usize) {
        let mut sheet = rows(&std::fs::read_to_string(path).unwrap());
        let labelled = sheet.len() - unlabelled;
        for row in &mut sheet[1..labelled] {
            // A spreadsheet would take some sentences for formulas; these have an apostrophe more.
            let text = row[1].strip_prefix('\'').filter(|text| self.truth.contains_key(*text)).unwrap_or(&row[1]);
            let label = self.truth[text].clone();
            row[0] = label;
        }
        write_rows(path, &sheet);
    }

    fn share(&self, outcome: &str) -> f64 {
        self.truth.values().filter(|label| *label == outcome).count() as f64 / self.truth.len() as f64
    }

    fn run(&self, options: &[&str]) -> Ran {
        run(&[&["prevalence", "--lines"], options, &[&self.path]].concat())
    }

    fn json(&self, options: &[&str]) -> Value {
        serde_json::from_str(&self.run(&[options, &["--format", "json"]].concat()).printed()).unwrap()
    }
}

#[test]
fn a_sheet_that_is_drawn_and_labelled_gives_shares_that_hold() {
    let corpus = Corpus::new("prevalence");
    let sheet = corpus.sheet(&["--size", "300"], 0);
    let drawn = rows(&corpus.folder.read("sheet.csv"));
    assert_eq!(drawn[0], ["stance", "text", "group", "probability", "stratum"]);
    assert_eq!(drawn.len(), 301);
    let sizes: f64 = drawn[1..].iter().map(|row| 1.0 / row[3].parse::<f64>().unwrap()).sum();
    assert!((sizes - 3_818.0).abs() < 1e-6, "{sizes}");
    assert!(drawn[1].get(2).unwrap().contains("news.csv:"));

    let found = corpus.json(&["--labelled", &sheet]);
    assert_eq!(found.as_object().unwrap().keys().collect::<Vec<_>>(), ["estimates"]);
    let found = &found["estimates"][0];
    assert_eq!(
        (&found["by"], &found["sentences"], &found["labelled"]),
        (&serde_json::json!({}), &3_818.into(), &300.into())
    );
    let mut sum = 0.0;
    for (outcome, share) in found["outcomes"].as_object().unwrap() {
        let number = |value: &Value| value.as_f64().unwrap();
        let (low, high) = (number(&share["interval"][0]), number(&share["interval"][1]));
        let truth = corpus.share(outcome);
        assert!(low < truth && truth < high && high - low < 0.09, "{outcome} {truth}: {share}");
        assert!(number(&share["worth"]) > 0.0 && number(&share["naive"]) > 0.0, "{share}");
        let of_sample = number(&share["sample_interval"][1]) - number(&share["sample_interval"][0]);
        assert!(high - low < of_sample, "{share}");
        sum += number(&share["estimate"]);
    }
    assert!((sum - 1.0).abs() < 1e-9);
    let process = corpus.json(&["--labelled", &sheet, "--population", "process"]);
    let width = |found: &Value| {
        let interval = &found["estimates"][0]["outcomes"]["none"]["interval"];
        interval[1].as_f64().unwrap() - interval[0].as_f64().unwrap()
    };
    assert!(
        width(&process)
            > found["outcomes"]["none"]["interval"][1].as_f64().unwrap()
                - found["outcomes"]["none"]["interval"][0].as_f64().unwrap()
    );

    let text = corpus.run(&["--labelled", &sheet]).printed();
    for words in [
        "3818 sentences, 300 of them labelled; the model counts by λ = ",
        "95 % interval",
        "western-leaning",
        "worth",
        "\nmodel: shipped (",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let csv = rows(&corpus.run(&["--labelled", &sheet, "--format", "csv"]).printed());
    assert_eq!(csv[0][..4], ["sentences", "labelled", "lambda", "outcome"]);
    assert_eq!((csv.len(), csv[4][3].as_str()), (5, "none"));

    // The same sample, whatever is computed beside it; another with another seed.
    let before = corpus.folder.read("sheet.csv");
    corpus.sheet(&["--size", "300"], 0);
    assert_eq!(before, corpus.folder.read("sheet.csv"));
    corpus.sheet(&["--size", "300", "--seed", "1"], 0);
    assert_ne!(before, corpus.folder.read("sheet.csv"));
}

#[test]
fn parts_of_a_corpus_are_estimated_where_they_have_labels_enough() {
    let corpus = Corpus::new("prevalence-by");
    let sheet = corpus.sheet(&["--size", "400", "--by", "month,source"], 0);
    assert_eq!(rows(&corpus.folder.read("sheet.csv"))[0][5..], ["month", "source"]);
    let plot = corpus.folder.path("shares.svg");
    let found = corpus.json(&["--labelled", &sheet, "--by", "month,source", "--plot", &plot]);
    let parts: Vec<&Value> = found["estimates"].as_array().unwrap().iter().map(|cell| &cell["by"]).collect();
    assert_eq!(parts.len(), 6);
    assert_eq!(parts[0], &serde_json::json!({"month": "2025-12", "source": "Reuters"}));
    assert_eq!(parts[5], &serde_json::json!({"month": "2026-03", "source": "TASS"}));
    let sentences: u64 =
        found["estimates"].as_array().unwrap().iter().map(|cell| cell["sentences"].as_u64().unwrap()).sum();
    assert_eq!(sentences, 3_818);
    assert!(corpus.folder.read("shares.svg").starts_with("<svg"));

    // February has no sentence, and its place on the axis all the same.
    corpus.json(&["--labelled", &sheet, "--by", "month", "--plot", &plot]);
    let months = corpus.folder.read("shares.svg");
    assert!(months.contains("2026-02") && months.contains("western-leaning"), "{months}");
    let note = corpus.folder.write("note.txt", "not a picture");
    let said = corpus.run(&["--labelled", &sheet, "--by", "year", "--plot", &note]).error();
    assert!(said.contains("it is there already and is no plot of geostance"), "{said}");
    corpus.run(&["--labelled", &sheet, "--by", "year", "--plot", &note, "--force"]).printed();

    // A sample that was drawn for the whole is too small for some parts.
    let sheet = corpus.sheet(&["--size", "120"], 0);
    let ran = corpus.run(&["--labelled", &sheet, "--by", "Source", "--format", "json"]);
    assert!(ran.stderr.contains("Source TASS: "), "{}", ran.stderr);
    assert!(ran.stderr.contains("labelled sentences, where at least 30 are needed for an interval"), "{}", ran.stderr);
    let found: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(found["estimates"].as_array().unwrap().len(), 1);
    assert_eq!(found["refused"][0]["by"]["Source"], "TASS");
    let said = corpus.run(&["--labelled", &sheet, "--by", "id"]).stderr;
    assert!(
        said.ends_with(
            "error: no part of the corpus has labelled sentences enough; label more, or divide it by less\n"
        ),
        "{said}"
    );
    assert!(said.contains("\nand 3798 more parts without estimates\n") && said.lines().count() == 22, "{said}");
    let said = corpus.run(&["--labelled", &sheet, "--by", "outlet"]).error();
    assert!(
        said.contains("no column `outlet` to divide by; there are id, date, Source, year, month, file, article, actor"),
        "{said}"
    );
}

#[test]
fn states_that_sentences_name_are_parts() {
    let corpus = Corpus::new("prevalence-actor");
    let sheet = corpus.sheet(&["--size", "600"], 0);
    let ran = corpus.run(&["--labelled", &sheet, "--by", "actor", "--format", "csv"]);
    let found = rows(&ran.stdout);
    assert_eq!(found[0][0], "actor");
    assert!(found.iter().any(|row| row[0] == "kazakhstan") && ran.stderr.contains("actor mongolia: "), "{ran:?}");
    let said = run(&["sample", "--by", "actor", &corpus.path]).usage();
    assert!(said.contains("a sentence may name several"), "{said}");
}

#[test]
fn without_a_sample_there_are_no_estimates() {
    let corpus = Corpus::new("prevalence-without");
    let said = corpus.run(&["--by", "month"]).usage();
    assert!(said.contains("geostance sample --size 200 --by month --lines --output sheet.csv "), "{said}");
    assert!(said.contains("the model's alone, which may be wrong by any amount, and no estimates"), "{said}");
    let sheet = corpus.sheet(&["--size", "100"], 80);
    let said = corpus.run(&["--labelled", &sheet]).error();
    assert!(said.contains("80 rows of the sample without a label left out"), "{said}");
    assert!(said.contains("error: 20 labelled sentences, where at least 30 are needed for an interval"), "{said}");
    let said = corpus.run(&["--labelled", &sheet, "--level", "95"]).usage();
    assert!(said.contains("--level takes a number above 0 and below 1"), "{said}");
    let said = corpus.run(&["--labelled", &sheet, "--plot", "a.svg"]).usage();
    assert!(said.contains("--plot goes with --by"), "{said}");
}

#[test]
fn a_sheet_that_is_half_labelled_is_a_sample_too() {
    let corpus = Corpus::new("prevalence-half");
    let sheet = corpus.sheet(&["--size", "300"], 150);
    let ran = corpus.run(&["--labelled", &sheet, "--format", "json"]);
    assert_eq!(
        ran.stderr,
        "150 rows of the sample without a label left out; the others stand for them in their strata\n"
    );
    let found: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(found["estimates"][0]["labelled"], 150);
    for (outcome, share) in found["estimates"][0]["outcomes"].as_object().unwrap() {
        assert!((share["estimate"].as_f64().unwrap() - corpus.share(outcome)).abs() < 0.07, "{outcome}: {share}");
    }
}

#[test]
fn hostile_sheets_are_refused_or_said() {
    let corpus = Corpus::new("prevalence-hostile");
    let texts: Vec<&String> = corpus.truth.keys().take(60).collect();
    let sheet = |probability: &dyn Fn(usize) -> &'static str| {
        let rows: Vec<Vec<String>> = texts
            .iter()
            .enumerate()
            .map(|(row, text)| vec!["none".to_owned(), (*text).clone(), probability(row).to_owned()])
            .collect();
        let path = corpus.folder.path("hostile.csv");
        write_rows(&path, &[&[["stance", "text", "probability"].map(str::to_owned).to_vec()], &rows[..]].concat());
        path
    };
    for bad in ["0", "1.5", "NaN", "-1", "inf", "often", ""] {
        let said = corpus.run(&["--labelled", &sheet(&|row| if row == 4 { bad } else { "0.5" })]).error();
        let words = format!(
            "labelled sentence 5 of the sample has the probability `{bad}`; it must be a number above 0 and at most 1"
        );
        assert!(said.contains(&words), "{said}");
    }
    // With a decimal comma, as spreadsheets write it.
    corpus.run(&["--labelled", &sheet(&|_| "0,015")]).printed();

    // The same sentence with two labels, and sentences that the corpus has not.
    let mut rows = vec![vec!["stance".to_owned(), "text".to_owned()]];
    rows.extend(texts.iter().map(|text| vec!["none".to_owned(), (*text).clone()]));
    rows.push(vec!["pro-moscow".to_owned(), format!("  {} ", texts[0].replace(' ', "  "))]);
    rows.push(vec!["none".to_owned(), "Nobody has printed this.".to_owned()]);
    let path = corpus.folder.path("twice.csv");
    write_rows(&path, &rows);
    let ran = corpus.run(&["--labelled", &path, "--format", "json"]);
    assert!(ran.stderr.contains("1 of the sample's 62 sentences not in the corpus"), "{}", ran.stderr);
    assert!(ran.stderr.contains("1 sentence of the sample labelled in several ways"), "{}", ran.stderr);
    let found: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((&found["estimates"][0]["sentences"], &found["estimates"][0]["labelled"]), (&3_819.into(), &61.into()));

    let empty = corpus.folder.write("empty.csv", "text\n");
    assert!(run(&["prevalence", "--labelled", &path, &empty]).error().contains("there is no sentence in the corpus"));
    assert!(run(&["sample", &empty]).error().contains("there is no sentence in the corpus"));
    assert!(corpus.run(&["--labelled", "-"]).usage().contains("labelled files are not read from standard input"));
}

#[test]
fn copies_count_once_where_that_is_asked_for_and_articles_are_clusters() {
    let folder = Folder::new("prevalence-distinct");
    let (mut csv, mut labels) = (String::from("date,text\n"), String::from("stance,text\n"));
    for number in 0..200 {
        let copies = if number % 4 == 0 { 5 } else { 1 };
        for _ in 0..copies {
            writeln!(csv, "2026-01-01,\"Minsk signed act {number}. Snow fell on day {number}.\"").unwrap();
        }
        if number % 2 == 0 {
            writeln!(labels, "pro-moscow,Minsk signed act {number}.\nnone,Snow fell on day {number}.").unwrap();
        }
    }
    let (corpus, sheet) = (folder.write("news.csv", &csv), folder.write("sheet.csv", &labels));
    let json = |options: &[&str]| {
        let ran = run(&[&["prevalence", "--labelled", &sheet, "--format", "json", &corpus], options].concat());
        let found: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{ran:?}"));
        (found["estimates"][0]["sentences"].as_u64().unwrap(), found["estimates"][0]["outcomes"].clone(), ran.stderr)
    };
    assert_eq!(json(&[]).0, 800);
    let (sentences, _, said) = json(&["--distinct"]);
    assert_eq!((sentences, said.as_str()), (400, "400 repetitions left out, for the sentence counts once\n"));
    // Each article has one sentence of either kind, so that whole articles leave no doubt.
    let (_, outcomes, _) = json(&["--distinct", "--cluster", "article"]);
    let interval = &outcomes["pro-moscow"]["interval"];
    assert!(interval[1].as_f64().unwrap() - interval[0].as_f64().unwrap() < 0.02, "{outcomes}");
    let ran = run(&["prevalence", "--labelled", &sheet, "--cluster", "month", &corpus]).error();
    assert!(ran.contains("1 cluster with labelled sentences, where at least 30 are needed"), "{ran}");
}

#[test]
fn a_sheet_is_no_training_data_by_accident_and_is_not_overwritten() {
    let corpus = Corpus::new("sample-kept");
    let sheet = corpus.sheet(&["--size", "300"], 0);
    let said = run(&["sample", "--lines", "--output", &sheet, &corpus.path]).error();
    assert!(said.contains("it holds labels that were filled in"), "{said}");
    let said = run(&["sample", "--lines", "--output", &corpus.path, &corpus.path]).error();
    assert!(said.contains("it is read by this command as well"), "{said}");
    // Training takes the two columns for metadata, and gives the same model without them.
    let (with, without) = (corpus.folder.path("with.gst"), corpus.folder.path("without.gst"));
    let cut: Vec<Vec<String>> =
        rows(&corpus.folder.read("sheet.csv")).into_iter().map(|row| row[..3].to_vec()).collect();
    let plain = corpus.folder.path("plain.csv");
    write_rows(&plain, &cut);
    run(&["train", "--output", &with, &sheet]).printed();
    run(&["train", "--output", &without, &plain]).printed();
    assert!(std::fs::read(with).unwrap() == std::fs::read(without).unwrap());
    let said = run(&["sample", "--size", "20", &corpus.path]).error();
    assert!(said.contains("a sample of 20 for 1 cell; each needs 30 labelled sentences"), "{said}");
}

#[test]
fn dates_are_understood_as_people_write_them() {
    let folder = Folder::new("prevalence-dates");
    let mut csv = String::from("DATE,text\n");
    let march = ["2026-03-14", "2026/3/1", "20260314", "14.03.2026", "1.3.2026", "2026-03-14T09:30:00Z", "2026.03"];
    let none = ["March 2026", "2026-13-01", "2026", "", "14/03/2026", "3.2026", "20261399"];
    for (number, date) in march.iter().chain(&none).enumerate() {
        writeln!(csv, "{date},Minsk signed act {number}.").unwrap();
    }
    let corpus = folder.write("news.csv", &csv);
    let sheet = folder.write("sheet.csv", "stance,text\nnone,Minsk signed act 0.\n");
    let said = run(&["prevalence", "--labelled", &sheet, "--by", "month", &corpus]).error();
    for words in [
        "7 texts without a date that is understood (first `March 2026`; write 2026-03-14)",
        "\nmonth (empty): 0 labelled sentences, where at least 30 are needed",
        "\nmonth 2026-03: 1 labelled sentence, where at least 30 are needed",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(said.matches("\nmonth ").count(), 2, "{said}");
    let said = run(&["prevalence", "--labelled", &sheet, "--by", "year", &corpus]).error();
    assert!(said.contains("\nyear 2026: 1 labelled sentence") && said.contains("6 texts without a date"), "{said}");
}
