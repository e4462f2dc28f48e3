//! Properties of evaluations, intervals and comparisons.

mod draws;

use draws::draw;
use geostance::{
    Dataset, Error, Evaluation, Prediction, Stance, StanceModel,
    dataset::LabelledSentence,
    error::EvaluationError,
    evaluation::{Bootstrap, Comparison, CrossValidation, Metric},
    model::{Calibration, DEFAULT_THRESHOLD},
};

/// Random numbers from 0 to 1, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        draw(&mut self.0, 1 << 31) as f64 / f64::from(1_u32 << 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        let number = self.next();
        (1..bound).filter(|&limit| number * bound as f64 >= limit as f64).count()
    }
}

/// Labelled sentences in groups, with predictions that are right as often as `skill` says.
fn sample(seed: u64, groups: usize, size: usize, skill: f64) -> Vec<(LabelledSentence, Prediction)> {
    let mut numbers = Numbers(seed);
    let mut rows = Vec::new();
    for group in 0..groups {
        for member in 0..size {
            let label = numbers.below(4);
            let stance = Stance::ALL.get(label).copied();
            let said = if numbers.next() < skill { label % 3 } else { numbers.below(3) };
            let largest = 0.4 + 0.6 * numbers.next();
            let mut probabilities = [(1.0 - largest) / 2.0; 3];
            probabilities[said] = largest;
            let evidence = if stance.is_some() { 0.3 + 0.7 * numbers.next() } else { 0.7 * numbers.next() };
            let sentence = LabelledSentence::new(stance, format!("{group}, {member}")).group(format!("g{group}"));
            rows.push((sentence, Prediction::new(probabilities, evidence).unwrap()));
        }
    }
    rows
}

fn evaluation(rows: &[(LabelledSentence, Prediction)]) -> Evaluation {
    Evaluation::from_sentences(rows.iter().map(|(sentence, prediction)| (sentence, *prediction)))
}

fn test_data() -> Dataset {
    Dataset::load("fixtures/test.csv").unwrap()
}

#[test]
fn intervals_hold_their_estimates() {
    for seed in 0..20 {
        let evaluation = evaluation(&sample(seed, 30, 10, 0.6));
        let intervals = evaluation.intervals(&Bootstrap::new().resamples(200).seed(seed)).unwrap();
        assert_eq!(intervals.groups(), 30);
        for &metric in Metric::ALL.iter().filter(|metric| **metric != Metric::Ece) {
            let interval = intervals.of(metric);
            let (low, estimate, high) = (interval.low.unwrap(), interval.estimate.unwrap(), interval.high.unwrap());
            assert!(low < estimate && estimate < high, "{metric}, seed {seed}: {interval}");
            assert_eq!((interval.estimate, interval.undefined), (evaluation.metric(metric), 0));
        }
    }
}

#[test]
fn a_higher_level_or_fewer_groups_widen_intervals() {
    let width = |groups: usize, level: f64| {
        let intervals = evaluation(&sample(3, groups, 10, 0.6)).intervals(&Bootstrap::new().level(level)).unwrap();
        let accuracy = intervals.of(Metric::Accuracy);
        accuracy.high.unwrap() - accuracy.low.unwrap()
    };
    assert!(width(30, 0.99) > width(30, 0.9));
    assert!(width(20, 0.95) > width(500, 0.95));
}

#[test]
fn intervals_cover_the_truth_about_as_often_as_they_say() {
    // Right on purpose with the probability 0.6, else by chance with a third.
    let truth = 0.6 + 0.4 / 3.0;
    let covered = (0..200_u64).filter(|&seed| {
        let intervals =
            evaluation(&sample(seed * 77 + 5, 60, 5, 0.6)).intervals(&Bootstrap::new().resamples(300)).unwrap();
        let accuracy = intervals.of(Metric::Accuracy);
        (accuracy.low.unwrap()..=accuracy.high.unwrap()).contains(&truth)
    });
    let covered = covered.count();
    assert!((180..=199).contains(&covered), "{covered} of 200 at 95 %");
}

