//! Names of pages: from those of the articles, safe in every file system and in every link, each once.

use super::texts::Job;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// The most bytes of a name, without its number and ending.
const LONGEST: usize = 120;

/// The name of the index, which no article takes.
pub(super) const INDEX: &str = "index.html";

/// Endings that say what a file is, not what it is called.
const ENDINGS: [&str; 8] = ["gz", "txt", "text", "md", "csv", "tsv", "jsonl", "log"];

/// Names that Windows keeps for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The names that were given.
pub(super) struct Names {
    taken: BTreeSet<String>,
    /// The next number of what was taken already.
    next: BTreeMap<String, usize>,
}

impl Names {
    pub(super) fn new() -> Self {
        Self { taken: BTreeSet::from(["index".to_owned()]), next: BTreeMap::new() }
    }

    /// The file of the page of a text.
    pub(super) fn of(&mut self, job: &Job) -> String {
        let name = match job {
            Job::File(input) => input.path().map_or_else(|| "standard-input".to_owned(), stem),
            Job::Row(row) => {
                let file = row.path().map_or_else(|| "standard-input".to_owned(), stem);
                format!("{file}-line-{}", row.line())
            }
            Job::Failed(_) => return String::new(),
        };
        self.give(&safe(&name)) + ".html"
    }

    /// A name, with a number where it was given before; capitals tell no names apart.
    fn give(&mut self, name: &str) -> String {
        let key = |name: &str| name.nfkc().flat_map(char::to_lowercase).collect::<String>();
        if self.taken.insert(key(name)) {
            return name.to_owned();
        }
        let next = self.next.entry(key(name)).or_insert(2);
        loop {
            let numbered = format!("{name}-{next}");
            *next += 1;
            if self.taken.insert(key(&numbered)) {
                return numbered;
            }
        }
    }
}

/// What a file is called, without its folder and what it ends in.
fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut stem = name.as_ref();
    while let Some((before, ending)) = stem.rsplit_once('.')
        && !before.is_empty()
        && ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
    {
        stem = before;
    }
    stem.to_owned()
}

/// Letters, digits, hyphens and underscores; all else is a hyphen, and several in a row are one.
fn safe(name: &str) -> String {
    let mut safe = String::new();
    for c in name.nfc() {
        let c = if c.is_alphanumeric() || c == '_' { c } else { '-' };
        if safe.len() + c.len_utf8() > LONGEST {
            break;
        }
        if c != '-' || !(safe.is_empty() || safe.ends_with('-')) {
            safe.push(c);
        }
    }
    let safe = safe.trim_end_matches('-');
    let lower = safe.to_ascii_lowercase();
    match safe {
        "" => "article".to_owned(),
        _ if DEVICES.contains(&lower.trim_end_matches(|c: char| c.is_ascii_digit())) => format!("article-{safe}"),
        _ => safe.to_owned(),
    }
}
