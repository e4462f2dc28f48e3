//! Results go to standard output, or whole into a file.

use crate::ending::Result;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;
use tempfile::Builder;

/// Writes a result to a file, or to standard output.
pub(crate) fn write(path: Option<&Path>, bytes: &[u8]) -> Result {
    if let Some(path) = path {
        return write_file(path, bytes).map_err(|error| format!("cannot write {}: {error}", path.display()).into());
    }
    let mut out = io::stdout().lock();
    Ok(out.write_all(bytes).and_then(|()| out.flush())?)
}

/// Writes a file beside its place and renames it: whoever looks, or presses Ctrl-C, finds the old file or the whole new one.
/// Where `path` is a link, the file that it leads to is replaced; a file that is replaced hands its permissions on. What is no
/// regular file, such as `/dev/null` or a pipe, is written into.
fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(path).ok();
    match &old {
        Some(old) if old.is_dir() => return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")),
        Some(old) if !old.is_file() => return OpenOptions::new().write(true).open(path)?.write_all(bytes),
        _ => {}
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Removed again unless it is renamed; made here, so that it has the permissions of any new file.
    let mut beside =
        Builder::new().prefix(".geostance-").suffix(".tmp").make_in(folder, |path| File::create_new(path))?;
    let file = beside.as_file_mut();
    if let Some(old) = old {
        file.set_permissions(old.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    beside.persist(path)?;
    Ok(())
}
