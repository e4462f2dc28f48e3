//! Adapting a model to new labels, and starting from one.

use geostance::{
    Dataset, Error, Stance, StanceModel, StanceParams,
    dataset::LabelledSentence,
    error::TrainingError,
    training::{CalibrationOutcome, PriorStrength, Stage},
};
use std::collections::BTreeSet;
use std::sync::Mutex;

fn file(path: &str) -> Dataset {
    Dataset::load(format!("fixtures/{path}")).unwrap()
}

fn dataset(sentences: impl IntoIterator<Item = LabelledSentence>) -> Dataset {
    let mut data = Dataset::new();
    for sentence in sentences {
        data.push(sentence).unwrap();
    }
    data
}

/// A model of half the sentences of two registers.
fn prior_of(registers: [&str; 2]) -> StanceModel {
    let [mut data, other] = registers.map(|register| file(&format!("train/{register}.csv")));
    data.append(other);
    StanceModel::params().fit(&data.hold_out(0.5, 0).train).unwrap().into_model()
}

fn prior() -> StanceModel {
    prior_of(["wire", "readout"])
}

/// The same with soft labels in every third sentence, as of coders who differ.
fn softened(data: &Dataset) -> Dataset {
    dataset(data.sentences().iter().cloned().enumerate().map(|(number, row)| match number % 3 {
        0 => {
            let distribution = row.distribution();
            row.soft(Stance::ALL.map(|stance| 0.75 * distribution[stance] + 0.25 / 3.0))
        }
        _ => row,
    }))
}

fn fit_of_strength(stage: Stage) -> Option<usize> {
    match stage {
        Stage::PriorStrength { fit, fits: 35 } => Some(fit),
        _ => None,
    }
}

fn adaptation() -> StanceParams {
    StanceModel::params().calibration_folds(0)
}

#[test]
fn an_adapted_model_is_better_than_the_prior_and_than_the_data_alone() {
    let prior = prior_of(["opinion", "claim"]);
    let split = file("train/headline.csv").hold_out(0.75, 0);
    let f1 = |model: &StanceModel| model.evaluate(&split.test).unwrap().macro_f1().unwrap();
    let stages = Mutex::new(Vec::new());
    let params = StanceModel::params();
    let prepared = params.prepare_with(&prior, &split.train).unwrap();
    let on_step = |step: &geostance::training::Progress| stages.lock().unwrap().push(step.stage);
    let fitted = params.fit_prepared_with_progress(&prepared, on_step).unwrap();
    let chosen_from: BTreeSet<usize> = stages.into_inner().unwrap().into_iter().filter_map(fit_of_strength).collect();
    assert!(chosen_from.len() >= 25 && chosen_from.last() < Some(&35), "{chosen_from:?}");
    let report = fitted.report().to_string();
    assert!(fitted.report().converged, "{report}");
    assert!(matches!(fitted.report().prior_strength, Some(PriorStrength::Finite(_))), "{report}");
    assert!(report.contains("\nprior:       strength 0.0"), "{report}");
    let alone = f1(StanceModel::params().fit(&split.train).unwrap().model());
    let (before, after) = (f1(&prior), f1(fitted.model()));
    assert!(after > before + 0.1 && after > alone, "prior {before}, data alone {alone}, both {after}");
    let provenance = fitted.model().provenance();
    assert_eq!(provenance.adapted_from.as_deref(), Some(prior.provenance().data_sha256.as_str()));
    assert!(provenance.prior_strength.is_some());
    let read = StanceModel::from_bytes(&fitted.model().to_bytes().unwrap()).unwrap();
    assert_eq!(read.provenance(), provenance);
}

#[test]
fn the_vocabulary_is_the_priors_and_the_frequent_terms_of_the_data() {
    let prior = prior();
    let data = file("train/claim.csv");
    let adapted = adaptation().prior_strength(Some(1e-3)).fit_with(&prior, &data).unwrap().into_model();
    let alone = StanceModel::params().calibration_folds(0).prune(0.0).fit(&data).unwrap().into_model();
    let terms = |model: &StanceModel| model.terms().map(|term| term.text().to_owned()).collect::<Vec<_>>();
    let mut expected = [terms(&prior), terms(&alone)].concat();
    expected.sort();
    expected.dedup();
    assert_eq!(terms(&adapted), expected);
    assert_eq!(adapted.features(), prior.features());
}

