//! `copy … to`: files are written beside their place and renamed when all of them are whole.

use crate::ending::Result;
use crate::output::{Unfinished, folder_of, may_be_written};
use datafusion::datasource::listing::ListingTableUrl;
use datafusion::logical_expr::LogicalPlan;
use datafusion::logical_expr::dml::CopyTo;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where a copy is written first, and where it belongs.
pub(crate) struct Staged {
    folder: PathBuf,
    written: PathBuf,
    target: PathBuf,
    unfinished: Unfinished,
}

impl Staged {
    /// The copy with its target in a folder beside the place. A target that is no path on this machine stays as it is, for stores
    /// of objects show an object only when it is whole.
    pub(crate) fn of(mut copy: CopyTo, force: bool, unfinished: &Unfinished) -> Result<(LogicalPlan, Option<Self>)> {
        let Some(target) = local(&copy.output_url) else { return Ok((LogicalPlan::Copy(copy), None)) };
        may_be_written(&target, force)?;
        let folder =
            tempfile::Builder::new().prefix(".stance-sql-").suffix(".tmp").tempdir_in(folder_of(&target))?.keep();
        unfinished.add(&folder);
        // Without an ending, so that no pattern of an archive takes it for one of its files.
        let is_file = copy.partition_by.is_empty()
            && target.extension().is_some()
            && !copy.output_url.ends_with(['/', std::path::MAIN_SEPARATOR]);
        let single = copy.options.entry("single_file_output".to_owned()).or_insert_with(|| is_file.to_string());
        let is_file = single == "true";
        let written = folder.join("whole");
        let end = if is_file { "" } else { "/" };
        let path = std::path::absolute(&written)?;
        copy.output_url = format!("{}{end}", path.to_str().ok_or("the path of a copy is no UTF-8")?);
        let staged = Self { folder, written, target, unfinished: unfinished.clone() };
        Ok((LogicalPlan::Copy(copy), Some(staged)))
    }

    /// All is written: it takes its place.
    pub(crate) fn finish(self) -> Result {
        let Self { folder, written, target, unfinished } = self;
        let moved = || {
            if written.is_file() {
                File::open(&written)?.sync_all()?;
            } else if !written.exists() {
                // Not one row, hence not one file.
                fs::create_dir(&written)?;
            }
            fs::rename(&written, &target)?;
            fs::remove_dir_all(&folder)
        };
        moved().map_err(|error: std::io::Error| format!("cannot write {}: {error}", target.display()))?;
        unfinished.done(&folder);
        Ok(())
    }
}

/// The path on this machine that a target means.
fn local(url: &str) -> Option<PathBuf> {
    if !url.contains("://") {
        return Some(PathBuf::from(url.trim_end_matches('/'))).filter(|path| path != Path::new(""));
    }
    let url = ListingTableUrl::parse(url).ok()?;
    (url.scheme() == "file").then(|| url.get_url().to_file_path().ok()).flatten()
}

/// The same copy of other rows.
pub(crate) fn of_rows(copy: CopyTo, rows: LogicalPlan) -> CopyTo {
    CopyTo { input: Arc::new(rows), ..copy }
}
