//! Results go to standard output, or whole into a file, which is tried before the work and never takes what it must not.

use crate::ending::Result;
use geostance::corpus::{Content, Input, TextOptions, files};
use geostance::dataset::DataFormat;
use geostance::error::{DataReason, Error};
use std::collections::BTreeSet;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// How model files of every version begin.
const MODEL: &[u8] = b"geostance model\n";

/// How pictures (SVG) begin.
const PICTURE: &[u8] = b"<svg";

#[derive(clap::Args)]
pub(crate) struct OutputArg {
    /// The file to write; standard output by default. A file that is read too, or holds labels that were filled in, is refused
    #[arg(id = "output", long = "output", value_name = "FILE")]
    pub(crate) path: Option<PathBuf>,
    /// Replace the file of --output whatever it holds
    #[arg(long, requires = "output")]
    pub(crate) force: bool,
}

/// What is written, which says what may be replaced.
#[derive(Clone, Copy)]
pub(crate) enum Kind<'a> {
    /// A model: in place of nothing but models and empty files.
    Model,
    /// A picture: in place of nothing but pictures and empty files.
    Picture,
    /// A table: not in place of a model or of labels that were filled in, unless those are `kept` in it.
    Table {
        /// The columns that tables of the same command begin with, where these have labels that nobody filled in.
        own: &'a [&'a str],
        /// The column of labels, if it has a name of its own.
        stance_column: Option<&'a str>,
        /// The texts whose labels the new table has as well.
        kept: &'a BTreeSet<&'a str>,
    },
}

/// Where a result goes.
pub(crate) struct Output(Place);

enum Place {
    Standard,
    /// What is no regular file is written into; under the name that it was given by.
    Stream(File, PathBuf),
    /// The file as it was named, and where it is.
    File(PathBuf, PathBuf),
}

impl Output {
    /// Looks whether a file can be written and may be replaced; `inputs` are what the command reads.
    pub(crate) fn open<'a>(
        path: Option<&Path>,
        force: bool,
        kind: Kind<'_>,
        inputs: impl IntoIterator<Item = &'a Path>,
    ) -> Result<Self> {
        let Some(path) = path else { return Ok(Self(Place::Standard)) };
        let place = place(path).map_err(|error| cannot_write(path, &error))?;
        if let (Place::File(_, target), false) = (&place, force)
            && target.exists()
            && let Some(reason) = refusal(target, kind, inputs)
        {
            return Err(cannot_write(path, &format!("{reason}; choose another name, or replace it with --force")));
        }
        Ok(Self(place))
    }

    pub(crate) fn is_standard(&self) -> bool {
        matches!(self.0, Place::Standard)
    }

    /// Writes the result, whole.
    pub(crate) fn write(self, bytes: &[u8]) -> Result {
        match self.0 {
            Place::Standard => {
                let mut out = io::stdout().lock();
                Ok(out.write_all(bytes).and_then(|()| out.flush())?)
            }
            Place::Stream(mut file, name) => {
                file.write_all(bytes).and_then(|()| file.flush()).map_err(|error| cannot_write(&name, &error))
            }
            Place::File(name, target) => replace(&target, bytes).map_err(|error| cannot_write(&name, &error)),
        }
    }
}

/// Writes a result to standard output.
pub(crate) fn print(bytes: &[u8]) -> Result {
    Output(Place::Standard).write(bytes)
}

fn cannot_write(path: &Path, reason: &dyn std::fmt::Display) -> Box<dyn std::error::Error> {
    format!("cannot write {}: {reason}", path.display()).into()
}

/// What a path leads to, tried as far as that changes nothing.
fn place(path: &Path) -> io::Result<Place> {
    let name = path.to_str().unwrap_or_default();
    if ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"].contains(&name) {
        return Ok(Place::Standard);
    }
    let opened = |options: &mut OpenOptions| Ok(Place::Stream(options.open(path)?, path.to_owned()));
    // What is open already is gone on with.
    if name == "/dev/stderr" || name.starts_with("/dev/fd/") || name.starts_with("/proc/self/fd/") {
        return opened(OpenOptions::new().append(true));
    }
    let target = target(path);
    match fs::metadata(&target) {
        Ok(found) if found.is_dir() => return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")),
        Ok(found) if !found.is_file() => return opened(OpenOptions::new().write(true)),
        Ok(_) => drop(OpenOptions::new().write(true).open(&target)?),
        Err(_) => {}
    }
    // Removed again at once: nothing is left behind by a command that is stopped.
    drop(beside(&target)?);
    Ok(Place::File(path.to_owned(), target))
}

