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
            note("interrupted; no file is half-written");
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
    if let Some(said) = of_cluster(&said) {
        return said;
    }
    let said = of_function(&said).trim().trim_end_matches('.');
    let hint = if is_bare_path(said) { IN_QUOTES } else { "" };
    let mut letters = said.chars();
    match (letters.next(), letters.next()) {
        // "Error" begins a sentence, "SQL" does not.
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().chain([second]).chain(letters).chain(hint.chars()).collect()
        }
        _ => format!("{said}{hint}"),
    }
}

/// What a function says of its arguments, without what the engine says around it.
fn of_function(said: &str) -> &str {
    let of_arguments = said.split_once("user-defined coercion failed with: Error during planning: ");
    let of_arguments = of_arguments.and_then(|(_, said)| said.split_once(" No function matches the given name"));
    of_arguments.map_or(said, |(said, _)| said)
}

/// What went wrong in a task of a cluster, which comes with the names of all the types that it was wrapped in.
fn of_cluster(said: &str) -> Option<String> {
    let (_, task) = said.strip_prefix("Job ")?.split_once(" failed due to runtime execution error: ")?;
    let (_, begun) = task.split_once("(\"")?;
    let (words, _) = begun.rsplit_once("\")")?;
    Some(format!("on the cluster: {}", words.replace("\\\"", "\"").replace("\\'", "'")))
}

const IN_QUOTES: &str = "; files and folders are named in quotes, as in from 'archive/*.parquet'";

/// Whether an error may come from a path without quotes: a slash is no SQL, and a slash with an asterisk begins a remark.
fn is_bare_path(said: &str) -> bool {
    (said.contains("parser error") && (said.contains("found: /") || said.contains("in a multi-line comment")))
        || (said.starts_with("table '") && said.ends_with("' not found"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_engine_are_said_as_ours_are() {
        let plan = |text: &str| DataFusionError::Plan(text.to_owned());
        for (error, said) in [
            (plan("Field x not found."), "field x not found"),
            (
                plan("table 'x' not found"),
                "table 'x' not found; files and folders are named in quotes, as in from 'archive/*.parquet'",
            ),
            (
                plan(
                    "Execution error: Function 'f' user-defined coercion failed with: Error during planning: no argument \
                     was given; expected f(text) No function matches the given name and argument types 'f()'.",
                ),
                "no argument was given; expected f(text)",
            ),
            (plan("SQL ends here"), "SQL ends here"),
            (plan("x").context("while planning"), "x"),
            (DataFusionError::Collection(vec![plan("First"), plan("Second")]), "first"),
            (DataFusionError::External("No".into()), "no"),
            (
                plan(
                    "Job 038 failed: Job failed due to stage 0 failed: Task failed due to runtime execution error: \
                     DataFusionError(Shared(External(DataFusionError(Execution(\"stance: no \\\"x\\\" here\")))))\n",
                ),
                "on the cluster: stance: no \"x\" here",
            ),
        ] {
            assert_eq!(words(&error), said);
        }
    }
}
