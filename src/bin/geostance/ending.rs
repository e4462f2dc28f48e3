//! How a command ends: errors, their words and the exit code.

use crate::terminal::safe_lines;
use geostance::{Error as LibraryError, error::ParamsError};
use std::error::Error;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

pub(crate) type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// Arguments that are well formed and still make no sense together.
#[derive(Debug)]
pub(crate) struct Usage(pub(crate) &'static str);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Usage {}

/// Something went wrong that was said already; the words, if any, sum it up.
#[derive(Debug)]
pub(crate) struct Said(pub(crate) String);

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Said {}

/// An error goes to standard error: 2 where the arguments are wrong (as clap has it), else 1. A closed pipe is no error.
pub(crate) fn exit_code(done: Result) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_broken_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) if error.downcast_ref::<Said>().is_some_and(|said| said.0.is_empty()) => ExitCode::FAILURE,
        Err(error) => {
            note(format_args!("error: {error}"));
            if is_usage(error.as_ref()) { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}

/// What is wrong with the arguments, or the help that was asked for; what was typed is repeated without anything that steers a
/// terminal.
pub(crate) fn wrong_arguments(error: &clap::Error) -> ExitCode {
    let words = error.render().to_string();
    if error.use_stderr() {
        note(words.trim_end());
        return ExitCode::from(2);
    }
    exit_code(crate::output::print(words.as_bytes()))
}

/// A line, or several, on standard error, without anything that steers a terminal.
pub(crate) fn note(lines: impl fmt::Display) {
    // What cannot be said is no reason to stop.
    let _ = writeln!(io::stderr(), "{}", safe_lines(&lines.to_string()));
}

/// So many things, by their name in the singular.
pub(crate) fn counted(count: usize, name: &str) -> String {
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

/// Whether nobody reads what is printed any more.
pub(crate) fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Whether an argument is at fault, a parameter out of its range among them.
fn is_usage(error: &(dyn Error + 'static)) -> bool {
    error.is::<Usage>() || error.is::<ParamsError>() || matches!(error.downcast_ref(), Some(LibraryError::Params(_)))
}
