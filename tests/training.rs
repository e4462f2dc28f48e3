//! Training: determinism, weights, errors, calibration that cannot be had.

mod draws;

use draws::draw;
use geostance::{
    Dataset, Error, Outcome, Stance, StanceModel,
    dataset::LabelledSentence,
    error::TrainingError,
    evaluation::CrossValidation,
    model::Stemmer,
    training::{CalibrationOutcome, ClassWeights},
};

fn test_data() -> Dataset {
    Dataset::load("fixtures/test.csv").unwrap()
}

fn dataset(sentences: impl IntoIterator<Item = LabelledSentence>) -> Dataset {
    let mut data = Dataset::new();
    for sentence in sentences {
        data.push(sentence).unwrap();
    }
    data
}

fn training_error(error: Error) -> TrainingError {
    match error {
        Error::Training(error) => error,
        other => panic!("{other:?}"),
    }
}

/// The test data with soft labels in every third sentence, as of coders who differ.
fn partly_soft() -> Dataset {
    dataset(test_data().sentences().iter().cloned().enumerate().map(|(number, row)| match number % 3 {
        0 => {
            let distribution = row.distribution();
            row.soft(Stance::ALL.map(|stance| 0.75 * distribution[stance] + 0.25 / 3.0))
        }
        _ => row,
    }))
}

#[test]
fn the_order_of_rows_changes_no_byte() {
    let data = partly_soft();
    let mut rows = data.sentences().to_vec();
    rows.reverse();
    rows.rotate_left(101);
    let one = StanceModel::params().fit(&data).unwrap().into_model();
    let other = StanceModel::params().fit(&dataset(rows)).unwrap().into_model();
    assert_eq!(one.to_bytes().unwrap(), other.to_bytes().unwrap());
}

#[cfg(feature = "parallel")]
#[test]
fn the_number_of_threads_changes_no_byte() {
    let data = partly_soft();
    let train = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| StanceModel::params().fit(&data).unwrap().into_model().to_bytes().unwrap())
    };
    let one = train(1);
    assert!(one == train(2) && one == train(8));
    assert!(one == train(1), "another run");
}

/// The largest difference between two models' probabilities and evidence on the test data.
fn difference(a: &StanceModel, b: &StanceModel) -> f64 {
    test_data()
        .sentences()
        .iter()
        .flat_map(|sentence| {
            let (a, b) = (a.classify(&sentence.text), b.classify(&sentence.text));
            let stances = Stance::ALL.map(|stance| (a.probability(stance) - b.probability(stance)).abs());
            [stances[0], stances[1], stances[2], (a.evidence() - b.evidence()).abs()]
        })
        .fold(0.0, f64::max)
}

#[test]
fn weight_two_equals_two_copies() {
    let rows = test_data().sentences().to_vec();
    let weighted =
        dataset(rows.iter().cloned().enumerate().map(|(i, row)| if i % 3 == 0 { row.weight(2.0) } else { row }));
    let copied =
        dataset(rows.iter().cloned().enumerate().flat_map(|(i, row)| vec![row; if i % 3 == 0 { 2 } else { 1 }]));
    let params = StanceModel::params().tolerance(1e-7);
    let weighted = params.fit(&weighted).unwrap().into_model();
    let copied = params.fit(&copied).unwrap().into_model();
    assert_eq!(weighted.terms().len(), copied.terms().len());
    let difference = difference(&weighted, &copied);
    assert!(difference < 1e-4, "{difference}");
}

#[test]
fn class_weights_equal_weights_of_sentences() {
    let rows = test_data().sentences().to_vec();
    let weights = [2.0_f32, 1.0, 3.0, 1.5];
    let class = |row: &LabelledSentence| row.stance.map_or(3, Stance::index);
    let weighted = dataset(rows.iter().cloned().map(|row| {
        let weight = weights[class(&row)];
        row.weight(weight)
    }));
    // What counts documents, the vocabulary and the ratios, is not touched by class weights.
    let params = StanceModel::params().naive_bayes(None).min_df(0.5).calibration_folds(0).tolerance(1e-7);
    let weighted = params.fit(&weighted).unwrap().into_model();
    let each = params.class_weights(ClassWeights::Each(weights.map(f64::from).into())).fit(&dataset(rows)).unwrap();
    let difference = difference(&weighted, each.model());
    assert!(difference < 1e-9, "{difference}");
}

