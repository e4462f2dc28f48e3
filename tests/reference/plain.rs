//! A model as a map from spelled terms to weights, and the score of a text by it.

use super::actors::PlainActors;
use super::posts::{is_elongated, plain_posts, squeezed};
use super::tokens::plain_tokens;
use geostance::{
    Outcome, StanceModel,
    model::{Counts, FeatureParams, Stemmer},
};
use std::collections::HashMap;

/// The stem of a word.
fn stem(word: &str, stemmer: Stemmer) -> String {
    use rust_stemmers::{Algorithm, Stemmer as Snowball};
    let algorithm = match stemmer {
        Stemmer::English => Algorithm::English,
        Stemmer::Russian => Algorithm::Russian,
        _ => return word.to_owned(),
    };
    if word.len() > 64 {
        return word.to_owned();
    }
    match Snowball::create(algorithm).stem(word) {
        stem if stem.is_empty() => word.to_owned(),
        stem => stem.into_owned(),
    }
}

/// The spelled terms of a text, known or not, in order.
fn plain_terms(text: &str, features: &FeatureParams, actors: Option<&PlainActors>) -> Vec<String> {
    let tokens = if features.informal { plain_posts(text) } else { plain_tokens(text) };
    let elongated: Vec<bool> = tokens.iter().map(|(_, word)| features.informal && is_elongated(word)).collect();
    let words: Vec<String> = tokens
        .iter()
        .zip(&elongated)
        .map(|((_, word), &elongated)| if elongated { squeezed(word) } else { word.clone() })
        .collect();
    let stems: Vec<String> = words.iter().map(|word| stem(word, features.stemmer)).collect();
    let named = actors.map(|actors| {
        let spans: Vec<_> = tokens.iter().map(|(span, _)| &text[span.clone()]).collect();
        actors.groups(&spans, &stems)
    });
    let mut terms = Vec::new();
    let mut characters: Vec<char> = vec!['_'];
    for (i, word) in words.iter().enumerate() {
        for order in 1..=features.ngrams.min(i + 1) {
            terms.push(stems[i + 1 - order..=i].join(" "));
        }
        for &length in &features.prefixes {
            if word.chars().count() >= length {
                terms.push(word.chars().take(length).chain(['*']).collect());
            }
        }
        if elongated[i] {
            terms.push(format!("long:{}", stems[i]));
        }
        if let Some(named) = named.as_ref().filter(|_| !features.crossed.is_empty()) {
            let bits = features.crossed.iter().enumerate().filter(|(_, group)| named.contains(group));
            terms.push(format!("{}:{}", bits.map(|(bit, _)| 1 << bit).sum::<i32>(), stems[i]));
        }
        if let Some((min, max)) = features.characters {
            for c in word.chars().chain(['_']) {
                characters.push(c);
                for length in min..=max.min(characters.len()) {
                    let run: String = characters[characters.len() - length..].iter().collect();
                    terms.push(format!("|{run}|"));
                }
            }
        }
    }
    if let Some(named) = named.filter(|named| features.groups && !named.is_empty()) {
        terms.push(format!("{{{}}}", named.join("+")));
    }
    terms
}

/// A model as a map from terms to weights.
pub(crate) struct Plain<'a> {
    features: &'a FeatureParams,
    actors: Option<PlainActors>,
    weights: HashMap<&'a str, [f64; 4]>,
    bias: [f64; 4],
}

impl<'a> Plain<'a> {
    pub(crate) fn new(model: &'a StanceModel) -> Self {
        let weights = model.terms().map(|term| (term.text(), term.weights().into_array())).collect();
        let empty = Outcome::ALL.map(|outcome| model.explain("").bias(outcome));
        let features = model.features();
        let actors = features.actors.as_ref();
        let actors = actors.map(|actors| PlainActors::new(actors, |word| stem(word, features.stemmer)));
        Self { features, actors, weights, bias: empty }
    }

    /// The scores of a text and the number of distinct terms that the model knows.
    pub(crate) fn scores(&self, text: &str) -> ([f64; 4], usize) {
        let mut order: Vec<String> = Vec::new();
        let mut counts: HashMap<String, u32> = HashMap::new();
        for term in plain_terms(text, self.features, self.actors.as_ref()) {
            if self.weights.contains_key(term.as_str()) {
                let count = counts.entry(term.clone()).or_default();
                *count += 1;
                if *count == 1 {
                    order.push(term);
                }
            }
        }
        let mut sums = [0.0; 4];
        let mut squares = 0.0;
        for term in &order {
            let value = match self.features.counts {
                Counts::Sublinear if counts[term] > 1 => 1.0 + libm::log(f64::from(counts[term])),
                _ => 1.0,
            };
            squares += value * value;
            for (sum, weight) in sums.iter_mut().zip(self.weights[term.as_str()]) {
                *sum += value * weight;
            }
        }
        let factor = if self.features.normalize && !order.is_empty() { 1.0 / f64::sqrt(squares) } else { 1.0 };
        ([0, 1, 2, 3].map(|k| self.bias[k] + factor * sums[k]), order.len())
    }
}

/// That a model gives a text the plain scores, to the bit, and says the same in each of its ways.
///
/// # Panics
///
/// Where it does not.
pub(crate) fn assert_same(model: &StanceModel, plain: &Plain<'_>, text: &str) {
    let explanation = model.explain(text);
    let (expected, known) = plain.scores(text);
    for outcome in Outcome::ALL {
        assert_eq!(explanation.score(outcome).to_bits(), expected[outcome.index()].to_bits(), "{outcome} of {text:?}");
    }
    let prediction = model.classify(text);
    assert_eq!(prediction.known_features(), known, "{text:?}");
    assert_eq!(prediction, *explanation.prediction(), "{text:?}");
    assert_eq!(prediction, model.classify(text), "the same text again, now from the cache: {text:?}");
}