#[test]
fn groups_that_are_alike_have_wider_intervals_than_single_sentences() {
    let mut rows = sample(9, 40, 1, 0.5);
    let copies: Vec<_> = rows.iter().flat_map(|row| std::iter::repeat_n(row.clone(), 10)).collect();
    let grouped = evaluation(&copies).intervals(&Bootstrap::new()).unwrap();
    let single = Evaluation::from_predictions(copies.iter().map(|(row, prediction)| (row.stance, *prediction)));
    let single = single.intervals(&Bootstrap::new()).unwrap();
    let width = |intervals: &geostance::evaluation::Intervals| {
        intervals.of(Metric::Accuracy).high.unwrap() - intervals.of(Metric::Accuracy).low.unwrap()
    };
    assert!(width(&grouped) > 2.0 * width(&single));
    // Sentences without a group are groups of their own, with their equals.
    for (row, _) in &mut rows {
        row.group = None;
    }
    let copies: Vec<_> = rows.iter().flat_map(|row| std::iter::repeat_n(row.clone(), 10)).collect();
    assert_eq!(evaluation(&copies).groups(), 40);
}

#[test]
fn figures_undefined_in_resamples_are_counted() {
    // Only one of three groups has sentences without a stance.
    let mut rows = sample(1, 3, 4, 0.9);
    for (number, (row, _)) in rows.iter_mut().enumerate() {
        row.stance = (number != 0).then_some(Stance::ALL[number % 3]);
    }
    let intervals = evaluation(&rows).intervals(&Bootstrap::new()).unwrap();
    let undefined = intervals.of(Metric::EvidenceAuroc).undefined;
    // The group is missing from a resample with the probability (2/3)³ = 0.296.
    assert!((240..360).contains(&undefined), "{undefined}");
    assert_eq!(intervals.of(Metric::Accuracy).undefined, 0);
    assert!(intervals.to_string().contains(&format!("undefined in {undefined} resamples")), "{intervals}");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let (one, other) = (evaluation(&sample(4, 25, 8, 0.7)), evaluation(&sample(4, 25, 8, 0.7)));
    let weaker = evaluation(
        &sample(4, 25, 8, 0.7)
            .into_iter()
            .map(|(row, _)| (row, Prediction::new([0.2, 0.5, 0.3], 0.6).unwrap()))
            .collect::<Vec<_>>(),
    );
    assert_eq!(one, other);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let bootstrap = Bootstrap::new().resamples(333);
            (one.intervals(&bootstrap).unwrap(), Comparison::paired(&one, &weaker, &bootstrap).unwrap())
        })
    };
    let expected = with(1);
    for threads in [2, 3, 7] {
        assert_eq!(with(threads), expected);
    }
}

#[test]
fn a_model_does_not_differ_from_itself() {
    let one = evaluation(&sample(6, 20, 6, 0.7));
    let comparison = Comparison::paired(&one, &one, &Bootstrap::new().resamples(100)).unwrap();
    for &metric in Metric::ALL {
        let difference = comparison.of(metric);
        assert_eq!(difference.p_value, Some(1.0), "{metric}");
        let interval = difference.difference;
        assert_eq!((interval.estimate, interval.low, interval.high), (Some(0.0), Some(0.0), Some(0.0)));
    }
}

#[test]
fn a_better_model_differs_and_the_order_turns_the_sign() {
    let (good, bad) = (sample(8, 40, 8, 0.9), sample(8, 40, 8, 0.9));
    let mut numbers = Numbers(1);
    let worse = bad.into_iter().map(|(row, prediction)| {
        let mut probabilities = prediction.probabilities().into_array();
        probabilities.rotate_left(usize::from(numbers.next() < 0.3));
        (row, Prediction::new(probabilities, prediction.evidence()).unwrap())
    });
    let (good, worse) = (evaluation(&good), evaluation(&worse.collect::<Vec<_>>()));
    let bootstrap = Bootstrap::new();
    let forth = Comparison::paired(&good, &worse, &bootstrap).unwrap();
    let back = Comparison::paired(&worse, &good, &bootstrap).unwrap();
    for metric in [Metric::MacroF1, Metric::Accuracy, Metric::LogLoss, Metric::Aurc] {
        let (forth, back) = (forth.of(metric), back.of(metric));
        let better = forth.difference.estimate.unwrap();
        assert_eq!(better > 0.0, metric.higher_is_better(), "{metric}");
        assert_eq!(back.difference.estimate, Some(-better));
        assert_eq!(forth.p_value, back.p_value);
        assert!(forth.p_value.unwrap() < 0.01, "{metric}: {:?}", forth.p_value);
    }
    // Evidence is the same in both.
    assert_eq!(forth.of(Metric::EvidenceAuroc).p_value, Some(1.0));
}

