//! Results go to standard output, or whole into a file that is written beside its place and then renamed.

use crate::ending::{Result, Usage};
use crate::rows::Format;
use crate::statements::Statements;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

#[derive(clap::Args)]
pub(crate) struct OutputArgs {
    /// The form of results; by the name of --output, else a table
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The file to write; standard output by default. A file that is there already is kept
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the files of --output and of copy … to
    #[arg(long)]
    force: bool,
    /// How many rows a table shows at most; 0 for all
    #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
    rows: usize,
}

/// Where results go.
pub(crate) struct Output {
    pub(crate) format: Format,
    /// How many rows a table has at most.
    pub(crate) rows: usize,
    /// Whether files may be replaced.
    pub(crate) force: bool,
    place: Place,
    unfinished: Unfinished,
}

enum Place {
    Standard,
    /// What is no regular file is written into.
    Stream(PathBuf),
    File(PathBuf),
}

impl OutputArgs {
    /// Looks whether the results of statements can be written.
    pub(crate) fn open(&self, statements: &Statements, unfinished: Unfinished) -> Result<Output> {
        let path = self.output.as_deref().filter(|path| *path != Path::new("-"));
        let format = self.format.or_else(|| path.and_then(Format::of_path));
        let place = match path {
            None => Place::Standard,
            Some(path) if path.exists() && !path.is_file() && !path.is_dir() => Place::Stream(path.to_owned()),
            Some(path) => {
                may_be_written(path, self.force)?;
                if statements.queries() != 1 {
                    return Err(Usage("--output takes the result of one query".to_owned()).into());
                }
                Place::File(path.to_owned())
            }
        };
        if matches!(place, Place::File(_)) && format.is_none() {
            let wrong = "the form of --output cannot be told by its name; choose one with --format".to_owned();
            return Err(Usage(wrong).into());
        }
        let format = format.unwrap_or(Format::Table);
        if matches!(place, Place::Standard) && format == Format::Parquet && io::stdout().is_terminal() {
            return Err(Usage("Parquet is nothing for a terminal; name a file with --output".to_owned()).into());
        }
        Ok(Output { format, rows: self.rows, force: self.force, place, unfinished })
    }
}

/// Refuses a path that is taken or whose folder is missing.
pub(crate) fn may_be_written(path: &Path, force: bool) -> Result {
    let refused = |why: &str| Err(format!("cannot write {}: {why}", path.display()).into());
    if path.is_dir() && fs::read_dir(path)?.next().is_some() {
        return refused("it is a folder with something in it; choose another name");
    }
    if path.is_file() && !force {
        return refused("it is there already; choose another name, or replace it with --force");
    }
    if !folder_of(path).is_dir() {
        return refused("its folder is missing");
    }
    Ok(())
}

/// The folder that a path is in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

impl Output {
    /// Whether rows appear on a terminal while they are found.
    pub(crate) fn scrolls(&self) -> bool {
        matches!(self.place, Place::Standard) && self.format != Format::Table && io::stdout().is_terminal()
    }

    /// What takes the bytes of a result.
    pub(crate) fn begin(&self) -> Result<Sink> {
        Ok(match &self.place {
            Place::Standard => Sink { to: Box::new(BufWriter::new(io::stdout())), finish: None },
            Place::Stream(path) => {
                let file = File::options().append(true).open(path).map_err(|error| cannot_write(path, &error))?;
                Sink { to: Box::new(BufWriter::new(file)), finish: None }
            }
            Place::File(path) => {
                let file = tempfile::Builder::new()
                    .prefix(".stance-sql-")
                    .suffix(".tmp")
                    .make_in(folder_of(path), |path| File::create_new(path))
                    .map_err(|error| cannot_write(path, &error))?;
                let (file, beside) = file.keep().map_err(|error| cannot_write(path, &error.error))?;
                self.unfinished.add(&beside);
                let handle = file.try_clone().map_err(|error| cannot_write(path, &error))?;
                Sink {
                    to: Box::new(BufWriter::with_capacity(1 << 16, file)),
                    finish: Some(Beside {
                        handle,
                        written: beside,
                        target: path.clone(),
                        unfinished: self.unfinished.clone(),
                    }),
                }
            }
        })
    }
}

fn cannot_write(path: &Path, error: &dyn std::fmt::Display) -> Box<dyn std::error::Error + Send + Sync> {
    format!("cannot write {}: {error}", path.display()).into()
}

/// What takes the bytes of one result.
pub(crate) struct Sink {
    to: Box<dyn Write + Send>,
    finish: Option<Beside>,
}

/// A file in the making.
struct Beside {
    handle: File,
    written: PathBuf,
    target: PathBuf,
    unfinished: Unfinished,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

impl Sink {
    /// All is written: a file takes its place.
    pub(crate) fn finish(mut self) -> Result {
        self.to.flush()?;
        if let Some(Beside { handle, written, target, unfinished }) = self.finish {
            let renamed = handle.sync_all().and_then(|()| fs::rename(&written, &target));
            renamed.map_err(|error| cannot_write(&target, &error))?;
            unfinished.done(&written);
        }
        Ok(())
    }
}

/// Files and folders that are removed at the end unless they took their place.
#[derive(Clone, Default)]
pub(crate) struct Unfinished(Arc<Mutex<Vec<PathBuf>>>);

impl Unfinished {
    pub(crate) fn add(&self, path: &Path) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
    }

    /// The path took its place, or is gone.
    pub(crate) fn done(&self, path: &Path) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|unfinished| unfinished != path);
    }

    /// Removes what did not come to an end.
    pub(crate) fn remove(&self) {
        for path in self.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // What cannot be removed cannot be helped.
            let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        }
    }
}
