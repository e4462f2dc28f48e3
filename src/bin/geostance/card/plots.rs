//! The pictures of the card.

use super::{Run, results};
use crate::ending::Result;
use crate::markdown;
use crate::pictures::{self, Pictures, PlotsArg};
use crate::shell;
use std::path::Path;

/// The arguments that say where the pictures go.
pub(super) fn command(arguments: &PlotsArg) -> Vec<String> {
    arguments.folder.iter().map(|folder| format!("--plots {}", shell::path(folder))).collect()
}

/// Draws the pictures and gives their names, each with its address from beside the folder.
pub(super) fn draw(run: &Run, folder: &Path, pictures: Pictures) -> Result<Vec<(&'static str, String)>> {
    let evaluations = [&run.uncalibrated_on_test, &run.on_test];
    let written = pictures.write(pictures::of_evaluation(&run.model, evaluations, &results::curves(run)))?;
    let before = folder.file_name().map_or_else(String::new, |name| format!("{}/", Path::new(name).display()));
    Ok(written.into_iter().map(|name| (name, format!("{before}{name}"))).collect())
}

/// A picture under what stands before it, if it was drawn.
pub(super) fn picture(run: &Run, name: &str, words: &str) -> String {
    let drawn = run.plots.iter().find(|(drawn, _)| *drawn == name);
    drawn.map_or_else(String::new, |(_, address)| format!("\n{}\n", markdown::picture(words, address)))
}
