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
    /// How plain the model is, the plainest largest: the fewness of groups crossed, the smoothing of the ratios, the penalty,
    /// the fewness of lengths of beginnings, the least count. For those that may win.
    pub(super) plainness: Option<[f64; 5]>,
}

/// Where the search starts: the defaults, without calibration.
pub(super) fn start() -> StanceParams {
    StanceModel::params().calibration_folds(0)
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
    for lengths in [&[][..], &[4], &[4, 5], &[4, 5, 6]] {
        let spelled = lengths.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
        let value = if spelled.is_empty() { "none".to_owned() } else { spelled };
        all.push(one("word beginnings", value, base().prefixes(lengths.iter().copied())));
    }
    let no_sets = base().groups(false);
    all.push(one("names", "none", base().crossed([""; 0]).actors(None)));
    all.push(one("names", "the set of groups named, no stem crossed", base().crossed([""; 0])));
    all.push(one("names", "stems crossed, without the set of groups named", no_sets));
    for groups in [&["russia"][..], &["west"], &["russia", "west", "ukraine"], &["russia", "west", "partners"]] {
        all.push(one(
            "names",
            format!("stems crossed with {}", groups.join(", ")),
            base().crossed(groups.iter().copied()),
        ));
    }
    all.push(one("stemming", "none", base().stemmer(Stemmer::None)));
    all.push(one("counts", "sublinear", base().counts(Counts::Sublinear)));
    all.push(one("normalisation", "none", base().normalize(false)));
    for count in [1.0, 3.0, 5.0] {
        all.push(one("least count", format!("{count}"), base().min_df(count)));
    }
    all.push(one("character n-grams", "3 to 5", base().characters(Some((3, 5)))));
    all.push(one("informal text", "on", base().informal(true)));
    all.push(one("naive-Bayes ratios", "none", base().naive_bayes(None)));
    for smoothing in [0.3, 3.0] {
        all.push(one("naive-Bayes ratios", format!("smoothed by {smoothing}"), base().naive_bayes(Some(smoothing))));
    }
    for c in [0.5, 1.0, 2.0, 8.0, 16.0] {
        all.push(one("penalty C", format!("{c}"), base().c(c)));
    }
    for weight in [0.5, 2.0] {
        let weights = ClassWeights::Each([1.0, 1.0, 1.0, weight].into());
        all.push(one("weight of none", format!("{weight}"), base().class_weights(weights)));
    }
    all.push(one("class weights", "balanced", base().class_weights(ClassWeights::Balanced)));
    for share in [0.3, 0.6, 0.9] {
        all.push(one("terms left out at the end", format!("{share}"), base().prune(share)));
    }
    all
}

/// Everything that the single changes say may matter, in all combinations, from `base`.
pub(super) fn grid(base: &StanceParams) -> Vec<Candidate> {
    let mut all = Vec::new();
    for groups in [&["russia", "west"][..], &["russia", "west", "ukraine"]] {
        for lengths in [&[5][..], &[4, 5]] {
            for smoothing in [0.3, 1.0] {
                for c in [2.0, 4.0, 8.0] {
                    for count in [2.0, 3.0] {
                        let spelled = lengths.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
                        let crossed = groups.join(", ");
                        let value = format!(
                            "crossed with {crossed}; beginnings {spelled}; ratios {smoothing}; C {c}; least count {count}"
                        );
                        let params = base.clone().crossed(groups.iter().copied()).prefixes(lengths.iter().copied());
                        let params = params.naive_bayes(Some(smoothing)).c(c).min_df(count);
                        let plainness = Some([-(groups.len() as f64), smoothing, -c, -(lengths.len() as f64), count]);
                        all.push(Candidate { plainness, ..one("grid", value, params) });
                    }
                }
            }
        }
    }
    all
}
