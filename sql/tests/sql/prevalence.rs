//! The aggregate that a labelled sample corrects: what the library says, in groups and in any division.

use crate::harness::{error, rows, session};
use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::datatypes::{Float64Type, Int64Type};
use datafusion::prelude::{CsvReadOptions, SessionConfig, SessionContext};
use geostance::prevalence::{PrevalenceOptions, Sample, SampledSentence, prevalence};
use geostance::{Outcome, Stance, StanceModel};

/// The held-out sentences, a tenth of them with their labels.
const SAMPLED: &str = "(select text, state, case when n % 10 = 0 then stance end as label, 0.1 as p from \
                       (select text, state, stance, row_number() over (order by text) as n from held_out))";

async fn held_out(ctx: &SessionContext) {
    ctx.register_csv("held_out", "../fixtures/test.csv", CsvReadOptions::new()).await.expect("the fixture");
}

async fn with_partitions(partitions: usize) -> SessionContext {
    let config = SessionConfig::new().with_target_partitions(partitions).with_batch_size(500);
    let ctx = SessionContext::new_with_config(config);
    geostance_sql::register(&ctx, StanceModel::pretrained());
    held_out(&ctx).await;
    ctx
}

fn number(found: &RecordBatch, outcome: &str, field: &str) -> f64 {
    let of_outcome = found.column(0).as_struct().column_by_name(outcome).expect(outcome).as_struct();
    of_outcome.column_by_name(field).expect(field).as_primitive::<Float64Type>().value(0)
}

#[tokio::test]
async fn estimates_are_those_of_the_library() {
    let ctx = with_partitions(1).await;
    let found = rows(&ctx, &format!("select stance_prevalence(text, label) from {SAMPLED}")).await;

    let labelled = rows(&ctx, &format!("select text, label from {SAMPLED}")).await;
    let (texts, labels) = (labelled.column(0).as_string::<i32>(), labelled.column(1).as_string::<i32>());
    let texts: Vec<&str> = texts.iter().flatten().collect();
    let sample = (0..labels.len()).filter(|&place| labels.is_valid(place)).map(|place| {
        let outcome: Outcome = labels.value(place).parse().expect("a label");
        SampledSentence::new(place, outcome.stance())
    });
    let predictions = StanceModel::pretrained().classify_batch(&texts);
    let expected = prevalence(&predictions, &Sample::new(sample), &PrevalenceOptions::new()).expect("an estimate");
    let names = [
        (Outcome::from(Stance::ProMoscow), "pro_moscow"),
        (Stance::MultiVector.into(), "multi_vector"),
        (Stance::WesternLeaning.into(), "western_leaning"),
        (Outcome::None, "none"),
    ];
    for (outcome, name) in names {
        let share = expected.share(outcome);
        let expected = [share.estimate, share.interval[0], share.interval[1], share.naive];
        let found = ["estimate", "low", "high", "naive"].map(|field| number(&found, name, field));
        assert_eq!(found, expected, "{name}");
    }
    let count =
        |name: &str| found.column(0).as_struct().column_by_name(name).expect(name).as_primitive::<Int64Type>().value(0);
    assert_eq!((count("sentences"), count("labelled")), (3818, 381));
}

#[tokio::test]
async fn the_truth_lies_within() {
    let ctx = with_partitions(2).await;
    let found = rows(&ctx, &format!("select stance_prevalence(text, label, p) from {SAMPLED}")).await;
    let truth = rows(&ctx, "select stance, count(*) / 3818.0 from held_out group by stance").await;
    let names = truth.column(0).as_string::<i32>();
    assert_eq!(names.len(), 4);
    for row in 0..4 {
        let name = names.value(row).replace('-', "_");
        let truth = truth.column(1).as_primitive::<Float64Type>().value(row);
        let [low, estimate, high] = ["low", "estimate", "high"].map(|field| number(&found, &name, field));
        assert!(
            low < estimate && estimate < high && low - 0.02 < truth && truth < high + 0.02,
            "{name}: {low} {truth} {high}"
        );
    }
}

#[tokio::test]
async fn any_division_gives_the_same_bits_and_small_groups_nothing() {
    let sql = format!("select state, stance_prevalence(text, label) as p from {SAMPLED} group by state order by state");
    let alone = rows(&with_partitions(1).await, &sql).await;
    for partitions in [2, 5] {
        assert_eq!(rows(&with_partitions(partitions).await, &sql).await, alone);
    }
    let states = alone.column(0).as_string::<i32>();
    let of = |state: &str| (0..states.len()).find(|&row| states.value(row) == state).expect(state);
    assert!(alone.column(1).is_valid(of("kazakhstan")));
    assert!(alone.column(1).is_null(of("china")), "nine sentences");
}

#[tokio::test]
async fn wrong_labels_and_arguments_are_named() {
    let ctx = session();
    for (sql, expected) in [
        ("select stance_prevalence('x', 'pro-russia')", "stance_prevalence: unknown label `pro-russia`"),
        (
            "select stance_prevalence('x')",
            "1 argument was given; expected stance_prevalence(text, label[, probability][, model])",
        ),
        ("select stance_prevalence(1, 'none')", "the text is of type Int64; expected stance_prevalence(text, label"),
        ("select stance_prevalence('x', 2)", "the label is of type Int64; expected stance_prevalence(text, label"),
        ("select stance_prevalence('x', 'none', 'missing.gst')", "stance_prevalence: cannot read missing.gst"),
    ] {
        let error = error(&ctx, sql).await;
        assert!(error.contains(expected), "{sql}: {error}");
    }
    let found = rows(&ctx, "select stance_prevalence('x', null)").await;
    assert!(found.column(0).is_null(0));
}
