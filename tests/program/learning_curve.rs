//! `learning-curve`.

use crate::harness::{Folder, MAPPING, THINGS, VERBS, rows, run};
use std::fmt::Write;

#[test]
fn it_averages_runs_and_says_whether_more_is_worth_it() {
    let folder = Folder::new("curve");
    let mut csv = String::from("group,stance,text\n");
    for (number, verb) in
        VERBS.iter().flat_map(|verb| ["north", "south", "coast", "city"].map(|place| (verb, place))).enumerate()
    {
        for (label, thing) in THINGS {
            writeln!(csv, "g{number},{label},In the {} they {} the {thing}.", verb.1, verb.0).unwrap();
        }
    }
    let data = folder.write("labels.csv", &csv);
    let out = folder.path("curve.csv");
    for held_out in [&["--folds", "2"][..], &["--test", &data, "--singly"]] {
        let common = ["learning-curve", "--doublings", "2", "--runs", "2", "--output", &out];
        let ran = run(&[&common[..], held_out, &[&data]].concat());
        assert_eq!(ran.stdout, "");
        let rows = rows(&folder.read("curve.csv"));
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[0][..4], ["sentences", "groups", "terms", "runs"]);
        let name = if held_out[0] == "--folds" { "cross-validation" } else { &data };
        assert_eq!(rows[0][4..6], [format!("macro_f1 {name}"), format!("macro_f1_sd {name}")]);
        let whole = if held_out[0] == "--folds" { ["48", "16"] } else { ["96", "96"] };
        assert_eq!(rows[3][..2], whole);
        assert_eq!((rows[3][3].as_str(), rows[3][4].as_str(), rows[3][5].as_str()), ("2", "1.000", "0.000"));
        assert!(ran.stderr.starts_with(&format!("{name}: ")), "{}", ran.stderr);
    }
    let said = run(&["learning-curve", "--folds", "1", &data]).error();
    assert!(said.contains("1 fold is not possible"), "{said}");
}

#[test]
fn with_a_model_it_speaks_the_models_labels() {
    let folder = Folder::new("curve-from");
    let (model, posts) = (folder.path("posts.gst"), "fixtures/informal.csv");
    run(&["train", "--preset", "social", "--labels", MAPPING, "--output", &model, posts]).printed();
    let ran = run(&["learning-curve", "--from", &model, "--test", posts, "--doublings", "0", "--runs", "1", posts]);
    assert_eq!(rows(&ran.stdout)[1][0], "42", "{ran:?}");
}

#[test]
fn sizes_without_a_score_are_left_out() {
    let folder = Folder::new("curve-small");
    let mut csv = String::from("stance,text\n");
    for (label, thing) in THINGS {
        for verb in VERBS {
            writeln!(csv, "{label},They {verb} the {thing}.").unwrap();
        }
    }
    let data = folder.write("labels.csv", &csv);
    let ran = run(&["learning-curve", "--folds", "2", "--runs", "1", "--doublings", "6", &data]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let rows = rows(&ran.stdout);
    assert!((2..7).contains(&(rows.len() - 1)), "{ran:?}");
    assert!(rows[1..].iter().all(|row| row[0] != "0"), "{ran:?}");
    assert!(rows[1][3] == "1" && !rows[1][4].is_empty(), "the first size has a score: {ran:?}");
    let left_out = 8 - rows.len();
    let said = format!("{left_out} size{} left out: in no run", if left_out == 1 { "" } else { "s" });
    assert!(ran.stderr.starts_with(&said), "{ran:?}");
}
