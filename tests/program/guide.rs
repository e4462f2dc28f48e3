//! The commands of README and guide, run as they stand but for the program, which is built already.

use crate::harness::{Folder, run};
use std::path::Path;
use std::process::Command;

/// What is large takes long in a test; a part of it shows that the line works.
const SMALLER: [(&str, &str); 3] = [
    ("--doublings 8 --runs 5 fixtures/train/*.csv", "--doublings 1 --runs 1 fixtures/train/un.csv"),
    ("fixtures/train/[a-gi-z]*.csv", "fixtures/train/un.csv"),
    ("--singly --doublings 5", "--singly --folds 2 --doublings 1 --runs 1"),
];

/// The lines of a page that are to be pasted into a shell.
fn lines(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(page).unwrap();
    let blocks = text.split("```sh\n").skip(1).map(|block| block.split("```").next().unwrap());
    blocks.flat_map(str::lines).map(str::to_owned).collect()
}

/// A command for the program; `None` for one that builds, tests or installs.
fn installed(line: &str) -> Option<String> {
    let line = line.replacen("cargo run --release --features cli -- ", "geostance ", 1);
    (!line.starts_with("cargo ")).then_some(line)
}

/// Runs the lines one after the other in a folder that has the fixtures and the models.
#[cfg(unix)]
fn paste(folder: &Folder, lines: &[String]) {
    let root = std::env::current_dir().unwrap();
    for name in ["fixtures", "models"] {
        std::os::unix::fs::symlink(root.join(name), folder.0.join(name)).unwrap();
    }
    let program = Path::new(env!("CARGO_BIN_EXE_geostance")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    for line in lines {
        let output = Command::new("sh").args(["-c", line]).current_dir(&folder.0).env("PATH", &path).output().unwrap();
        assert!(output.status.success(), "{line}: {output:?}");
    }
}

#[test]
fn lines_mean_the_same_in_every_shell() {
    for page in ["README.md", "examples/README.md", "models/README.md", "benches/README.md"] {
        for line in lines(page) {
            let odd = ["#", "[!", "[^", "**", "=(", "\\", "~", "`"].iter().find(|odd| line.contains(**odd));
            assert_eq!(odd, None, "{page}: {line}");
        }
    }
}

#[cfg(unix)]
#[test]
fn the_readme_works_when_pasted() {
    let all = lines("README.md");
    assert_eq!(all[0], "cargo run --release --features cli -- classify fixtures/articles/aktau-port.txt");
    assert_eq!(all[1], "cargo test --features cli");
    let folder = Folder::new("readme");
    std::fs::create_dir(folder.path("target")).unwrap();
    paste(&folder, &all.iter().filter_map(|line| installed(line)).collect::<Vec<_>>());
    assert_eq!(folder.names(), ["fixtures", "models", "target"]);
}

#[cfg(unix)]
#[test]
fn the_guide_works_when_pasted() {
    let all = lines("examples/README.md");
    assert_eq!(all[0], "cargo install --path . --features cli");
    let mut commands: Vec<String> = all.iter().filter_map(|line| installed(line)).collect();
    assert_eq!(commands.len(), all.len() - 1);
    for (large, small) in SMALLER {
        assert!(commands.iter().any(|command| command.contains(large)), "{large}");
        commands = commands.iter().map(|command| command.replace(large, small)).collect();
    }
    let folder = Folder::new("guide");
    paste(&folder, &commands);
    assert_eq!(folder.names(), ["fixtures", "models", "target"], "nothing is left in the checkout");
    for name in [
        "sheet.csv",
        "labels.csv",
        "mine.gst",
        "adapted.gst",
        "posts.gst",
        "suspects.csv",
        "curve.csv",
        "next.csv",
        "sample.csv",
        "periods.svg",
        "periods.csv",
    ] {
        assert!(std::fs::metadata(folder.0.join("target/guide").join(name)).unwrap().len() > 100, "{name}");
    }
}

#[test]
fn the_readme_shows_what_its_first_command_prints() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let block = readme.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let printed = run(&["classify", "fixtures/articles/aktau-port.txt"]).printed();
    for line in block.lines().map(|line| line.trim_end_matches('…').trim_end()) {
        assert!(printed.lines().any(|printed| printed.starts_with(line)), "{line}");
    }
}
