//! What is tried: every part of the features and of the training on its own, then a grid of those that matter together.

use geostance::{
    StanceModel, StanceParams,
    model::{Counts, Stemmer},
    training::ClassWeights,
};

/// Parameters to be tried.
pub(super) struct Candidate {
    /// The part that differs from the starting point.
    pub(super) part: &'static str,
    /// How it differs.
    pub(super) value: String,
    pub(super) params: StanceParams,
    /// How plain the model is, the plainest largest: the smoothing of the ratios, the penalty, the fewness of lengths of
    /// beginnings, the least count. For those that may win.
    pub(super) plainness: Option<[f64; 4]>,
}

/// Where the search starts: words, pairs of words and two lengths of beginnings, moderately penalised.
pub(super) fn start() -> StanceParams {
    StanceModel::params().prefixes([4, 5]).naive_bayes(Some(1.0)).l2(5e-5).min_df(2.0).prune(0.0).calibration_folds(0)
}

fn one(part: &'static str, value: impl Into<String>, params: StanceParams) -> Candidate {
    Candidate { part, value: value.into(), params, plainness: None }
}

/// Changes of one part at a time, from `base`.
pub(super) fn single(base: &StanceParams) -> Vec<Candidate> {
    let base = || base.clone();
    let mut all = Vec::new();
    for ngrams in [1, 3] {
        all.push(one("n-grams", format!("up to {ngrams}"), base().ngrams(ngrams)));
    }
    for lengths in [&[][..], &[4], &[5], &[3, 4, 5], &[4, 5, 6], &[5, 6], &[3, 5, 7]] {
        let spelled = lengths.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
        let value = if spelled.is_empty() { "none".to_owned() } else { spelled };
        all.push(one("word beginnings", value, base().prefixes(lengths.iter().copied())));
    }
    all.push(one("stemming", "none", base().stemmer(Stemmer::None)));
    all.push(one("counts", "sublinear", base().counts(Counts::Sublinear)));
    all.push(one("normalisation", "none", base().normalize(false)));
    for count in [1.0, 3.0, 5.0, 10.0] {
        all.push(one("least count", format!("{count}"), base().min_df(count)));
    }
    for (min, max) in [(2, 4), (3, 5), (2, 5)] {
        all.push(one("runs of characters", format!("{min} to {max}"), base().characters(Some((min, max)))));
    }
    all.push(one("informal text", "on", base().informal(true)));
    all.push(one("naive-Bayes ratios", "none", base().naive_bayes(None)));
    for smoothing in [0.1, 0.3, 0.5, 2.0, 3.0] {
        all.push(one("naive-Bayes ratios", format!("smoothed by {smoothing}"), base().naive_bayes(Some(smoothing))));
    }
    for l2 in [5e-6, 1e-5, 2e-5, 1e-4, 2e-4, 5e-4] {
        all.push(one("penalty λ", format!("{l2:e}"), base().l2(l2)));
    }
    for weight in [0.5, 0.75, 1.5, 2.0] {
        let weights = ClassWeights::Each([1.0, 1.0, 1.0, weight].into());
        all.push(one("weight of none", format!("{weight}"), base().class_weights(weights)));
    }
    all.push(one("class weights", "balanced", base().class_weights(ClassWeights::Balanced)));
    for share in [0.1, 0.2, 0.3, 0.5, 0.7, 0.9] {
        all.push(one("terms left out at the end", format!("{share}"), base().prune(share)));
    }
    all
}

/// Everything that the single changes say may matter, in all combinations, from `base`.
pub(super) fn grid(base: &StanceParams) -> Vec<Candidate> {
    let mut all = Vec::new();
    for lengths in [&[4, 5][..], &[5], &[4, 5, 6]] {
        for smoothing in [0.1, 0.3, 0.5, 1.0] {
            for l2 in [5e-6, 1e-5, 2e-5, 5e-5] {
                for count in [2.0, 3.0] {
                    let spelled = lengths.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
                    let value = format!("beginnings {spelled}; ratios {smoothing}; λ {l2:e}; least count {count}");
                    let params = base.clone().prefixes(lengths.iter().copied());
                    let params = params.naive_bayes(Some(smoothing)).l2(l2).min_df(count);
                    let plainness = Some([smoothing, l2, -(lengths.len() as f64), count]);
                    all.push(Candidate { plainness, ..one("grid", value, params) });
                }
            }
        }
    }
    all
}