#[test]
fn only_the_same_sentences_are_compared_or_divided() {
    let rows = sample(2, 4, 3, 0.7);
    let base = evaluation(&rows);
    let changed = |change: fn(&mut LabelledSentence)| {
        let mut rows = rows.clone();
        change(&mut rows[7].0);
        evaluation(&rows)
    };
    for other in [
        changed(|row| row.stance = if row.stance.is_none() { Some(Stance::ProMoscow) } else { None }),
        changed(|row| row.text.push('!')),
        changed(|row| row.group = Some("another".to_owned())),
    ] {
        let error = Comparison::paired(&base, &other, &Bootstrap::new()).unwrap_err();
        assert_eq!(error.to_string(), "not the same sentences: they differ at sentence 8");
    }
    let error = Comparison::paired(&base, &evaluation(&rows[..5]), &Bootstrap::new()).unwrap_err();
    assert!(matches!(error, Error::Evaluation(EvaluationError::OtherCount { expected: 12, found: 5 })));
    let mut data = Dataset::new();
    for (row, _) in &rows {
        data.push(row.clone()).unwrap();
    }
    assert_eq!(base.by(&data, |row| row.group.clone()).unwrap().len(), 4);
    let mut other = data.filter(|row| row.group.as_deref() != Some("g3"));
    assert_eq!(base.by(&other, |_| ()).unwrap_err().to_string(), "not the same sentences: 12 against 9");
    for row in data.sentences()[9..].iter().rev() {
        other.push(row.clone()).unwrap();
    }
    assert_eq!(base.by(&other, |_| ()).unwrap_err().to_string(), "not the same sentences: they differ at sentence 10");
}

#[test]
fn parts_add_up_to_the_whole() {
    let data = test_data();
    let whole = StanceModel::pretrained().evaluate(&data).unwrap();
    let parts = whole.by(&data, |row| row.metadata.get("register").unwrap().to_owned()).unwrap();
    assert_eq!(parts.len(), 11);
    let sum = |count: fn(&Evaluation) -> usize| parts.values().map(count).sum::<usize>();
    assert_eq!(sum(Evaluation::with_stance), whole.with_stance());
    assert_eq!(sum(Evaluation::without_stance), whole.without_stance());
    assert_eq!(sum(Evaluation::groups), whole.groups());
    assert_eq!(sum(|part| part.confusion().count(Stance::ProMoscow, Stance::MultiVector)), {
        whole.confusion().count(Stance::ProMoscow, Stance::MultiVector)
    });
    assert_eq!(whole.by(&data, |_| ()).unwrap()[&()], whole);
    let mine = &parts["wire"];
    let alone =
        StanceModel::pretrained().evaluate(&data.filter(|row| row.metadata.get("register") == Some("wire"))).unwrap();
    assert!(Metric::ALL.iter().all(|&metric| mine.metric(metric) == alone.metric(metric)));
}

#[test]
fn reliability_covers_all_sentences_in_order() {
    let evaluation = StanceModel::pretrained().evaluate(&test_data()).unwrap();
    for bins in [1, 2, 7, 10, 5000] {
        for (table, sentences) in [
            (evaluation.reliability(bins), evaluation.with_stance()),
            (evaluation.evidence_reliability(bins), evaluation.sentences().len()),
        ] {
            assert_eq!(table.bins.len(), bins.min(sentences));
            assert_eq!(table.bins.iter().map(|bin| bin.count).sum::<usize>(), sentences);
            assert!(table.bins.iter().all(|bin| bin.low <= bin.predicted + 1e-12 && bin.predicted <= bin.high + 1e-12));
            assert!(table.bins.is_sorted_by(|a, b| a.high <= b.low && a.count.abs_diff(b.count) <= 1));
        }
    }
    let share = evaluation.reliability(1).bins[0].observed;
    assert!((share - evaluation.accuracy().unwrap()).abs() < 1e-12);
}

