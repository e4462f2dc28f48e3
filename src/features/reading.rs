//! One sentence while it is read: its tokens, then what they lead to.

use super::characters::Characters;
use super::params::FeatureParams;
use super::words::{MAX_PREFIXES, Nodes, WordNodes, WordReader, Words};
use crate::actors::{Matcher, Named, starts_with_capital};
use crate::tokens::{Key, Word};
use crate::vocabulary::{Mark, NONE, Terms, Text};

/// A token.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// The word as two numbers; zeros where it is too long for that.
    pub(super) key: Key,
    /// Where it begins in the sentence.
    pub(super) start: usize,
}

/// Working space for reading one sentence.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(super) tokens: Vec<Token>,
    /// Whether each token is drawn out; empty where that is no feature.
    pub(super) elongated: Vec<bool>,
    /// What the tokens without a key lead to.
    pub(super) long: Vec<WordNodes>,
    /// What the tokens lead to.
    pub(super) words: Vec<WordNodes>,
    /// The places of words with which names may begin.
    pub(super) names: Vec<usize>,
    /// Whether each of these is written with a capital.
    pub(super) capitals: Vec<bool>,
    /// The n-grams of two words or more, the shorter ones first: one for each token in which it ends.
    ngrams: Vec<u32>,
    /// The places of words in which n-grams may end, and the nodes of what stands before these words.
    found: Vec<(u32, u32)>,
    /// The nodes of all character n-grams.
    pub(super) runs: Vec<u32>,
    /// Where in that list those end that end in each token; empty where there are none.
    pub(super) run_ends: Vec<usize>,
    pub(super) word: String,
    pub(super) squeezed: String,
    pub(super) characters: Characters,
}

/// Writes the nodes of the n-grams that end in each word: pairs of the word and what of one word less ends before it. `found` is
/// working space.
#[inline]
fn pair(
    lefts: impl Iterator<Item = u32>,
    words: &[WordNodes],
    nodes: &mut [u32],
    found: &mut [(u32, u32)],
    terms: &mut impl Terms,
) {
    // Whether a pair may be a term cannot be foreseen: no branch.
    let mut count = 0;
    for (at, (left, word)) in (1..).zip(lefts.zip(words.iter().skip(1))) {
        found[count] = (at, left);
        count += usize::from(terms.may_pair(left, word.first.word));
    }
    for &(at, left) in &found[..count] {
        nodes[at as usize] = terms.pair(left, words[at as usize].first.word);
    }
}

impl Named for WordNodes {
    fn name(&self) -> u32 {
        self.first.name
    }
}

impl Reading {
    /// Forgets the sentence.
    pub(super) fn clear(&mut self) {
        self.tokens.clear();
        self.elongated.clear();
        self.long.clear();
        self.runs.clear();
        self.run_ends.clear();
        self.characters.clear();
    }

    /// Reads the character n-grams that end in a word, of lengths from the first to the second.
    #[inline(never)]
    pub(super) fn read_characters(&mut self, word: Word<'_>, (min, max): (usize, usize), terms: &mut impl Terms) {
        let Self { characters, runs, run_ends, .. } = self;
        word.spell(|word| characters.read(word, min, max, |run| runs.push(terms.text(Text::Characters, run))));
        run_ends.push(runs.len());
    }

    /// Finds what every word leads to.
    #[inline(never)]
    pub(super) fn look_up(&mut self, text: &str, reader: &WordReader, terms: &mut impl Words) {
        let Self { tokens, long, words, names, .. } = self;
        words.resize(tokens.len(), WordNodes::UNKNOWN);
        names.resize(tokens.len(), 0);
        let starters = reader.names.as_ref().map_or(0, Matcher::starters);
        let mut long = long.iter();
        let mut named = 0;
        for (at, (token, nodes)) in tokens.iter().zip(&mut *words).enumerate() {
            if !terms.known(&token.key, nodes) {
                *nodes = match token.key[0] {
                    0 => *long.next().unwrap_or(&WordNodes::UNKNOWN),
                    _ => terms.nodes(Word::Short(token.key), reader),
                };
            }
            // Whether a name may begin with it cannot be foreseen: no branch.
            names[named] = at;
            named += usize::from(nodes.first.name < starters);
        }
        names.truncate(named);
        self.capitals.clear();
        self.capitals.extend(names.iter().map(|&at| starts_with_capital(text, tokens[at].start)));
    }

    /// Finds the n-grams of two words to `longest`.
    #[inline(never)]
    pub(super) fn pair_up(&mut self, longest: usize, terms: &mut impl Terms) {
        let Self { words, ngrams, found, .. } = self;
        ngrams.clear();
        ngrams.resize(words.len() * longest.max(2).saturating_sub(1), NONE);
        found.resize(found.len().max(words.len()), (0, NONE));
        for order in 2..=longest {
            let (shorter, these) = ngrams.split_at_mut(words.len() * (order - 2));
            if order == 2 {
                pair(words.iter().map(|left| left.first.word), words, these, found, terms);
            } else {
                let shorter = &shorter[shorter.len() - words.len()..];
                pair(shorter.iter().copied(), words, these, found, terms);
            }
        }
    }

    /// Calls `emit` with the nodes of all terms but the set of groups; see [`super::Extractor::visit`].
    #[expect(clippy::inline_always, reason = "so that what `emit` counts with stays in registers")]
    #[inline(always)]
    pub(super) fn emit(
        &self,
        params: &FeatureParams,
        crossed: Option<Mark>,
        terms: &mut impl Terms,
        emit: &mut impl FnMut(u32, usize, usize),
    ) {
        let longer = params.prefixes.len().clamp(1, MAX_PREFIXES) - 1;
        let mut read_runs = 0;
        for (at, (nodes, &pair)) in self.words.iter().zip(&self.ngrams).enumerate() {
            let Nodes { word, marks, prefix, .. } = nodes.first;
            emit(word, at, at);
            emit(pair, at.saturating_sub(1), at);
            for more in 2..params.ngrams {
                emit(self.ngrams[(more - 1) * self.words.len() + at], at.saturating_sub(more), at);
            }
            emit(prefix, at, at);
            for &node in &nodes.longer[..longer] {
                emit(node, at, at);
            }
            if self.elongated.get(at).is_some_and(|&elongated| elongated) {
                emit(terms.marked(marks, Mark::ELONGATED), at, at);
            }
            if let Some(mark) = crossed {
                emit(terms.marked(marks, mark), at, at);
            }
            if let Some(&end) = self.run_ends.get(at) {
                for &node in &self.runs[read_runs..end] {
                    emit(node, at, at);
                }
                read_runs = end;
            }
        }
    }

    /// The most terms that the sentence can have.
    pub(super) fn most_terms(&self, params: &FeatureParams) -> usize {
        self.tokens.len() * (params.ngrams + params.prefixes.len().max(1) + 2) + self.runs.len() + 1
    }
}
