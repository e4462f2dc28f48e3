//! Files of names, in any encoding that texts may have.

use super::article::Article;
use crate::actors::{Gazetteer, MAX_GAZETTEER_BYTES};
use crate::error::{DataReason, Error, GazetteerError, GazetteerReason, IoError};
use std::fs::File;
use std::path::Path;

impl Gazetteer {
    /// Reads a file of names: UTF-8, or UTF-16 with its mark, at most 4 MiB.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] where the file cannot be read, [`Error::Data`] where it is no text, [`Error::Gazetteer`] with all lines that
    /// break a rule, the first twenty of them one by one.
    ///
    /// ```
    /// use geostance::actors::Gazetteer;
    ///
    /// let shipped = Gazetteer::load(concat!(env!("CARGO_MANIFEST_DIR"), "/models/actors-en.csv"))?;
    /// assert!(shipped.groups().any(|group| group == "russia"));
    /// # Ok::<(), geostance::Error>(())
    /// ```
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let file = File::open(path).map_err(|source| IoError::reading(path, source))?;
        let text = Article::read_at_most(file, MAX_GAZETTEER_BYTES).map_err(|error| match error {
            Error::Data(error) if matches!(error.reason(), DataReason::ArticleTooLong { .. }) => {
                let reason = GazetteerReason::TooLarge { limit: MAX_GAZETTEER_BYTES };
                GazetteerError::new(1, reason).in_file(path).into()
            }
            error => super::table::in_file(error, path),
        })?;
        text.text().parse::<Self>().map_err(|error| error.in_file(path).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_any_encoding_of_texts() {
        let path = std::env::temp_dir().join(format!("geostance-names-{}.csv", std::process::id()));
        let read = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            Gazetteer::load(&path)
        };
        let text = "group,name\r\nrussia,Москва\r\n";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in
            [text.as_bytes(), &[b"\xEF\xBB\xBF", text.as_bytes()].concat(), &[b"\xFF\xFE", &utf16[..]].concat()]
        {
            assert_eq!(read(bytes).unwrap().names().next(), Some(("russia", "Москва")));
        }
        let file = path.to_str().unwrap();
        let words = |bytes: &[u8]| read(bytes).unwrap_err().to_string().replace(file, "FILE");
        assert_eq!(
            words(b"group,name\nrussia,\xCC\xEE\xF1\xEA\xE2\xE0\n"),
            "FILE, line 2: invalid UTF-8 at byte 18, as in a file saved as Windows-1251; save it as UTF-8 (a spreadsheet: as CSV UTF-8)"
        );
        assert_eq!(words(b"group,name\nrussia\nwest,EU\nwest,\n").lines().next(), Some("FILE: 2 errors in the names"));
        assert_eq!(words(&vec![b'x'; MAX_GAZETTEER_BYTES + 1]), "FILE, line 1: over the limit of 4194304 bytes");
        assert!(words(b"%PDF-1.7").starts_with("FILE: a PDF document"));
        std::fs::remove_file(path).unwrap();
    }
}
