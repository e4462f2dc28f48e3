//! Why a text, a table or labelled data is refused.

use super::{FileKind, QuotingRule, counted};
use std::fmt;

/// The most names of columns that a message lists.
const LISTED: usize = 20;

/// Why a file of texts or labelled data was refused.
///
/// ```
/// use geostance::error::DataReason;
///
/// assert_eq!(DataReason::EmptyText.to_string(), "the text is empty");
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DataReason {
    /// The name of a labelled file ends in none of the known ways.
    UnknownFormat,
    /// A file of another kind.
    FileKind(FileKind),
    /// A folder without a file that could be read.
    EmptyFolder,
    /// A text file over the limit.
    ArticleTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// There is not even a header.
    NoHeader,
    /// A column that must exist does not.
    MissingColumn {
        /// The column.
        name: Box<str>,
        /// The columns that there are.
        found: Vec<String>,
    },
    /// Two columns, or two keys of one object, have the same name.
    DuplicateColumn(String),
    /// A row of more columns than any table may have.
    TooManyColumns {
        /// The limit.
        limit: usize,
    },
    /// A value in a column that the header gives no name.
    UnnamedColumn,
    /// A row has more or fewer fields than the header.
    FieldCount {
        /// Fields of the header.
        expected: usize,
        /// Fields of the row.
        found: usize,
    },
    /// A blank line between rows.
    BlankLine,
    /// A row of empty cells between rows.
    EmptyRow,
    /// A label that is none of those that the file may have.
    UnknownStance {
        /// The label.
        found: String,
        /// The labels that there are.
        expected: Box<[String]>,
    },
    /// A row without a label, where these are not passed over.
    NoLabel,
    /// Columns of both ways of labelling; the first of the probabilities.
    BothLabels(String),
    /// A column of probabilities that is missing beside another.
    PartialLabels {
        /// The column.
        missing: Box<str>,
        /// The one that there is.
        found: String,
    },
    /// A row that labels in another way than the rows before it.
    MixedLabels,
    /// A probability that is not a number from 0 to 1.
    Probability(String),
    /// Probabilities of the three stances that sum to this, over 1.
    ProbabilitySum(f64),
    /// A text without a single visible character.
    EmptyText,
    /// A text with a NUL character.
    NulInText,
    /// A text over the limit.
    TextTooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// A row over the limit; as a rule one with a quote that is never closed.
    RowTooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// Bytes that are not UTF-8.
    InvalidUtf8 {
        /// Offset of the first such byte in the whole input, counted from 0.
        offset: u64,
        /// The encoding that such bytes are usual in, where there is one.
        encoding: Option<&'static str>,
    },
    /// UTF-16 with half a character.
    InvalidUtf16 {
        /// Offset of the half in the whole input, counted from 0.
        offset: u64,
    },
    /// Quoting against RFC 4180.
    Quoting(QuotingRule),
    /// A weight that is not a finite number of at least zero.
    Weight(String),
    /// A weight above zero that is too small for a number of four bytes.
    TinyWeight(String),
    /// A line that is not a JSON object, or a value of the wrong type.
    Json(String),
    /// A column of metadata that would be read as another when it is written out.
    ReservedColumn(String),
    /// A tab or a line break in a field that is to be written as TSV.
    NotInTsv,
}

