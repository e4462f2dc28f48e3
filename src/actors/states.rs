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
pub struct States(Matcher);

impl States {
    /// The states by their English names.
    #[must_use]
    pub fn english() -> Self {
        let shipped = Gazetteer::english();
        let (mut state, mut before) = (None, "");
        let mut groups = Vec::new();
        for (group, name) in shipped.names() {
            if group != before {
                (state, before) = (None, group);
            }
            if let Some(place) = STATES.iter().position(|&(_, first)| first == name) {
                state = Some(place as u8);
            }
            let own = matches!(group, "targets" | "ukraine");
            // Other names hide what is part of them.
            groups.push(state.filter(|_| own));
        }
        Self(Matcher::with_groups(&shipped, &groups, Stemmer::English))
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
    pub fn named(&self, text: &str) -> Vec<&'static str> {
        let found = self.0.in_text(text);
        let states = found.into_iter().filter_map(|(place, _)| STATES.get(usize::from(place)));
        states.map(|&(state, _)| state).collect::<BTreeSet<_>>().into_iter().collect()
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
