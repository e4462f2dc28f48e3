//! What a person at a terminal sees: run where there is `script`, which makes a pseudo-terminal; and colours, bars and underlined
//! words: on terminals, where they are asked for, and never in pipes.

use crate::harness::{Folder, labelled, program, run};
use std::process::{Command, Stdio};

/// What the program shows on a terminal of 60 columns; nothing where there is no `script` of util-linux.
#[cfg(target_os = "linux")]
fn shown(arguments: &str) -> Option<String> {
    let version = Command::new("script").arg("--version").output();
    if !version.is_ok_and(|output| output.stdout.starts_with(b"script from util-linux")) {
        eprintln!("skipped: there is no `script` of util-linux here");
        return None;
    }
    let line = format!("stty cols 60 rows 24; {} {arguments}", env!("CARGO_BIN_EXE_geostance"));
    let output = Command::new("script").args(["-qec", &line, "/dev/null"]).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    Some(String::from_utf8(output.stdout).unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn a_table_fits_the_terminal() {
    let Some(shown) = shown("classify fixtures/articles/aktau-port.txt") else { return };
    assert!(shown.contains("decided at a confidence"), "{shown}");
    for line in shown.lines().map(plain) {
        assert!(line.chars().count() <= 60 && !line.trim_end().contains(char::is_control), "{line:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn help_fits_the_terminal_and_has_no_colours() {
    let Some(shown) = shown("classify --help") else { return };
    assert!(shown.lines().all(|line| line.chars().count() <= 60 && !line.contains('\u{1b}')), "{shown}");
}

#[cfg(target_os = "linux")]
#[test]
fn progress_is_shown_and_goes() {
    let folder = Folder::new("terminal");
    let data = folder.write("labels.csv", &labelled(["pro-moscow", "multi-vector", "western-leaning"]));
    let Some(shown) = shown(&format!("train --folds 2 --output {} {data}", folder.path("m.gst"))) else {
        return;
    };
    // The last that is written to a line of progress empties it.
    let last = shown.lines().last().unwrap_or_default();
    assert!(shown.contains("\u{1b}[") && last.contains("wrote: ") && !last.contains('%'), "{shown:?}");
}

const ESCAPE: char = '\u{1b}';
const SENTENCE: &str = "Russia is our ally.";
const CLASSIFY: [&str; 2] = ["classify", "fixtures/articles/moldova-gas.txt"];

/// What is printed with some variables set.
fn with(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = program(arguments);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
        command.env_remove(name);
    }
    String::from_utf8(command.envs(variables.iter().copied()).output().unwrap().stdout).unwrap()
}

/// A text without the codes of a terminal.
fn plain(text: &str) -> String {
    let mut parts = text.split(ESCAPE);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once('m').unwrap().1)
}

#[test]
fn variables_and_the_option_decide() {
    for arguments in [&CLASSIFY[..], &["explain", SENTENCE]] {
        for (variables, option, styled) in [
            (&[][..], "auto", false),
            (&[("CLICOLOR_FORCE", "1")], "auto", true),
            (&[("CLICOLOR_FORCE", "0")], "auto", false),
            (&[("CLICOLOR_FORCE", "")], "auto", false),
            (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], "auto", false),
            (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")], "auto", true),
            (&[("NO_COLOR", "1")], "always", true),
            (&[("CLICOLOR_FORCE", "1")], "never", false),
        ] {
            let printed = with(&[arguments, &["--color", option]].concat(), variables);
            assert_eq!(printed.contains(ESCAPE), styled, "{variables:?} --color {option}");
        }
    }
    assert!(!run(&CLASSIFY).printed().contains(['█', ESCAPE]));
    run(&["classify", "--color", "sometimes"]).usage();
}

#[test]
fn other_forms_are_never_coloured() {
    for format in ["csv", "jsonl", "html"] {
        let printed = with(&[&CLASSIFY[..], &["--color", "always", "--format", format]].concat(), &[]);
        assert!(!printed.contains(ESCAPE), "{format}");
    }
    for format in ["json", "html"] {
        assert!(
            !with(&["explain", "--color", "always", "--format", format, SENTENCE], &[]).contains(ESCAPE),
            "{format}"
        );
    }
}

#[test]
fn a_styled_table_fits_its_terminal_and_underlines_words() {
    for columns in ["40", "80", "120"] {
        let printed = with(&[&CLASSIFY[..], &["--color", "always"]].concat(), &[("COLUMNS", columns)]);
        let most = columns.parse::<usize>().unwrap();
        for line in printed.lines() {
            assert!(plain(line).chars().count() <= most, "{columns}: {line:?}");
            // Every line ends as it began: what is set is reset.
            assert_eq!(line.matches(ESCAPE).count() % 2, 0, "{line:?}");
        }
        assert!(printed.contains("\u{1b}[1;4m"), "{printed}");
        assert!(printed.contains('█'));
    }
    let styled = with(&["explain", "--color", "always", SENTENCE], &[]);
    assert!(styled.contains("\u{1b}[1;4mally\u{1b}[0m") && styled.contains('█'), "{styled}");
    assert!(plain(&styled).starts_with(SENTENCE));
    // What steers a terminal does not reach it.
    let hostile = with(&["explain", "--color", "always", "Minsk\u{1b}[2Jsigned"], &[]);
    assert!(!hostile.contains("\u{1b}[2J"), "{hostile:?}");
}
