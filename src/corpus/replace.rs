//! Writing a file whole: where nobody sees it, then in its place at once.

use std::fs::{self, File, Metadata, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many names are tried for a file beside another.
const ATTEMPTS: usize = 100;

/// How many links are followed, one after the other.
const LINKS: usize = 40;

/// Writes `bytes` into a new file in the folder of `path`, brings them to disk and puts that file in the place of `path`:
/// whoever looks, whenever the process ends, finds the old file or the whole new one.
///
/// The new file has no name until it is whole where the system has such files (the program, on Linux); elsewhere a process that
/// is killed leaves one named `.geostance-….tmp`. Where `path` is a link, the file that it leads to is replaced, or made if it
/// is not there. A file that is replaced hands on its permissions, and its owner and group as far as the user may give
/// them. What is no regular file, such as `/dev/null` or a pipe, is written into.
///
/// # Errors
///
/// Where the file cannot be written; what was there before is left as it was.
///
/// ```
/// let path = std::env::temp_dir().join(format!("geostance-replace-{}.txt", std::process::id()));
/// geostance::corpus::replace_file(&path, b"old")?;
/// geostance::corpus::replace_file(&path, b"new")?;
/// assert_eq!(std::fs::read(&path)?, b"new");
/// # std::fs::remove_file(path)?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn replace_file(path: impl AsRef<Path>, bytes: &[u8]) -> io::Result<()> {
    let target = target(path.as_ref())?;
    let old = fs::metadata(&target).ok();
    match &old {
        Some(old) if old.is_dir() => return Err(is_folder()),
        Some(old) if !old.is_file() => return OpenOptions::new().write(true).open(&target)?.write_all(bytes),
        _ => {}
    }
    let mut new = New::create(&target)?;
    if let Some(old) = &old {
        inherit(&new.file, old)?;
    }
    new.file.write_all(bytes)?;
    new.file.sync_all()?;
    new.put(&target)
}

/// The file that [`replace_file`] would write for a path, once it is tried, as far as that changes nothing, whether it could be
/// written: a file made beside it is gone again at once.
///
/// # Errors
///
/// Where it could not be written.
///
/// ```
/// use geostance::corpus::try_place;
///
/// let folder = std::env::temp_dir();
/// assert!(try_place(&folder).is_err() && try_place(folder.join("no-such-folder/a.csv")).is_err());
/// ```
pub fn try_place(path: impl AsRef<Path>) -> io::Result<PathBuf> {
    let target = target(path.as_ref())?;
    match fs::metadata(&target) {
        Ok(found) if found.is_dir() => return Err(is_folder()),
        Ok(found) if !found.is_file() => return Ok(target),
        Ok(_) => drop(OpenOptions::new().write(true).open(&target)?),
        Err(_) => {}
    }
    drop(New::create(&target)?);
    Ok(target)
}

fn is_folder() -> io::Error {
    io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")
}

/// The file that a path means: where it is a link, the one that it leads to, even if that is not there yet.
fn target(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&target) {
            Ok(link) => target = target.parent().unwrap_or(Path::new("")).join(link),
            Err(_) => return Ok(target),
        }
    }
    // The words of the system about links that lead in circles.
    fs::metadata(path).map(|_| target)
}

/// Gives a new file what an old one has: owner and group as far as the user may, then permissions. Where the group cannot be
/// kept, the new one may no more than all others.
#[cfg(unix)]
fn inherit(new: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let is = new.metadata()?;
    let kept = (is.uid(), is.gid()) == (old.uid(), old.gid())
        || fchown(new, Some(old.uid()), Some(old.gid())).is_ok()
        || fchown(new, None, Some(old.gid())).is_ok();
    let mode = old.permissions().mode() & 0o7777;
    let mode = if kept { mode } else { mode & !0o070 | mode & (mode & 0o007) << 3 };
    new.set_permissions(fs::Permissions::from_mode(mode))
}

/// Gives a new file the permissions of an old one.
#[cfg(not(unix))]
fn inherit(new: &File, old: &Metadata) -> io::Result<()> {
    new.set_permissions(old.permissions())
}

/// A new file that is not in its place yet; gone when it is dropped.
struct New {
    file: File,
    /// Its name for the time being, where it has one.
    name: Option<PathBuf>,
}

impl New {
    /// A file in the folder of `target`.
    fn create(target: &Path) -> io::Result<Self> {
        if target.file_name().is_none() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"));
        }
        if let Some(file) = unnamed::create(folder(target)) {
            return Ok(Self { file, name: None });
        }
        let (name, file) = free_name(target, |name| OpenOptions::new().write(true).create_new(true).open(name))?;
        Ok(Self { file, name: Some(name) })
    }

    /// Puts the file in its place.
    fn put(mut self, target: &Path) -> io::Result<()> {
        if self.name.is_none() {
            // In a free place it appears at once; in that of another only once it has a name to be renamed from.
            match unnamed::link(&self.file, target) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                done => return done,
            }
            self.name = Some(free_name(target, |name| unnamed::link(&self.file, name))?.0);
        }
        if let Some(name) = &self.name {
            fs::rename(name, target)?;
        }
        self.name = None;
        Ok(())
    }
}

impl Drop for New {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            // The error that matters came before; a file that cannot be removed either is left.
            let _ = fs::remove_file(name);
        }
    }
}

