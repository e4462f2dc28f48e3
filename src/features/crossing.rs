//! Who is named: the set of groups that a sentence names, and words crossed with which of the chosen groups it names.
//!
//! "Impoverish" beside the EU speaks for Moscow, beside Moscow for the West. So each stem is also a term together with the
//! set of chosen groups that its sentence names: none of them, one, another, several. The groups that are named, all of them,
//! are one more term.

use super::FeatureParams;
use crate::actors::{Gazetteer, Groups};
use crate::vocabulary::{Mark, Parts, Text};
use std::fmt::Write;

/// How groups become terms.
#[derive(Debug, Clone, Default)]
pub(super) struct Crossing {
    /// The places of the crossed groups among all.
    crossed: Vec<u8>,
    /// The names of all groups, if their set is a term.
    names: Option<Vec<String>>,
}

impl Crossing {
    pub(super) fn new(params: &FeatureParams) -> Self {
        let Some(actors) = &params.actors else { return Self::default() };
        Self {
            crossed: params.crossed.iter().filter_map(|group| actors.place(group)).collect(),
            names: params.groups.then(|| actors.groups().map(str::to_owned).collect()),
        }
    }

    /// The mark of words in a sentence that names these groups, if words are crossed.
    pub(super) fn mark(&self, named: Groups) -> Option<Mark> {
        let bits = self.crossed.iter().zip(0..).map(|(&group, bit)| ((named >> group & 1) as u8) << bit);
        (!self.crossed.is_empty()).then(|| Mark::crossed(bits.sum()))
    }

    /// Writes the set of groups as its term is spelled, without the brackets; whether there is such a term: where nobody is named, there is
    /// none.
    pub(super) fn spell(&self, groups: Groups, spelled: &mut String) -> bool {
        let Some(names) = &self.names else { return false };
        spelled.clear();
        for (name, place) in names.iter().zip(0..) {
            if groups >> place & 1 == 1 {
                if !spelled.is_empty() {
                    spelled.push('+');
                }
                spelled.push_str(name);
            }
        }
        !spelled.is_empty()
    }
}

/// A term as people read it: `west only × impoverish`, `names russia and west`; other kinds as they are spelled.
pub(crate) fn readable(term: &str, crossed: &[String]) -> String {
    match Parts::of(term) {
        Parts::Marked(mark, word) => match mark.set() {
            Some(set) => format!("{} × {word}", situation(set, crossed)),
            None => term.to_owned(),
        },
        Parts::Text(Text::Groups, groups) => format!("names {}", groups.replace('+', " and ")),
        Parts::Text(..) | Parts::Words(_) => term.to_owned(),
    }
}

/// Which of the crossed groups are named, in words.
fn situation(set: u8, crossed: &[String]) -> String {
    let named: Vec<&str> =
        crossed.iter().zip(0..).filter(|(_, bit)| set >> bit & 1 == 1).map(|(name, _)| name.as_str()).collect();
    match (named.len(), crossed.len()) {
        (0, 1) => format!("no {}", crossed[0]),
        (0, 2) => format!("neither {} nor {}", crossed[0], crossed[1]),
        (0, _) => {
            let mut words = String::from("none of ");
            let _ = write!(words, "{}", crossed.join(", "));
            words
        }
        (1, 2..) => format!("{} only", named[0]),
        _ => named.join(" and "),
    }
}

/// The rule that the groups and their crossing break, if they break one: parameter, value and what is expected.
pub(super) fn broken_rule(
    actors: Option<&Gazetteer>,
    crossed: &[String],
    groups: bool,
) -> Option<(&'static str, String, &'static str)> {
    let Some(actors) = actors else {
        return (!crossed.is_empty() || groups)
            .then(|| ("actors", "none".to_owned(), "groups of names where these are crossed or features"));
    };
    let unknown =
        crossed.iter().zip(0..).find(|(group, at)| actors.place(group).is_none() || crossed[..*at].contains(group));
    if let Some((group, _)) = unknown {
        return Some(("crossed", format!("`{group}`"), "different groups of the names"));
    }
    let most = crate::actors::MAX_CROSSED;
    (crossed.len() > most).then(|| ("crossed", format!("{} groups", crossed.len()), "at most three"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_readable() {
        let two = ["russia".to_owned(), "west".to_owned()];
        for (term, expected) in [
            ("0:impoverish", "neither russia nor west × impoverish"),
            ("1:impoverish", "russia only × impoverish"),
            ("2:impoverish", "west only × impoverish"),
            ("3:impoverish", "russia and west × impoverish"),
            ("{russia+west}", "names russia and west"),
            ("russia", "russia"),
            ("long:soo", "long:soo"),
            ("|a_|", "|a_|"),
        ] {
            assert_eq!(readable(term, &two), expected);
        }
        assert_eq!(readable("0:win", &two[..1]), "no russia × win");
        assert_eq!(readable("1:win", &two[..1]), "russia × win");
    }
}
