//! Multinomial naive Bayes on stems, with Laplace smoothing (Manning, Raghavan & Schütze 2008, chapter 13).

use super::models::{Baseline, CLASSES, from_classes};
use geostance::{Dataset, Prediction, Stance, model::Stemmer, tokens};
use std::collections::BTreeMap;

/// Logarithms of priors and of probabilities of stems.
struct NaiveBayes {
    priors: [f64; CLASSES],
    stems: BTreeMap<String, [f64; CLASSES]>,
}

pub(super) fn train(data: &Dataset) -> Baseline {
    let mut stems: BTreeMap<String, [f64; CLASSES]> = BTreeMap::new();
    let mut totals = [0.0; CLASSES];
    for row in data.sentences() {
        let class = row.stance.map_or(CLASSES - 1, Stance::index);
        for token in tokens(&row.text, Stemmer::English) {
            stems.entry(token.stem().to_owned()).or_default()[class] += 1.0;
            totals[class] += 1.0;
        }
    }
    let distinct = stems.len() as f64;
    for counts in stems.values_mut() {
        for (count, total) in counts.iter_mut().zip(totals) {
            *count = libm::log((*count + 1.0) / (total + distinct));
        }
    }
    // A class without sentences has a prior of 0, whose logarithm is minus infinity.
    let priors = data.counts().map(|count| libm::log(count as f64 / data.len() as f64)).into_array();
    let model = NaiveBayes { priors, stems };
    Baseline::new("multinomial naive Bayes on unigrams", move |text| model.classify(text))
}

impl NaiveBayes {
    fn classify(&self, text: &str) -> Prediction {
        let mut scores = self.priors;
        for token in tokens(text, Stemmer::English) {
            if let Some(logs) = self.stems.get(token.stem()) {
                for (score, log) in scores.iter_mut().zip(logs) {
                    *score += log;
                }
            }
        }
        // Relative to the best stance, so that one of the three is never 0.
        let best = scores[..CLASSES - 1].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shares = scores.map(|score| libm::exp((score - best).min(700.0)));
        from_classes(shares).unwrap_or_else(|| unreachable!("shares are finite, and the best stance's is 1"))
    }
}