#[test]
fn weight_zero_equals_absence() {
    let rows = test_data().sentences().to_vec();
    let zero = dataset(rows.iter().cloned().enumerate().map(|(i, row)| if i % 5 == 0 { row.weight(0.0) } else { row }));
    let absent = dataset(rows.iter().cloned().enumerate().filter(|(i, _)| i % 5 != 0).map(|(_, row)| row));
    let params = StanceModel::params().calibration_folds(0);
    let (zero, absent) = (params.fit(&zero).unwrap().into_model(), params.fit(&absent).unwrap().into_model());
    assert_eq!(difference(&zero, &absent).to_bits(), 0);
}

#[test]
fn balanced_classes_raise_the_rare_one() {
    let data = test_data();
    let few = data.filter(|row| row.stance != Some(Stance::MultiVector) || row.text.len() % 6 == 0);
    let plain = StanceModel::params().fit(&few).unwrap().into_model();
    let balanced = StanceModel::params().class_weights(ClassWeights::Balanced).fit(&few).unwrap().into_model();
    let recall = |model: &StanceModel| model.evaluate(&data).unwrap().class(Stance::MultiVector).recall.unwrap();
    assert!(recall(&balanced) > recall(&plain));
    let weights = balanced.provenance().class_weights;
    assert!(weights[Stance::MultiVector] > weights[Stance::ProMoscow], "{weights:?}");
    assert_eq!(plain.provenance().class_weights, [1.0; 4].into());
}

#[test]
fn the_shipped_parameters_converge_on_all_training_data_soon() {
    let paths = std::fs::read_dir("fixtures/train").unwrap().map(|entry| entry.unwrap().path());
    let data = Dataset::load_all(paths).unwrap();
    let report = StanceModel::params().calibration_folds(0).fit(&data).unwrap().report().clone();
    assert!(report.converged && report.relative_gradient <= 1e-4, "{report}");
    assert!(report.iterations < 80, "{report}");
}

#[test]
fn options_change_the_vocabulary_as_they_say() {
    let data = test_data();
    let terms = |params: geostance::StanceParams| {
        let model = params.calibration_folds(0).prune(0.0).fit(&data).unwrap().into_model();
        model.terms().map(|term| term.text().to_owned()).collect::<Vec<_>>()
    };
    let plain = StanceModel::params().actors(None);
    let words = terms(plain.clone().ngrams(1).prefixes([]));
    assert!(words.iter().all(|term| !term.contains([' ', '*', ':', '{'])));
    assert!(words.is_sorted());
    let prefixes = terms(plain.clone().ngrams(1).prefixes([3]));
    assert!(prefixes.iter().any(|term| term == "rus*"));
    let trigrams = terms(plain.clone().ngrams(3));
    assert!(trigrams.iter().any(|term| term.split(' ').count() == 3));
    let unstemmed = terms(plain.clone().stemmer(Stemmer::None).ngrams(1).prefixes([]));
    assert!(unstemmed.iter().any(|term| term == "countries") && !words.iter().any(|term| term == "countries"));
    let frequent = terms(plain.clone().ngrams(1).prefixes([]).min_df(20.0));
    let counts = |term: &str| {
        let has = |row: &&LabelledSentence| {
            geostance::tokens(&row.text, Stemmer::English).iter().any(|token| token.stem() == term)
        };
        data.sentences().iter().filter(has).count()
    };
    assert!(frequent.len() > 50 && frequent.iter().all(|term| counts(term) >= 20));
    assert!(words.iter().filter(|term| !frequent.contains(term)).take(50).all(|term| counts(term) < 20));
    let crossed = terms(StanceModel::params().crossed(["west"]).ngrams(1).prefixes([]));
    assert!(crossed.iter().any(|term| term.starts_with("1:")) && crossed.iter().any(|term| term == "{russia+west}"));
    assert!(crossed.iter().all(|term| !term.starts_with("2:")));
}

#[test]
fn pruning_leaves_out_what_weighs_least_and_changes_nothing_else() {
    let data = test_data();
    let fit = |share| StanceModel::params().calibration_folds(0).prune(share).fit(&data).unwrap().into_model();
    let (whole, half) = (fit(0.0), fit(0.5));
    assert_eq!(half.terms().len(), whole.terms().len() - whole.terms().len() / 2);
    assert_eq!((whole.provenance().prune, half.provenance().prune), (None, Some(0.5)));
    let weights = |term: &geostance::model::Term<'_>| Outcome::ALL.map(|outcome| term.weight(outcome));
    let spread = |term: &geostance::model::Term<'_>| {
        let weights = weights(term);
        weights.into_iter().fold(f64::MIN, f64::max) - weights.into_iter().fold(f64::MAX, f64::min)
    };
    let kept: std::collections::BTreeMap<String, [f64; 4]> =
        half.terms().map(|term| (term.text().to_owned(), weights(&term))).collect();
    let least_kept = half.terms().map(|term| spread(&term)).fold(f64::MAX, f64::min);
    for term in whole.terms() {
        match kept.get(term.text()) {
            Some(kept) => assert_eq!(kept.map(f64::to_bits), weights(&term).map(f64::to_bits), "{}", term.text()),
            None => assert!(spread(&term) <= least_kept, "{}", term.text()),
        }
    }
}

