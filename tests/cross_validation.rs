//! Cross-validation and search: what is shared between folds and candidates changes nothing.

use geostance::{Dataset, Error, StanceModel, StanceParams, evaluation::CrossValidation, model::Counts};
use std::sync::Mutex;

fn data() -> Dataset {
    Dataset::load("fixtures/test.csv").unwrap()
}

fn params() -> StanceParams {
    StanceModel::params().calibration_folds(0)
}

#[test]
fn predictions_are_those_of_models_of_the_other_folds() {
    let data = data();
    let mut rows = data.sentences().to_vec();
    rows[3].weight = 0.0;
    rows[5].weight = 2.5;
    let mut data = Dataset::new();
    for row in rows {
        data.push(row).unwrap();
    }
    for params in [params(), params().counts(Counts::Sublinear).naive_bayes(None), StanceModel::params().ngrams(1)] {
        let validation = CrossValidation::run(&params, &data, 3, 1).unwrap();
        let held_out = validation.predictions();
        assert_eq!(held_out.len(), data.len());
        for fold in 0..3 {
            let mut others = Dataset::new();
            for (row, _) in data.sentences().iter().zip(held_out).filter(|(_, it)| it.fold != fold) {
                others.push(row.clone()).unwrap();
            }
            let model = params.fit(&others).unwrap().into_model();
            for (row, it) in data.sentences().iter().zip(held_out).filter(|(_, it)| it.fold == fold) {
                // Here sums go by column, there by where terms first stand: the last bits may differ.
                let (found, expected) = (it.prediction, model.classify(&row.text));
                let pairs = found.probabilities().into_array().into_iter().zip(expected.probabilities().into_array());
                assert!(pairs.chain([(found.evidence(), expected.evidence())]).all(|(a, b)| (a - b).abs() < 1e-12));
                assert_eq!(found.known_features(), expected.known_features(), "{}", row.text);
            }
        }
    }
}

#[test]
fn a_search_gives_what_each_run_gives() {
    let data = data();
    let candidates = [
        params().min_df(1e9),
        params().ngrams(1).l2(1e-3),
        params().l2(-1.0),
        params().naive_bayes(None),
        params().min_df(3.0),
        params().actors(None).c(1.0),
    ];
    let steps = Mutex::new(Vec::new());
    let found =
        CrossValidation::search_with_progress(&candidates, &data, 3, 0, |step| steps.lock().unwrap().push(*step));
    assert_eq!(found.len(), candidates.len());
    for (found, candidate) in found.iter().zip(&candidates) {
        match (found, CrossValidation::run(candidate, &data, 3, 0)) {
            (Ok(found), Ok(alone)) => assert_eq!(*found, alone),
            (Err(found), Err(alone)) => assert_eq!(found.to_string(), alone.to_string()),
            (found, alone) => panic!("{found:?} {alone:?}"),
        }
    }
    assert!(matches!(found[2], Err(Error::Params(_))) && matches!(found[0], Err(Error::Training(_))));
    assert_eq!(found.iter().filter(|found| found.is_ok()).count(), 4);
    let steps = steps.into_inner().unwrap();
    assert_eq!(steps.len(), 5 * 3, "a candidate out of range is not tried");
    assert!(steps.iter().all(|step| step.total == 15 && step.done <= 15));
    assert_eq!(steps.iter().filter(|step| step.candidate == 3).count(), 3);
    // Where nothing can be tried, every candidate says why.
    let nothing = CrossValidation::search(&candidates, &Dataset::new(), 3, 0);
    assert!(nothing.iter().all(Result::is_err) && nothing.len() == candidates.len());
    assert!(CrossValidation::search(&[], &data, 3, 0).is_empty());
}

#[test]
fn prepared_data_give_the_same_model() {
    let data = data();
    let base = params().min_df(2.0);
    let prepared = base.prepare(&data).unwrap();
    for params in [base.clone(), base.clone().l2(1e-3), base.clone().min_df(4.0), base.clone().naive_bayes(None)] {
        let shared = params.fit_prepared(&prepared).unwrap().into_model().to_bytes().unwrap();
        assert!(shared == params.fit(&data).unwrap().into_model().to_bytes().unwrap());
    }
    let message = |params: &StanceParams| params.fit_prepared(&prepared).unwrap_err().to_string();
    assert_eq!(
        message(&base.clone().min_df(1.0)),
        "parameter min_df is 1; expected no less than that of the prepared data"
    );
    assert!(message(&base.clone().ngrams(1)).ends_with("expected those of the prepared data"));
    let other = base.clone().prefixes([]);
    assert!(CrossValidation::run_prepared(&other, &prepared, 3, 0).is_err());
}

#[cfg(feature = "parallel")]
#[test]
fn the_number_of_threads_changes_no_bit() {
    let data = data();
    let candidates = [params(), params().naive_bayes(None)];
    let search = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let found = pool.install(|| CrossValidation::search(&candidates, &data, 4, 0));
        found.into_iter().map(Result::unwrap).collect::<Vec<_>>()
    };
    let one = search(1);
    assert!(one == search(2) && one == search(8));
}

#[test]
fn predictions_come_in_the_order_of_the_dataset() {
    let data = data();
    let mut reversed = Dataset::new();
    for row in data.sentences().iter().rev() {
        reversed.push(row.clone()).unwrap();
    }
    let of = |data: &Dataset| CrossValidation::run(&params(), data, 3, 0).unwrap().predictions().to_vec();
    let mut backwards = of(&reversed);
    backwards.reverse();
    assert_eq!(of(&data), backwards);
}