/// The file that a path means: where it is a link, the one that it leads to, even if that is not there yet.
fn target(path: &Path) -> PathBuf {
    let linked = || fs::read_link(path).ok().map(|link| path.parent().unwrap_or(Path::new("")).join(link));
    fs::canonicalize(path).ok().or_else(linked).unwrap_or_else(|| path.to_owned())
}

/// Writes a file beside its place and renames it: whoever looks, or presses Ctrl-C, finds the old file or the whole new one.
/// A file that is replaced hands its permissions on.
fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = beside(target)?;
    let file = beside.as_file_mut();
    if let Ok(old) = fs::metadata(target) {
        file.set_permissions(old.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()?;
    beside.persist(target)?;
    Ok(())
}

/// A file in the same folder, removed again unless it is renamed; made here, so that it has the permissions of any new file.
fn beside(target: &Path) -> io::Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let named = Builder::new().prefix(".geostance-").suffix(".tmp").make_in(folder, |path| File::create_new(path));
    // The name of the file beside it says nothing to anybody.
    named.map_err(|error| error.raw_os_error().map_or(error, io::Error::from_raw_os_error))
}

/// Why a file that is there must not be replaced, if it must not.
fn refusal<'a>(target: &Path, kind: Kind<'_>, inputs: impl IntoIterator<Item = &'a Path>) -> Option<String> {
    if inputs.into_iter().any(|input| reads(input, target)) {
        return Some("it is read by this command as well".to_owned());
    }
    let mut first = Vec::new();
    let read = File::open(target).and_then(|file| file.take(MODEL.len() as u64).read_to_end(&mut first));
    let is_model = first == MODEL;
    let is_picture = first.starts_with(PICTURE) || first.starts_with(b"<?xml");
    match kind {
        Kind::Model if read.is_err() || !(first.is_empty() || is_model) => {
            Some("it is there already and is no model".to_owned())
        }
        Kind::Model => None,
        Kind::Picture if read.is_err() || !(first.is_empty() || is_picture) => {
            Some("it is there already and is no picture".to_owned())
        }
        Kind::Picture => None,
        Kind::Table { .. } if is_model => Some("it is a model".to_owned()),
        Kind::Table { own, stance_column, kept } => labels_in(target, own, stance_column, kept),
    }
}

/// Whether a path, a folder with all its files, is or has a file; standard input among them.
fn reads(input: &Path, target: &Path) -> bool {
    let Ok(target) = fs::metadata(target) else { return false };
    let input = if input == Path::new("-") { Path::new("/dev/stdin") } else { input };
    let same = |path: &Path| fs::metadata(path).is_ok_and(|found| same_file(&found, &target));
    if !input.is_dir() {
        return same(input);
    }
    files([input]).filter_map(std::result::Result::ok).any(|file| file.path().is_some_and(same))
}

#[cfg(unix)]
fn same_file(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (a.dev(), a.ino()) == (b.dev(), b.ino())
}

/// Files have no number here; those of the same times and length pass for the same.
#[cfg(not(unix))]
fn same_file(a: &Metadata, b: &Metadata) -> bool {
    let of = |file: &Metadata| (file.len(), file.modified().ok(), file.created().ok());
    of(a) == of(b)
}

/// Why a table must not be replaced: it has labels that would be lost, or is a file of another kind.
fn labels_in(target: &Path, own: &[&str], stance_column: Option<&str>, kept: &BTreeSet<&str>) -> Option<String> {
    let options = TextOptions::new().format(DataFormat::of_path(target).unwrap_or(DataFormat::Csv));
    let table = match Input::new(target).read(&options) {
        Ok(Content::Table(table)) => table,
        Err(Error::Data(error)) if matches!(error.reason(), DataReason::FileKind(_)) => {
            return Some(format!("{}", error.reason()));
        }
        // What has no column of texts is no sheet.
        _ => return None,
    };
    if !own.is_empty() && table.columns().take(own.len()).eq(own.iter().copied()) {
        return None;
    }
    let labels = |name: &str| {
        let name = name.trim().to_lowercase();
        let known = name == "stance" || name == "label" || name.starts_with("p_");
        known || stance_column.is_some_and(|column| column.trim().to_lowercase() == name)
    };
    let has_labels = table.columns().any(labels);
    let filled = |row: std::result::Result<geostance::corpus::Row, Error>| match row {
        Ok(row) => {
            let lost = !kept.contains(row.text().trim());
            lost && row.columns().any(|(name, value)| labels(name) && !value.trim().is_empty())
        }
        // What cannot be read may be a label.
        Err(_) => has_labels,
    };
    table.into_iter().any(filled).then(|| "it holds labels that were filled in".to_owned())
}
