//! Which of the states between the powers a sentence names.

use super::{Gazetteer, Matcher};
use crate::tokens::Stemmer;
use std::collections::BTreeSet;

/// The states in the order of the names that are shipped: each one's names begin with its own and end where the next begin.
const STATES: [(&str, &str); 13] = [
    ("kazakhstan", "Kazakhstan"),
    ("kyrgyzstan", "Kyrgyzstan"),
    ("uzbekistan", "Uzbekistan"),
    ("tajikistan", "Tajikistan"),
    ("turkmenistan", "Turkmenistan"),
    ("mongolia", "Mongolia"),
    ("armenia", "Armenia"),
    ("azerbaijan", "Azerbaijan"),
    ("georgia", "Georgia"),
    ("belarus", "Belarus"),
    ("moldova", "Moldova"),
    ("serbia", "Serbia"),
    ("ukraine", "Ukraine"),
];

/// The states between Russia, China and the West, by their names: capitals, leaders, bodies and firms among them, as
/// `models/actors-en.csv` lists them under `targets` and `ukraine`. A region belongs to the state that it lies in by the
/// borders that the United Nations recognise. Names of several states (`Central Asia`) are those of none.
///
/// ```
/// use geostance::actors::States;
///
/// let states = States::english();
/// assert_eq!(states.named("Tokayev flew from Astana to Tbilisi."), ["georgia", "kazakhstan"]);
/// assert_eq!(states.named("The US state of Georgia voted.").len(), 0);
/// ```
#[derive(Debug, Clone)]
pub struct States(Matcher, Gazetteer);

impl States {
    /// The states by their English names.
    ///
    /// # Panics
    ///
    /// Never: the names are embedded, and tested.
    #[must_use]
    pub fn english() -> Self {
        let (mut state, mut before) = (None, "");
        let mut names = String::from("group,name\n");
        let shipped = Gazetteer::english();
        for (group, name) in shipped.names() {
            if group != before {
                (state, before) = (None, group);
            }
            state = STATES.iter().find(|&&(_, first)| first == name).map_or(state, |&(state, _)| Some(state));
            // Other names hide what is part of them.
            let group = state.filter(|_| matches!(group, "targets" | "ukraine")).unwrap_or("-");
            names.extend([group, ",", name, "\n"]);
        }
        let states: Gazetteer = names.parse().expect("names that are shipped are valid in any groups");
        Self(Matcher::new(&states, Stemmer::English), states)
    }

    /// The states that there are, in alphabetical order.
    ///
    /// ```
    /// assert_eq!(geostance::actors::States::all().len(), 13);
    /// ```
    #[must_use]
    pub fn all() -> Vec<&'static str> {
        STATES.iter().map(|&(state, _)| state).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The states that a text names, each once, in alphabetical order.
    #[must_use]
    pub fn named(&self, text: &str) -> Vec<&str> {
        let found = self.0.in_text(text);
        let groups: Vec<&str> = self.1.groups().collect();
        let states = found.into_iter().filter_map(|(place, _)| groups.get(usize::from(place)).copied());
        states.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_belong_to_their_states() {
        let states = States::english();
        for (text, expected) in [
            ("Kazakh oil", &["kazakhstan"][..]),
            ("AIFC and Jogorku Kenesh", &["kazakhstan", "kyrgyzstan"]),
            ("Mirziyoyev in Dushanbe", &["tajikistan", "uzbekistan"]),
            ("Arkadag's Galkynysh beside Oyu Tolgoi", &["mongolia", "turkmenistan"]),
            ("Pashinyan, Aliyev and Karabakh", &["armenia", "azerbaijan"]),
            ("Sukhumi", &["georgia"]),
            ("Lukashenko and Sandu", &["belarus", "moldova"]),
            ("Tiraspol, Belgrade and Sevastopol", &["moldova", "serbia", "ukraine"]),
            ("Central Asia and the South Caucasus", &[]),
            ("Georgia Tech beat Moscow and Brussels", &[]),
            ("", &[]),
        ] {
            assert_eq!(states.named(text), expected, "{text}");
        }
    }

    #[test]
    fn every_state_has_names() {
        let shipped = Gazetteer::english();
        for (state, first) in STATES {
            assert!(shipped.names().any(|(_, name)| name == first), "{state}");
        }
        assert!(States::all().is_sorted());
    }
}
