//! `train`.

use crate::harness::{Folder, MAPPING, labelled, run};
use geostance::{Dataset, StanceModel, StanceParams};

#[test]
fn training_evaluating_and_classifying_go_hand_in_hand() {
    let folder = Folder::new("train");
    let model = folder.path("own.gst");
    let arguments = [
        "train",
        "--output",
        &model,
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
    let printed = run(&arguments).printed();
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
    assert!(run(&["evaluate", "--model", &model, "fixtures/test.csv"]).printed().contains("evidence AUROC"));
    run(&["classify", "--model", &model, "README.md"]).printed();
    run(&["explain", "--model", &model, "Minsk"]).printed();
}

#[test]
fn a_training_that_fails_writes_nothing() {
    let folder = Folder::new("nothing");
    let model = folder.path("own.gst");
    let run = |arguments: &[&str]| run(&[&["train", "--output", &model], arguments].concat());
    for (arguments, words) in [
        (&["fixtures/broken/unknown-stance.csv"][..], "fixtures/broken/unknown-stance.csv, line 3: unknown stance"),
        (&["fixtures/broken/empty.csv"], "the file is empty"),
        (&["--min-count", "1e9", "fixtures/test.csv"], "the vocabulary is empty"),
    ] {
        let said = run(arguments).error();
        assert!(said.contains(words), "{said}");
    }
    for (arguments, words) in [
        (&["--l2", "0", "fixtures/test.csv"][..], "parameter l2 is 0; expected a finite number above zero"),
        (&["--labels", "for", "fixtures/test.csv"], "`for` is no mapping"),
        (&["--preset", "news", "--from", "models/stance-en.gst", "fixtures/test.csv"], "cannot be used with"),
        (&["--prior-strength", "1", "fixtures/test.csv"], "--from"),
        (&["--characters", "5", "fixtures/test.csv"], "expected two lengths, as 2-5, or `none`"),
    ] {
        let said = run(arguments).usage();
        assert!(said.contains(words), "{said}");
    }
    assert!(folder.names().is_empty());
}

#[test]
fn presets_are_recipes() {
    let folder = Folder::new("presets");
    let data = folder.write("labels.csv", &labelled(["pro-moscow", "multi-vector", "western-leaning"]));
    let model = folder.path("model.gst");
    let trained = |arguments: &[&str]| {
        run(&[&["train", "--output", &model], arguments, &[&data]].concat()).printed();
        std::fs::read(&model).unwrap()
    };
    let read = Dataset::load(&data).unwrap();
    let bytes = |params: StanceParams| params.fit(&read).unwrap().into_model().to_bytes().unwrap();
    let defaults = || StanceModel::params().prune(0.0);
    assert_eq!(trained(&[]), bytes(defaults()));
    assert_eq!(trained(&["--preset", "news"]), bytes(defaults().prune(0.3)));
    assert_eq!(trained(&["--preset", "social"]), bytes(StanceParams::social()));
    assert_eq!(trained(&["--preset", "social", "--l2", "1e-3"]), bytes(StanceParams::social().l2(1e-3)));
}

#[test]
fn tuning_keeps_what_was_given() {
    let folder = Folder::new("tune");
    let model = folder.path("model.gst");
    let arguments = ["--tune", "2", "--l2", "0.25", "--labels", MAPPING, "fixtures/informal.csv"];
    run(&[&["train", "--output", &model], &arguments[..]].concat()).printed();
    let model = std::fs::read(model).unwrap();
    assert!(String::from_utf8_lossy(&model[..1500]).contains("\"l2\":0.25"));
}

#[test]
fn an_adapted_model_speaks_as_the_model_it_is_made_of() {
    let folder = Folder::new("from");
    let (first, second) = (folder.path("first.gst"), folder.path("second.gst"));
    let posts = "fixtures/informal.csv";
    run(&["train", "--preset", "social", "--labels", MAPPING, "--output", &first, posts]).printed();
    let adapted = run(&["train", "--from", &first, "--output", &second, posts]).printed();
    assert!(adapted.starts_with("sentences:   14 against, 14 none, 14 favor,"), "{adapted}");
}
