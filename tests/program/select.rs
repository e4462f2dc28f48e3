//! `select`.

use crate::harness::{Folder, MAPPING, run};

#[test]
fn a_search_goes_on_where_it_was_and_updates_a_file() {
    let folder = Folder::new("select");
    let journal = folder.path("journal.jsonl");
    let page = folder.write("page.md", "before\n<!-- selection: how -->\nold\n<!-- end of selection -->\nafter\n");
    let arguments = ["select", "--single", "--folds", "2", "--labels", MAPPING, "--journal", &journal];
    let first = run(&[&arguments[..], &["fixtures/informal.csv"]].concat()).printed();
    assert!(
        first.starts_with("36 configurations, 2 folds by group") && first.contains("| starting point |"),
        "{first}"
    );
    let known = folder.read("journal.jsonl");
    let again = run(&[&arguments[..], &["--update", &page, "fixtures/informal.csv"]].concat()).printed();
    assert_eq!((again.as_str(), folder.read("journal.jsonl")), ("", known));
    let page = folder.read("page.md");
    assert_eq!(page, format!("before\n<!-- selection: how -->\n\n{first}\n<!-- end of selection -->\nafter\n"));
}

#[test]
fn it_says_what_is_wrong() {
    let folder = Folder::new("select-wrong");
    let said = run(&["select", "--by", "colour", "fixtures/test.csv"]).error();
    assert_eq!(
        said,
        "error: sentence 1 has no column `colour` to divide by; it has hard, period, register, state, topic\n"
    );
    let journal = folder.write("journal.jsonl", "nonsense\n");
    let said = run(&["select", "--journal", &journal, "fixtures/test.csv"]).error();
    assert!(said.contains("journal.jsonl, line 1: ") && said.contains("no journal of `select`"), "{said}");
    assert_eq!(folder.read("journal.jsonl"), "nonsense\n");
}

#[test]
fn parts_are_tried_on_fewer_sentences_too() {
    let arguments =
        ["select", "--single", "--folds", "2", "--labels", MAPPING, "--sizes", "30,36", "fixtures/informal.csv"];
    let printed = run(&arguments).printed();
    assert!(printed.contains("| part | value | 30 sentences | 36 sentences |\n"), "{printed}");
    assert!(printed.contains("| names | none | 0."), "{printed}");
    let said = run(&["select", "--single", "--labels", MAPPING, "--sizes", "5000", "fixtures/informal.csv"]).error();
    assert!(said.contains("--sizes: there are no more than 42 sentences to draw 5000 from"), "{said}");
}
