//! The order of the modules: each may use only those above it.

use std::fs;
use std::path::{Path, PathBuf};

const ORDER: [&str; 26] = [
    "error",
    "stance",
    "numeric",
    "parallel",
    "work",
    "language",
    "sentences",
    "tokens",
    "actors",
    "vocabulary",
    "features",
    "corpus",
    "dataset",
    "calibration",
    "model",
    "model_file",
    "explanation",
    "article",
    "report",
    "logistic",
    "training",
    "evaluation",
    "prevalence",
    "plots",
    "pretrained",
    "lib",
];

/// The source files of a module, and its name.
fn modules() -> Vec<(String, Vec<PathBuf>)> {
    let mut modules: Vec<(String, Vec<PathBuf>)> = Vec::new();
    for entry in fs::read_dir("src").unwrap().map(|entry| entry.unwrap().path()) {
        let name = entry.file_stem().unwrap().to_str().unwrap().to_owned();
        // The program is a crate of its own, which sees the public names alone.
        if name == "bin" {
            continue;
        }
        modules.push((name, if entry.is_dir() { files(&entry) } else { vec![entry] }));
    }
    modules
}

/// The source files of a folder and of those within it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let all = entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] });
    all.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// The modules that a file names with `crate::`, its tests left out.
fn used(path: &Path) -> Vec<String> {
    let source = fs::read_to_string(path).unwrap();
    // A file can be all tests.
    let whole = source.lines().any(|line| line.starts_with("#![cfg(all(test"));
    let code = if whole { "" } else { source.split("#[cfg(test)]\nmod tests").next().unwrap() };
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let names = lines.flat_map(|line| line.split("crate::").skip(1).map(str::to_owned).collect::<Vec<_>>());
    names.map(|rest| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()).collect()
}

#[test]
fn modules_use_only_those_above_them() {
    let place = |name: &str| ORDER.iter().position(|module| *module == name);
    let modules = modules();
    assert_eq!(modules.len(), ORDER.len());
    for (name, files) in &modules {
        let own = place(name).unwrap_or_else(|| panic!("module {name} has no place in the order"));
        for file in files {
            for used in used(file).iter().filter(|used| !used.is_empty() && *used != name) {
                let above = place(used).is_some_and(|place| place < own);
                assert!(name == "lib" || above, "{}: `{name}` must not know `{used}`", file.display());
            }
        }
    }
}

#[test]
fn inference_knows_neither_training_nor_its_crates() {
    // All that a report needs, but for labelled data.
    let end = ORDER.iter().position(|module| *module == "report").unwrap();
    let inference = ORDER[..=end].iter().filter(|module| **module != "dataset").collect::<Vec<_>>();
    for (name, files) in modules().iter().filter(|(name, _)| inference.contains(&&name.as_str())) {
        for file in files {
            let source = fs::read_to_string(file).unwrap();
            for word in ["linfa", "ndarray", "argmin"] {
                assert!(!source.contains(word), "{}: `{name}` names {word}", file.display());
            }
        }
    }
}

#[test]
fn no_module_file_is_long() {
    for (_, files) in modules() {
        for file in files {
            let lines = fs::read_to_string(&file).unwrap().lines().count();
            assert!(lines <= 450, "{}: {lines} lines", file.display());
        }
    }
}

#[test]
fn the_root_shows_a_dozen_names_and_the_modules() {
    let source = fs::read_to_string("src/lib.rs").unwrap();
    let modules: Vec<&str> =
        source.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let public = [
        "actors",
        "article",
        "corpus",
        "dataset",
        "error",
        "evaluation",
        "explanation",
        "logistic",
        "model",
        "plots",
        "prevalence",
        "report",
        "sentences",
        "stance",
        "tokens",
        "training",
    ];
    assert_eq!(modules, public);
    let mut names: Vec<&str> = source
        .lines()
        .filter_map(|line| line.strip_prefix("pub use ")?.strip_suffix(';')?.split_once("::"))
        .flat_map(|(_, names)| names.trim_matches(['{', '}']).split(", "))
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "ArticleReport",
            "Dataset",
            "Error",
            "Evaluation",
            "Explanation",
            "Labels",
            "Outcome",
            "Prediction",
            "Stance",
            "StanceModel",
            "StanceParams",
            "sentences",
            "tokens",
        ]
    );
}

#[test]
fn every_file_says_what_it_is() {
    for (_, files) in modules() {
        for file in files {
            assert!(fs::read_to_string(&file).unwrap().starts_with("//! "), "{}", file.display());
        }
    }
}
