//! Sentence → (column, value): the one definition that training and prediction share.
//!
//! The features of a sentence are its stemmed words, its n-grams of stemmed words, and the beginnings of its
//! words before stemming; where a model asks for them also pairs of words with one between them, words marked by where they
//! stand (opening, scope of a negation, clause), and runs of characters. A feature's value is 1, or 1 + ln(count) where
//! counts are sublinear, and with normalisation the values of a sentence's known features have a Euclidean length of 1.

mod characters;
mod context;
mod params;

pub use params::{Counts, FeatureParams, ParseCountsError};

use crate::tokens::{Stems, for_each_social_word, for_each_word};
use crate::vocabulary::{Cached, Mark, NONE, Terms, Vocabulary, WordCache};
use characters::Characters;
use context::Context;
use std::ops::Range;

/// Working space for reading one sentence.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    word: String,
    squeezed: String,
    /// For every order, the node of the n-gram that ends at the last token, and where it starts.
    chain: Vec<(u32, usize)>,
    characters: Characters,
}

/// Working space for reading sentences; it grows to what the longest one needs.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    reading: Reading,
    pub(crate) columns: Vec<u32>,
    pub(crate) cache: WordCache,
}

impl Scratch {
    /// The most bytes that working space keeps after a sentence.
    const KEPT: usize = 1 << 20;

    /// Gives back what an unusually long text took.
    pub(crate) fn shrink(&mut self) {
        let Reading { word, squeezed, characters, .. } = &self.reading;
        let text = word.capacity() + squeezed.capacity() + characters.capacity();
        if text + 4 * self.columns.capacity() > Self::KEPT {
            *self = Self { cache: std::mem::take(&mut self.cache), ..Self::default() };
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
        mut visit: impl FnMut(Range<usize>, &str, bool),
    ) {
        if self.params.social {
            for_each_social_word(text, word, squeezed, visit);
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
    pub(crate) fn visit(
        &self,
        text: &str,
        reading: &mut Reading,
        terms: &mut impl Terms,
        mut emit: impl FnMut(u32, Range<usize>),
    ) {
        let Reading { word, squeezed, chain, characters } = reading;
        let params = &self.params;
        chain.clear();
        chain.resize(params.ngrams, (NONE, 0));
        characters.clear();
        let mut context = Context::default();
        let mut last_end = 0;
        let mut before_last = (NONE, 0);
        self.for_each_token(text, word, squeezed, |span, word, drawn_out| {
            let nodes = terms.nodes(word, &self.stems, &params.prefixes);
            let last = chain[0];
            for order in (1..chain.len()).rev() {
                let (left, start) = chain[order - 1];
                let pair = if left == NONE || nodes.word == NONE { NONE } else { terms.pair(left, nodes.word) };
                chain[order] = (pair, start);
            }
            chain[0] = (nodes.word, span.start);
            for &(node, start) in chain.iter().filter(|&&(node, _)| node != NONE) {
                emit(node, start..span.end);
            }
            for &node in nodes.prefixes.iter().filter(|&&node| node != NONE) {
                emit(node, span.clone());
            }
            if params.skips {
                let (left, start) = std::mem::replace(&mut before_last, last);
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
                context.step(between, word, params)
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
                characters.read(word, min, max, |run| {
                    let node = terms.characters(run);
                    if node != NONE {
                        emit(node, span.clone());
                    }
                });
            }
        });
    }

    /// The columns of the vocabulary's terms in a text, sorted, repeated as often as they occur, in `scratch.columns`.
    pub(crate) fn columns(&self, text: &str, vocabulary: &Vocabulary, scratch: &mut Scratch) {
        let Scratch { reading, columns, cache } = scratch;
        let terms = vocabulary.len();
        columns.clear();
        self.visit(text, reading, &mut Cached { vocabulary, cache }, |node, _| {
            if (node as usize) < terms {
                columns.push(node);
            }
        });
        columns.sort_unstable();
    }

    /// Calls `emit` with every distinct column of a sorted list and its value before normalisation; returns the number
    /// of distinct columns and the factor that normalises the values.
    pub(crate) fn weigh(&self, columns: &[u32], mut emit: impl FnMut(u32, f64)) -> (usize, f64) {
        let mut distinct = 0;
        let mut squares = 0.0;
        for run in columns.chunk_by(|a, b| a == b) {
            let value = self.value(run.len());
            emit(run[0], value);
            distinct += 1;
            squares += value * value;
        }
        let factor = if self.params.normalize && distinct > 0 { 1.0 / libm::sqrt(squares) } else { 1.0 };
        (distinct, factor)
    }

    fn value(&self, count: usize) -> f64 {
        match self.params.counts {
            Counts::Sublinear if count > 1 => 1.0 + libm::log(count as f64),
            _ => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::Stemmer;

    pub(super) fn params() -> FeatureParams {
        FeatureParams {
            stemmer: Stemmer::English,
            ngrams: 2,
            prefixes: vec![3, 5],
            counts: Counts::Sublinear,
            normalize: true,
            skips: false,
            opening: 0,
            negation: 0,
            clauses: false,
            characters: None,
            social: false,
        }
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
            social: true,
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
        let (distinct, factor) = extractor.weigh(&[2, 7, 7, 7], |column, value| values.push((column, value)));
        assert_eq!(distinct, 2);
        assert_eq!(values, [(2, 1.0), (7, 1.0 + libm::log(3.0))]);
        let length: f64 = values.iter().map(|(_, value)| (value * factor).powi(2)).sum();
        assert!((length - 1.0).abs() < 1e-12);
        assert_eq!(extractor.weigh(&[], |_, _| unreachable!()), (0, 1.0));
        let plain = Extractor::new(FeatureParams { counts: Counts::Binary, normalize: false, ..params() });
        let mut sum = 0.0;
        assert_eq!(plain.weigh(&[7, 7], |_, value| sum += value), (1, 1.0));
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
