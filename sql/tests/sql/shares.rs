//! The aggregate: what the library says of an article, in groups, in any division, over windows.

use crate::harness::{SENTENCES, error, rows, session, table};
use datafusion::arrow::array::{Array, ArrayRef, AsArray, RecordBatch, StringArray, StructArray};
use datafusion::arrow::datatypes::{Float64Type, Int64Type};
use datafusion::datasource::MemTable;
use datafusion::prelude::{SessionConfig, SessionContext};
use geostance::{Stance, StanceModel};
use std::sync::Arc;

const NAMES: [&str; 3] = ["pro_moscow", "multi_vector", "western_leaning"];

fn number(shares: &StructArray, name: &str, row: usize) -> f64 {
    shares.column_by_name(name).expect(name).as_primitive::<Float64Type>().value(row)
}

fn count(shares: &StructArray, name: &str, row: usize) -> i64 {
    shares.column_by_name(name).expect(name).as_primitive::<Int64Type>().value(row)
}

#[tokio::test]
async fn shares_are_those_of_the_library() {
    let model = StanceModel::pretrained();
    let sentences = [SENTENCES[0], SENTENCES[1], SENTENCES[2], SENTENCES[3], "Снег выпал."];
    for (threshold, sql) in
        [(0.6, "select stance_shares(text) from t"), (0.2, "select stance_shares(text, 0.2) from t")]
    {
        let texts: Vec<_> = sentences.into_iter().map(Some).chain([None, None]).collect();
        let found = rows(&table(vec![Arc::new(StringArray::from(texts))]), sql).await;
        let found = found.column(0).as_struct();
        let lines = sentences.join("\n");
        let shares = model.classify_lines(&lines).shares(threshold).expect("sentences");
        assert_eq!(count(found, "sentences", 0), 5);
        assert_eq!(count(found, "unknown", 0), shares.unknown() as i64);
        assert!((number(found, "courses", 0) - shares.courses()).abs() < 1e-12);
        assert!((number(found, "undecided", 0) - shares.undecided()).abs() < 1e-12);
        for (stance, name) in Stance::ALL.into_iter().zip(NAMES) {
            assert!((number(found, name, 0) - shares.mean_probabilities()[stance]).abs() < 1e-12);
            assert!((number(found, &format!("decided_{name}"), 0) - shares.of_stance(stance)).abs() < 1e-12);
        }
        let sum: f64 = NAMES.iter().map(|name| number(found, name, 0)).sum();
        assert!((sum - 1.0).abs() < 1e-12);
    }
}

#[tokio::test]
async fn without_sentences_there_are_no_shares_and_without_known_words_no_means() {
    let ctx = session();
    for sql in [
        "select stance_shares(text) from (select 'x' as text) where false",
        "select stance_shares(cast(null as varchar))",
    ] {
        let found = rows(&ctx, sql).await;
        assert_eq!(found.num_rows(), 1);
        assert!(found.column(0).is_null(0), "{sql}");
    }
    let found = rows(&ctx, "select stance_shares('Снег.')").await;
    let found = found.column(0).as_struct();
    assert_eq!((count(found, "sentences", 0), count(found, "unknown", 0)), (1, 1));
    assert!(found.column_by_name("pro_moscow").expect("a field").is_null(0));
    assert_eq!(
        number(found, "undecided", 0) + NAMES.iter().map(|n| number(found, &format!("decided_{n}"), 0)).sum::<f64>(),
        1.0
    );
}

/// A table of generated sentences in a number of partitions and batches.
async fn divided(partitions: usize, batch: usize) -> SessionContext {
    let config = SessionConfig::new().with_target_partitions(partitions).with_batch_size(batch);
    let ctx = SessionContext::new_with_config(config);
    geostance_sql::register(&ctx, StanceModel::pretrained());
    geostance_sql::generated::register(&ctx);
    let all = rows(&ctx, "select * from generated_sentences(20000)").await;
    let step = 20_000 / partitions;
    let parts = (0..partitions)
        .map(|part| vec![all.slice(part * step, if part + 1 == partitions { 20_000 - part * step } else { step })]);
    let table = MemTable::try_new(all.schema(), parts.collect()).expect("a table");
    ctx.register_table("t", Arc::new(table)).expect("a new table");
    ctx
}

#[tokio::test]
async fn any_division_gives_the_same_bits() {
    let sql = "select source, stance_shares(text), stance_shares(text) filter (where id % 3 = 0) from t group by source order by source";
    let whole = "select stance_shares(text, 0.4) from t";
    let first = divided(1, 8192).await;
    let (groups, all) = (rows(&first, sql).await, rows(&first, whole).await);
    assert_eq!(groups.num_rows(), 12);
    for (partitions, batch) in [(2, 8192), (3, 100), (7, 1000)] {
        let other = divided(partitions, batch).await;
        assert_eq!(rows(&other, sql).await, groups, "{partitions} partitions, batches of {batch}");
        assert_eq!(rows(&other, whole).await, all);
    }
}

#[tokio::test]
async fn many_groups_are_summed_each_for_itself() {
    // More groups than an engine is willing to sum up before it hands rows on.
    let ctx = divided(4, 8192).await;
    let sql = "select count(*) as groups, sum(s['sentences']) as n from (select id, stance_shares(text) as s from t group by id)";
    let found = rows(&ctx, sql).await;
    assert_eq!(found.column(0).as_primitive::<Int64Type>().value(0), 20_000);
    assert_eq!(found.column(1).as_primitive::<Int64Type>().value(0), 20_000);
}

#[tokio::test]
async fn windows_move_over_sentences() {
    let texts: ArrayRef = Arc::new(StringArray::from(vec![SENTENCES[0], SENTENCES[2], SENTENCES[2], SENTENCES[0]]));
    let batch = RecordBatch::try_from_iter([
        ("text", texts),
        ("n", Arc::new(datafusion::arrow::array::Int8Array::from(vec![1, 2, 3, 4])) as ArrayRef),
    ]);
    let ctx = session();
    ctx.register_batch("t", batch.expect("a batch")).expect("a new table");
    let sql = "select stance_shares(text) over (order by n rows between 1 preceding and current row) from t order by n";
    let found = rows(&ctx, sql).await;
    let found = found.column(0).as_struct();
    assert_eq!((0..4).map(|row| count(found, "sentences", row)).collect::<Vec<_>>(), [1, 2, 2, 2]);
    assert_eq!(number(found, "western_leaning", 1).to_bits(), number(found, "western_leaning", 3).to_bits());
    assert!(number(found, "western_leaning", 2) > number(found, "western_leaning", 1));
}

#[tokio::test]
async fn distinct_is_refused_or_right() {
    let ctx = table(vec![Arc::new(StringArray::from(vec![SENTENCES[0], SENTENCES[0], SENTENCES[2]]))]);
    let sql = "select stance_shares(distinct text), count(*) from t";
    let error = error(&ctx, sql).await;
    assert!(
        error.contains("stance_shares: distinct is not known; select from a subquery of distinct texts"),
        "{error}"
    );
    let found = rows(&ctx, "select stance_shares(text) from (select distinct text from t)").await;
    assert_eq!(count(found.column(0).as_struct(), "sentences", 0), 2);
}
