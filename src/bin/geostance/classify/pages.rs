//! A folder of pages with their index, which takes no place of other files unasked.

use super::names::INDEX;
use crate::ending::{Result, counted, note};
use crate::output::{is_page, put};
use crate::terminal::shown;
use geostance::{
    StanceModel,
    report::{IndexEntry, ReportOptions, write_index},
};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder and what was written of it.
pub(super) struct Pages {
    folder: PathBuf,
    /// Whether it was made here.
    made: bool,
    entries: Vec<IndexEntry>,
}

impl Pages {
    /// Makes the folder, or looks whether it holds nothing but pages of ours.
    pub(super) fn open(folder: &Path, force: bool) -> Result<Self> {
        let made = !folder.exists();
        if made {
            fs::create_dir(folder).map_err(|error| cannot(folder, &error))?;
        } else if !force && let Some(other) = other_than_pages(folder).map_err(|error| cannot(folder, &error))? {
            let reason = format!(
                "the folder holds other files, as {other}; choose another name, or write beside them with --force"
            );
            return Err(cannot(folder, &reason));
        }
        Ok(Self { folder: folder.to_owned(), made, entries: Vec::new() })
    }

    /// Writes a page.
    pub(super) fn write(&mut self, name: &str, bytes: &[u8], entry: IndexEntry) -> Result {
        put(&self.folder.join(name), bytes)?;
        self.entries.push(entry);
        Ok(())
    }

    /// Writes the index; a folder that was made here and got no page is removed.
    pub(super) fn end(self, model: &StanceModel, options: &ReportOptions) -> Result {
        if self.entries.is_empty() {
            if self.made {
                // Where somebody has put a file in it meanwhile, it stays.
                let _ = fs::remove_dir(&self.folder);
            }
            return Ok(());
        }
        let mut index = Vec::new();
        write_index(&mut index, &self.entries, model, options)?;
        put(&self.folder.join(INDEX), &index)?;
        let pages = counted(self.entries.len(), "page");
        note(format_args!("wrote: {pages}, and the index {}", shown(&self.folder.join(INDEX))));
        Ok(())
    }
}

/// The first file of a folder, by name, that is no page of ours.
fn other_than_pages(folder: &Path) -> std::io::Result<Option<String>> {
    let mut others = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !is_page(&entry.path()) {
            others.push(shown(Path::new(&entry.file_name())));
        }
    }
    Ok(others.into_iter().min())
}

fn cannot(folder: &Path, reason: &dyn std::fmt::Display) -> Box<dyn std::error::Error> {
    format!("cannot write into {}: {reason}", shown(folder)).into()
}