#[test]
fn every_stemmer_trains_and_survives_its_file() {
    let data = test_data();
    for &stemmer in Stemmer::ALL {
        let params = StanceModel::params().stemmer(stemmer).calibration_folds(0).max_iterations(3);
        let model = params.fit(&data).unwrap().into_model();
        let read = StanceModel::from_bytes(&model.to_bytes().unwrap()).unwrap();
        assert_eq!(read.features().stemmer, stemmer);
        assert_eq!(read.classify("The alliance with Moscow"), model.classify("The alliance with Moscow"));
    }
}

#[test]
fn without_none_evidence_is_one() {
    let model = StanceModel::params().fit(&test_data().filter(|row| row.stance.is_some())).unwrap().into_model();
    assert!(!model.knows_none());
    let p = model.classify("Moscow and Minsk signed a treaty.");
    assert_eq!(p.evidence().to_bits(), 1.0_f64.to_bits());
    assert!(model.terms().all(|term| term.weight(Outcome::None).abs() < f64::MIN_POSITIVE));
    assert!(model.explain("Moscow").score(Outcome::None).abs() < f64::MIN_POSITIVE);
}

#[test]
fn impossible_data_are_errors() {
    let fit = |data: &Dataset| training_error(StanceModel::params().fit(data).unwrap_err());
    assert_eq!(fit(&Dataset::new()), TrainingError::NoSentences);
    let zero = dataset([LabelledSentence::new(Some(Stance::ProMoscow), "a").weight(0.0)]);
    assert_eq!(fit(&zero), TrainingError::NoSentences);
    let one_class = dataset([LabelledSentence::new(Some(Stance::ProMoscow), "an ally")]);
    assert_eq!(fit(&one_class), TrainingError::MissingClass("multi-vector".to_owned()));
    let words = ["one", "two", "three"];
    let rare =
        dataset(Stance::ALL.into_iter().zip(words).map(|(stance, word)| LabelledSentence::new(Some(stance), word)));
    assert_eq!(fit(&rare), TrainingError::EmptyVocabulary { min_df: 2.0 });
    assert!(matches!(StanceModel::params().l2(f64::NAN).fit(&rare), Err(Error::Params(_))));
}

#[test]
fn parameters_without_a_finite_objective_end_and_say_so() {
    let data = test_data();
    for params in [
        StanceModel::params().l2(1e308),
        StanceModel::params().naive_bayes(Some(1e308)),
        StanceModel::params().class_weights(ClassWeights::Each([1e308; 4].into())),
    ] {
        match params.calibration_folds(0).fit(&data) {
            Ok(fitted) => assert!(!fitted.report().converged, "{}", fitted.report()),
            Err(error) => assert!(matches!(training_error(error), TrainingError::Solver(_))),
        }
    }
}

#[test]
fn calibration_shrinks_or_is_skipped_and_says_so() {
    let small = |groups: usize| {
        dataset((0..24).map(|i| {
            let text = format!("{} number {}", ["Russia", "China", "Europe"][i % 3], i / 3);
            LabelledSentence::new(Some(Stance::ALL[i % 3]), text).group(format!("g{}", (i / 3) % groups))
        }))
    };
    let outcome = |groups| StanceModel::params().fit(&small(groups)).unwrap().report().calibration;
    assert_eq!(outcome(8), CalibrationOutcome::Fitted { asked: 5, folds: 5 });
    assert_eq!(outcome(3), CalibrationOutcome::Fitted { asked: 5, folds: 3 });
    assert_eq!(outcome(1), CalibrationOutcome::Skipped { asked: 5 });
    let off = StanceModel::params().calibration_folds(0).fit(&small(3)).unwrap();
    assert_eq!(off.report().calibration, CalibrationOutcome::Off);
    assert_eq!(off.model().calibration(), &geostance::model::Calibration::default());
    let report = StanceModel::params().fit(&small(1)).unwrap().report().to_string();
    assert!(report.contains("calibration: skipped: 5 folds were asked for"), "{report}");
}

