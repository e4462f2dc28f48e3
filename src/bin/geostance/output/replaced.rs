//! Which tables may be replaced: those that are provably of the same command, and hold nothing that would be lost.

use geostance::corpus::{Content, Input, Row, TextOptions};
use geostance::dataset::DataFormat;
use geostance::error::{DataReason, Error};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// The longest first line that is looked at, in bytes: the longest row that a table may have.
const LONGEST: u64 = 1 << 24;

/// Labels that people fill in.
#[derive(Clone, Copy)]
pub(crate) struct Labels<'a> {
    /// Their column, if it has a name of its own.
    pub(crate) column: Option<&'a str>,
    /// The texts whose labels the new table has as well.
    pub(crate) kept: &'a BTreeSet<&'a str>,
}

impl Labels<'_> {
    fn are_in(&self, column: &str) -> bool {
        let column = column.trim().to_lowercase();
        let known = column == "stance" || column == "label" || column.starts_with("p_");
        known || self.column.is_some_and(|named| named.trim().to_lowercase() == column)
    }
}

/// Why a file with something in it must not be replaced by a table whose first columns are `own`, with none but `further` after
/// them, if it must not.
pub(super) fn refusal(
    target: &Path,
    own: &[&str],
    further: Option<&[&str]>,
    labels: Option<Labels<'_>>,
) -> Option<String> {
    let format = DataFormat::of_path(target).unwrap_or(DataFormat::Csv);
    if let Some(labels) = labels
        && let Some(reason) = labels_in(target, format, labels)
    {
        return Some(reason);
    }
    let is_ours = first_line(target).is_some_and(|line| is_ours(&line, format, own, further));
    (!is_ours).then(|| "it is there already and is no table of this command".to_owned())
}

fn first_line(path: &Path) -> Option<String> {
    let mut line = String::new();
    BufReader::new(File::open(path).ok()?.take(LONGEST)).read_line(&mut line).ok()?;
    Some(line)
}

/// Whether a first line has these columns first, and what further ones it may have, in any order where it is an object;
/// whatever separates them and whatever mark is before.
fn is_ours(line: &str, format: DataFormat, own: &[&str], further: Option<&[&str]>) -> bool {
    let may_follow = |name: &str| further.is_none_or(|further| further.contains(&name));
    let line = line.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']);
    if format == DataFormat::Jsonl {
        let object = serde_json::from_str::<BTreeMap<String, &RawValue>>(line);
        return object.is_ok_and(|object| {
            own.iter().all(|name| object.contains_key(*name))
                && object.keys().all(|name| own.contains(&name.as_str()) || may_follow(name))
        });
    }
    [',', ';', '\t'].into_iter().any(|separator| {
        let mut found = line.split(separator).map(|cell| cell.trim_matches('"'));
        own.iter().all(|name| found.next() == Some(name)) && found.all(may_follow)
    })
}

/// Whether a table has labels that would be lost, or is a file of another kind.
fn labels_in(target: &Path, format: DataFormat, labels: Labels<'_>) -> Option<String> {
    let table = match Input::new(target).read(&TextOptions::new().format(format)) {
        Ok(Content::Table(table)) => table,
        Err(Error::Data(error)) if matches!(error.reason(), DataReason::FileKind(_)) => {
            return Some(error.reason().to_string());
        }
        // What has no column of texts is no sheet.
        _ => return None,
    };
    let has_labels = table.columns().any(|name| labels.are_in(name));
    let filled = |row: Result<Row, Error>| match row {
        Ok(row) => {
            let lost = !labels.kept.contains(row.text().trim());
            lost && row.columns().any(|(name, value)| labels.are_in(name) && !value.trim().is_empty())
        }
        // What cannot be read may be a label.
        Err(_) => has_labels,
    };
    table.into_iter().any(filled).then(|| "it holds labels that were filled in".to_owned())
}
