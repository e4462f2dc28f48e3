//! Groups of names, looked for name by name at every word.

use super::tokens::plain_tokens;
use geostance::actors::Gazetteer;
use std::collections::HashMap;

/// The names of a gazetteer, stemmed, by their first word.
pub(crate) struct PlainActors {
    groups: Vec<String>,
    names: HashMap<String, Vec<Name>>,
}

struct Name {
    stems: Vec<String>,
    group: String,
    needs_capital: bool,
}

impl PlainActors {
    pub(crate) fn new(actors: &Gazetteer, stem: impl Fn(&str) -> String) -> Self {
        let mut names: HashMap<String, Vec<Name>> = HashMap::new();
        for (group, name) in actors.names() {
            let stems: Vec<String> = plain_tokens(name).iter().map(|(_, word)| stem(word)).collect();
            let needs_capital = name.starts_with(char::is_uppercase);
            let alike = names.entry(stems[0].clone()).or_default();
            match alike.iter_mut().find(|known| known.stems == stems) {
                Some(known) => known.needs_capital &= needs_capital,
                None => alike.push(Name { stems, group: group.to_owned(), needs_capital }),
            }
        }
        Self { groups: actors.groups().map(str::to_owned).collect(), names }
    }

    /// The groups that words name, in the order of the gazetteer: at every word the longest name, which hides what it covers.
    pub(crate) fn groups(&self, words: &[&str], stems: &[String]) -> Vec<String> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < stems.len() {
            let stands = |name: &&Name| {
                stems[at..].starts_with(&name.stems)
                    && (!name.needs_capital || words[at].starts_with(char::is_uppercase))
            };
            let names = self.names.get(&stems[at]).into_iter().flatten();
            match names.filter(stands).max_by_key(|name| name.stems.len()) {
                Some(name) => {
                    found.push(&name.group);
                    at += name.stems.len();
                }
                None => at += 1,
            }
        }
        self.groups.iter().filter(|group| found.contains(group)).cloned().collect()
    }
}
