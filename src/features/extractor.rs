//! The features of a sentence.
//!
//! A sentence is read in stages, each a plain loop over what the one before has left: its tokens; what each word leads to; pairs
//! of words, and longer n-grams; whom the sentence names; then the columns of all terms, and how often each occurs. So what one
//! stage waits for from memory, it waits for once and not word by word.

use super::crossing::Crossing;
use super::distinct::Distinct;
use super::forms::{Forms, Frozen};
use super::params::{Counts, FeatureParams};
use super::reading::{Reading, Token};
use super::words::{WordReader, Words};
use crate::actors::Groups;
use crate::tokens::{Key, Word, for_each_social_word, for_each_word};
use crate::vocabulary::{Text, Vocabulary};
use std::ops::Range;

/// Working space for reading sentences; it grows to what the longest one needs.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    reading: Reading,
    pub(crate) found: Distinct,
}

impl Scratch {
    /// The longest text after which working space is kept, in bytes.
    const KEPT: usize = 1 << 20;

    /// Gives back what an unusually long text took.
    #[inline]
    pub(crate) fn shrink(&mut self, text: &str) {
        if text.len() > Self::KEPT {
            *self = Self::default();
        }
    }
}

/// Reads the features of sentences.
#[derive(Debug, Clone)]
pub(crate) struct Extractor {
    params: FeatureParams,
    reader: WordReader,
    crossing: Crossing,
}

impl Extractor {
    pub(crate) fn new(params: FeatureParams) -> Self {
        Self { reader: WordReader::new(&params), crossing: Crossing::new(&params), params }
    }

    pub(crate) fn params(&self) -> &FeatureParams {
        &self.params
    }

    /// What words are read by.
    pub(crate) fn reader(&self) -> &WordReader {
        &self.reader
    }

