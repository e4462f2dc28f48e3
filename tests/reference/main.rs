//! The hot path against a plain implementation of the same features, bit by bit.
//!
//! The plain one knows nothing of bytes, nodes, caches or tables: characters, strings and a map from spelled terms to weights.
//! The order of its sums is part of what is held: terms in order of first occurrence; per word the word, the n-grams that end
//! in it by length, its beginnings by length, the word with its mark, the word crossed with the groups that are named, and the
//! character n-grams that end in it by their end, then by length; at the end the set of groups.

mod actors;
#[path = "../fixture_texts/mod.rs"]
mod fixture_texts;
mod plain;
mod posts;
mod tokens;

use fixture_texts::{articles, labelled, odd_texts, random_texts};
use geostance::{
    Dataset, StanceModel,
    model::{Counts, Stemmer},
};
use plain::{Plain, assert_same};
use tokens::plain_tokens;

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
