//! The table of every message of the program: a command that gives it, held against `src/bin/geostance/MESSAGES.md`.
//!
//! `files` makes what the commands read, `cases` has the commands, `sources` looks for messages that no command gives.

mod cases;
mod files;
mod sources;

use crate::harness::{Folder, Ran};
use cases::{Case, Part, SECTIONS};
use rayon::prelude::*;
use std::fmt::Write as _;
use std::path::Path;

const SOURCES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/bin/geostance");
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/bin/geostance/MESSAGES.md");

/// What a command leaves that is run beside the files, with something on standard input.
fn ran(folder: &Folder, case: &Case) -> Ran {
    let arguments: Vec<&str> = case.command.split(' ').collect();
    crate::harness::run_in(&folder.0, &arguments, case.input.as_bytes())
}

/// A command as it is typed, and what stands on standard input.
fn typed(case: &Case) -> String {
    let piped = if case.input.is_empty() { "" } else { "… \\| " };
    format!("`{piped}geostance {}`", case.command)
}

/// The lines of a run that are looked at.
fn said(case: &Case, ran: &Ran) -> String {
    let lines: Vec<&str> = match case.part {
        Part::Said => ran.stderr.lines().collect(),
        Part::FirstParagraph => ran.stderr.lines().take_while(|line| !line.is_empty()).collect(),
        Part::Lines(begin) => {
            ran.stderr.lines().chain(ran.stdout.lines()).filter(|line| line.starts_with(begin)).collect()
        }
    };
    lines.iter().map(|line| settled(line)).collect::<Vec<_>>().join("\n")
}

/// A line without what is another with every change of training: sizes and digests of models.
fn settled(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let is_digest = |word: &str| word.len() == 8 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let settled = words.iter().enumerate().map(|(at, word)| {
        let bare = word.trim_matches(['(', ')', ',']);
        let is_size = words.get(at + 1).is_some_and(|next| next.trim_end_matches(',') == "bytes");
        if is_digest(bare) || is_size { word.replace(bare, "…") } else { (*word).to_owned() }
    });
    settled.collect::<Vec<_>>().join(" ")
}

/// A message as a cell of a table.
fn cell(message: &str) -> String {
    message.replace('\n', "<br>").replace("  ", "&nbsp; ").replace('|', "\\|").replace("<!--", "\\<!--")
}

/// What each command of each section says; every one beside files of its own.
fn all() -> Vec<(&'static str, Vec<(&'static Case, Ran)>)> {
    let one = |(number, case): (usize, &'static Case), section: usize| {
        let folder = Folder::new(&format!("message-{section}-{number}"));
        files::write(&folder);
        (case, ran(&folder, case))
    };
    let sections = SECTIONS.iter().enumerate();
    sections
        .map(|(section, (title, cases))| {
            (*title, cases.par_iter().enumerate().map(|numbered| one(numbered, section)).collect())
        })
        .collect()
}

fn table(all: &[(&str, Vec<(&Case, Ran)>)]) -> String {
    let mut table = "# Every message of the program\n\nA command that gives it, and how it ends (0 it went well, 1 it could not be done, 2 wrong \
                     usage); the errors of the library are in `src/error/MESSAGES.md`. Made and held by `cargo test --features cli --test program messages` \
                     (`UPDATE_MESSAGES=1` writes it anew).\n"
        .to_owned();
    for (title, cases) in all {
        let _ = write!(table, "\n## {title}\n\n| command | ends | message |\n| --- | --- | --- |\n");
        for (case, ran) in cases {
            let code = ran.code.unwrap_or(-1);
            let _ = writeln!(table, "| {} | {code} | {} |", typed(case), cell(&said(case, ran)));
        }
    }
    table
}

/// What the system says of a file that is missing is another thing on another system.
#[cfg(target_os = "linux")]
#[test]
fn the_table_has_every_message() {
    let table = table(&all());
    if std::env::var_os("UPDATE_MESSAGES").is_some() {
        std::fs::write(TABLE, &table).unwrap();
    }
    let listed = std::fs::read_to_string(TABLE).unwrap();
    assert_eq!(listed, table, "run it with UPDATE_MESSAGES=1, and read what has changed");
}

#[test]
fn messages_are_on_lines_and_end_without_a_full_stop() {
    // The dots of what may be repeated are no full stop.
    let cases = SECTIONS.iter().flat_map(|(_, cases)| *cases);
    for (row, case) in listed_rows().into_iter().zip(cases) {
        let (command, code, message) = &row;
        assert!(["0", "1", "2"].contains(&code.as_str()), "{row:?}");
        assert!(
            !message.is_empty() && !message.contains(['\t', '\u{1b}']) && message.len() < 700,
            "{command}: {message}"
        );
        assert!(
            message.split("<br>").all(|line| !line.ends_with(['.', ' ']) || line.ends_with("...")),
            "{command}: {message}"
        );
        // What went wrong is called an error, or was said of each file before.
        let wrong = message.split("<br>").any(|line| line.starts_with("error: "));
        assert!(wrong == (code != "0") || matches!(case.part, Part::Lines(_)), "{command}: {message}");
    }
}

/// The rows of the table: command, exit code, message.
fn listed_rows() -> Vec<(String, String, String)> {
    let listed = std::fs::read_to_string(TABLE).unwrap();
    let rows = listed.lines().filter(|line| line.starts_with("| `"));
    let rows: Vec<_> = rows
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches(['|', ' ']).split(" | ").collect();
            assert_eq!(cells.len(), 3, "{line}");
            (cells[0].to_owned(), cells[1].to_owned(), cells[2].to_owned())
        })
        .collect();
    assert_eq!(rows.len(), SECTIONS.iter().map(|(_, cases)| cases.len()).sum::<usize>());
    rows
}

#[test]
fn no_message_of_the_sources_is_missing() {
    let listed = std::fs::read_to_string(TABLE).unwrap();
    let missing = sources::missing(Path::new(SOURCES), &listed);
    assert!(missing.is_empty(), "no command of the table gives these: {missing:#?}");
}
