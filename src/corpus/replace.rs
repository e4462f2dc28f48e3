//! Writing a file whole: beside its place, then renamed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes `bytes` beside `path`, brings them to disk and renames them to `path`. Where `path` is a link, the file that it
/// leads to is replaced; a file that is replaced hands its permissions on. What is no regular file, such as `/dev/null` or a
/// pipe, is written into.
pub(crate) fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(path).ok();
    match &old {
        Some(old) if old.is_dir() => return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")),
        Some(old) if !old.is_file() => return OpenOptions::new().write(true).open(path)?.write_all(bytes),
        _ => {}
    }
    let (beside, mut file) = create_beside(path)?;
    let permissions = old.map_or(Ok(()), |old| file.set_permissions(old.permissions()));
    let written = permissions.and_then(|()| file.write_all(bytes)).and_then(|()| file.sync_all());
    drop(file);
    written.and_then(|()| fs::rename(&beside, path)).inspect_err(|_| {
        // The error that matters is the one above; a file that cannot be removed either is left behind.
        let _ = fs::remove_file(&beside);
    })
}

/// A new file in the folder of `path`, under a name that nothing else has.
fn create_beside(path: &Path) -> io::Result<(PathBuf, File)> {
    if path.file_name().is_none() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"));
    }
    let mut attempt = 0_u32;
    loop {
        let beside = path.with_file_name(format!(".geostance-{}-{attempt}.tmp", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && attempt < 1000 => attempt += 1,
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("geostance-replace-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn the_old_file_gives_way_whole() {
        let folder = folder("whole");
        let path = folder.join("file");
        for bytes in [&b"a longer text"[..], b"short", b""] {
            replace_file(&path, bytes).unwrap();
            assert_eq!(fs::read(&path).unwrap(), bytes);
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_folder_and_a_place_that_is_not_there_are_refused() {
        let folder = folder("refused");
        assert_eq!(replace_file(&folder, b"text").unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert_eq!(replace_file(&folder.join("no/file"), b"text").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert!(replace_file(Path::new(""), b"text").is_err());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_modes_are_kept_and_devices_are_written_into() {
        use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

        let folder = folder("unix");
        let (path, link) = (folder.join("file"), folder.join("link"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        replace_file(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        replace_file(Path::new("/dev/null"), b"text").unwrap();
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        fs::remove_dir_all(folder).unwrap();
    }
}
