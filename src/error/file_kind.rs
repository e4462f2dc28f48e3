//! What a file turned out to be, where it is not the text or table that was wanted.

use std::fmt;

/// A kind of file that is not read, told by its first bytes.
///
/// ```
/// use geostance::{Dataset, error::FileKind, dataset::DataFormat};
///
/// let error = Dataset::from_reader(&b"%PDF-1.7"[..], DataFormat::Csv).unwrap_err();
/// assert_eq!(error.to_string(), "a PDF document, not text; take its text out of it first, as with pdftotext");
/// assert_eq!(FileKind::Html.to_string(), "a page of HTML, not text; save its text alone");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileKind {
    /// A spreadsheet: `.xlsx` or `.ods`.
    Spreadsheet,
    /// A document of a word processor: `.docx`, `.odt` or RTF.
    Document,
    /// A file of Office before 2007: `.xls` or `.doc`.
    OldOffice,
    /// Another ZIP archive.
    Zip,
    /// Compressed with gzip, twice or where the feature `gz` is off.
    Gzip,
    /// Compressed with Zstandard.
    Zstandard,
    /// Compressed with bzip2.
    Bzip2,
    /// Compressed with xz.
    Xz,
    /// A PDF document.
    Pdf,
    /// A page of HTML.
    Html,
    /// XML, such as a feed.
    Xml,
    /// JSON where a text was wanted, or an array of it where a table was.
    Json,
    /// A Parquet table.
    Parquet,
    /// A database of `SQLite`.
    Sqlite,
    /// UTF-16 without the mark that says so.
    UnmarkedUtf16,
    /// UTF-32.
    Utf32,
    /// An image, a program or another file that is no text.
    Binary,
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Spreadsheet => "a spreadsheet, not text; save the sheet as CSV UTF-8",
            Self::Document => "a document of a word processor, not text; save it as plain text",
            Self::OldOffice => {
                "a file of an old Office (.xls, .doc), not text; save a sheet as CSV UTF-8, a document as plain text"
            }
            Self::Zip => "a ZIP archive, not text; unpack it first",
            Self::Gzip => "compressed with gzip; decompress it first, as with gunzip",
            Self::Zstandard => "compressed with Zstandard; decompress it first, as with zstd -d",
            Self::Bzip2 => "compressed with bzip2; decompress it first, as with bunzip2",
            Self::Xz => "compressed with xz; decompress it first, as with unxz",
            Self::Pdf => "a PDF document, not text; take its text out of it first, as with pdftotext",
            Self::Html => "a page of HTML, not text; save its text alone",
            Self::Xml => "XML, not text; take the texts out of it first",
            Self::Json => "JSON, but not one object a line in a file whose name ends in .jsonl; write it so first",
            Self::Parquet => "a Parquet table, not text; write it as CSV or JSON lines first",
            Self::Sqlite => "an SQLite database, not text; write the table as CSV first",
            Self::UnmarkedUtf16 => "UTF-16 without its byte-order mark; save the file as UTF-8",
            Self::Utf32 => "UTF-32; save the file as UTF-8",
            Self::Binary => "not a text file",
        })
    }
}
