//! `select`.

use crate::harness::{Folder, MAPPING, THINGS, VERBS, run};
use std::fmt::Write;

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

#[test]
fn a_journal_is_of_its_data_and_can_always_be_read_again() {
    let folder = Folder::new("journal");
    let journal = folder.path("j.jsonl");
    // Nobody is without a stance, so that some figures are undefined.
    let mut csv = String::from("group,weight,stance,text\n");
    for number in 0..24 {
        let (label, thing) = THINGS[number % 3];
        writeln!(csv, "g{},1,{label},They {} the {thing}.", number / 3, VERBS[number / 3]).unwrap();
    }
    let data = folder.write("labels.csv", &csv);
    let select = || run(&["select", "--single", "--folds", "2", "--journal", &journal, &data]);
    let first = select().printed();
    let lines = || folder.read("j.jsonl").lines().count();
    let of_one = lines();
    assert_eq!((select().printed(), lines()), (first.clone(), of_one));
    // A last line that was cut off is done again; one that lacks its line feed alone is not.
    let known = folder.read("j.jsonl");
    folder.write("j.jsonl", &known[..known.len() - 30]);
    assert_eq!((select().printed(), folder.read("j.jsonl") == known), (first.clone(), true));
    folder.write("j.jsonl", known.trim_end());
    assert_eq!((select().printed(), folder.read("j.jsonl") == known), (first, true));
    // Other groups or weights are other data.
    let other = folder.write("labels.csv", &csv.replace("g7,", "g6,"));
    assert_eq!(other, data);
    select().printed();
    assert_eq!(lines(), 2 * of_one);
    folder.write("labels.csv", &csv.replacen(",1,", ",3,", 4));
    select().printed();
    assert_eq!(lines(), 3 * of_one);
}

#[test]
fn what_is_no_journal_stays_as_it_is() {
    let folder = Folder::new("no-journal");
    let refused = |path: &str| {
        run(&["select", "--single", "--labels", MAPPING, "--journal", path, "fixtures/informal.csv"]).error()
    };
    for contents in ["My notes, without a line feed", "x", "{\"a\":1}", "{\"candidate\":1}\n", "\n"] {
        let notes = folder.write("notes.txt", contents);
        let said = refused(&notes);
        assert!(said.contains("notes.txt, line 1: no journal of `select`"), "{said}");
        assert_eq!(folder.read("notes.txt"), contents);
    }
    #[cfg(target_os = "linux")]
    for device in ["/dev/zero", "/dev/full"] {
        let link = folder.path(&device.replace('/', "-"));
        std::os::unix::fs::symlink(device, &link).unwrap();
        let said = refused(&link);
        assert!(said.contains("it is no regular file"), "{said}");
    }
}
