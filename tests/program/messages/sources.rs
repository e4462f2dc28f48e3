//! The words of the program's sources, so that none of its messages lacks a command that gives it.

use std::fs;
use std::path::{Path, PathBuf};

/// Files whose words are results: pages, tables and reports, and the names of what is tried.
const RESULTS: [&str; 11] = [
    "card/contrast.rs",
    "card/data.rs",
    "card/description.rs",
    "card/mod.rs",
    "card/results.rs",
    "baselines/names.rs",
    "evaluate/measured.rs",
    "prevalence/print.rs",
    "progress.rs",
    "select/candidates.rs",
    "train/tuning.rs",
];

/// Words, by their beginnings, that are no messages.
const NO_MESSAGES: [&str; 34] = [
    // Help.
    "Example: ",
    // Results.
    "the shipped model",
    "names of states and institutions only",
    "sentence length only",
    "logistic regression on unigrams",
    "the default features without names",
    "multinomial naive Bayes",
    "{} labelled by both",
    "first \\\\ second",
    "{} configurations, {}",
    "\\nThe best twenty",
    "\\nThe winner is the plainest",
    "\\nHow many of its terms",
    "\\nMacro-F1 on fewer",
    "{markdown}",
    "macro-F1 [95 %]",
    "folds from … to",
    "difference [95 %]",
    "the starting point",
    "terms left out at the end",
    "share left out",
    "{} by {by}, seed",
    "{name}, {:016x}",
    // Progress.
    "training for the words",
    "training without the least terms",
    "measuring the starting point",
    // The beginning of a page, by which it is known.
    "<!DOCTYPE html>",
    // Names of parts.
    "register, the kind of text",
    "period, the time that",
    "state whose course",
    "whether the writer hesitated",
    "length in words",
    "40 words and more",
    "with a stance",
];

/// Messages that no command gives by itself, by their beginnings, and why.
const NOT_PROVOKED: [(&str, &str); 8] = [
    ("cannot read {}: {error}", "a model that is gone between two readings"),
    ("cannot write the journal", "a disk that fills up"),
    ("{input}: a table", "a file that changes between two readings"),
    ("a figure is undefined", "training fails before, on so few sentences"),
    ("it is too long for a journal", "a file of more than 64 megabytes"),
    ("nothing to cross-validate", "one set of parameters is always given"),
    ("a result is missing", "all that is asked for was tried before"),
    ("shares are finite", "a promise of the code"),
];

/// The fixed words of the sources that a table has not.
pub(super) fn missing(folder: &Path, table: &str) -> Vec<(String, String)> {
    let mut missing = Vec::new();
    for path in sources(folder) {
        let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        if RESULTS.contains(&name.as_str()) {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for literal in literals(&source) {
            let mut passed = NO_MESSAGES.iter().chain(NOT_PROVOKED.iter().map(|(begin, _)| begin));
            if passed.any(|begin| literal.starts_with(begin)) {
                continue;
            }
            let absent = fixed(&literal).into_iter().find(|words| !table.contains(words.as_str()));
            missing.extend(absent.map(|words| (name.clone(), words)));
        }
    }
    missing
}

/// All files of a folder and its folders, but its head with the help of all commands.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let all = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    let is_source =
        |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("main.rs");
    all.filter(is_source).collect()
}

/// The strings of a source as they are written, but that a line that goes on is one; without comments and attributes.
fn literals(source: &str) -> Vec<String> {
    let (mut found, mut depth, mut rest) = (Vec::new(), 0_usize, source);
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("#[") || (depth > 0 && first == '[') {
            depth += 1;
            rest.find('[').unwrap() + 1
        } else if depth > 0 && first == ']' {
            depth -= 1;
            1
        } else if first == '\'' && rest[1..].starts_with("\\'") {
            4
        } else if first == '\'' && rest.chars().nth(2) == Some('\'') {
            rest.chars().take(3).map(char::len_utf8).sum()
        } else if first == '"' {
            let length = string(rest);
            if depth == 0 {
                found.push(joined(&rest[1..length - 1]));
            }
            length
        } else {
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// The length of the string with which a source begins, quotes included.
fn string(source: &str) -> usize {
    let mut escaped = false;
    let end = source[1..].find(|c: char| {
        let is_end = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        is_end
    });
    1 + end.expect("a string ends") + 1
}

/// A string without what makes it go on in the next line.
fn joined(literal: &str) -> String {
    let mut parts = literal.split("\\\n");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.trim_start())
}

/// The words between placeholders, as the table has them, where they are three or more.
fn fixed(literal: &str) -> Vec<String> {
    let parts = literal.split(['{', '}']).step_by(2).flat_map(|part| part.split("\\n"));
    let parts = parts.map(|part| super::cell(part.trim()));
    parts.filter(|part| part.split_whitespace().count() >= 3).collect()
}

#[test]
fn strings_are_found_in_sources() {
    let source = "#[arg(long = \"no one two three\")]\nf(\"a {b:?} c \\\n      d\\\"e\", '\"', b'\\'', \"x\"); // \"no\"\n/// \"no\"\n";
    assert_eq!(literals(source), ["a {b:?} c d\\\"e", "x"]);
    assert_eq!(fixed("{a}: one two three {b} four\\n five  six seven"), [": one two three", "five&nbsp; six seven"]);
}