#[test]
fn a_strong_prior_stays_and_a_weak_one_yields() {
    let prior = prior();
    let data = file("train/claim.csv");
    let distance = |strength| {
        let adapted = adaptation().prior_strength(Some(strength)).fit_with(&prior, &data).unwrap().into_model();
        let weights = adapted.terms().zip(0..).filter_map(|(term, _)| {
            let before = prior.terms().find(|before| before.text() == term.text())?;
            Some((term.weight(Stance::ProMoscow) - before.weight(Stance::ProMoscow)).powi(2))
        });
        weights.take(300).sum::<f64>()
    };
    let [weak, strong, stronger] = [1e-4, 1.0, 1e4].map(distance);
    assert!(weak > 1e3 * strong && strong > stronger && stronger < 1e-6, "{weak} {strong} {stronger}");
}

#[test]
fn classes_that_the_data_lack_are_left_as_they_are() {
    let prior = prior();
    let claims = file("train/claim.csv");
    // Without background sentences the evidence of the prior remains.
    let stances = claims.filter(|row| row.stance.is_some());
    let adapted = adaptation().prior_strength(Some(1e-3)).fit_with(&prior, &stances).unwrap().into_model();
    assert!(adapted.knows_none());
    let auroc = adapted.evaluate(&claims).unwrap().evidence_auroc().unwrap();
    assert!(auroc > 0.7, "{auroc}");
    // Of one class there is nothing to learn.
    let one = claims.filter(|row| row.stance == Some(Stance::ProMoscow));
    for params in [adaptation(), adaptation().prior_strength(Some(1e-3))] {
        let same = params.fit_with(&prior, &one).unwrap();
        for sentence in claims.sentences().iter().take(50) {
            assert_eq!(same.model().classify(&sentence.text), prior.classify(&sentence.text));
        }
        assert_eq!(same.report().calibration, CalibrationOutcome::Kept);
    }
    // Two sentences are data too.
    let two = dataset([
        LabelledSentence::new(Some(Stance::MultiVector), "The zhuz council favours all neighbours."),
        LabelledSentence::new(Some(Stance::ProMoscow), "The zhuz council favours Moscow."),
    ]);
    let fitted = adaptation().min_df(1.0).fit_with(&prior, &two).unwrap();
    assert_eq!(fitted.report().sentences, [1, 1, 0, 0].into());
    assert!(fitted.model().classify("zhuz").known_features() > 0);
}

#[test]
fn a_prior_without_background_learns_it() {
    let stances = file("train/wire.csv").filter(|row| row.stance.is_some());
    let prior = StanceModel::params().calibration_folds(0).fit(&stances).unwrap().into_model();
    let adapted =
        adaptation().prior_strength(Some(1e-3)).fit_with(&prior, &file("train/claim.csv")).unwrap().into_model();
    assert!(adapted.knows_none() && !prior.knows_none());
    assert!(adapted.evaluate(&file("test.csv")).unwrap().evidence_auroc().unwrap() > 0.7);
}

#[test]
fn a_prior_is_held_as_strongly_as_it_deserves() {
    // Of few sentences like those of the prior there is little to learn.
    let few = file("train/wire.csv").hold_out(0.5, 0).test.hold_out(0.3, 0).test;
    let strength = adaptation().fit_with(&prior(), &few).unwrap().report().prior_strength;
    assert_ne!(strength, Some(PriorStrength::Zero));
    // A prior that says the contrary of the data is dropped.
    let data = file("test.csv");
    let contrary = dataset(file("train/wire.csv").sentences().iter().cloned().map(|mut row| {
        row.stance = row.stance.map(|stance| Stance::ALL[(stance.index() + 1) % 3]);
        row
    }));
    let contrary = StanceModel::params().calibration_folds(0).l2(1e-6).fit(&contrary).unwrap().into_model();
    let strength = adaptation().fit_with(&contrary, &data).unwrap().report().prior_strength;
    assert!(matches!(strength, Some(PriorStrength::Zero | PriorStrength::Finite(..1e-3))), "{strength:?}");
}