    /// The spans of all tokens, in order.
    pub(crate) fn spans(&self, text: &str) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        let spelled = &mut String::new();
        if self.params.informal {
            for_each_social_word(text, spelled, &mut String::new(), |span, _, _| spans.push(span));
        } else {
            for_each_word(text, spelled, |span, _| spans.push(span));
        }
        spans
    }

    /// Calls `emit` with the node of every term, or `NONE`, and the places of its first and its last token, in order of the tokens:
    /// per token the word, then the n-grams that end in it by length, its beginnings by length, the word with its marks, and the
    /// character n-grams that end in it. The set of groups comes last, where the first of them is named.
    #[inline]
    pub(crate) fn visit(
        &self,
        text: &str,
        reading: &mut Reading,
        terms: &mut impl Words,
        emit: impl FnMut(u32, usize, usize),
    ) {
        let named = self.prepare(text, reading, terms);
        self.emit(named, reading, terms, emit);
    }

    /// All stages but the last; the groups that are named, and the places of the first name.
    #[inline]
    fn prepare(&self, text: &str, reading: &mut Reading, terms: &mut impl Words) -> (Groups, Range<usize>) {
        self.read(text, reading, terms);
        reading.look_up(text, &self.reader, terms);
        reading.pair_up(self.params.ngrams, terms);
        self.named(reading)
    }

    /// Calls `emit` with all terms; see [`Self::visit`].
    #[expect(clippy::inline_always, reason = "so that what `emit` counts with stays in registers")]
    #[inline(always)]
    fn emit(
        &self,
        (named, first): (Groups, Range<usize>),
        reading: &mut Reading,
        terms: &mut impl Words,
        mut emit: impl FnMut(u32, usize, usize),
    ) {
        reading.emit(&self.params, self.crossing.mark(named), terms, &mut emit);
        if named != 0 && self.crossing.spell(named, &mut reading.word) {
            emit(terms.text(Text::Groups, &reading.word), first.start, first.end - 1);
        }
    }

    /// Reads the tokens.
    #[inline(never)]
    fn read(&self, text: &str, reading: &mut Reading, terms: &mut impl Words) {
        reading.clear();
        let mut spelled = std::mem::take(&mut reading.word);
        if self.params.informal {
            let mut squeezed = std::mem::take(&mut reading.squeezed);
            for_each_social_word(text, &mut spelled, &mut squeezed, |span, word, elongated| {
                reading.elongated.push(elongated);
                self.push(span.start, Word::new(word), reading, terms);
            });
            reading.squeezed = squeezed;
        } else {
            for_each_word(text, &mut spelled, |span, word| self.push(span.start, word, reading, terms));
        }
        reading.word = spelled;
    }

    /// Adds a token.
    #[expect(clippy::inline_always, reason = "it is the body of the loop over tokens")]
    #[inline(always)]
    fn push(&self, start: usize, word: Word<'_>, reading: &mut Reading, terms: &mut impl Words) {
        let key = match word {
            Word::Short(key) => key,
            Word::Long(_) => {
                reading.long.push(terms.nodes(word, &self.reader));
                Key::default()
            }
        };
        if let Some(lengths) = self.params.characters {
            reading.read_characters(word, lengths, terms);
        }
        reading.tokens.push(Token { key, start });
    }

    /// The groups that words name, and the places of the first of the names.
    #[inline(never)]
    fn named(&self, reading: &Reading) -> (Groups, Range<usize>) {
        let (mut named, mut first) = (0, 0..0);
        if let Some(matcher) = &self.reader.names {
            let starts = reading.names.iter().copied().zip(reading.capitals.iter().copied());
            matcher.find(&reading.words, starts, |group, places| {
                if named == 0 {
                    first = places;
                }
                named |= 1 << group;
            });
        }
        (named, first)
    }

    /// The distinct columns of the vocabulary's terms in a text with their counts, in order of their first occurrence, in
    /// `scratch.found`.
    pub(crate) fn columns(&self, text: &str, vocabulary: &Vocabulary, forms: &Forms, scratch: &mut Scratch) {
        self.meet(text, vocabulary, forms, scratch);
        scratch.found.end();
    }

    /// The sum of the rows of all distinct columns and their number, where each counts once.
    pub(crate) fn sum<const N: usize>(
        &self,
        text: &str,
        vocabulary: &Vocabulary,
        forms: &Forms,
        rows: &[[f32; N]],
        scratch: &mut Scratch,
    ) -> ([f64; N], usize) {
        self.meet(text, vocabulary, forms, scratch);
        scratch.found.sum(rows)
    }

    /// Gathers the columns of a text, as often as they are met.
    fn meet(&self, text: &str, vocabulary: &Vocabulary, forms: &Forms, scratch: &mut Scratch) {
        let Scratch { reading, found } = scratch;
        let terms = &mut Frozen { vocabulary, forms };
        let named = self.prepare(text, reading, terms);
        self.gather(named, reading, terms, found);
    }

    /// The last stage of [`Self::meet`].
    #[inline(never)]
    fn gather(
        &self,
        named: (Groups, Range<usize>),
        reading: &mut Reading,
        terms: &mut Frozen<'_>,
        found: &mut Distinct,
    ) {
        let counted = self.params.counts != Counts::Binary;
        let mut meeting = found.begin(terms.vocabulary.len(), reading.most_terms(&self.params), counted);
        self.emit(named, reading, terms, |node, _, _| meeting.add(node));
        meeting.end();
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
        self.factor(squares)
    }

    /// The factor that normalises values by the sum of their squares.
    #[inline]
    pub(crate) fn factor(&self, squares: f64) -> f64 {
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

    fn params() -> FeatureParams {
        FeatureParams { prefixes: vec![3, 5], counts: Counts::Sublinear, ..FeatureParams::words(2) }
    }

    fn spelled(text: &str, terms: &str, params: FeatureParams) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let vocabulary = &Vocabulary::read(terms, &params.term_rules()).unwrap();
        let extractor = Extractor::new(params);
        let spans = extractor.spans(text);
        extractor.visit(text, &mut Reading::default(), &mut &*vocabulary, |node, first, last| {
            if (node as usize) < vocabulary.len() {
                let span = spans[first].start..spans[last].end;
                found.push((vocabulary.term(node).to_owned(), text[span].to_owned()));
            }
        });
        found
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(term, span)| ((*term).to_owned(), (*span).to_owned())).collect()
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
        assert_eq!(found, pairs(&expected));
        assert_eq!(spelled("", terms, params()), []);
        assert_eq!(spelled("☃ … Иное", terms, params()), []);
    }

    #[test]
    fn informal_words_and_character_ngrams_are_terms() {
        let all = FeatureParams { characters: Some((2, 3)), informal: true, ..params() };
        let found = spelled("It stays sooo #NoWar", "#nowar\nlong:soo\n|t_s|\n", all);
        assert_eq!(found, pairs(&[("|t_s|", "stays"), ("long:soo", "sooo"), ("#nowar", "#NoWar")]));
    }

    #[test]
    fn stems_are_crossed_with_the_groups_that_are_named() {
        let actors = "group,name\nrussia,Moscow\nwest,European Union\nwest,EU\n".parse().ok();
        let crossed = vec!["russia".to_owned(), "west".to_owned()];
        let params = FeatureParams { actors, crossed, groups: true, ..FeatureParams::words(1) };
        let terms = "0:help\n1:help\n2:help\n3:help\nhelp\n{russia+west}\n{west}\n";
        for (text, expected) in [
            ("help", &[("help", "help"), ("0:help", "help")][..]),
            ("the EU helps", &[("help", "helps"), ("2:help", "helps"), ("{west}", "EU")]),
            (
                "European Union help to Moscow",
                &[("help", "help"), ("3:help", "help"), ("{russia+west}", "European Union")],
            ),
        ] {
            assert_eq!(spelled(text, terms, params.clone()), pairs(expected), "{text}");
        }
        assert_eq!(spelled("Moscow helps", terms, params), pairs(&[("help", "helps"), ("1:help", "helps")]));
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
        let actors: Option<crate::actors::Gazetteer> = "group,name\nrussia,Moscow\n".parse().ok();
        let crossed = |groups: &[&str]| groups.iter().map(|&group| group.to_owned()).collect::<Vec<_>>();
        assert!(FeatureParams { actors: actors.clone(), crossed: crossed(&["russia"]), ..params() }.check().is_ok());
        for broken in [
            FeatureParams { ngrams: 0, ..params() },
            FeatureParams { ngrams: 9, ..params() },
            FeatureParams { prefixes: vec![0], ..params() },
            FeatureParams { prefixes: vec![17], ..params() },
            FeatureParams { prefixes: vec![4, 4], ..params() },
            FeatureParams { prefixes: vec![5, 4], ..params() },
            FeatureParams { prefixes: vec![1, 2, 3, 4, 5], ..params() },
            FeatureParams { characters: Some((0, 3)), ..params() },
            FeatureParams { characters: Some((3, 2)), ..params() },
            FeatureParams { characters: Some((2, 9)), ..params() },
            FeatureParams { groups: true, ..params() },
            FeatureParams { crossed: crossed(&["russia"]), ..params() },
            FeatureParams { actors: actors.clone(), crossed: crossed(&["west"]), ..params() },
            FeatureParams { actors: actors.clone(), crossed: crossed(&["russia", "russia"]), ..params() },
        ] {
            assert!(broken.check().is_err(), "{broken:?}");
        }
    }
}
