//! Arguments as a shell takes them, so that a command that is shown can be pasted.

use std::path::Path;

/// A word, in quotes where the shell would take it for anything else.
pub(crate) fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./,:=+@%".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// A path; one that begins with a hyphen is told from an option.
pub(crate) fn path(path: &Path) -> String {
    let name = path.display().to_string();
    quoted(&if name.starts_with('-') && name != "-" { format!("./{name}") } else { name })
}
