//! What a person at a terminal sees: run where there is `script`, which makes a pseudo-terminal.

use crate::harness::{Folder, labelled};
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
    for line in shown.lines() {
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