#[test]
fn the_curve_agrees_with_what_is_decided() {
    let evaluation = StanceModel::pretrained().evaluate(&test_data()).unwrap();
    let curve = evaluation.risk_coverage();
    for threshold in [0.0, 0.3, DEFAULT_THRESHOLD, 0.8, 0.99] {
        let decided: Vec<_> =
            evaluation.sentences().iter().filter(|row| row.prediction().decided(threshold).is_some()).collect();
        let wrong = decided.iter().filter(|row| row.prediction().decided(threshold) != row.label()).count();
        let point = curve.at(threshold).unwrap();
        let (all, decided) = (evaluation.sentences().len() as f64, decided.len());
        let shares = (decided as f64 / all, wrong as f64 / decided as f64);
        assert_eq!((point.decided, (point.coverage, point.risk)), (decided, shares));
    }
    assert_eq!(curve.points.last().unwrap().decided, curve.sentences);
    for risk in [0.02, 0.05, 0.1, 0.2] {
        let threshold = curve.threshold_for_risk(risk).unwrap();
        let above = curve.points.iter().filter(|p| p.threshold >= threshold && p.decided as f64 >= 3.0 / risk);
        assert!(above.clone().count() > 0 && above.clone().all(|point| point.risk <= risk), "{risk}");
        let next = curve.points.iter().find(|point| point.threshold < threshold).unwrap();
        assert!(next.risk > risk, "{risk}");
    }
    assert_eq!(curve.threshold_for_risk(0.05), evaluation.threshold_for_risk(0.05));
}

#[test]
fn calibration_changes_probabilities_and_not_stances() {
    let data = test_data();
    let model = StanceModel::pretrained();
    let uncalibrated = model.clone().with_calibration(Calibration::default()).unwrap();
    let (after, before) = (model.evaluate(&data).unwrap(), uncalibrated.evaluate(&data).unwrap());
    assert_eq!(after.confusion(), before.confusion());
    assert_eq!(after.evidence_auroc().map(|a| (a * 1e9).round()), before.evidence_auroc().map(|a| (a * 1e9).round()));
    let back = uncalibrated.with_calibration(*model.calibration()).unwrap();
    assert_eq!(back.evaluate(&data).unwrap(), after);
    let mut broken = Calibration::default();
    broken.evidence_offset = f64::NAN;
    assert_eq!(
        back.with_calibration(broken).unwrap_err().to_string(),
        "parameter calibration is 1, 1, NaN; expected 0.001 to 1000, 0.001 to 1000, -1000 to 1000"
    );
}

#[test]
fn cross_validation_gives_a_threshold() {
    let params = StanceModel::params().calibration_folds(0);
    let validation = CrossValidation::run(&params, &test_data(), 3, 0).unwrap();
    let pooled = validation.pooled();
    let threshold = pooled.threshold_for_risk(0.2).unwrap();
    assert!(pooled.risk_coverage().at(threshold).unwrap().risk <= 0.2);
}

#[test]
fn whole_groups_are_those_counted_by_hand() {
    let sure = |stance: Stance| {
        let mut probabilities = [0.0; 3];
        probabilities[stance.index()] = 1.0;
        Prediction::new(probabilities, 1.0).unwrap()
    };
    let [first, second, third] = Stance::ALL;
    let rows: Vec<_> = [
        ("a", Some(first), first),
        ("a", Some(second), second),
        ("b", Some(first), first),
        ("b", Some(second), third),
        ("c", Some(third), third),
        ("c", Some(first), first),
        ("c", Some(second), second),
        ("c", None, first),
    ]
    .into_iter()
    .enumerate()
    .map(|(number, (group, label, said))| {
        (LabelledSentence::new(label, format!("Sentence {number}.")).group(group), sure(said))
    })
    .chain([(LabelledSentence::new(Some(first), "Alone."), sure(first))])
    .collect();
    let groups = evaluation(&rows).whole_groups(&Bootstrap::new().resamples(100)).unwrap();
    let counts: Vec<_> = groups.iter().map(|g| (g.size, g.groups, g.right, g.share.estimate)).collect();
    assert_eq!(counts, [(2, 2, 1, Some(0.5)), (3, 1, 1, Some(1.0))]);
    assert_eq!(groups[0].to_string(), "groups of 2: 1 of 2 wholly right, 0.500 [0.000, 1.000]");
    assert_eq!(groups[1].to_string(), "groups of 3: 1 of 1 wholly right, 1.000");
    assert!(evaluation(&rows).whole_groups(&Bootstrap::new().level(2.0)).is_err());
}
