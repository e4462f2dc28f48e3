//! Sentence → (column, value): the one definition that training and prediction share.
//!
//! The features of a sentence are its stemmed words, its n-grams of stemmed words, and the beginnings of its
//! words before stemming; where a model asks for them also pairs of words with one between them, words marked by where they
//! stand (opening, scope of a negation, clause), and runs of characters. A feature's value is 1, or 1 + ln(count) where
//! counts are sublinear, and with normalisation the values of a sentence's known features have a Euclidean length of 1.
//!
//! Prediction adds weights in the order in which their terms first occur, training in the order of columns; each is fixed, so
//! that each gives the same bits on any machine.

mod characters;
mod context;
mod distinct;
mod params;

pub use params::{Counts, FeatureParams, ParseCountsError};

use crate::tokens::{Stems, Word, for_each_social_word, for_each_word};
use crate::vocabulary::{Cached, Mark, NONE, Terms, Vocabulary, WordCache, WordNodes};
use characters::Characters;
use context::Context;
use distinct::Distinct;
use params::MAX_NGRAMS;
use std::ops::Range;

/// Working space for reading one sentence.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    word: String,
    squeezed: String,
    characters: Characters,
}

/// Working space for reading sentences; it grows to what the longest one needs.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    reading: Reading,
    pub(crate) found: Distinct,
    pub(crate) cache: WordCache,
}

impl Scratch {
    /// The longest text after which working space is kept, in bytes.
    const KEPT: usize = 1 << 20;

    /// Gives back what an unusually long text took, the cache of words excepted.
    #[inline]
    pub(crate) fn shrink(&mut self, text: &str) {
        if text.len() > Self::KEPT {
            *self = Self { cache: std::mem::take(&mut self.cache), ..Self::default() };
        }
    }
}

/// No n-grams yet: for every order but the longest, the node of the n-gram that ends at the last token, and where it starts.
const NO_CHAIN: [(u32, usize); MAX_NGRAMS - 1] = [(NONE, 0); MAX_NGRAMS - 1];

/// The words read last, as in [`NO_CHAIN`].
struct Chain<'a> {
    last: &'a mut [(u32, usize)],
}

impl Chain<'_> {
    /// Reads a word: calls `emit` with its node, those of the n-grams that end in it by length, and its beginnings by length.
    #[expect(clippy::inline_always, reason = "an eighth of the time of a sentence: two callers hinder the compiler")]
    #[inline(always)]
    fn step(
        &mut self,
        span: &Range<usize>,
        nodes: &WordNodes,
        terms: &mut impl Terms,
        emit: &mut impl FnMut(u32, Range<usize>),
    ) {
        let (mut node, mut start) = (nodes.word, span.start);
        if node != NONE {
            emit(node, span.clone());
        }
        for last in &mut *self.last {
            let (left, left_start) = std::mem::replace(last, (node, start));
            let both = left != NONE && nodes.word != NONE;
            (node, start) = (if both { terms.pair(left, nodes.word) } else { NONE }, left_start);
            if node != NONE {
                emit(node, start..span.end);
            }
        }
        for &node in nodes.prefixes.iter().take_while(|&&node| node != NONE) {
            emit(node, span.clone());
        }
    }
}

/// Reads the features of sentences.
#[derive(Debug, Clone)]
pub(crate) struct Extractor {
    params: FeatureParams,
    stems: Stems,
}

impl Extractor {
    pub(crate) fn new(params: FeatureParams) -> Self {
        Self { stems: Stems::new(params.stemmer), params }
    }

    pub(crate) fn params(&self) -> &FeatureParams {
        &self.params
    }

    /// Calls `visit` with the span and the lower-cased form of every token, and whether it is drawn out.
    fn for_each_token(
        &self,
        text: &str,
        word: &mut String,
        squeezed: &mut String,
        mut visit: impl FnMut(Range<usize>, Word<'_>, bool),
    ) {
        if self.params.informal {
            for_each_social_word(text, word, squeezed, |span, word, drawn_out| visit(span, Word::new(word), drawn_out));
        } else {
            for_each_word(text, word, |span, word| visit(span, word, false));
        }
    }

    /// The spans of all tokens, in order.
    pub(crate) fn spans(&self, text: &str) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        self.for_each_token(text, &mut String::new(), &mut String::new(), |span, _, _| spans.push(span));
        spans
    }

