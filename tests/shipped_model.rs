//! The shipped model is what its data and parameters make.

use geostance::{Dataset, StanceModel};
use std::path::PathBuf;

const PATH: &str = "models/stance-en.gst";

fn training_files() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir("fixtures/train").unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn retraining_gives_the_same_bytes() {
    let data = Dataset::load_all(training_files()).unwrap();
    let fitted = geostance::StanceParams::news().fit(&data).unwrap();
    assert!(fitted.report().converged);
    assert!(fitted.model().to_bytes().unwrap() == std::fs::read(PATH).unwrap(), "run the command in models/README.md");
}

#[test]
fn it_is_small() {
    assert!(std::fs::metadata(PATH).unwrap().len() < 2_000_000);
}

#[test]
fn the_embedded_model_is_the_file() {
    assert!(StanceModel::pretrained().to_bytes().unwrap() == std::fs::read(PATH).unwrap());
}

#[test]
fn it_beats_its_floor_on_the_held_out_sentences() {
    let test = Dataset::load("fixtures/test.csv").unwrap();
    let evaluation = StanceModel::pretrained().evaluate(&test).unwrap();
    assert!(evaluation.macro_f1().unwrap() > 0.80, "{evaluation}");
    assert!(evaluation.ece().unwrap() < 0.06, "{evaluation}");
    assert!(evaluation.evidence_auroc().unwrap() > 0.90, "{evaluation}");
}
