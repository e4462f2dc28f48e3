//! How the program ends: errors, their words and the exit code.

use datafusion::error::DataFusionError;
use std::error::Error;
use std::fmt;
use std::io::{self, Write};
use std::process::ExitCode;

pub(crate) type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// How a query ended.
pub(crate) enum Ending {
    Done,
    Failed(Box<dyn Error + Send + Sync>),
    Interrupted,
}

/// Arguments that are well formed and still make no sense.
#[derive(Debug)]
pub(crate) struct Usage(pub(crate) String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Usage {}

/// Nobody reads on.
#[derive(Debug)]
pub(crate) struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("standard output was closed")
    }
}

impl Error for Closed {}

/// An error goes to standard error: 2 where the arguments are wrong (as clap has it), 130 where a signal came, else 1. A closed
/// pipe is no error.
pub(crate) fn exit_code(ended: Ending) -> ExitCode {
    match ended {
        Ending::Done => ExitCode::SUCCESS,
        Ending::Failed(error) if error.is::<Closed>() => ExitCode::SUCCESS,
        Ending::Failed(error) => {
            let words = error.downcast_ref().map_or_else(|| error.to_string(), words);
            note(format_args!("error: {words}"));
            if error.is::<Usage>() { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
        Ending::Interrupted => {
            note("interrupted; nothing was written");
            ExitCode::from(130)
        }
    }
}

/// A line on standard error.
pub(crate) fn note(line: impl fmt::Display) {
    // What cannot be said is no reason to stop.
    let _ = writeln!(io::stderr(), "{line}");
}

/// What went wrong in an engine, in the manner of the program's own errors: the cause alone, in lower case, without a full stop.
pub(crate) fn words(error: &DataFusionError) -> String {
    let root = match error.find_root() {
        DataFusionError::Collection(errors) => return errors.first().map_or_else(|| error.to_string(), words),
        root => root,
    };
    let said = match root {
        DataFusionError::SQL(error, _) => error.to_string(),
        DataFusionError::SchemaError(error, _) => error.to_string(),
        DataFusionError::ResourcesExhausted(what) => {
            format!("{what}; give the query more with --memory, or divide it into fewer parts with --threads")
        }
        DataFusionError::External(error) => error.to_string(),
        other => other.message().into_owned(),
    };
    let said = said.trim().trim_end_matches('.');
    let mut letters = said.chars();
    match (letters.next(), letters.next()) {
        // "Error" begins a sentence, "SQL" does not.
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_engine_are_said_as_ours_are() {
        let plan = |text: &str| DataFusionError::Plan(text.to_owned());
        for (error, said) in [
            (plan("Table 'x' not found."), "table 'x' not found"),
            (plan("SQL ends here"), "SQL ends here"),
            (plan("x").context("while planning"), "x"),
            (DataFusionError::Collection(vec![plan("First"), plan("Second")]), "first"),
            (DataFusionError::External("No".into()), "no"),
        ] {
            assert_eq!(words(&error), said);
        }
    }
}