impl fmt::Display for DataReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFormat => {
                f.write_str("unknown kind of file; the name must end in .csv, .tsv or .jsonl, or so and in .gz")
            }
            Self::FileKind(kind) => kind.fmt(f),
            Self::EmptyFolder => f.write_str("a folder without files"),
            Self::ArticleTooLong { limit } => {
                write!(f, "a text of more than {limit} bytes; divide it, or make a table of it")
            }
            Self::NoHeader => f.write_str("the file is empty; a first line with the names of the columns is needed"),
            Self::MissingColumn { name, found } => missing_column(f, name, found),
            Self::DuplicateColumn(name) => write!(f, "`{}` occurs twice", super::found(name)),
            Self::TooManyColumns { limit } => {
                write!(f, "more than {limit} columns; are the rows separated by line breaks?")
            }
            Self::UnnamedColumn => f.write_str("a value in a column without a name; name it in the first line"),
            Self::FieldCount { expected, found } => {
                write!(f, "{} where the header has {expected}", counted(*found, "field", "fields"))
            }
            Self::BlankLine => f.write_str("a blank line; remove it, nothing is skipped"),
            Self::EmptyRow => f.write_str("a row of empty cells; remove it, nothing is skipped"),
            Self::UnknownStance { found, expected } => {
                write!(f, "unknown stance `{}`; expected one of {}", super::found(found), expected.join(", "))
            }
            Self::NoLabel => f.write_str("no label; fill it in or remove the row"),
            Self::BothLabels(soft) => {
                write!(f, "columns `stance` and `{}`; a file labels in one way, remove the other", super::found(soft))
            }
            Self::PartialLabels { missing, found } => write!(
                f,
                "a column `{}`, but no `{}`; soft labels need one for each of the three stances",
                super::found(found),
                super::found(missing)
            ),
            Self::MixedLabels => {
                f.write_str("labelled in another way than the rows before; a file has either stances or probabilities")
            }
            Self::Probability(found) => {
                write!(f, "probability `{}`; expected a number from 0 to 1", super::found(found))
            }
            Self::ProbabilitySum(sum) => {
                let rounded = (sum * 1e6).round() / 1e6;
                write!(f, "the probabilities sum to {rounded}; expected at most 1, for the rest is none")
            }
            Self::EmptyText => f.write_str("the text is empty"),
            Self::NulInText => f.write_str("the text has a NUL character; remove it"),
            Self::TextTooLong { bytes, limit } => {
                write!(f, "a text of {bytes} bytes, over the limit of {limit}; one row is one sentence")
            }
            Self::RowTooLong { limit } => {
                write!(f, "a row of more than {limit} bytes; is a quote never closed?")
            }
            Self::InvalidUtf8 { offset, encoding: None } => {
                write!(f, "invalid UTF-8 at byte {offset}; save the file as UTF-8")
            }
            Self::InvalidUtf8 { offset, encoding: Some(encoding) } => write!(
                f,
                "invalid UTF-8 at byte {offset}, as in a file saved as {encoding}; save it as UTF-8 (a spreadsheet: as \
                 CSV UTF-8)"
            ),
            Self::InvalidUtf16 { offset } => {
                write!(f, "half a character of UTF-16 at byte {offset}; save the file as UTF-8")
            }
            Self::Quoting(rule) => rule.fmt(f),
            Self::Weight(found) => {
                write!(f, "weight `{}`; expected a finite number of at least zero", super::found(found))
            }
            Self::TinyWeight(found) => {
                write!(f, "weight `{}` is too small to count; write 0, or at least 1e-45", super::found(found))
            }
            Self::Json(reason) => f.write_str(reason),
            Self::ReservedColumn(name) => {
                write!(f, "a further column `{}` would be read as another one; rename it", super::found(name))
            }
            Self::NotInTsv => f.write_str("a tab or a line break cannot be written as TSV; write CSV or JSON lines"),
        }
    }
}

/// Says which column is missing, by what other name it could be there, and what there is instead.
fn missing_column(f: &mut fmt::Formatter<'_>, name: &str, found: &[String]) -> fmt::Result {
    let other = match name {
        "stance" => " or `label`",
        "text" => " or `sentence`",
        _ => "",
    };
    if found.is_empty() {
        return write!(f, "there is no column `{}`{other}, nor any other", super::found(name));
    }
    let listed: Vec<String> = found.iter().take(LISTED).map(|name| format!("`{}`", super::found(name))).collect();
    write!(f, "there is no column `{}`{other}; found {}", super::found(name), listed.join(", "))?;
    match found.len().saturating_sub(LISTED) {
        0 => Ok(()),
        more => write!(f, " and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_findings_are_cut_and_kept_on_one_line() {
        let reason = DataReason::Weight(format!("a\nb{}", "x".repeat(60)));
        let text = reason.to_string();
        assert!(text.contains("a\\nbxxx"), "{text}");
        assert!(text.contains("x…`"), "{text}");
        assert!(!text.contains('\n'));
    }

    #[test]
    fn what_was_found_cannot_steer_a_terminal() {
        let name = "\u{1b}[2J\u{202e}it’s \"C:\\x\"".to_owned();
        let safe = "\\u{1b}[2J\\u{202e}it’s \"C:\\x\"";
        for reason in [
            DataReason::DuplicateColumn(name.clone()),
            DataReason::MissingColumn { name: "text".into(), found: vec![name.clone()] },
            DataReason::MissingColumn { name: name.as_str().into(), found: vec![] },
            DataReason::UnknownStance { found: name.clone(), expected: Box::default() },
            DataReason::BothLabels(name.clone()),
            DataReason::PartialLabels { missing: name.as_str().into(), found: "p".into() },
            DataReason::PartialLabels { missing: "p".into(), found: name.clone() },
            DataReason::Probability(name.clone()),
            DataReason::Weight(name.clone()),
            DataReason::TinyWeight(name.clone()),
            DataReason::ReservedColumn(name.clone()),
        ] {
            let text = reason.to_string();
            assert!(text.contains(safe) && !text.contains(['\u{1b}', '\u{202e}']), "{text}");
        }
    }

    #[test]
    fn a_row_without_columns_has_none_to_list() {
        let text = DataReason::MissingColumn { name: "text".into(), found: vec![] }.to_string();
        assert_eq!(text, "there is no column `text` or `sentence`, nor any other");
    }

    #[test]
    fn a_wide_header_is_not_listed_whole() {
        let found = (0..23).map(|number| format!("c{number}")).collect();
        let text = DataReason::MissingColumn { name: "text".into(), found }.to_string();
        assert!(text.starts_with("there is no column `text` or `sentence`; found `c0`, `c1`, "), "{text}");
        assert!(text.ends_with("`c19` and 3 more"), "{text}");
    }
}
