//! Which groups a row of words names.

use super::Gazetteer;
use crate::tokens::{Stemmer, Stems, for_each_word};
use std::collections::HashMap;
use std::ops::Range;

/// The number of a word that is in no name.
pub(crate) const NO_WORD: u32 = u32::MAX;

/// Groups, a bit each by its place.
pub(crate) type Groups = u16;

/// A word of a sentence, as far as names are concerned.
pub(crate) trait Named {
    /// The number of its stem among the words of names, or [`NO_WORD`].
    fn name(&self) -> u32;
    /// Whether it is written with a capital.
    fn is_capital(&self) -> bool;
}

/// What ends at a node of the trie.
#[derive(Debug, Clone, Copy)]
struct End {
    /// The group; `None` where the name stands for nobody.
    group: Option<u8>,
    /// Whether the first word must be written with a capital.
    capital: bool,
}

/// The names of a gazetteer as a trie over numbered stems.
#[derive(Debug, Clone)]
pub(crate) struct Matcher {
    words: HashMap<Box<str>, u32>,
    /// From a node and a word's number to the next node; the root is 0.
    next: HashMap<(u32, u32), u32>,
    ends: Vec<Option<End>>,
}

impl Matcher {
    pub(crate) fn new(gazetteer: &Gazetteer, stemmer: Stemmer) -> Self {
        let mut matcher = Self { words: HashMap::new(), next: HashMap::new(), ends: vec![None] };
        let stems = Stems::new(stemmer);
        for (group, name) in gazetteer.entries() {
            let mut node = 0;
            for_each_word(name, &mut String::new(), |_, word| {
                word.spell(|word| {
                    let fresh = matcher.words.len() as u32;
                    let number = *matcher.words.entry(stems.stem(word).into()).or_insert(fresh);
                    let fresh = matcher.ends.len() as u32;
                    node = *matcher.next.entry((node, number)).or_insert(fresh);
                    if node == fresh {
                        matcher.ends.push(None);
                    }
                });
            });
            let capital = name.chars().next().is_some_and(char::is_uppercase);
            let end = &mut matcher.ends[node as usize];
            // Names that differ in their endings alone share stems: the first one counts, in any case if either is.
            *end =
                Some(end.map_or(End { group: *group, capital }, |end| End { capital: end.capital && capital, ..end }));
        }
        matcher
    }

    /// The number of a stem.
    pub(crate) fn word(&self, stem: &str) -> u32 {
        self.words.get(stem).copied().unwrap_or(NO_WORD)
    }

    /// Calls `emit` with the group and the places of every name among words, the longest from the left. A name is at most
    /// eight words long, so that the time is linear.
    pub(crate) fn find(&self, words: &[impl Named], mut emit: impl FnMut(u8, Range<usize>)) {
        let mut at = 0;
        while at < words.len() {
            let mut after = at + 1;
            if words[at].name() != NO_WORD
                && let Some((end, group)) = self.longest(&words[at..])
            {
                after = at + end;
                if let Some(group) = group {
                    emit(group, at..after);
                }
            }
            at = after;
        }
    }

    /// The length and the group of the longest name at the beginning of words.
    fn longest(&self, words: &[impl Named]) -> Option<(usize, Option<u8>)> {
        let (mut node, mut longest) = (0, None);
        for (place, word) in words.iter().enumerate() {
            let Some(&next) = self.next.get(&(node, word.name())) else { break };
            node = next;
            if let Some(end) = self.ends[node as usize].filter(|end| !end.capital || words[0].is_capital()) {
                longest = Some((place + 1, end.group));
            }
        }
        longest
    }

    /// The groups and spans of the names in a text.
    pub(super) fn in_text(&self, text: &str) -> Vec<(u8, Range<usize>)> {
        struct Plain(u32, bool, Range<usize>);
        impl Named for Plain {
            fn name(&self) -> u32 {
                self.0
            }
            fn is_capital(&self) -> bool {
                self.1
            }
        }
        let stems = Stems::new(Stemmer::English);
        let (mut words, mut found) = (Vec::new(), Vec::new());
        for_each_word(text, &mut String::new(), |span, word| {
            let name = word.spell(|word| self.word(&stems.stem(word)));
            words.push(Plain(name, starts_with_capital(text, span.start), span));
        });
        self.find(&words, |group, places| {
            found.push((group, words[places.start].2.start..words[places.end - 1].2.end))
        });
        found
    }
}

/// Whether a capital stands at a place of a text.
#[inline]
pub(crate) fn starts_with_capital(text: &str, at: usize) -> bool {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
        _ => text[at..].chars().next().is_some_and(char::is_uppercase),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_counts_and_nobody_hides() {
        let gazetteer: Gazetteer =
            "group,name\nt,Georgia\n-,Georgia Tech\ne,European Union\ne,EU\nt,Union\nw,west\nu,US\nk,Republic of Korea\n\
             n,Democratic People's Republic of Korea\n"
                .parse()
                .unwrap();
        for (text, expected) in [
            ("Georgia and Georgia Tech", &["Georgia"][..]),
            ("the European Union's Union", &["European Union's", "Union"]),
            ("turkey, georgia and the union", &[]),
            ("West, west and EU", &["West", "west", "EU"]),
            ("US tells us", &["US"]),
            ("U.S. aid", &["U.S"]),
            (
                "the Democratic People’s Republic of Korea and the Republic of Korea",
                &["Democratic People’s Republic of Korea", "Republic of Korea"],
            ),
            ("", &[]),
        ] {
            let found: Vec<_> = gazetteer.named(text).map(|(_, span)| &text[span]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn long_texts_of_beginnings_of_names_are_read_in_one_pass() {
        let gazetteer: Gazetteer = "group,name\na,A A A A A A A B\n".parse().unwrap();
        assert_eq!(gazetteer.named(&"A ".repeat(100_000)).count(), 0);
    }
}
