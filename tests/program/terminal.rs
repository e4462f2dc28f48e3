//! Colours, bars and underlined words: on terminals, where they are asked for, and never in pipes.

use crate::harness::{program, run};

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
