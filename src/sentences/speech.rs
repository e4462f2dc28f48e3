//! Whether a quotation is followed by who said it.

use super::around::window;
use super::marks::{is_dash, is_opening_quote, is_single_capital};
use crate::language::Language;

/// How far the verb of speech is looked for, in bytes.
pub(super) const CLAUSE: usize = 160;
/// The most words before the verb of speech.
const WORDS: usize = 14;
/// How many words after the verb of speech its object may take.
const OBJECT: usize = 4;

/// Whether the text after a quotation says who said it: `Mr. Tokayev asked`, `Roman Vassilenko, a deputy minister, asked`.
pub(super) fn attributes(language: &Language, rest: &str) -> bool {
    let clause = window(rest, CLAUSE).trim_start_matches(|c: char| is_dash(c) || c.is_whitespace());
    let mut words = clause.split_whitespace().filter(|word| *word != ">").peekable();
    let first = words.peek().copied().unwrap_or("");
    let opening = bare(first);
    let unfit = [language.openings, language.connecting, language.questions];
    if first.starts_with(is_opening_quote) || unfit.iter().any(|list| list.contains(opening)) {
        return false;
    }
    // Who spoke is a name or begins in lower case: a capital elsewhere begins a sentence, which needs more than a verb.
    let sentence = language.starters.contains(opening) && opening.starts_with(char::is_uppercase);
    let (mut before, mut commas) = ("", 0);
    for _ in 0..WORDS {
        let Some(word) = words.next() else { return false };
        let said = bare(word);
        let marks = &word[said.len().min(word.len())..];
        if !before.is_empty() && is_verb(language, said, before) {
            let ends = word.len() > said.len() || words.peek().is_none_or(|next| next.starts_with(is_dash));
            return if sentence { ends && language.bare.contains(said) } else { ends || speaks(language, said, words) };
        }
        let stops = word.ends_with('.') && !abbreviates(language, said);
        if stops || marks.contains(['!', '?', ';', ':']) || commas != 1 && language.predicates.contains(said) {
            return false;
        }
        commas += usize::from(word.ends_with(','));
        if commas > 2 {
            return false;
        }
        before = said;
    }
    false
}

/// A word without the marks after it.
fn bare(word: &str) -> &str {
    word.trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a word is a verb of speech, after the word `before`.
fn is_verb(language: &Language, word: &str, before: &str) -> bool {
    let of_a_noun = language.determiners.contains(before) || before.ends_with("’s") || before.ends_with("'s");
    let named = before.starts_with(char::is_uppercase);
    let retorts = language.back.contains(word) && language.retorts.contains(before);
    !of_a_noun && (retorts || language.reporting.contains(word) || named && language.reporting_nouns.contains(word))
}

/// Whether a verb of speech with the words after it ends a quotation, and does not begin a statement of its own.
fn speaks<'a>(language: &Language, verb: &str, mut after: impl Iterator<Item = &'a str>) -> bool {
    let next = bare(after.next().unwrap_or(""));
    let named = next.starts_with(char::is_uppercase) && !language.calendar.contains(next);
    let object = named || language.determiners.contains(next);
    if language.objects.contains(next) || object && language.saying.contains(verb) {
        return false;
    }
    !after.take(OBJECT).any(|word| language.clauses.contains(bare(word)) && (object || language.saying.contains(verb)))
}

/// Whether a full stop after a word may stand within a name.
fn abbreviates(language: &Language, word: &str) -> bool {
    let lists = [language.titles, language.inner, language.courtesy];
    is_single_capital(word) || word.contains('.') || lists.iter().any(|list| list.contains(word))
}
