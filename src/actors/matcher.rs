//! Which groups a row of words names.

use super::Gazetteer;
use crate::tokens::{Stemmer, Stems, for_each_word};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
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

/// The names of a gazetteer as a trie over numbered stems, a few flat lists.
#[derive(Debug, Clone)]
pub(crate) struct Matcher {
    /// The stems, sorted, one after the other, and where each ends; a stem's number is its place.
    stems: String,
    ends: Vec<u32>,
    nodes: Vec<Node>,
    /// The edges of every node, sorted by the number of the stem: that number and the node that it leads to.
    edges: Vec<(u32, u32)>,
}

/// A node of the trie; the root is the first.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// Where its edges begin; they end where those of the next node begin.
    edges: u32,
    /// The name that ends there, if one does.
    end: Option<End>,
}

impl Matcher {
    pub(crate) fn new(gazetteer: &Gazetteer, stemmer: Stemmer) -> Self {
        let stems = Stems::new(stemmer);
        let names: Vec<Vec<String>> = gazetteer.entries().map(|(_, name)| spelled(name, &stems)).collect();
        let sorted: BTreeSet<&String> = names.iter().flatten().collect();
        let mut matcher = Self { stems: String::new(), ends: Vec::new(), nodes: Vec::new(), edges: Vec::new() };
        for stem in sorted {
            matcher.stems.push_str(stem);
            matcher.ends.push(matcher.stems.len() as u32);
        }
        // Nodes are the beginnings of names, in the order of their numbers: a node's edges then lie side by side.
        let mut beginnings: BTreeMap<(usize, Vec<u32>), Option<End>> = BTreeMap::from([((0, Vec::new()), None)]);
        for ((group, name), stems) in gazetteer.entries().zip(&names) {
            let numbers: Vec<u32> = stems.iter().map(|stem| matcher.word(stem)).collect();
            for length in 1..numbers.len() {
                beginnings.entry((length, numbers[..length].to_vec())).or_default();
            }
            let capital = name.chars().next().is_some_and(char::is_uppercase);
            let end = beginnings.entry((numbers.len(), numbers)).or_default();
            // Names that differ in their endings alone share stems: the first one counts, in any case if either is.
            *end = Some(end.map_or(End { group, capital }, |end| End { capital: end.capital && capital, ..end }));
        }
        let places: BTreeMap<&[u32], u32> = beginnings.keys().map(|(_, words)| words.as_slice()).zip(0..).collect();
        for ((length, words), end) in &beginnings {
            matcher.nodes.push(Node { edges: matcher.edges.len() as u32, end: *end });
            let (least, most) = ([words.as_slice(), &[0]].concat(), [words.as_slice(), &[u32::MAX]].concat());
            let longer = beginnings.range((length + 1, least)..=(length + 1, most));
            matcher.edges.extend(longer.map(|((_, words), _)| (words[*length], places[words.as_slice()])));
        }
        matcher.nodes.push(Node { edges: matcher.edges.len() as u32, end: None });
        matcher.edges.shrink_to_fit();
        matcher
    }

    fn stem(&self, number: usize) -> &str {
        let start = if number == 0 { 0 } else { self.ends[number - 1] as usize };
        &self.stems[start..self.ends[number] as usize]
    }

    /// The number of a stem, or [`NO_WORD`].
    pub(crate) fn word(&self, stem: &str) -> u32 {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.stem(middle).cmp(stem) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return middle as u32,
            }
        }
        NO_WORD
    }

    /// The node that a stem leads to.
    fn next(&self, node: usize, word: u32) -> Option<usize> {
        let edges = &self.edges[self.nodes[node].edges as usize..self.nodes[node + 1].edges as usize];
        let place = edges.binary_search_by_key(&word, |&(word, _)| word).ok()?;
        Some(edges[place].1 as usize)
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
            let Some(next) = self.next(node, word.name()) else { break };
            node = next;
            if let Some(end) = self.nodes[node].end.filter(|end| !end.capital || words[0].is_capital()) {
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
            found.push((group, words[places.start].2.start..words[places.end - 1].2.end));
        });
        found
    }
}

/// The stems of the words of a name.
fn spelled(name: &str, stems: &Stems) -> Vec<String> {
    let mut words = Vec::new();
    for_each_word(name, &mut String::new(), |_, word| {
        word.spell(|word| words.push(stems.stem(word).into_owned()));
    });
    words
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
