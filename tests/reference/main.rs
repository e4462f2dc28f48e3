//! The hot path against a plain implementation of the same features, bit by bit.
//!
//! The plain one knows nothing of bytes, nodes, caches or tables: characters, strings and a map from spelled terms to weights.
//! The order of its sums is part of what is held: terms in order of first occurrence; per word the word, the n-grams that end
//! in it by length, its beginnings by length, the word with its mark, the word crossed with the groups that are named, and the
//! character n-grams that end in it by their end, then by length; at the end the set of groups.

mod actors;
#[path = "../fixture_texts/mod.rs"]
mod fixture_texts;
mod posts;
mod tokens;

use actors::PlainActors;
use fixture_texts::{articles, labelled, odd_texts, random_texts};
use geostance::{
    Dataset, Outcome, StanceModel,
    model::{Counts, FeatureParams, Stemmer},
};
use posts::{is_elongated, plain_posts, squeezed};
use std::collections::HashMap;
use tokens::plain_tokens;

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
struct Plain<'a> {
    features: &'a FeatureParams,
    actors: Option<PlainActors>,
    weights: HashMap<&'a str, [f64; 4]>,
    bias: [f64; 4],
}

impl<'a> Plain<'a> {
    fn new(model: &'a StanceModel) -> Self {
        let weights = model.terms().map(|term| (term.text(), term.weights().into_array())).collect();
        let empty = Outcome::ALL.map(|outcome| model.explain("").bias(outcome));
        let features = model.features();
        let actors = features.actors.as_ref();
        let actors = actors.map(|actors| PlainActors::new(actors, |word| stem(word, features.stemmer)));
        Self { features, actors, weights, bias: empty }
    }

    /// The scores of a text and the number of distinct terms that the model knows.
    fn scores(&self, text: &str) -> ([f64; 4], usize) {
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

fn assert_same(model: &StanceModel, plain: &Plain<'_>, text: &str) {
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

#[test]
fn tokens_are_those_of_a_plain_reading() {
    let random: Vec<String> = random_texts(20_000).collect();
    for text in articles().iter().chain(&labelled()).chain(&odd_texts()).chain(&random) {
        let found = geostance::tokens(text, Stemmer::None);
        let found: Vec<_> = found.iter().map(|token| (token.span(), token.word().to_owned())).collect();
        assert_eq!(found, plain_tokens(text), "{text:?}");
    }
}

#[test]
fn the_shipped_model_scores_as_the_plain_one() {
    let model = StanceModel::pretrained();
    let plain = Plain::new(model);
    let random: Vec<String> = random_texts(5_000).collect();
    for text in labelled().iter().chain(&odd_texts()).chain(&random) {
        assert_same(model, &plain, text);
    }
    for article in articles() {
        assert_same(model, &plain, &article);
        for sentence in model.classify_article(&article).sentences() {
            assert_same(model, &plain, sentence.text());
        }
    }
}

#[test]
fn other_features_score_as_the_plain_ones() {
    let data = Dataset::load("fixtures/test.csv").unwrap();
    let params = StanceModel::params().calibration_folds(0).max_iterations(5);
    let plain = params.clone().actors(None);
    let teams =
        "group,name\nnorth,Minsk\nnorth,Kazakhstan's\n-,Minsk Group\nsouth,Central Asia\nsouth,union\neast,China\n";
    let own = params.clone().actors(Some(teams.parse().unwrap()));
    for params in [
        plain.clone().ngrams(1).prefixes([]).normalize(false),
        plain.clone().stemmer(Stemmer::Russian).counts(Counts::Sublinear),
        plain.clone().stemmer(Stemmer::None).ngrams(5),
        plain.clone().ngrams(3).prefixes([1, 3, 7]).counts(Counts::Sublinear).characters(Some((2, 4))).min_df(1.0),
        geostance::StanceParams::social().calibration_folds(0).max_iterations(5),
        plain.informal(true).counts(Counts::Sublinear),
        own.clone(),
        own.clone().crossed(["south"]).counts(Counts::Sublinear).ngrams(1),
        own.crossed(["east", "north", "south"]).groups(false).informal(true),
    ] {
        let fitted = params.fit(&data).unwrap();
        let model = fitted.model();
        let plain = Plain::new(model);
        let random: Vec<String> = random_texts(300).collect();
        let posts = POSTS.iter().map(|&post| post.to_owned());
        for text in labelled().into_iter().step_by(10).chain(odd_texts()).chain(random).chain(posts) {
            assert_same(model, &plain, &text);
        }
    }
}

/// Short informal text, with what it alone has.
const POSTS: [&str; 8] = [
    "Sooo proud of #KazakhstanFirst!!! 👍🏽 @akorda_press https://t.co/x?a=1",
    "NATO??! noooo way #nowar2022 www.example.org/a",
    "brother#tag a@b.c # @ #_ don't",
    "#Žižek ЁЖИИИК мирррр",
    "#StopTheWarInUkraine and #ПутинВор",
    "Whaaaat?!?! Coooool 😡😡",
    "#a #1 @1 !?",
    "RUSSIA!!!! trades with China's partners…",
];
