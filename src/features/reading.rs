//! One sentence while it is read: its tokens, then what they lead to.

use super::characters::Characters;
use super::params::FeatureParams;
use super::words::{MAX_PREFIXES, WordNodes, WordReader, Words};
use crate::actors::{NO_WORD, Named, starts_with_capital};
use crate::tokens::Word;
use crate::vocabulary::{Mark, NONE, Terms};

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
    /// The places of words that are in names.
    pub(super) names: Vec<usize>,
    /// Whether each of these is written with a capital.
    pub(super) capitals: Vec<bool>,
    /// The n-grams of two words or more, the shorter ones first: one for each token in which it ends.
    ngrams: Vec<u32>,
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
    /// Finds what every word leads to.
    #[inline(never)]
    pub(super) fn look_up(&mut self, text: &str, reader: &WordReader, terms: &mut impl Words) {
        let Self { tokens, long, words, names, .. } = self;
        words.resize(tokens.len(), WordNodes::UNKNOWN);
        names.resize(tokens.len(), 0);
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
            // Whether it is a word of names cannot be foreseen: no branch.
            names[named] = at;
            named += usize::from(nodes.name != NO_WORD);
        }
        names.truncate(named);
        self.capitals.clear();
        self.capitals.extend(names.iter().map(|&at| starts_with_capital(text, tokens[at].start)));
    }

    /// Finds the n-grams of two words to `longest`.
    #[inline(never)]
    pub(super) fn pair_up(&mut self, longest: usize, terms: &mut impl Terms) {
        let Self { words, ngrams, .. } = self;
        ngrams.clear();
        if longest > 1 {
            ngrams.extend(words.first().map(|_| NONE));
            ngrams.extend(words.windows(2).map(|pair| both(terms, pair[0].word, pair[1].word)));
        }
        for order in 3..=longest {
            for at in 0..words.len() {
                let shorter = if at == 0 { NONE } else { ngrams[(order - 3) * words.len() + at - 1] };
                ngrams.push(both(terms, shorter, words[at].word));
            }
        }
    }

    /// Calls `emit` with the nodes of all terms but the set of groups; see [`super::Extractor::visit`].
    #[inline(never)]
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
            for more in 1..params.ngrams {
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

/// The node of an n-gram's words but the last, and of the last.
#[inline]
fn both(terms: &mut impl Terms, left: u32, right: u32) -> u32 {
    if left == NONE || right == NONE { NONE } else { terms.pair(left, right) }
}