    /// Calls `emit` with the node and the span of every known term, in order of the tokens; per token the word,
    /// then the n-grams that end in it by length, its beginnings by length, the pair with the word before the last, the
    /// word with its marks, and the runs of characters that end in it.
    #[inline]
    pub(crate) fn visit(
        &self,
        text: &str,
        reading: &mut Reading,
        terms: &mut impl Terms,
        mut emit: impl FnMut(u32, Range<usize>),
    ) {
        if self.params.has_more_than_words() {
            return self.visit_more(text, reading, terms, &mut emit);
        }
        let mut last = NO_CHAIN;
        let mut chain = Chain { last: &mut last[..self.params.ngrams - 1] };
        for_each_word(text, &mut reading.word, |span, word| {
            let nodes = terms.nodes(&word, &self.stems, &self.params.prefixes);
            chain.step(&span, &nodes, terms, &mut emit);
        });
    }

    /// [`Self::visit`] for a model that asks for more than words, n-grams and beginnings of plain text.
    #[inline(never)]
    fn visit_more(
        &self,
        text: &str,
        reading: &mut Reading,
        terms: &mut impl Terms,
        emit: &mut impl FnMut(u32, Range<usize>),
    ) {
        let Reading { word, squeezed, characters } = reading;
        let params = &self.params;
        let mut last = NO_CHAIN;
        let mut chain = Chain { last: &mut last[..params.ngrams - 1] };
        characters.clear();
        let mut context = Context::default();
        let mut last_end = 0;
        let (mut last, mut before_last) = ((NONE, 0), (NONE, 0));
        self.for_each_token(text, word, squeezed, |span, word, drawn_out| {
            let nodes = terms.nodes(&word, &self.stems, &params.prefixes);
            chain.step(&span, &nodes, terms, emit);
            if params.skips {
                let (left, start) = std::mem::replace(&mut before_last, last);
                last = (nodes.word, span.start);
                if left != NONE && nodes.word != NONE {
                    let node = terms.skip(left, nodes.word);
                    if node != NONE {
                        emit(node, start..span.end);
                    }
                }
            }
            let marks = if params.has_context() {
                // A word of a hashtag stands within what was read before.
                let between = text.get(last_end..span.start).unwrap_or("");
                last_end = span.end;
                word.spell(|word| context.step(between, word, params))
            } else {
                [None; 3]
            };
            let drawn_out = drawn_out.then_some(Mark::DrawnOut);
            for mark in marks.into_iter().chain([drawn_out]).flatten().filter(|_| nodes.word != NONE) {
                let node = terms.marked(mark, nodes.word);
                if node != NONE {
                    emit(node, span.clone());
                }
            }
            if let Some((min, max)) = params.characters {
                word.spell(|word| {
                    characters.read(word, min, max, |run| {
                        let node = terms.characters(run);
                        if node != NONE {
                            emit(node, span.clone());
                        }
                    });
                });
            }
        });
    }

    /// The distinct columns of the vocabulary's terms in a text with their counts, in order of their first occurrence, in
    /// `scratch.found`.
    pub(crate) fn columns(&self, text: &str, vocabulary: &Vocabulary, scratch: &mut Scratch) {
        let Scratch { reading, found, cache } = scratch;
        let mut found = found.begin(vocabulary.len());
        self.visit(text, reading, &mut Cached::new(vocabulary, cache), |node, _| found.add(node));
    }

    /// Calls `emit` with every column and its value before normalisation, in the order given; returns the factor that
    /// normalises the values.
    #[inline]
    pub(crate) fn weigh(&self, counts: impl Iterator<Item = (u32, u32)>, mut emit: impl FnMut(u32, f64)) -> f64 {
        let mut squares = 0.0;
        for (column, count) in counts {
            let value = self.value(count);
            emit(column, value);
            squares += value * value;
        }
        if self.params.normalize && squares > 0.0 { 1.0 / libm::sqrt(squares) } else { 1.0 }
    }