fn folder(target: &Path) -> &Path {
    target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes something under a name in the folder of `target` that nothing else has, nor another process will think of.
fn free_name<T>(target: &Path, make: impl Fn(&Path) -> io::Result<T>) -> io::Result<(PathBuf, T)> {
    let mut last = io::ErrorKind::AlreadyExists.into();
    for attempt in 0..ATTEMPTS {
        let name = target.with_file_name(format!(".geostance-{:016x}.tmp", RandomState::new().hash_one(attempt)));
        match make(&name) {
            Ok(new) => return Ok((name, new)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// Files without a name, of which a process that is killed leaves nothing.
#[cfg(all(target_os = "linux", feature = "cli"))]
mod unnamed {
    use rustix::fs::{AtFlags, CWD, OFlags, linkat};
    use std::fs::{File, OpenOptions};
    use std::io;
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::OpenOptionsExt;
    use std::path::{Path, PathBuf};

    /// Where the files that are open have names for the time being.
    fn opened(file: &File) -> PathBuf {
        Path::new("/proc/self/fd").join(file.as_raw_fd().to_string())
    }

    /// A file in a folder; none where the file system has no such files, or nothing by which to name it later.
    pub(super) fn create(folder: &Path) -> Option<File> {
        let flags = OFlags::TMPFILE.bits().cast_signed();
        let file = OpenOptions::new().write(true).custom_flags(flags).open(folder).ok()?;
        opened(&file).symlink_metadata().is_ok().then_some(file)
    }

    /// Gives a file a name that is free.
    pub(super) fn link(file: &File, name: &Path) -> io::Result<()> {
        Ok(linkat(CWD, opened(file), CWD, name, AtFlags::SYMLINK_FOLLOW)?)
    }
}

/// There are none here.
#[cfg(not(all(target_os = "linux", feature = "cli")))]
mod unnamed {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    pub(super) fn create(_: &Path) -> Option<File> {
        None
    }

    pub(super) fn link(_: &File, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty_folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("geostance-replace-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn the_old_file_gives_way_whole() {
        let folder = empty_folder("whole");
        // The longest name that there may be.
        for path in [folder.join("file"), folder.join("n".repeat(255))] {
            for bytes in [&b"a longer text"[..], b"short", b""] {
                assert_eq!(try_place(&path).unwrap(), path);
                replace_file(&path, bytes).unwrap();
                assert_eq!(fs::read(&path).unwrap(), bytes);
            }
            fs::remove_file(path).unwrap();
            assert_eq!(fs::read_dir(&folder).unwrap().count(), 0, "nothing is left beside it");
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_with_a_name_goes_when_it_is_dropped() {
        let folder = empty_folder("named");
        let make = |name: &Path| OpenOptions::new().write(true).create_new(true).open(name);
        let (name, file) = free_name(&folder.join("a"), make).unwrap();
        let new = New { file, name: Some(name.clone()) };
        assert!(name.exists() && name.file_name().unwrap().len() < 40);
        drop(new);
        let (name, mut file) = free_name(&folder.join("a"), make).unwrap();
        file.write_all(b"text").unwrap();
        New { file, name: Some(name) }.put(&folder.join("a")).unwrap();
        assert_eq!(fs::read(folder.join("a")).unwrap(), b"text");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_folder_and_a_place_that_is_not_there_are_refused() {
        let folder = empty_folder("refused");
        for refused in [&|path: &Path| replace_file(path, b"text"), &|path: &Path| try_place(path).map(drop)]
            as [&dyn Fn(&Path) -> io::Result<()>; 2]
        {
            assert_eq!(refused(&folder).unwrap_err().kind(), io::ErrorKind::IsADirectory);
            assert_eq!(refused(&folder.join("no/file")).unwrap_err().kind(), io::ErrorKind::NotFound);
            assert!(refused(Path::new("")).is_err());
        }
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_modes_are_kept_and_devices_are_written_into() {
        use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

        let folder = empty_folder("unix");
        let (path, link) = (folder.join("file"), folder.join("link"));
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        replace_file(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        // Links that lead nowhere yet, one by way of another, and in circles.
        symlink("link-2", folder.join("link-1")).unwrap();
        symlink("not-yet", folder.join("link-2")).unwrap();
        replace_file(folder.join("link-1"), b"made").unwrap();
        assert_eq!(fs::read(folder.join("not-yet")).unwrap(), b"made");
        assert!(fs::symlink_metadata(folder.join("link-2")).unwrap().is_symlink());
        symlink("circle", folder.join("circle")).unwrap();
        assert!(replace_file(folder.join("circle"), b"text").is_err());
        assert!(fs::symlink_metadata(folder.join("circle")).unwrap().is_symlink());
        replace_file("/dev/null", b"text").unwrap();
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        fs::remove_dir_all(folder).unwrap();
    }

    /// Only the superuser can give files away; others see that their own group is kept.
    #[cfg(unix)]
    #[test]
    fn owner_and_group_are_kept() {
        use std::os::unix::fs::{MetadataExt, chown};

        let folder = empty_folder("owner");
        let path = folder.join("file");
        fs::write(&path, "old").unwrap();
        let is_superuser = chown(&path, Some(12_345), Some(23_456)).is_ok();
        let before = fs::metadata(&path).unwrap();
        replace_file(&path, b"new").unwrap();
        let after = fs::metadata(&path).unwrap();
        assert_eq!((after.uid(), after.gid(), after.mode()), (before.uid(), before.gid(), before.mode()));
        assert!(!is_superuser || after.uid() == 12_345);
        fs::remove_dir_all(folder).unwrap();
    }
}
