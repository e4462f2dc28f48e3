//! Results go to standard output, or whole into a file.

use std::error::Error;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Writes a result to a file, or to standard output. A file is written beside its place and renamed: whoever looks, or
/// presses Ctrl-C, finds the old file or the whole new one.
pub(crate) fn write(path: Option<&Path>, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    if let Some(path) = path {
        return replace(path, bytes).map_err(|error| format!("cannot write {}: {error}", path.display()).into());
    }
    let mut out = io::stdout().lock();
    Ok(out.write_all(bytes).and_then(|()| out.flush())?)
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if path.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    let beside = path.with_extension(format!("{}.tmp", std::process::id()));
    let mut file = OpenOptions::new().write(true).create_new(true).open(&beside)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    written.and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
        // The error that matters is the one above.
        let _ = fs::remove_file(&beside);
    })
}