#[test]
fn cross_validation_shrinks_or_refuses() {
    let data = dataset((0..24).map(|i| {
        let text = format!("{} number {}", ["Russia", "China", "Europe"][i % 3], i / 3);
        LabelledSentence::new(Some(Stance::ALL[i % 3]), text).group(format!("g{}", (i / 3) % 3))
    }));
    let params = StanceModel::params().calibration_folds(0);
    let validation = CrossValidation::run(&params, &data, 10, 0).unwrap();
    assert_eq!(validation.folds().len(), 3);
    assert!(validation.to_string().starts_with("cross-validation over 3 folds instead of 10"));
    assert_eq!(validation.pooled().with_stance(), 24);
    let error = CrossValidation::run(&params, &data, 1, 0).unwrap_err();
    assert!(matches!(training_error(error), TrainingError::TooFewGroups { folds: 1, .. }));
    assert!(CrossValidation::run(&params, &Dataset::new(), 5, 0).is_err());
}

/// Rows of one text, so many of each outcome.
fn one_text(counts: [usize; 4]) -> Dataset {
    let rows = [Some(Stance::ProMoscow), Some(Stance::MultiVector), Some(Stance::WesternLeaning), None];
    dataset(rows.into_iter().zip(counts).flat_map(|(stance, count)| {
        (0..count).map(move |_| LabelledSentence::new(stance, "Talks on transit were held in the capital on Tuesday."))
    }))
}

#[test]
fn data_that_say_nothing_are_at_their_optimum_at_once_and_give_a_model_that_loads() {
    for counts in [[4, 4, 4, 0], [10, 10, 10, 10], [1, 1, 1, 1], [30, 30, 30, 0], [7, 7, 7, 7]] {
        for params in [
            StanceModel::params(),
            StanceModel::params().class_weights(ClassWeights::Balanced),
            StanceModel::params().naive_bayes(None).l2(1e-12),
            StanceModel::params().actors(None).c(1e6),
        ] {
            let fitted = params.min_df(1.0).fit(&one_text(counts)).unwrap();
            assert!(fitted.report().converged && fitted.report().iterations == 0, "{counts:?}: {}", fitted.report());
            let model = StanceModel::from_bytes(&fitted.model().to_bytes().unwrap()).unwrap();
            let p = model.classify("Talks on transit were held.");
            assert!(Stance::ALL.iter().all(|&stance| (p.probability(stance) - 1.0 / 3.0).abs() < 1e-9), "{p:?}");
        }
    }
}

#[test]
fn every_model_that_is_given_can_be_written_and_loaded_again() {
    let mut state = 1;
    let mut below = move |bound: usize| draw(&mut state, bound);
    let words = ["Moscow", "Brussels", "Beijing", "trade", "transit", "snow"];
    let mut written = 0;
    for _ in 0..150 {
        let data = dataset((0..6 + below(14)).map(|row| {
            let text: Vec<&str> = (0..=below(4)).map(|_| words[below(words.len())]).collect();
            LabelledSentence::new(Stance::ALL.get((row + below(2)) % 4).copied(), text.join(" "))
        }));
        let params = StanceModel::params().min_df(1.0).l2([1e-300, 1e-12, 1e-5, 1.0][below(4)]);
        let params = if below(2) == 0 { params } else { params.class_weights(ClassWeights::Balanced) };
        match params.fit(&data) {
            Ok(fitted) => {
                let bytes = fitted.model().to_bytes().unwrap();
                StanceModel::from_bytes(&bytes).unwrap_or_else(|error| panic!("{error}"));
                written += 1;
            }
            Err(error) => drop(training_error(error)),
        }
    }
    assert!(written > 75, "{written} of 150");
}

#[test]
fn calibration_by_a_column_needs_kinds() {
    let data = test_data();
    let by = |column| StanceModel::params().calibrate_by(Some(column)).fit(&data);
    let registers: std::collections::BTreeSet<_> =
        data.sentences().iter().filter_map(|row| row.metadata.get("register")).collect();
    let fitted = by("register").unwrap();
    let folds = registers.len();
    assert_eq!(fitted.report().calibration, CalibrationOutcome::Fitted { asked: folds, folds });
    assert_eq!(fitted.model().provenance().calibrated_by.as_deref(), Some("register"));
    let error = by("publisher").unwrap_err().to_string();
    assert_eq!(
        error,
        "the column `publisher`, by which the calibration is to be fitted, has 1 value; at least 2 are needed"
    );
}

#[test]
fn the_penalty_shrinks_with_the_data() {
    let data = test_data();
    let half = data.filter(|row| row.text.len() % 2 == 0);
    let l2 =
        |data: &Dataset| StanceModel::params().c(4.0).calibration_folds(0).fit(data).unwrap().model().provenance().l2;
    assert!(
        (l2(&data) * data.len() as f64 - 0.25).abs() < 1e-12 && (l2(&half) * half.len() as f64 - 0.25).abs() < 1e-12
    );
}
