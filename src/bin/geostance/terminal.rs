//! How wide what standard output goes to is.

use std::io;
use terminal_size::{Width, terminal_size_of};

/// The columns of the terminal, or what `COLUMNS` says; none for a file or a pipe, where lines are as long as they are.
pub(crate) fn width() -> Option<usize> {
    let columns = || std::env::var("COLUMNS").ok()?.trim().parse().ok();
    let of_terminal = terminal_size_of(io::stdout()).map(|(Width(width), _)| usize::from(width));
    of_terminal.or_else(columns).filter(|&width| width > 0)
}