    fn value(&self, count: u32) -> f64 {
        match self.params.counts {
            Counts::Sublinear if count > 1 => 1.0 + libm::log(f64::from(count)),
            _ => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn params() -> FeatureParams {
        FeatureParams { prefixes: vec![3, 5], counts: Counts::Sublinear, ..FeatureParams::default() }
    }

    fn vocabulary(text: &str, params: &FeatureParams) -> Vocabulary {
        Vocabulary::read(text, &params.term_rules()).unwrap()
    }

    fn spelled(text: &str, terms: &str, params: FeatureParams) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let vocabulary = &vocabulary(terms, &params);
        let extractor = Extractor::new(params);
        extractor.visit(text, &mut Reading::default(), &mut &*vocabulary, |node, span| {
            if (node as usize) < vocabulary.len() {
                found.push((vocabulary.term(node).to_owned(), text[span].to_owned()));
            }
        });
        found
    }

    #[test]
    fn terms_come_with_their_spans() {
        let terms = "join\njoin sanction\nnot\nnot join\nsan*\nsanct*\n";
        let found = spelled("Did not JOIN – sanctions", terms, params());
        let expected = [
            ("not", "not"),
            ("join", "JOIN"),
            ("not join", "not JOIN"),
            ("join sanction", "JOIN – sanctions"),
            ("san*", "sanctions"),
            ("sanct*", "sanctions"),
        ];
        assert_eq!(found, expected.map(|(term, span)| (term.to_owned(), span.to_owned())));
        assert_eq!(spelled("", terms, params()), []);
        assert_eq!(spelled("☃ … Иное", terms, params()), []);
    }

    #[test]
    fn words_that_stand_apart_or_in_context_are_terms() {
        let all = FeatureParams {
            skips: true,
            opening: 1,
            negation: 2,
            clauses: true,
            characters: Some((2, 3)),
            informal: true,
            ..params()
        };
        let terms = "#nowar\nbut:stay\nfirst:minsk\nlong:soo\nminsk _ not\nnot:join\n|t_s|\n";
        let found = spelled("Minsk does not join but stays sooo #NoWar", terms, all);
        let expected = [
            ("first:minsk", "Minsk"),
            ("minsk _ not", "Minsk does not"),
            ("not:join", "join"),
            ("but:stay", "stays"),
            ("|t_s|", "stays"),
            ("long:soo", "sooo"),
            ("#nowar", "#NoWar"),
        ];
        assert_eq!(found, expected.map(|(term, span)| (term.to_owned(), span.to_owned())));
    }

    #[test]
    fn values_are_sublinear_and_normalised() {
        let extractor = Extractor::new(params());
        let mut values = Vec::new();
        let factor = extractor.weigh([(2, 1), (7, 3)].into_iter(), |column, value| values.push((column, value)));
        assert_eq!(values, [(2, 1.0), (7, 1.0 + libm::log(3.0))]);
        let length: f64 = values.iter().map(|(_, value)| (value * factor).powi(2)).sum();
        assert!((length - 1.0).abs() < 1e-12);
        assert_eq!(extractor.weigh(std::iter::empty(), |_, _| unreachable!()).to_bits(), 1.0_f64.to_bits());
        let plain = Extractor::new(FeatureParams { counts: Counts::Binary, normalize: false, ..params() });
        let mut sum = 0.0;
        assert_eq!(plain.weigh([(7, 2)].into_iter(), |_, value| sum += value).to_bits(), 1.0_f64.to_bits());
        assert_eq!(sum.to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn ranges_are_checked() {
        assert!(params().check().is_ok());
        for broken in [
            FeatureParams { ngrams: 0, ..params() },
            FeatureParams { ngrams: 9, ..params() },
            FeatureParams { prefixes: vec![0], ..params() },
            FeatureParams { prefixes: vec![17], ..params() },
            FeatureParams { prefixes: vec![4, 4], ..params() },
            FeatureParams { prefixes: vec![5, 4], ..params() },
            FeatureParams { prefixes: vec![1, 2, 3, 4, 5], ..params() },
            FeatureParams { opening: 17, ..params() },
            FeatureParams { negation: 17, ..params() },
            FeatureParams { characters: Some((0, 3)), ..params() },
            FeatureParams { characters: Some((3, 2)), ..params() },
            FeatureParams { characters: Some((2, 9)), ..params() },
        ] {
            assert!(broken.check().is_err(), "{broken:?}");
        }
    }
}
