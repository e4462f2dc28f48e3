//! Groups of names, looked for name by name at every word.

use super::tokens::plain_tokens;
use geostance::actors::Gazetteer;

/// The groups that words name, in the order of the gazetteer: at every word the longest name, which hides what it covers.
pub(crate) fn plain_groups(
    actors: &Gazetteer,
    words: &[&str],
    stems: &[String],
    stem: impl Fn(&str) -> String,
) -> Vec<String> {
    let mut names: Vec<(Vec<String>, &str, bool)> = Vec::new();
    for (group, name) in actors.names() {
        let spelled: Vec<String> = plain_tokens(name).iter().map(|(_, word)| stem(word)).collect();
        let capital = name.starts_with(char::is_uppercase);
        match names.iter_mut().find(|(known, ..)| *known == spelled) {
            Some((_, _, needs)) => *needs &= capital,
            None => names.push((spelled, group, capital)),
        }
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < stems.len() {
        let stands = |(spelled, _, capital): &&(Vec<String>, &str, bool)| {
            stems[at..].starts_with(spelled) && (!capital || words[at].starts_with(char::is_uppercase))
        };
        match names.iter().filter(stands).max_by_key(|(spelled, ..)| spelled.len()) {
            Some((spelled, group, _)) => {
                found.push(*group);
                at += spelled.len();
            }
            None => at += 1,
        }
    }
    actors.groups().filter(|group| found.contains(group)).map(str::to_owned).collect()
}
