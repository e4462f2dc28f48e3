//! `--plots`: pictures in a folder.

use crate::harness::{Folder, THINGS, labelled, run};
use roxmltree::Document;

const THREE: [&str; 3] = ["pro-moscow", "multi-vector", "western-leaning"];
const FOUR: [&str; 4] = ["confusion.svg", "reliability.svg", "risk-coverage.svg", "terms.svg"];

/// What a picture says of itself.
fn description(folder: &Folder, name: &str) -> String {
    let svg = folder.read(name);
    let document = Document::parse(&svg).unwrap();
    let found = document.descendants().find(|node| node.has_tag_name("desc")).unwrap();
    found.text().unwrap().to_owned()
}

#[test]
fn an_evaluation_is_drawn_into_a_folder_that_is_made() {
    let folder = Folder::new("plots");
    let plots = folder.path("new/plots");
    let evaluate = ["evaluate", "--plots", &plots, "fixtures/test.csv"];
    let printed = run(&evaluate).printed();
    assert_eq!(printed, run(&["evaluate", "fixtures/test.csv"]).printed());
    let drawn = Folder(folder.0.join("new/plots"));
    assert_eq!(drawn.names(), FOUR);
    let before: Vec<String> = FOUR.iter().map(|name| drawn.read(name)).collect();
    assert!(description(&drawn, "confusion.svg").contains("Labelled pro-moscow: taken "));
    assert!(description(&drawn, "reliability.svg").contains("Before calibration"));
    assert!(description(&drawn, "risk-coverage.svg").contains("shipped ("));
    // What it drew itself is drawn anew, the same again on one thread.
    let once_more = crate::harness::program(&evaluate).env("RAYON_NUM_THREADS", "1").output().unwrap();
    assert!(once_more.status.success());
    for (name, before) in FOUR.iter().zip(before) {
        assert!(drawn.read(name) == before, "{name}");
    }
    run(&[&evaluate[..], &["--compare", "models/stance-en.gst"]].concat()).printed();
    assert!(description(&drawn, "risk-coverage.svg").contains("stance-en.gst ("), "both curves");
}

#[test]
fn files_of_others_stay_as_they_are() {
    let folder = Folder::new("plots-kept");
    for (name, contents) in [("terms.svg", "<svg>mine</svg>"), ("confusion.svg", "<svg \n<!-- of another -->")] {
        let place = folder.write(name, contents);
        let arguments = ["evaluate", "--plots", folder.0.to_str().unwrap(), "fixtures/informal.csv", "--labels"];
        let arguments = [&arguments[..], &[crate::harness::MAPPING]].concat();
        let said = run(&arguments).error();
        assert!(said.contains(&place) && said.contains("it is there already and is no plot of geostance"), "{said}");
        assert_eq!((folder.read(name).as_str(), folder.names()), (contents, vec![name.to_owned()]));
        run(&[&arguments[..], &["--force"]].concat()).said();
        assert!(folder.read(name).contains("drawn by geostance"));
        for name in FOUR {
            std::fs::remove_file(folder.path(name)).unwrap();
        }
    }
    let file = folder.write("file", "");
    let said = run(&["evaluate", "--plots", &file, "fixtures/test.csv"]).error();
    assert!(said.starts_with(&format!("error: cannot make the folder {file}: ")), "{said}");
    assert!(run(&["evaluate", "--force", "fixtures/test.csv"]).usage().contains("--plots"));
}

#[test]
fn what_has_nothing_to_show_is_said() {
    let folder = Folder::new("plots-nothing");
    let data = folder.write("none.csv", "stance,text\nnone,Snow fell.\nnone,It rained.\n");
    let said = run(&["evaluate", "--plots", &folder.path("p"), &data]).said();
    assert_eq!(
        said,
        "confusion.svg is not written: there is nothing to draw: no sentence has a stance\n\
         reliability.svg is not written: there is nothing to draw: no sentence has a stance\n"
    );
    assert_eq!(Folder(folder.0.join("p")).names(), ["risk-coverage.svg", "terms.svg"]);
}

#[test]
fn learning_curves_are_drawn() {
    let folder = Folder::new("plots-curve");
    let data = folder.write("labels.csv", &labelled(THREE));
    let plots = folder.path("p");
    let arguments = ["learning-curve", "--doublings", "1", "--runs", "2", "--folds", "2", "--plots", &plots, &data];
    let ran = run(&arguments);
    assert!(ran.stdout.starts_with("sentences,groups,") && ran.code == Some(0), "{ran:?}");
    let none = "learning-curve-evidence.svg is not written: there is nothing to draw: no size has a score\n";
    assert!(ran.stderr.contains(none), "the data have no sentences without a stance: {ran:?}");
    let drawn = Folder(folder.0.join("p"));
    assert_eq!(drawn.names(), ["learning-curve.svg"]);
    let words = description(&drawn, "learning-curve.svg");
    assert!(words.starts_with("macro-F1 against the number of training sentences. cross-validation: "), "{words}");
    // With sentences of both kinds there are two.
    let csv =
        THINGS.iter().flat_map(|(label, thing)| (0..8).map(move |day| format!("g{day},{label},Day {day}: {thing}.")));
    let none = (0..8).map(|day| format!("g{day},none,Day {day}: rain."));
    let all: Vec<String> = std::iter::once("group,stance,text".to_owned()).chain(csv).chain(none).collect();
    let data = folder.write("both.csv", &all.join("\n"));
    let output = folder.path("c.csv");
    let more = [&arguments[..9], &[&data, "--output", &output, "--force"]].concat();
    run(&more).said();
    assert_eq!(drawn.names(), ["learning-curve-evidence.svg", "learning-curve.svg"]);
    assert!(run(&["learning-curve", "--force", &data]).usage().contains("--output"));
}
