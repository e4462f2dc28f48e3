//! A whole file as one text.

use super::encoding::likely;
use super::lines::BYTE_ORDER_MARK;
use super::source::{Text, reading};
use super::table::in_file;
use crate::error::{DataError, DataReason, Error};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// The most bytes that an article may have, decompressed: 256 MiB.
///
/// ```
/// assert_eq!(geostance::corpus::MAX_ARTICLE_BYTES, 268_435_456);
/// ```
pub const MAX_ARTICLE_BYTES: usize = 1 << 28;

/// A file that is one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    path: Option<Arc<Path>>,
    text: String,
}

impl Article {
    pub(super) fn read<R: Read>(reader: R, path: Option<Arc<Path>>) -> Result<Self, Error> {
        match (Self::read_at_most(reader, MAX_ARTICLE_BYTES), path) {
            (Ok(article), path) => Ok(Self { path, ..article }),
            (Err(error), Some(path)) => Err(in_file(error, &path)),
            (Err(error), None) => Err(error),
        }
    }

    pub(super) fn read_at_most<R: Read>(reader: R, limit: usize) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        let read = Text::open(reader, None)?.take(limit as u64 + 1).read_to_end(&mut bytes);
        if read.map_err(|error| reading(error, None))? > limit {
            return Err(DataError::new(DataReason::ArticleTooLong { limit }).into());
        }
        let mut text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..at].split(|byte| *byte == b'\n').count() as u64;
            let reason = DataReason::InvalidUtf8 { offset: at as u64, encoding: likely(error.as_bytes(), at) };
            DataError::new(reason).at(line)
        })?;
        if text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len_utf8());
        }
        Ok(Self { path: None, text })
    }

    /// The file; none for standard input or a reader.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The text, without a byte-order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, to keep.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_bounded() {
        let read = |text: &str| Article::read_at_most(text.as_bytes(), 8).map(Article::into_text);
        assert_eq!(read("12345678").unwrap(), "12345678");
        let error = read("123456789").unwrap_err().to_string();
        assert_eq!(error, "a text of more than 8 bytes; divide it, or make a table of it");
    }
}
