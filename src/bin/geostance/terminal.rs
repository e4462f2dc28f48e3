//! What a terminal may have: how wide it is, texts that must be short, and nothing that steers it.

use geostance::error::harmless;
use std::io;
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
