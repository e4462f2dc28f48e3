//! Help, version and wrong usage.

use crate::harness::run;

const COMMANDS: [&str; 13] = [
    "classify",
    "explain",
    "train",
    "evaluate",
    "baselines",
    "select",
    "card",
    "learning-curve",
    "suspects",
    "suggest",
    "sample",
    "prevalence",
    "agreement",
];

#[test]
fn the_program_lists_its_commands_and_exit_codes() {
    let help = run(&["--help"]).printed();
    for words in COMMANDS.iter().chain(&["Example: geostance", "Exit codes:"]) {
        assert!(help.contains(words), "{words}: {help}");
    }
    assert_eq!(run(&["--version"]).printed(), format!("geostance {}\n", env!("CARGO_PKG_VERSION")));
    assert!(run(&[]).usage().contains("Usage:"));
    assert!(run(&["clasify"]).usage().contains("classify"));
}

#[test]
fn every_command_says_what_it_reads_and_has_an_example() {
    for command in COMMANDS {
        let help = run(&[command, "--help"]).printed();
        for words in ["Usage: geostance", "standard input", &format!("Example: geostance {command}")] {
            assert!(
                help.split_whitespace().collect::<Vec<_>>().join(" ").contains(words),
                "{command}, {words}: {help}"
            );
        }
        assert!(run(&[command, "--no-such-flag"]).usage().contains("--no-such-flag"), "{command}");
    }
}
