//! The hot path against a plain implementation of the same features, bit by bit.
//!
//! The plain one knows nothing of bytes, nodes, caches or tables: characters, strings and a map from spelled terms to weights.
//! The order of its sums is part of what is held: terms in order of first occurrence; per word the word, the n-grams that end
//! in it by length, its beginnings by length, the pair with the word before the last, the word with its mark, and the runs of
//! characters that end in it by their end, then by length.

mod fixture_texts;

use fixture_texts::{articles, labelled, odd_texts, random_texts};
use geostance::{Counts, Dataset, FeatureParams, Stance, StanceModel, Stemmer};
use std::collections::HashMap;
use std::ops::Range;

/// What is written of a character within a word.
fn is_word(c: char) -> bool {
    let code = u32::from(c);
    let indic = (0x900..0xe00).contains(&code) && [0x3c, 0x4a, 0x4d].contains(&(code & 0x7f));
    c.is_alphanumeric()
        || (!c.is_ascii() && (matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}') || is_unseen(c) || indic))
}

fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

const SHORT_WORDS: &str = "AM AN AS AT BE BY DO GO HE IF IN IS IT ME MY NO OF ON OR SO TO UP WE YE";

/// The spans and lower-cased forms of the tokens of a text.
fn plain_tokens(text: &str) -> Vec<(Range<usize>, String)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let char_at = |i: usize| chars.get(i).map(|&(_, c)| c);
    let byte_at = |i: usize| chars.get(i).map_or(text.len(), |&(at, _)| at);
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !is_word(chars[at].1) || is_unseen(chars[at].1) {
            at += 1;
            continue;
        }
        let start = at;
        loop {
            while char_at(at).is_some_and(is_word) {
                at += 1;
            }
            let (Some(joint), Some(next)) = (char_at(at), char_at(at + 1)) else { break };
            let last = chars[at - 1].1;
            let apostrophe = is_apostrophe(joint) && next.is_alphabetic() && last.is_alphabetic();
            let initial = last.is_alphabetic() && (at - 1 == start || chars[at - 2].1 == '.');
            let single = !char_at(at + 2).is_some_and(|c| is_word(c) || is_apostrophe(c));
            let goes_on = apostrophe || (joint == '.' && initial && next.is_alphabetic() && single);
            if !goes_on {
                break;
            }
            at += 1;
        }
        let span = byte_at(start)..byte_at(at);
        tokens.push((span.clone(), written(&text[span])));
    }
    tokens
}

/// How a token is written.
fn written(token: &str) -> String {
    let name = token.strip_suffix("'s").or_else(|| token.strip_suffix("’s")).unwrap_or(token);
    if name.len() == 2
        && name.bytes().all(|byte| byte.is_ascii_uppercase())
        && !SHORT_WORDS.split(' ').any(|w| w == name)
    {
        let letters: Vec<String> = name.to_lowercase().chars().map(String::from).collect();
        return letters.join(".");
    }
    let mut word = String::new();
    for c in token.chars().filter(|&c| !is_unseen(c)) {
        match c {
            _ if c.is_numeric() => word.push('0'),
            _ if is_apostrophe(c) => word.push('\''),
            _ => word.extend(c.to_lowercase()),
        }
    }
    word
}

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
fn plain_terms(text: &str, features: &FeatureParams) -> Vec<String> {
    let tokens = plain_tokens(text);
    let stems: Vec<String> = tokens.iter().map(|(_, word)| stem(word, features.stemmer)).collect();
    let mut terms = Vec::new();
    let mut characters: Vec<char> = vec!['_'];
    for (i, (_, word)) in tokens.iter().enumerate() {
        for order in 1..=features.ngrams.min(i + 1) {
            terms.push(stems[i + 1 - order..=i].join(" "));
        }
        for &length in &features.prefixes {
            if word.chars().count() >= length {
                terms.push(word.chars().take(length).chain(['*']).collect());
            }
        }
        if features.skips && i >= 2 {
            terms.push(format!("{} _ {}", stems[i - 2], stems[i]));
        }
        if i < features.opening {
            terms.push(format!("first:{}", stems[i]));
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
    terms
}

/// A model as a map from terms to weights.
struct Plain<'a> {
    features: &'a FeatureParams,
    weights: HashMap<&'a str, [f64; 4]>,
    bias: [f64; 4],
}

impl<'a> Plain<'a> {
    fn new(model: &'a StanceModel) -> Self {
        let four = |of: &dyn Fn(Stance) -> f64, none: Option<f64>| {
            let [a, b, c] = Stance::ALL.map(of);
            [a, b, c, none.unwrap_or(0.0)]
        };
        let weights = model.terms().map(|t| (t.text(), four(&|stance| t.weight(stance), t.weight_of_none()))).collect();
        let empty = model.explain("");
        let bias = four(&|stance| empty.bias(stance), empty.bias_of_none());
        Self { features: model.features(), weights, bias }
    }

    /// The scores of a text and the number of distinct terms that the model knows.
    fn scores(&self, text: &str) -> ([f64; 4], usize) {
        let mut order: Vec<String> = Vec::new();
        let mut counts: HashMap<String, u32> = HashMap::new();
        for term in plain_terms(text, self.features) {
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
    for stance in Stance::ALL {
        assert_eq!(explanation.score(stance).to_bits(), expected[stance.index()].to_bits(), "{stance} of {text:?}");
    }
    assert_eq!(explanation.score_of_none().unwrap_or(0.0).to_bits(), expected[3].to_bits(), "none of {text:?}");
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
    let all = params.clone().ngrams(3).prefixes([1, 3, 7]).counts(Counts::Sublinear).skips(true);
    for params in [
        params.clone().ngrams(1).prefixes([]).normalize(false),
        params.clone().stemmer(Stemmer::Russian).counts(Counts::Sublinear),
        params.clone().stemmer(Stemmer::None).ngrams(5),
        all.opening(3).characters(Some((2, 4))).min_count(1.0),
    ] {
        let fitted = params.fit(&data).unwrap();
        let model = fitted.model();
        let plain = Plain::new(model);
        let random: Vec<String> = random_texts(300).collect();
        for text in labelled().iter().step_by(10).chain(&odd_texts()).chain(&random) {
            assert_same(model, &plain, text);
        }
    }
}
