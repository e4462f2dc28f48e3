//! Models of every version of the format, from version 2 on, load for ever and say what they said when they were made.
//!
//! `fixtures/models` has for each version some models, `version-N-what.gst`, and beside each what it says of some sentences, a
//! JSON object a line. Those of the present version are written, where they are missing, by
//! `cargo test --test compatibility -- --ignored`; what is there is never written again.

#[path = "model_parts/mod.rs"]
mod model_parts;

use geostance::{
    Dataset, Prediction, StanceModel, StanceParams,
    dataset::ReadOptions,
    model::{Counts, TermKind},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "fixtures/models";

/// What a model said of a sentence.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Said {
    text: String,
    prediction: Prediction,
}

const TEXTS: [&str; 8] = [
    "",
    "The new tram is sooo good!!! #TramYes 👍🏽 @citytransit",
    "Traffic on Abay was half of last week's, and NATO was not to blame",
    "Nobody asked us. 40 minutes on the 12 bus, again?!",
    "Minsk and Russia's union of Central Asia",
    "Россия и Казахстан развивают союзнические отношения",
    "U.S. and EU’s Türkiye, İSTANBUL 1,200.5 ﬁn",
    "y\u{301}yyyyyyy the the the THE",
];

fn version(bytes: &[u8]) -> u32 {
    model_parts::u32_at(bytes, 16)
}

/// The version that this crate writes.
fn present() -> u32 {
    version(&made().remove(0).1.to_bytes().unwrap())
}

/// The models that are kept of a version: between them they have every kind of term and every optional field of the header.
fn made() -> Vec<(&'static str, StanceModel)> {
    let labels = "against=pro-moscow,none=multi-vector,favor=western-leaning".parse().unwrap();
    let own = Dataset::load_with("fixtures/informal.csv", &ReadOptions::new().labels(labels)).unwrap();
    let words = StanceParams::new().actors(None).calibration_folds(0);
    let teams = "group,name\nnorth,tram\nnorth,Russia\n-,Minsk Group\nsouth,Central Asia\nsouth,bus\n".parse().unwrap();
    let plain = words.fit(&own).unwrap().into_model();
    let named = words.clone().actors(Some(teams)).crossed(["south", "north"]).prune(0.2).calibration_folds(2);
    let posts = words
        .clone()
        .informal(true)
        .prefixes([])
        .characters(Some((2, 2)))
        .counts(Counts::Sublinear)
        .min_df(1.0)
        .ngrams(1);
    // The crate's own labels, and sentences without a stance.
    let mut mixed = Dataset::new();
    for (place, sentence) in own.sentences().iter().enumerate() {
        let mut sentence = sentence.clone();
        sentence.stance = sentence.stance.filter(|_| place % 4 > 0);
        mixed.push(sentence).unwrap();
    }
    let adapted = words.clone().prior_strength(Some(1e-3)).fit_with(&plain, &own).unwrap().into_model();
    vec![
        ("words", plain),
        ("names", named.fit(&own).unwrap().into_model()),
        ("posts", posts.normalize(false).fit(&mixed).unwrap().into_model()),
        ("adapted", adapted),
    ]
}

fn kept() -> Vec<PathBuf> {
    let files = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
    let mut models: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "gst")).collect();
    models.sort();
    models
}

fn said(path: &Path) -> Vec<Said> {
    let lines = fs::read_to_string(path.with_extension("jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn every_model_that_was_kept_says_what_it_said() {
    for path in kept() {
        let model = StanceModel::load(&path).unwrap();
        let said = said(&path);
        assert_eq!(said.len(), TEXTS.len());
        for Said { text, prediction } in said {
            assert_eq!(model.classify(&text), prediction, "{}: {text:?}", path.display());
        }
        // Saved, it is a model of the present version, which says the same.
        let again = StanceModel::from_bytes(&model.to_bytes().unwrap()).unwrap();
        assert!(TEXTS.iter().all(|text| again.classify(text) == model.classify(text)), "{}", path.display());
        assert_eq!(again.provenance(), model.provenance());
        let bytes = fs::read(&path).unwrap();
        if version(&bytes) == present() {
            assert!(model.to_bytes().unwrap() == bytes, "{}: one spelling for one model", path.display());
        }
    }
}

#[test]
fn models_of_every_version_are_kept() {
    let files: Vec<(u32, String)> = kept()
        .iter()
        .map(|path| (version(&fs::read(path).unwrap()), path.file_name().unwrap().to_str().unwrap().to_owned()))
        .collect();
    for version in 2..=present() {
        for (what, _) in made() {
            let name = format!("version-{version}-{what}.gst");
            assert!(
                files.contains(&(version, name.clone())),
                "{name} is missing; the head of this file says how it is made"
            );
        }
    }
    for version in 2..=present() {
        let of_version =
            kept().into_iter().filter(|path| path.to_str().unwrap().contains(&format!("version-{version}-")));
        let models: Vec<StanceModel> = of_version.map(|path| StanceModel::load(path).unwrap()).collect();
        let kinds: BTreeSet<TermKind> = models.iter().flat_map(|model| model.terms().map(|term| term.kind())).collect();
        assert_eq!(kinds.len(), 7, "{kinds:?}");
    }
    let bytes: u64 = kept().iter().map(|path| fs::metadata(path).unwrap().len()).sum();
    assert!(bytes < u64::from(present()) * 100_000, "{bytes} bytes: these are for loading, not for use");
}

#[test]
#[ignore = "writes the models of the present version that are missing"]
fn models_of_the_present_version_are_written() {
    for (what, model) in made() {
        let path = Path::new(FOLDER).join(format!("version-{}-{what}.gst", present()));
        if !path.exists() {
            model.save(&path).unwrap();
            let said = TEXTS.map(|text| Said { text: text.to_owned(), prediction: model.classify(text) });
            let lines: String = said.iter().map(|said| serde_json::to_string(said).unwrap() + "\n").collect();
            fs::write(path.with_extension("jsonl"), lines).unwrap();
        }
        assert!(path.exists());
    }
}
