//! What holds of training and adapting, on little data with any parameters.

use super::cases::{Case, case, shuffled};
use super::reference::plain::{Plain, assert_same};
use super::{assert_speaks, explanation, model_file, models, text};
use geostance::{Dataset, Error, StanceModel, StanceParams, evaluation::Metric, training::FittedStance};
use std::sync::OnceLock;

/// Bytes as data and parameters.
pub(crate) fn of_bytes(data: &[u8]) {
    if let Some(Case { data, params, seed }) = case(data) {
        trained(&data, seed, |data| params.fit(data));
        if seed.is_multiple_of(4) {
            warm(&params, &data);
        }
    }
}

/// Bytes as data and parameters, by which one of the models is adapted.
pub(crate) fn of_bytes_adapted(data: &[u8]) {
    let (&choice, rest) = data.split_first().unwrap_or((&1, &[]));
    // The shipped model has too many weights for so small a test; it is adapted in tests of its own.
    let small = &models::models()[1..];
    let former = &small[usize::from(choice) % small.len()];
    if let Some(Case { data, params, seed }) = case(rest) {
        // Features are the model's: those that were set are refused, and the others' strength is what is tried.
        let features = former.features();
        let mut params =
            params.actors(features.actors.clone()).crossed(features.crossed.clone()).groups(features.groups);
        params = params.stemmer(features.stemmer).ngrams(features.ngrams).prefixes(features.prefixes.clone());
        params = params.counts(features.counts).normalize(features.normalize).informal(features.informal);
        params = params.characters(features.characters);
        trained(&data, seed, |data| params.fit_with(former, data));
    }
}

fn trained(data: &Dataset, seed: u64, fit: impl Fn(&Dataset) -> Result<FittedStance, Error> + Sync) {
    let fitted = match fit(data) {
        Ok(fitted) => fitted,
        Err(error) => return assert_speaks(&error),
    };
    assert!(!fitted.report().to_string().is_empty());
    let model = fitted.model();
    let bytes = model.to_bytes().expect("a model that fits can be saved");
    let read = StanceModel::from_bytes(&bytes).unwrap_or_else(|error| panic!("what was saved is loaded: {error}"));
    model_file::holds(&read, &bytes);
    is_sound(model, &read, data);
    let other_order = fit(&shuffled(data, seed)).expect("the same data").into_model();
    assert!(other_order.to_bytes().expect("a model") == bytes, "the order of rows changes nothing");
    let pool = &pools()[seed as usize % 2];
    let elsewhere = pool.install(|| fit(data)).expect("the same data").into_model();
    assert!(elsewhere.to_bytes().expect("a model") == bytes, "the number of threads changes nothing");
}

/// One thread, and more than the machine may have.
fn pools() -> &'static [rayon::ThreadPool; 2] {
    static POOLS: OnceLock<[rayon::ThreadPool; 2]> = OnceLock::new();
    POOLS.get_or_init(|| {
        [1, 3].map(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads"))
    })
}

/// A model and itself as it was loaded say the same, and sound things, of the data that it was trained on.
fn is_sound(model: &StanceModel, read: &StanceModel, data: &Dataset) {
    let plain = Plain::new(model);
    let known = |stemmer: &str| ["english", "russian", "none"].contains(&stemmer);
    for sentence in data {
        let prediction = model.classify(&sentence.text);
        text::is_prediction(&prediction);
        assert_eq!(read.classify(&sentence.text), prediction);
        explanation::holds(model, &sentence.text);
        if known(model.features().stemmer.as_str()) {
            assert_same(model, &plain, &sentence.text);
        }
    }
    let evaluation = model.evaluate(data).expect("there are sentences");
    for &metric in Metric::ALL {
        if let Some(value) = evaluation.metric(metric) {
            assert!(value.is_finite() && value >= 0.0, "{metric} is {value}");
        }
    }
    assert!(!evaluation.to_string().is_empty());
}

/// A warm start is refused or gives a model that can be saved.
fn warm(params: &StanceParams, data: &Dataset) {
    match params.fit_from(models::chosen(1), data) {
        Ok(fitted) => {
            let bytes = fitted.model().to_bytes().expect("a model that fits can be saved");
            assert!(StanceModel::from_bytes(&bytes).is_ok());
        }
        Err(error) => assert_speaks(&error),
    }
}
