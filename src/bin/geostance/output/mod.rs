//! Results go to standard output, or whole into a file, which is tried before the work and never takes what it must not;
//! `replaced` says which tables may be replaced.

mod replaced;

pub(crate) use replaced::Labels;

use crate::ending::Result;
use crate::terminal::{safe_lines, shown};
use geostance::corpus::{files, replace_file, try_place};
use geostance::dataset::DataFormat;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// How model files of every version begin.
const MODEL: &[u8] = b"geostance model\n";
/// As many bytes tell what a file is.
const BEGINNING: u64 = 200;

/// How pages of every version begin.
const PAGE: &[u8] =
    b"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"generator\" content=\"geostance ";

#[derive(clap::Args)]
pub(crate) struct OutputArg {
    /// The file to write; standard output by default. The ending of its name says in which form (.csv, .tsv, .jsonl). A
    /// file that is read too, holds labels that were filled in, or is no table of this command, is refused
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
    /// A plot: in place of nothing but plots of this program and empty files.
    Plot,
    /// A page: in place of nothing but pages of this program and empty files.
    Page,
    /// A table: in place of nothing but tables of the same command and empty files, and not of labels that would be lost.
    Table {
        /// What the first columns of tables of the same command are called, by which they are known.
        own: &'a [&'a str],
        /// What further columns they may have; none where these can be any.
        further: Option<&'a [&'a str]>,
        /// Where people fill in labels; none where they do not.
        labels: Option<Labels<'a>>,
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
        if matches!(kind, Kind::Table { .. })
            && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"))
        {
            return Err(cannot_write(path, &"tables are not compressed; leave out .gz"));
        }
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

    /// The form of a table, by the ending of the file's name; CSV where that says nothing.
    pub(crate) fn format(&self) -> DataFormat {
        let named = match &self.0 {
            Place::Standard => None,
            Place::Stream(_, name) | Place::File(name, _) => DataFormat::of_path(name),
        };
        named.unwrap_or(DataFormat::Csv)
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
            Place::File(name, target) => replace_file(&target, bytes).map_err(|error| cannot_write(&name, &error)),
        }
    }
}

/// Writes a result for programs to standard output.
pub(crate) fn print(bytes: &[u8]) -> Result {
    Output(Place::Standard).write(bytes)
}

/// Writes lines for people to standard output, without anything that steers a terminal.
pub(crate) fn print_lines(text: &str) -> Result {
    print(safe_lines(text).as_bytes())
}

fn cannot_write(path: &Path, reason: &dyn std::fmt::Display) -> Box<dyn std::error::Error> {
    format!("cannot write {}: {reason}", shown(path)).into()
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
    let target = try_place(path)?;
    if fs::metadata(&target).is_ok_and(|found| !found.is_file()) {
        return opened(OpenOptions::new().write(true));
    }
    Ok(Place::File(path.to_owned(), target))
}

/// Why a file that is there must not be replaced, if it must not.
fn refusal<'a>(target: &Path, kind: Kind<'_>, inputs: impl IntoIterator<Item = &'a Path>) -> Option<String> {
    if inputs.into_iter().any(|input| reads(input, target)) {
        return Some("it is read by this command as well".to_owned());
    }
    let read = beginning(target);
    let is_empty = read.as_ref().is_ok_and(Vec::is_empty);
    let first = read.unwrap_or_default();
    let is_model = first.starts_with(MODEL);
    match kind {
        Kind::Model if !(is_empty || is_model) => Some("it is there already and is no model".to_owned()),
        Kind::Page if !(is_empty || is_page(target)) => {
            Some("it is there already and is no page of geostance".to_owned())
        }
        Kind::Plot if !(is_empty || geostance::plots::is_plot(&first)) => {
            Some("it is there already and is no plot of geostance".to_owned())
        }
        Kind::Model | Kind::Page | Kind::Plot => None,
        Kind::Table { .. } if is_model => Some("it is a model".to_owned()),
        Kind::Table { .. } if is_empty => None,
        Kind::Table { own, further, labels } => replaced::refusal(target, own, further, labels),
    }
}

/// The first bytes of a file: enough to know models, pages and plots by.
fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut first = Vec::new();
    File::open(path)?.take(BEGINNING).read_to_end(&mut first)?;
    Ok(first)
}

/// Whether a file is a page that this program has written.
pub(crate) fn is_page(path: &Path) -> bool {
    path.is_file() && beginning(path).is_ok_and(|first| first.starts_with(PAGE))
}

/// Writes a file, whole, in place of what is there.
pub(crate) fn put(path: &Path, bytes: &[u8]) -> Result {
    replace_file(path, bytes).map_err(|error| cannot_write(path, &error))
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
