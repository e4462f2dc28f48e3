//! The pipeline that one would write by hand: lower-case, split, stem every word, look words and bigrams up as
//! strings in a `HashMap` over all of the shipped model's words and bigrams.
//!
//! It does less than the crate: word beginnings are left out, and so is calibration.

use geostance::{StanceModel, model::TermKind};
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::HashMap;

pub(crate) struct Naive {
    stemmer: Stemmer,
    weights: HashMap<String, [f64; 4]>,
}

impl Naive {
    pub(crate) fn new(model: &StanceModel) -> Self {
        let words = model.terms().filter(|term| matches!(term.kind(), TermKind::Word | TermKind::Ngram));
        let weights = words.map(|term| (term.text().to_owned(), term.weights().into_array()));
        Self { stemmer: Stemmer::create(Algorithm::English), weights: weights.collect() }
    }

    pub(crate) fn scores(&self, sentence: &str) -> [f64; 4] {
        let lower = sentence.to_lowercase();
        let stems: Vec<String> = lower
            .split(|c: char| !c.is_alphanumeric() && c != '\'')
            .filter(|word| !word.is_empty())
            .map(|word| self.stemmer.stem(word).into_owned())
            .collect();
        let mut scores = [0.0; 4];
        let mut known = 0.0;
        let mut add = |term: &str| {
            if let Some(weights) = self.weights.get(term) {
                known += 1.0;
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += weight;
                }
            }
        };
        for stem in &stems {
            add(stem);
        }
        for pair in stems.windows(2) {
            add(&format!("{} {}", pair[0], pair[1]));
        }
        let length = f64::sqrt(if known > 0.0 { known } else { 1.0 });
        scores.map(|score| score / length)
    }
}
