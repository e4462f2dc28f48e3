//! One sentence while it is read: its tokens, then what they lead to.

use super::characters::Characters;
use super::params::FeatureParams;
use super::words::{MAX_PREFIXES, WordNodes, WordReader, Words};
use crate::actors::{Matcher, Named, starts_with_capital};
use crate::tokens::Word;
use crate::vocabulary::{Mark, NONE, Terms, Text};

/// A token.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// The word as two numbers; zeros where it is too long for that.
    pub(super) key: [u64; 2],
    /// Where it begins in the sentence.
    pub(super) start: usize,
    /// Where the character n-grams that end in it end in their list.
    pub(super) runs: usize,
    pub(super) elongated: bool,
}

/// Working space for reading one sentence.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(super) tokens: Vec<Token>,
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
    /// The pairs of a shorter n-gram and a word that may be n-grams, and the place of the word.
    pairs: Vec<(usize, u32, u32)>,
    /// The nodes of all character n-grams.
    pub(super) runs: Vec<u32>,
    pub(super) word: String,
    pub(super) squeezed: String,
    pub(super) characters: Characters,
}

impl Named for WordNodes {
    fn name(&self) -> u32 {
        self.name
    }
}

impl Reading {
    /// Forgets the sentence.
    pub(super) fn clear(&mut self) {
        self.tokens.clear();
        self.long.clear();
        self.runs.clear();
        self.characters.clear();
    }

    /// Reads the character n-grams that end in a word, of lengths from the first to the second.
    #[inline(never)]
    pub(super) fn read_characters(&mut self, word: &Word<'_>, (min, max): (usize, usize), terms: &mut impl Terms) {
        let Self { characters, runs, .. } = self;
        word.spell(|word| characters.read(word, min, max, |run| runs.push(terms.text(Text::Characters, run))));
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
            if let Some(known) = terms.known(&token.key) {
                *nodes = *known;
            } else if token.key[0] == 0 {
                *nodes = *long.next().unwrap_or(&WordNodes::UNKNOWN);
            } else {
                *nodes = terms.nodes(&Word::of_short_key(token.key), reader);
            }
            // Whether a name may begin with it cannot be foreseen: no branch.
            names[named] = at;
            named += usize::from(nodes.name < starters);
        }
        names.truncate(named);
        self.capitals.clear();
        self.capitals.extend(names.iter().map(|&at| starts_with_capital(text, tokens[at].start)));
    }

    /// Finds the n-grams of two words to `longest`.
    #[inline(never)]
    pub(super) fn pair_up(&mut self, longest: usize, terms: &mut impl Terms) {
        let Self { words, ngrams, pairs, .. } = self;
        ngrams.clear();
        ngrams.resize(words.len() * longest.max(2).saturating_sub(1), NONE);
        pairs.resize(pairs.len().max(words.len()), (0, 0, 0));
        for order in 2..=longest {
            let (shorter, these) = ngrams.split_at_mut(words.len() * (order - 2));
            let shorter = &shorter[shorter.len().saturating_sub(words.len())..];
            let mut found = 0;
            for at in 1..words.len() {
                let left = if order == 2 { words[at - 1].word } else { shorter[at - 1] };
                let right = words[at].word;
                pairs[found] = (at, left, right);
                found += usize::from(terms.may_pair(left, right));
            }
            for &(at, left, right) in &pairs[..found] {
                these[at] = terms.pair(left, right);
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
        let prefixes = params.prefixes.len().min(MAX_PREFIXES);
        let mut read_runs = 0;
        for (at, (token, nodes)) in self.tokens.iter().zip(&self.words).enumerate() {
            emit(nodes.word, at, at);
            emit(self.ngrams[at], at.saturating_sub(1), at);
            for more in 2..params.ngrams {
                emit(self.ngrams[(more - 1) * self.words.len() + at], at.saturating_sub(more), at);
            }
            for &node in &nodes.prefixes[..prefixes] {
                emit(node, at, at);
            }
            if token.elongated {
                emit(terms.marked(nodes.marks, Mark::ELONGATED), at, at);
            }
            if let Some(mark) = crossed {
                emit(terms.marked(nodes.marks, mark), at, at);
            }
            for &node in &self.runs[read_runs..token.runs] {
                emit(node, at, at);
            }
            read_runs = token.runs;
        }
    }

    /// The most terms that the sentence can have.
    pub(super) fn most_terms(&self, params: &FeatureParams) -> usize {
        self.tokens.len() * (params.ngrams + params.prefixes.len() + 2) + self.runs.len() + 1
    }
}
