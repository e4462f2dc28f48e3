//! What a file is, by its first bytes.

use super::DataFormat;
use crate::error::FileKind;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, in UTF-8 for all that is known.
    Text,
    /// UTF-16 with its mark; whether the more significant byte comes first.
    Utf16 { big: bool },
    /// Compressed with gzip.
    Gzip,
    /// What is not read.
    Other(FileKind),
}

/// The first bytes of kinds of files that have a signature of their own.
const SIGNATURES: [(&[u8], FileKind); 20] = [
    (b"\xFF\xFE\0\0", FileKind::Utf32),
    (b"\0\0\xFE\xFF", FileKind::Utf32),
    (b"\xD0\xCF\x11\xE0", FileKind::OldOffice),
    (b"{\\rtf", FileKind::Document),
    (b"\x28\xB5\x2F\xFD", FileKind::Zstandard),
    (b"BZh", FileKind::Bzip2),
    (b"\xFD7zXZ\0", FileKind::Xz),
    (b"%PDF-", FileKind::Pdf),
    (b"PAR1", FileKind::Parquet),
    (b"SQLite format 3\0", FileKind::Sqlite),
    (b"\x89PNG", FileKind::Binary),
    (b"\xFF\xD8\xFF", FileKind::Binary),
    (b"GIF8", FileKind::Binary),
    (b"RIFF", FileKind::Binary),
    (b"\x7FELF", FileKind::Binary),
    (b"MZ\x90\0", FileKind::Binary),
    (b"7z\xBC\xAF", FileKind::Binary),
    (b"Rar!\x1A", FileKind::Binary),
    (b"Obj\x01", FileKind::Binary),
    (b"ARROW1", FileKind::Binary),
];

/// What a file is, by its first bytes; whether JSON may be there depends on the form that is wanted, none for a text.
pub(super) fn kind(first: &[u8], wanted: Option<DataFormat>) -> Kind {
    if let Some(&(_, kind)) = SIGNATURES.iter().find(|(signature, _)| first.starts_with(signature)) {
        return Kind::Other(kind);
    }
    match first {
        [0xFF, 0xFE, ..] => return Kind::Utf16 { big: false },
        [0xFE, 0xFF, ..] => return Kind::Utf16 { big: true },
        [0x1F, 0x8B, ..] => return Kind::Gzip,
        [b'P', b'K', 3, 4, ..] => return Kind::Other(archive(first)),
        [b'P', b'K', 5, 6, ..] => return Kind::Other(FileKind::Zip),
        // Latin letters in UTF-16: every other byte is zero.
        [a, 0, b, 0, ..] | [0, a, 0, b, ..] if *a > 0 && *b > 0 => return Kind::Other(FileKind::UnmarkedUtf16),
        _ => {}
    }
    markup(first, wanted).map_or(Kind::Text, Kind::Other)
}

/// What a ZIP archive holds, by the names of its first entries.
fn archive(first: &[u8]) -> FileKind {
    let holds = |name: &str| first.windows(name.len()).any(|window| window == name.as_bytes());
    if holds("xl/") || holds("opendocument.spreadsheet") {
        FileKind::Spreadsheet
    } else if holds("word/") || holds("opendocument.text") {
        FileKind::Document
    } else if holds("[Content_Types].xml") {
        // Of Office's files by far the most are spreadsheets here.
        FileKind::Spreadsheet
    } else {
        FileKind::Zip
    }
}

/// Markup where text was wanted.
fn markup(first: &[u8], wanted: Option<DataFormat>) -> Option<FileKind> {
    let text = first.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(first).trim_ascii_start();
    let begins = |word: &str| text.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word.as_bytes()));
    let page = ["<!doctype html", "<html", "<head", "<body", "<!-- saved from"];
    if page.iter().any(|word| begins(word)) {
        return Some(FileKind::Html);
    }
    if begins("<?xml") {
        let page = text.windows(5).any(|window| window.eq_ignore_ascii_case(b"<html"));
        return Some(if page { FileKind::Html } else { FileKind::Xml });
    }
    let json = match wanted {
        Some(DataFormat::Jsonl) => begins("["),
        Some(_) => false,
        None => {
            let inner = text.strip_prefix(b"[").unwrap_or(text).trim_ascii_start().strip_prefix(b"{");
            inner.is_some_and(|inner| inner.trim_ascii_start().starts_with(b"\""))
        }
    };
    json.then_some(FileKind::Json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_tell() {
        let other = Kind::Other;
        for (first, expected) in [
            (&b""[..], Kind::Text),
            (b"stance,text", Kind::Text),
            ("Снег".as_bytes(), Kind::Text),
            (b"<b>bold</b>", Kind::Text),
            (b"P", Kind::Text),
            (b"PK stands for", Kind::Text),
            (b"a\0b", Kind::Text),
            (b"{so} it goes", Kind::Text),
            (b"[1] A reference.", Kind::Text),
            (b"\xFF\xFEs\0t\0", Kind::Utf16 { big: false }),
            (b"\xFE\xFF\0s\0t", Kind::Utf16 { big: true }),
            (b"\xFF\xFE\0\0s\0\0\0", other(FileKind::Utf32)),
            (b"s\0t\0", other(FileKind::UnmarkedUtf16)),
            (b"\0s\0t", other(FileKind::UnmarkedUtf16)),
            (b"\x1F\x8B\x08\0", Kind::Gzip),
            (b"PK\x03\x04 [Content_Types].xml word/document.xml", other(FileKind::Document)),
            (b"PK\x03\x04 [Content_Types].xml xl/workbook.xml", other(FileKind::Spreadsheet)),
            (b"PK\x03\x04 [Content_Types].xml", other(FileKind::Spreadsheet)),
            (b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text", other(FileKind::Document)),
            (b"PK\x03\x04 articles/a.txt", other(FileKind::Zip)),
            (b"PK\x05\x06", other(FileKind::Zip)),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", other(FileKind::OldOffice)),
            (b"{\\rtf1", other(FileKind::Document)),
            (b"\x28\xB5\x2F\xFD", other(FileKind::Zstandard)),
            (b"%PDF-1.7", other(FileKind::Pdf)),
            (b"\xEF\xBB\xBF \n<!DOCTYPE HTML>", other(FileKind::Html)),
            (b"<HTML lang=en>", other(FileKind::Html)),
            (b"<?xml version='1.0'?><html xmlns='x'>", other(FileKind::Html)),
            (b"<?xml version='1.0'?><rss>", other(FileKind::Xml)),
            (b"{\"text\": 1}", other(FileKind::Json)),
            (b"[\n  {\n \"text\": 1}]", other(FileKind::Json)),
            (b"\x89PNG\r\n", other(FileKind::Binary)),
        ] {
            assert_eq!(kind(first, None), expected, "{:?}", String::from_utf8_lossy(first));
        }
        assert_eq!(kind(b"{\"text\": 1}", Some(DataFormat::Jsonl)), Kind::Text);
        assert_eq!(kind(b" [{\"text\": 1}]", Some(DataFormat::Jsonl)), other(FileKind::Json));
        assert_eq!(kind(b"[{\"text\": 1}]", Some(DataFormat::Csv)), Kind::Text);
    }
}
