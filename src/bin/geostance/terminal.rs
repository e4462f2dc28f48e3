//! What a terminal may have: how wide it is, whether it shows colours, texts that must be short, and nothing that steers it.

use clap::ValueEnum;
use geostance::error::harmless;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::Path;
use terminal_size::{Width, terminal_size_of};

/// The columns of the terminal, or what `COLUMNS` says; none for a file or a pipe, where lines are as long as they are.
pub(crate) fn width() -> Option<usize> {
    let columns = || std::env::var("COLUMNS").ok()?.trim().parse().ok();
    let of_terminal = terminal_size_of(io::stdout()).map(|(Width(width), _)| usize::from(width));
    of_terminal.or_else(columns).filter(|&width| width > 0)
}

/// A text of at most `most` characters, the last an ellipsis where it was longer.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// Lines of which none has anything that steers a terminal.
pub(crate) fn safe_lines(text: &str) -> String {
    text.split('\n').map(harmless).collect::<Vec<_>>().join("\n")
}

/// The name of a file as people may see it.
pub(crate) fn shown(path: &Path) -> String {
    harmless(&path.to_string_lossy()).into_owned()
}

#[derive(Clone, Copy, clap::Args)]
pub(crate) struct ColorArg {
    /// Colours, bars and underlined words; auto: on a terminal, unless `NO_COLOR` is set, or wherever `CLICOLOR_FORCE` is
    #[arg(id = "color", long = "color", value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    when: When,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

impl ColorArg {
    /// Whether standard output gets colours.
    pub(crate) fn is_on(self) -> bool {
        match self.when {
            When::Always => true,
            When::Never => false,
            When::Auto => shows_colours(|name| std::env::var_os(name), io::stdout().is_terminal()),
        }
    }
}

/// By <https://no-color.org> and <https://bixense.com/clicolors>: what is not empty counts, and of the others what is not 0.
fn shows_colours(variable: impl Fn(&str) -> Option<OsString>, terminal: bool) -> bool {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty());
    if set("NO_COLOR").is_some() {
        return false;
    }
    if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    terminal && set("CLICOLOR").is_none_or(|value| value != "0") && set("TERM").is_none_or(|value| value != "dumb")
}
