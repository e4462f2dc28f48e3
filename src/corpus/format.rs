//! The forms of tables, told by the name of a file.

use std::path::Path;

/// The forms of tables.
///
/// ```
/// use geostance::dataset::DataFormat;
///
/// assert_eq!(DataFormat::of_path("labels.TSV".as_ref()), Some(DataFormat::Tsv));
/// assert_eq!(DataFormat::of_path("labels.xlsx".as_ref()), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DataFormat {
    /// Values separated by commas, strictly by RFC 4180, with a header; by semicolons or tabs where the header is, or where
    /// the first line says so (`sep=;`).
    Csv,
    /// Tab-separated values without any quoting, with a header.
    Tsv,
    /// One JSON object a line.
    Jsonl,
}

impl DataFormat {
    /// The format by the ending of a file's name: `.csv`, `.tsv` or `.tab`, `.jsonl` or `.ndjson`, before `.gz` where there
    /// is one.
    ///
    /// ```
    /// use geostance::dataset::DataFormat;
    ///
    /// assert_eq!(DataFormat::of_path("a/b.jsonl".as_ref()), Some(DataFormat::Jsonl));
    /// assert_eq!(DataFormat::of_path("a/b.csv.gz".as_ref()), Some(DataFormat::Csv));
    /// ```
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" => Some(Self::Csv),
            "tsv" | "tab" => Some(Self::Tsv),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "gz" => Self::of_path(&path.with_extension("")).filter(|_| path.file_stem().is_some()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_decides() {
        for (name, format) in [
            ("a.csv", Some(DataFormat::Csv)),
            ("A.CSV", Some(DataFormat::Csv)),
            ("a.b.Tab", Some(DataFormat::Tsv)),
            ("a.ndjson.GZ", Some(DataFormat::Jsonl)),
            ("folder.csv/a", None),
            ("folder.csv/.gz", None),
            (".csv", None),
            ("csv", None),
            ("a.csv.zst", None),
            ("a.txt.gz", None),
            ("a.gz.gz", None),
            ("", None),
            ("..", None),
        ] {
            assert_eq!(DataFormat::of_path(name.as_ref()), format, "{name}");
        }
    }
}
