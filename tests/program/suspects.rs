//! `suspects`.

use crate::draws::draw;
use crate::harness::{Folder, MAPPING, THINGS, labelled, rows, run, write_rows};

/// Sentences of which one, in line 5, has a label that all others contradict.
fn mislabelled(labels: [&str; 3]) -> String {
    let csv = labelled(labels);
    let (before, after) = csv.split_once(&format!("g1,{},", labels[0])).unwrap();
    format!("{before}g1,{},{after}", labels[2])
}

#[test]
fn it_lists_the_label_that_the_others_contradict() {
    let folder = Folder::new("suspects");
    let data = folder.write("labels.csv", &mislabelled(THINGS.map(|(label, _)| label)));
    let ran = run(&["suspects", "--folds", "4", &data]);
    assert_eq!(ran.stderr, "1 of 24 sentences predicted otherwise than labelled, 1 of them confidently\n");
    let rows = rows(&ran.stdout);
    assert_eq!(rows[0], ["file", "line", "label", "predicted", "confidence", "p_label", "confident", "words", "text"]);
    assert_eq!(rows.len(), 2);
    let [file, line, label, predicted, confidence, p_label, confident, words, text] = &rows[1][..] else { panic!() };
    assert_eq!((file.as_str(), line.as_str(), text.as_str()), (data.as_str(), "5", "They built the army."));
    assert_eq!((label.as_str(), predicted.as_str(), confident.as_str()), ("western-leaning", "pro-moscow", "true"));
    assert!(words.starts_with("army"), "{words}");
    assert!(confidence.parse::<f64>().unwrap() > p_label.parse::<f64>().unwrap());
}

#[test]
fn it_speaks_the_labels_of_the_files_and_writes_whole_files() {
    let folder = Folder::new("suspects-labels");
    let data = folder.write("labels.csv", &mislabelled(["against", "none", "favor"]));
    let out = folder.path("out.csv");
    let ran = run(&["suspects", "--labels", MAPPING, "--output", &out, "--top", "1", &data]);
    assert_eq!(ran.stdout, "");
    assert_eq!(rows(&folder.read("out.csv"))[1][2..4], ["favor", "against"]);
    assert_eq!(folder.names(), ["labels.csv", "out.csv"]);
    let said = run(&["suspects", "--output", &folder.path("no/such/folder.csv"), "fixtures/broken/empty.csv"]).error();
    assert!(said.contains("fixtures/broken/empty.csv: the file is empty"), "{said}");
    let said = run(&["suspects", "--folds", "1", "--labels", MAPPING, &data]).error();
    assert!(said.contains("1 fold is not possible"), "{said}");
}

#[test]
fn it_finds_labels_that_were_changed() {
    let folder = Folder::new("suspects-changed");
    let mut rows = rows(&std::fs::read_to_string("fixtures/test.csv").unwrap());
    let (labels, mut state) = (["pro-moscow", "multi-vector", "western-leaning", "none"], 7);
    let mut changed = std::collections::BTreeSet::new();
    while changed.len() < rows.len() / 20 {
        let row = 1 + draw(&mut state, rows.len() - 1);
        if changed.insert(row) {
            let others: Vec<&str> = labels.into_iter().filter(|label| *label != rows[row][0]).collect();
            rows[row][0] = others[draw(&mut state, 3)].to_owned();
        }
    }
    let data = folder.path("changed.csv");
    write_rows(&data, &rows);
    let ran = run(&["suspects", "--top", "50", &data]);
    let listed = self::rows(&ran.stdout);
    let found = listed[1..].iter().filter(|row| changed.contains(&(row[1].parse::<usize>().unwrap() - 1))).count();
    assert!(listed.len() == 51 && found >= 20, "{found} of the first 50 suspects were changed");
}
