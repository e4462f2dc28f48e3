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
    assert_eq!(
        trained(&["--preset", "news"]),
        bytes(defaults().crossed(["russia", "west", "ukraine"]).c(8.0).prune(0.3))
    );
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

#[test]
fn measuring_needs_no_output() {
    let data = "fixtures/informal.csv";
    let printed = run(&["train", "--labels", MAPPING, "--folds", "2", data]).printed();
    assert!(printed.contains("cross-validation over 2 folds") && !printed.contains("wrote:"), "{printed}");
    let printed = run(&["train", "--labels", MAPPING, "--tune", "2", "--l2", "0.25", data]).printed();
    assert!(printed.starts_with("tuned:       --naive-bayes ") && printed.contains("macro-F1"), "{printed}");
    assert!(run(&["train", "--labels", MAPPING, data]).usage().contains("--output is missing"));
}

#[test]
fn the_report_says_what_to_mind() {
    let folder = Folder::new("remarks");
    let (model, three) = (folder.path("m.gst"), ["pro-moscow", "multi-vector", "western-leaning"]);
    let few = folder.write("few.csv", "stance,text\npro-moscow,Army.\nmulti-vector,Port.\nwestern-leaning,Court.\n");
    let printed = run(&["train", "--min-df", "1", "--output", &model, &few]).printed();
    assert!(
        printed.contains("note:        no sentence is labelled none, so that the model takes every sentence"),
        "{printed}"
    );
    assert!(printed.contains("note:        3 sentences are very few"), "{printed}");
    let digest = printed.rsplit("digest ").next().unwrap().trim_end().trim_end_matches(')').to_owned();
    let of_evaluation = run(&["evaluate", "--model", &model, &few]).printed();
    assert!(of_evaluation.starts_with(&format!("model: m.gst ({digest})\n")), "{of_evaluation}");
    assert!(run(&["explain", "--model", &model, "Army"]).printed().contains(&format!("m.gst ({digest})")));
    assert!(run(&["classify", "--model", &model, "README.md"]).stdout.contains(&format!("model: m.gst ({digest})")));
    let printed = run(&["train", "--output", &model, "fixtures/test.csv", "--calibration-folds", "0"]).printed();
    assert!(!printed.contains("note:"), "{printed}");
    // Labels that are as good as drawn by lot teach nothing.
    let lot =
        folder.write("lot.csv", &labelled(three).replace("army", "car").replace("port", "car").replace("court", "car"));
    let ran = run(&["train", "--from", "models/stance-en.gst", "--output", &folder.path("a.gst"), &lot]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stdout.contains("from:        stance-en.gst ("), "{}", ran.stdout);
    if ran.stdout.contains("strength infinite") {
        assert!(ran.stdout.contains("note:        nothing was learned"), "{}", ran.stdout);
    }
}

#[test]
fn what_is_left_out_is_said() {
    let folder = Folder::new("left-out");
    let model = folder.path("m.gst");
    let mut csv = labelled(["pro-moscow", "multi-vector", "western-leaning"]);
    csv.push_str("g,none,They sold the army.\ng,,Not yet.\ng,multi-vector,They sold the port.\nh,none,It rained.\n");
    let data = folder.write("a.csv", &csv);
    let said = run(&["train", "--output", &model, &data]).said();
    let expected = format!(
        "{data}: 8 pro-moscow, 9 multi-vector, 8 western-leaning, 2 none; 1 without a label left out\n\
         1 sentence repeats another; both count\n1 text is labelled in several ways:\n  They sold the army. (pro-moscow 1, none 1)\n"
    );
    assert_eq!(said, expected);
    let [one, two] = ["b.csv", "c.csv"].map(|name| folder.write(name, "stance,text\npro-moscow,Army.\n"));
    for command in [&["train", "--output", &model][..], &["suspects"], &["train", "--folds", "2"]] {
        let said = run(&[command, &[&one, &two]].concat()).error();
        assert!(said.contains("error: no sentence of class multi-vector"), "{command:?}: {said}");
        for file in [&one, &two] {
            assert!(said.contains(&format!("\n  {file}: 1 pro-moscow, 0 multi-vector, ")), "{command:?}: {said}");
        }
    }
    let own = folder.write("own.csv", &csv.replace("group,stance,text", "group,code,body"));
    let columns = ["--text-column", "Body", "--stance-column", "code"];
    assert_eq!(
        run(&[&["train", "--output", &model, &own][..], &columns].concat()).said(),
        expected.replace("a.csv", "own.csv")
    );
    run(&[&["evaluate", &own][..], &columns].concat()).said();
    run(&[&["suspects", &own][..], &columns].concat()).said();
    assert!(run(&["train", "--output", &model, "-"]).usage().contains("not read from standard input"));
}

#[test]
fn what_has_no_effect_is_refused() {
    let from = ["train", "--from", "models/stance-en.gst", "--output", "/dev/null"];
    for argument in [
        &["--c", "1"][..],
        &["--l2", "0.1"],
        &["--tune", "2"],
        &["--ngrams", "2"],
        &["--prefixes", "4"],
        &["--characters", "2-5"],
        &["--informal"],
        &["--stemmer", "none"],
        &["--counts", "binary"],
        &["--no-normalize"],
        &["--naive-bayes", "1"],
        &["--prune", "0.5"],
        &["--actors", "none"],
        &["--crossed", "none"],
        &["--preset", "news"],
    ] {
        let said = run(&[&from[..], argument, &["fixtures/test.csv"]].concat()).usage();
        assert!(said.contains("cannot be used with") && said.contains(argument[0]), "{said}");
    }
    for threads in ["0", "1025", "100000", "-1"] {
        let said = run(&["train", &format!("--threads={threads}"), "--folds", "2", "fixtures/test.csv"]).usage();
        assert!(said.contains("1..=1024") || said.contains("invalid"), "{said}");
    }
}
