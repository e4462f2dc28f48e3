//! Which groups a row of words names.

use super::Gazetteer;
use crate::tokens::{Piece, Stemmer, Stems, WordIndex, for_each_word};
use std::collections::VecDeque;
use std::ops::Range;

/// The number of a word that is in no name.
pub(crate) const NO_WORD: u32 = u32::MAX;

/// Groups, a bit each by its place.
pub(crate) type Groups = u16;

/// A word of a sentence, as far as names are concerned.
pub(crate) trait Named {
    /// The number of its stem among the words of names, or [`NO_WORD`].
    fn name(&self) -> u32;
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
    /// The stems, one after the other, and where each ends; a stem's number is its place.
    stems: String,
    ends: Vec<u32>,
    numbers: WordIndex,
    /// The number of stems with which names begin; they have the lowest numbers.
    starters: u32,
    /// The node that each of these leads to.
    first: Vec<u32>,
    nodes: Vec<Node>,
    /// The edges of every node, sorted by the number of the stem: that number and the node that it leads to.
    edges: Vec<(u32, u32)>,
}

/// Where a stem begins, of several one after the other that end at `ends`.
fn start_of(ends: &[u32], number: usize) -> usize {
    if number == 0 { 0 } else { ends[number - 1] as usize }
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
        let mut matcher = Self {
            stems: String::new(),
            ends: Vec::new(),
            numbers: WordIndex::with_capacity(gazetteer.entries().len()),
            starters: 0,
            first: Vec::new(),
            nodes: Vec::new(),
            edges: Vec::new(),
        };
        // The stems of all names.
        let (mut text, mut ends, mut spelled) = (String::new(), vec![0], String::new());
        let mut names = Vec::with_capacity(gazetteer.entries().len());
        for (group, name) in gazetteer.entries() {
            let start = ends.len() - 1;
            for_each_word(name, &mut spelled, |_, word| {
                word.spell(|word| text.push_str(stems.stem(word).as_str()));
                ends.push(text.len());
            });
            let capital = name.chars().next().is_some_and(char::is_uppercase);
            names.push((start..ends.len() - 1, End { group, capital }));
        }
        let stem = |place: usize| &text[ends[place]..ends[place + 1]];
        for (name, _) in &names {
            matcher.number(stem(name.start));
        }
        matcher.starters = matcher.ends.len() as u32;
        let words: Vec<u32> = (0..ends.len() - 1).map(|place| matcher.number(stem(place))).collect();
        names.sort_by(|(one, _), (other, _)| words[one.clone()].cmp(&words[other.clone()]));
        matcher.grow(&words, &names);
        matcher
    }

    /// The number of a stem, a new one if need be.
    fn number(&mut self, stem: &str) -> u32 {
        let Self { stems, ends, numbers, .. } = self;
        let fresh = ends.len() as u32;
        let spelled = |number: u32| {
            let number = number as usize;
            Piece::new(stems.as_bytes(), start_of(ends, number), ends[number] as usize)
        };
        let number = numbers.get_or_insert(stem.into(), fresh, spelled);
        if number == fresh {
            stems.push_str(stem);
            ends.push(stems.len() as u32);
        }
        number
    }

    /// Makes the trie of sorted names, level by level, so that a node's edges lie side by side.
    fn grow(&mut self, words: &[u32], names: &[(Range<usize>, End)]) {
        let mut nodes = VecDeque::from([(0..names.len(), 0)]);
        let mut known = 1;
        while let Some((mut range, depth)) = nodes.pop_front() {
            let mut end: Option<End> = None;
            while let Some((_, other)) = names[range.clone()].first().filter(|(name, _)| name.len() == depth) {
                // Names that differ in their endings alone share stems: the first one counts, in any case if either is.
                end = Some(end.map_or(*other, |end| End { capital: end.capital && other.capital, ..end }));
                range.start += 1;
            }
            self.nodes.push(Node { edges: self.edges.len() as u32, end });
            while !range.is_empty() {
                let word_of = |at: usize| words[names[at].0.start + depth];
                let word = word_of(range.start);
                let same = range.clone().take_while(|&at| word_of(at) == word).count();
                self.edges.push((word, known));
                known += 1;
                nodes.push_back((range.start..range.start + same, depth + 1));
                range.start += same;
            }
        }
        self.first = vec![0; self.starters as usize];
        for &(word, node) in &self.edges[..self.nodes.get(1).map_or(0, |second| second.edges as usize)] {
            self.first[word as usize] = node;
        }
        self.nodes.push(Node { edges: self.edges.len() as u32, end: None });
        self.edges.shrink_to_fit();
    }

    fn stem(&self, number: usize) -> &str {
        &self.stems[start_of(&self.ends, number)..self.ends[number] as usize]
    }

    /// The number of stems with which names begin: these have the numbers below it.
    pub(crate) fn starters(&self) -> u32 {
        self.starters
    }

    /// The number of a stem, or [`NO_WORD`].
    #[inline]
    pub(crate) fn word(&self, stem: &str) -> u32 {
        self.numbers.get(stem.into(), |number| self.stem(number as usize).into()).unwrap_or(NO_WORD)
    }

    /// The node that a stem leads to.
    fn next(&self, node: usize, word: u32) -> Option<usize> {
        if node == 0 {
            return self.first.get(word as usize).map(|&node| node as usize);
        }
        let edges = &self.edges[self.nodes[node].edges as usize..self.nodes[node + 1].edges as usize];
        let place = edges.binary_search_by_key(&word, |&(word, _)| word).ok()?;
        Some(edges[place].1 as usize)
    }

    /// Calls `emit` with the group and the places of every name among words, the longest from the left; `starts` are the places of
    /// the words with which names may begin, and whether they are written with a capital. A name is at most eight words long, so that the time is linear.
    pub(crate) fn find(
        &self,
        words: &[impl Named],
        starts: impl Iterator<Item = (usize, bool)>,
        mut emit: impl FnMut(u8, Range<usize>),
    ) {
        let mut after = 0;
        for (at, capital) in starts {
            if at >= after
                && let Some((length, group)) = self.longest(&words[at..], capital)
            {
                after = at + length;
                if let Some(group) = group {
                    emit(group, at..after);
                }
            }
        }
    }

    /// The length and the group of the longest name at the beginning of words, the first of them written with a capital or not.
    fn longest(&self, words: &[impl Named], capital: bool) -> Option<(usize, Option<u8>)> {
        let (mut node, mut longest) = (0, None);
        for (place, word) in words.iter().enumerate() {
            let Some(next) = self.next(node, word.name()) else { break };
            node = next;
            if let Some(end) = self.nodes[node].end.filter(|end| !end.capital || capital) {
                longest = Some((place + 1, end.group));
            }
        }
        longest
    }

    /// The groups and spans of the names in a text.
    pub(super) fn in_text(&self, text: &str) -> Vec<(u8, Range<usize>)> {
        struct Plain(u32);
        impl Named for Plain {
            fn name(&self) -> u32 {
                self.0
            }
        }
        let stems = Stems::new(Stemmer::English);
        let (mut words, mut starts, mut spans, mut found) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for_each_word(text, &mut String::new(), |span, word| {
            starts.push((words.len(), starts_with_capital(text, span.start)));
            words.push(Plain(word.spell(|word| self.word(stems.stem(word).as_str()))));
            spans.push(span);
        });
        self.find(&words, starts.into_iter(), |group, places| {
            found.push((group, spans[places.start].start..spans[places.end - 1].end));
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