#[test]
fn few_labels_of_one_class_more_than_another_leave_the_prior_nearly_as_good() {
    // Sixty sentences, nine of ten pro-Moscow, say little of how frequent the courses are elsewhere.
    let prior = prior();
    let split = file("train/analysis.csv").hold_out(0.2, 0);
    let rows = split.test.sentences().iter().take(150).enumerate();
    let of_one = |(number, row): &(usize, &LabelledSentence)| row.stance == Some(Stance::ProMoscow) || number % 10 == 0;
    let few = dataset(rows.filter(of_one).map(|(_, row)| row.clone()));
    assert!((40..80).contains(&few.len()), "{}", few.len());
    let f1 = |model: &StanceModel| model.evaluate(&split.train).unwrap().macro_f1().unwrap();
    let adapted = adaptation().prior_strength(Some(1e-2)).fit_with(&prior, &few).unwrap().into_model();
    let (before, after) = (f1(&prior), f1(&adapted));
    assert!(after > before - 0.05, "prior {before}, adapted {after}");
    // Without groups enough for folds the strength is near the prior.
    let one = dataset(few.sentences().iter().cloned().map(|row| row.group("one")));
    let strength = adaptation().fit_with(&prior, &one).unwrap().report().prior_strength;
    assert_eq!(strength, Some(PriorStrength::Finite(1e-2)));
}

#[test]
fn neither_rows_nor_threads_change_a_byte_of_an_adapted_model() {
    let prior = prior();
    let data = softened(&file("train/claim.csv").hold_out(0.2, 0).test);
    let mut rows = data.sentences().to_vec();
    rows.reverse();
    let params = StanceModel::params();
    let fit = |data: &Dataset| params.fit_with(&prior, data).unwrap().into_model().to_bytes().unwrap();
    let bytes = fit(&data);
    assert!(bytes == fit(&dataset(rows)));
    #[cfg(feature = "parallel")]
    for threads in [1, 2, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert!(bytes == pool.install(|| fit(&data)), "{threads} threads");
    }
}

#[test]
fn priors_that_do_not_fit_are_errors() {
    let prior = prior();
    let message = |params: StanceParams| params.fit_with(&prior, &file("test.csv")).unwrap_err().to_string();
    assert_eq!(
        message(adaptation().ngrams(5)),
        "parameter features is set to others; expected those of the model that is adapted; leave them as they are"
    );
    assert_eq!(
        message(adaptation().prior_strength(Some(-1.0))),
        "parameter prior_strength is -1; expected a finite number above zero, or none"
    );
    let nothing = adaptation().fit_with(&prior, &Dataset::new()).unwrap_err();
    assert!(matches!(nothing, Error::Training(TrainingError::NoSentences)));
    // The features of the prior, whatever they are.
    let plain = StanceModel::params().ngrams(1).prefixes([]).calibration_folds(0).fit(&file("test.csv")).unwrap();
    let adapted = adaptation().fit_with(plain.model(), &file("train/claim.csv")).unwrap();
    assert_eq!(adapted.model().features().ngrams, 1);
}

#[test]
fn a_warm_start_reaches_the_same_optimum_sooner() {
    let all = file("train/wire.csv");
    let params = StanceModel::params().calibration_folds(0).tolerance(1e-7);
    for params in [params.clone(), params.naive_bayes(None)] {
        let former = params.fit(&all.hold_out(0.05, 0).train).unwrap().into_model();
        let cold = params.fit(&all).unwrap();
        let warm = params.fit_from(&former, &all).unwrap();
        assert!(warm.report().converged && cold.report().converged);
        assert!(warm.report().iterations < cold.report().iterations, "{}\n{}", warm.report(), cold.report());
        assert!((warm.report().objective - cold.report().objective).abs() < 1e-9);
        let pairs = || warm.model().terms().zip(cold.model().terms());
        assert!(pairs().all(|(warm, cold)| warm.text() == cold.text()));
        let off =
            pairs().map(|(warm, cold)| (warm.weight(Stance::MultiVector) - cold.weight(Stance::MultiVector)).abs());
        assert!(off.fold(0.0, f64::max) < 1e-3);
        // Of a model that shares nothing it is a start from zero.
        let other = StanceModel::params().ngrams(1).prefixes([1]).min_df(200.0).calibration_folds(0).fit(&all).unwrap();
        let start = params.fit_from(other.model(), &all).unwrap();
        assert!((start.report().objective - cold.report().objective).abs() < 1e-9);
    }
}
