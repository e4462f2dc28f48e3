//! How texts are read.

use super::DataFormat;
use super::columns::Wanted;

/// How files of texts are read: which column of a table has the text, and what a file is whose name does not say so.
///
/// ```
/// use geostance::dataset::DataFormat;
/// use geostance::corpus::{Content, Input, TextOptions};
///
/// let options = TextOptions::new().text_column("body").format(DataFormat::Csv);
/// let Content::Table(mut table) = Input::read_from("id,body\n7,It rained.\n".as_bytes(), &options)? else { panic!() };
/// assert_eq!(table.next().unwrap()?.text(), "It rained.");
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextOptions {
    text_column: Option<String>,
    format: Option<DataFormat>,
}

impl TextOptions {
    /// Tables by the ending of their name, with a column `text` or `sentence`; every other file is an article.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The column that has the text, in place of `text` or `sentence`; capitals and space around it do not matter.
    #[must_use]
    pub fn text_column(mut self, name: impl Into<String>) -> Self {
        self.text_column = Some(name.into());
        self
    }

    /// The form of what is read, whatever its name says: for standard input.
    #[must_use]
    pub fn format(mut self, format: DataFormat) -> Self {
        self.format = Some(format);
        self
    }

    pub(super) fn text(&self) -> Wanted<'_> {
        Wanted::text(self.text_column.as_deref())
    }

    /// The form of a file, none for an article.
    pub(super) fn format_of(&self, path: Option<&std::path::Path>) -> Option<DataFormat> {
        self.format.or_else(|| DataFormat::of_path(path?))
    }
}
