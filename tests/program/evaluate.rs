//! `evaluate`.

use crate::harness::{Folder, MAPPING, labelled, run};
use crate::markup::check;
use serde_json::Value;

const EVERYTHING: [&str; 14] = [
    "evaluate",
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

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&run(&[arguments, &["--format", "json"]].concat()).printed()).unwrap()
}

#[test]
fn it_prints_all_that_it_is_asked_for() {
    let text = run(&EVERYTHING).printed();
    for words in [
        "macro-F1",
        "95 % intervals from 50 resamples over 97 groups",
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
    assert!(!run(&["evaluate", "fixtures/test.csv"]).printed().contains('['));
}

#[test]
fn it_gives_the_same_as_json() {
    let found = json(&EVERYTHING);
    let estimate = &found["intervals"]["metrics"]["macro_f1"]["estimate"];
    assert!(estimate.is_f64() && *estimate == found["macro_f1"]);
    assert_eq!(
        (&found["intervals"]["groups"], &found["intervals"]["bootstrap"]["resamples"]),
        (&97.into(), &50.into())
    );
    assert_eq!(found["reliability"]["bins"].as_array().unwrap().len(), 10);
    assert_eq!(found["evidence_reliability"]["bins"][0]["count"], 381);
    let points = found["risk_coverage"]["points"].as_array().unwrap();
    assert!(points.len() > 1000 && points.last().unwrap()["coverage"] == 1.0);
    assert!(found["whole_groups"].as_array().unwrap().iter().any(|of_size| of_size["share"]["low"].is_f64()));
    assert_eq!((&found["by"][0]["column"], &found["by"][1]["column"]), (&"period".into(), &"length".into()));
    assert_eq!(found["by"][0]["parts"][0]["value"], "1992-1999");
    assert!(found["by"][0]["parts"][0]["intervals"]["metrics"]["accuracy"]["low"].is_f64());
    assert_eq!(found["comparison"]["metrics"]["brier"]["p_value"], 1.0);
    let plain = json(&["evaluate", "fixtures/test.csv"]);
    for absent in ["intervals", "reliability", "risk_coverage", "whole_groups", "by", "comparison"] {
        assert!(plain.get(absent).is_none(), "{absent}");
    }
    for key in ["macro_f1", "accuracy", "per_class", "confusion", "log_loss", "brier", "ece", "none_auroc"] {
        assert!(!plain[key].is_null(), "{key}");
    }
    assert!(plain["per_class"]["pro-moscow"]["precision"].as_f64().unwrap() > 0.5);
}

#[test]
fn it_says_what_is_wrong() {
    let said = run(&["evaluate", "--by", "colour", "fixtures/test.csv"]).error();
    assert_eq!(
        said,
        "error: there is no column `colour` to divide by; there are hard, period, register, state, topic, length\n"
    );
    let said = run(&["evaluate", "--intervals", "--level", "95", "fixtures/test.csv"]).usage();
    assert_eq!(said, "error: parameter level is 95; expected a number above 0 and below 1\n");
    let said = run(&["evaluate", "--compare", "README.md", "fixtures/test.csv"]).error();
    assert!(said.contains("not a geostance model"), "{said}");
}

#[test]
fn it_speaks_the_labels_of_the_files() {
    let posts = "fixtures/informal.csv";
    let said = run(&["evaluate", posts]).error();
    assert!(said.contains("unknown stance `favor`") && said.contains("--labels against=pro-moscow"), "{said}");
    assert!(said.contains("--stance-column"), "{said}");
    let given = ["evaluate", "--labels", MAPPING, "--compare", "models/stance-en.gst", "--by", "length", posts];
    let text = run(&given).printed();
    assert!(text.contains("\nagainst ") && text.contains("\nfavor "), "{text}");
    assert_eq!(json(&given)["per_class"]["favor"]["support"], 14);
    // A model that keeps them needs no mapping.
    let folder = Folder::new("evaluate-labels");
    let model = folder.path("posts.gst");
    run(&["train", "--preset", "social", "--labels", MAPPING, "--output", &model, posts]).printed();
    let found = json(&["evaluate", "--model", &model, posts]);
    assert_eq!(found["per_class"]["against"]["support"], 14);
    assert_eq!(found["by"], Value::Null);
}

#[test]
fn models_of_other_labels_are_not_compared_unasked() {
    let folder = Folder::new("evaluate-compare");
    let (model, posts) = (folder.path("posts.gst"), "fixtures/informal.csv");
    run(&["train", "--preset", "social", "--labels", MAPPING, "--output", &model, posts]).printed();
    let compare = ["evaluate", "--model", &model, "--compare", "models/stance-en.gst", posts];
    assert_eq!(
        run(&compare).error(),
        "error: the labels of the two models differ: against=pro-moscow,none=multi-vector,favor=western-leaning and, of the one \
         to compare with, pro-moscow=pro-moscow,multi-vector=multi-vector,western-leaning=western-leaning,none=none; where both \
         mean the same, say with --labels how the data spells it\n"
    );
    assert!(run(&[&compare[..], &["--labels", MAPPING]].concat()).printed().contains("first − second"));
    run(&["evaluate", "--model", &model, "--compare", &model, posts]).printed();
}

#[test]
fn columns_of_other_names_are_pointed_to() {
    let folder = Folder::new("evaluate-columns");
    for (header, argument) in [("code,text", "--stance-column"), ("stance,body", "--text-column")] {
        let data = folder.write("a.csv", &format!("{header}\nnone,It rained.\n"));
        for command in [&["evaluate"][..], &["suspects"], &["train", "--folds", "2"]] {
            let said = run(&[command, &[&data]].concat()).error();
            assert!(said.contains("there is no column") && said.contains(argument), "{command:?}: {said}");
        }
    }
}

#[test]
fn a_page_shows_where_two_models_differ() {
    let folder = Folder::new("evaluate-page");
    let data = folder.write("<labels>.csv", &labelled(["pro-moscow", "multi-vector", "western-leaning"]));
    let other = folder.path("other.gst");
    run(&["train", "--output", &other, &data]).printed();
    let arguments = ["evaluate", "--compare", &other, "--format", "html", "--resamples", "20", &data];
    let page = check(&run(&arguments).printed());
    assert!(page.one("h1").text().starts_with("shipped (") && page.one("h1").text().contains(" and other.gst ("));
    let differ = page.find("li").into_iter().filter(|item| item.find("q").len() == 2).count();
    assert!(differ > 10 && page.one("p.short").text().starts_with(&format!("{differ} of 24 verdicts differ")));
    // A model differs nowhere from itself.
    let page = check(&run(&[&arguments[..], &["--model", &other]].concat()).printed());
    assert!(page.one("p.short").text().starts_with("0 of 24"));
    for wrong in [&["--format", "html"][..], &["--format", "html", "--compare", &other, "--intervals"]] {
        let said = run(&[&["evaluate"], wrong, &[data.as_str()]].concat()).usage();
        assert!(said.contains("goes with --compare alone"), "{said}");
    }
}
