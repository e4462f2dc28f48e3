//! Paths as people give them: files, folders, standard input.

use super::TextOptions;
use super::article::Article;
use super::table::{Row, Table};
use crate::error::{DataError, DataReason, Error, IoError};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file, or standard input, that can be read.
///
/// ```
/// use geostance::corpus::{Content, Input, TextOptions};
///
/// let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/articles/aktau-port.txt");
/// let Content::Article(article) = Input::new(path).read(&TextOptions::new())? else { panic!() };
/// assert!(article.text().contains("Aktau"));
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Input(Option<Arc<Path>>);

/// What a file holds.
#[derive(Debug)]
pub enum Content {
    /// One text.
    Article(Article),
    /// Rows, each with a text.
    Table(Box<Table>),
}

impl Input {
    /// A file, or standard input where the path is `-`.
    #[must_use]
    pub fn new(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        Self((path != Path::new("-")).then(|| path.into()))
    }

    /// The file; none for standard input.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.as_deref()
    }

    /// Reads the file: a table where its name ends so, row by row; everything else is an article, whole.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the file cannot be read; [`Error::Data`] for a kind of file that is not read, which its first bytes
    /// tell, what is not UTF-8 or UTF-16, and a table without its column of texts.
    ///
    /// ```
    /// use geostance::corpus::{Input, TextOptions};
    ///
    /// let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv");
    /// let error = Input::new(path).read(&TextOptions::new().text_column("body")).unwrap_err();
    /// assert!(error.to_string().contains("line 1: there is no column `body`; found `stance`, `text`"));
    /// ```
    pub fn read(&self, options: &TextOptions) -> Result<Content, Error> {
        let reader: Box<dyn Read + Send> = match &self.0 {
            Some(path) => Box::new(File::open(path).map_err(|source| IoError::reading(path, source))?),
            None => Box::new(io::stdin()),
        };
        content(reader, options, self.0.clone())
    }

    /// Reads what a reader gives: an article, unless the options name the form of a table.
    ///
    /// # Errors
    ///
    /// As for [`Input::read`].
    ///
    /// ```
    /// use geostance::corpus::{Content, Input, TextOptions};
    ///
    /// let error = Input::read_from("<html><p>It rained.".as_bytes(), &TextOptions::new()).unwrap_err();
    /// assert_eq!(error.to_string(), "a page of HTML, not text; save its text alone");
    /// ```
    pub fn read_from(reader: impl Read + Send + 'static, options: &TextOptions) -> Result<Content, Error> {
        content(Box::new(reader), options, None)
    }
}

fn content(reader: Box<dyn Read + Send>, options: &TextOptions, path: Option<Arc<Path>>) -> Result<Content, Error> {
    if let Some(format) = options.format_of(path.as_deref()) {
        return Table::open(reader, format, options, path).map(|table| Content::Table(Box::new(table)));
    }
    Article::read(reader, path).map(Content::Article)
}

/// The path, or `standard input`; without anything that steers a terminal.
impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(path) => f.write_str(&crate::error::harmless(&path.to_string_lossy())),
            None => f.write_str("standard input"),
        }
    }
}

/// The files that paths stand for, in the order of the paths: each file itself, `-` for standard input, and of a folder all
/// the files in it and in the folders within, in the order of their names. Names that begin with a dot are passed over in
/// folders, and so is what is no file (and links to folders, which could lead in circles). A folder that cannot be listed or
/// has no files is an error in its place, and the others still come.
///
/// ```
/// use geostance::corpus::files;
///
/// let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/articles");
/// let inputs: Vec<_> = files([folder, "-"]).collect::<Result<_, _>>()?;
/// let names: Vec<_> = inputs.iter().map(|input| input.path().and_then(|path| path.file_stem()?.to_str())).collect();
/// let expected = ["aktau-port", "belgrade-census", "bishkek-transfers", "moldova-gas"];
/// assert_eq!(names[..4], expected.map(Some));
/// assert_eq!(inputs[4].to_string(), "standard input");
/// # Ok::<(), geostance::Error>(())
/// ```
pub fn files<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> impl Iterator<Item = Result<Input, Error>> {
    paths.into_iter().flat_map(|path| {
        let (path, mut found) = (path.as_ref(), Vec::new());
        if path == Path::new("-") || !path.is_dir() {
            return vec![Ok(Input::new(path))];
        }
        list(path, &mut found);
        if found.is_empty() {
            found.push(Err(DataError::new(DataReason::EmptyFolder).in_file(path).into()));
        }
        found
    })
}

/// Adds all files of a folder and of the folders within.
fn list(folder: &Path, found: &mut Vec<Result<Input, Error>>) {
    let mut waiting = vec![(folder.to_owned(), true)];
    // The last comes first, so that what a folder holds stands in its place.
    while let Some((path, is_folder)) = waiting.pop() {
        match is_folder.then(|| entries(&path)) {
            None => found.push(Ok(Input::new(&path))),
            Some(Ok(entries)) => waiting.extend(entries.into_iter().rev()),
            Some(Err(error)) => found.push(Err(IoError::reading(&path, error).into())),
        }
    }
}

/// The files and folders of a folder in the order of their names, and which of them are folders.
fn entries(folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        if kind.is_dir() || kind.is_file() || (kind.is_symlink() && path.is_file()) {
            entries.push((path, kind.is_dir()));
        }
    }
    entries.sort_unstable();
    Ok(entries)
}

/// A text of a corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A file that is one text.
    Article(Article),
    /// A row of a table.
    Row(Row),
}

impl Item {
    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Article(article) => article.text(),
            Self::Row(row) => row.text(),
        }
    }

    /// The file; none for standard input.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Article(article) => article.path(),
            Self::Row(row) => row.path(),
        }
    }
}

/// The texts of all files that paths stand for (see [`files`]), one after the other: whole articles, and tables row by row.
/// An error is one of its file or row; the others still come.
///
/// ```
/// use geostance::corpus::{TextOptions, read};
///
/// let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/articles");
/// let test = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv");
/// let options = TextOptions::new();
/// let (good, bad): (Vec<_>, Vec<_>) = read([folder, "no-such-file.txt", test], &options).partition(|item| item.is_ok());
/// assert!(good.len() > 100 && bad.len() == 1);
/// ```
pub fn read<P: AsRef<Path>>(
    paths: impl IntoIterator<Item = P>,
    options: &TextOptions,
) -> impl Iterator<Item = Result<Item, Error>> {
    files(paths).flat_map(|input| {
        let items: Box<dyn Iterator<Item = Result<Item, Error>>> = match input.and_then(|input| input.read(options)) {
            Ok(Content::Article(article)) => Box::new(std::iter::once(Ok(Item::Article(article)))),
            Ok(Content::Table(table)) => Box::new(table.map(|row| row.map(Item::Row))),
            Err(error) => Box::new(std::iter::once(Err(error))),
        };
        items
    })
}
