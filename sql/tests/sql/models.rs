//! Which model judges: the registered one, one named in a call, one that a session has set.

use crate::harness::{Folder, SENTENCES, error, rows, session, table};
use datafusion::arrow::array::{AsArray, RecordBatch, StringArray};
use datafusion::arrow::datatypes::Float64Type;
use geostance::StanceModel;
use geostance::model::Calibration;
use std::sync::Arc;

/// A model whose confidences differ from the shipped one's.
fn other() -> StanceModel {
    StanceModel::pretrained().clone().with_calibration(Calibration::default()).expect("a calibration")
}

fn number(found: &RecordBatch, column: usize) -> f64 {
    found.column(column).as_primitive::<Float64Type>().value(0)
}

#[tokio::test]
async fn a_call_or_a_session_names_a_model_file() {
    let folder = Folder::new();
    let path = folder.path("other.gst");
    other().save(&path).expect("a model file");
    let [shipped, other] = [StanceModel::pretrained(), &other()].map(|model| model.classify(SENTENCES[0]).confidence());
    assert!((shipped - other).abs() > 1e-3);

    let ctx = table(vec![Arc::new(StringArray::from(vec![SENTENCES[0]]))]);
    let sql = format!(
        "select stance_confidence(text), stance_confidence(text, '{path}'), stance_confidence('{}') from t",
        SENTENCES[0]
    );
    let found = rows(&ctx, &sql).await;
    assert_eq!([number(&found, 0), number(&found, 1), number(&found, 2)], [shipped, other, shipped]);

    let names =
        |found: &RecordBatch| found.schema().fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>();
    let shares = "select stance_shares(text), stance_confidence(text), stance_shares(text, 0.3) from t group by text";
    let before = rows(&ctx, shares).await;
    ctx.sql(&format!("set stance.model = '{path}'")).await.expect("an option");
    let found = rows(&ctx, &sql).await;
    assert_eq!([number(&found, 0), number(&found, 1), number(&found, 2)], [other, other, other]);
    let after = rows(&ctx, shares).await;
    assert_eq!(names(&before), names(&after), "a session's model changes no name of a column");
    let evidence = |found: &RecordBatch| {
        found.column(0).as_struct().column_by_name("courses").expect("a field").as_primitive::<Float64Type>().value(0)
    };
    for (found, model) in [(&before, StanceModel::pretrained()), (&after, &self::other())] {
        assert!((evidence(found) - model.classify(SENTENCES[0]).evidence()).abs() < 1e-12);
    }
    assert_ne!(evidence(&before), evidence(&after));

    ctx.sql("set stance.model = ''").await.expect("an option");
    assert_eq!(number(&rows(&ctx, &sql).await, 0), shipped);
}

#[tokio::test]
async fn a_registered_model_judges() {
    let ctx = datafusion::prelude::SessionContext::new();
    geostance_sql::register(&ctx, other());
    let found = rows(&ctx, &format!("select stance_confidence('{}')", SENTENCES[0])).await;
    assert_eq!(number(&found, 0), other().classify(SENTENCES[0]).confidence());
}

#[tokio::test]
async fn a_file_that_changes_is_read_again() {
    let folder = Folder::new();
    let path = folder.path("model.gst");
    StanceModel::pretrained().save(&path).expect("a model file");
    let ctx = table(vec![Arc::new(StringArray::from(vec![SENTENCES[0]]))]);
    let sql = format!("select stance_confidence(text, '{path}') from t");
    let before = number(&rows(&ctx, &sql).await, 0);
    std::thread::sleep(std::time::Duration::from_millis(20));
    other().save(&path).expect("a model file");
    let after = number(&rows(&ctx, &sql).await, 0);
    assert!((before - after).abs() > 1e-3, "{before} {after}");
}

#[tokio::test]
async fn labels_are_spelled_as_the_model_spells_them() {
    // The fixtures of posts have other labels; the shipped model has the crate's own.
    let ctx = session();
    let found = rows(&ctx, &format!("select stance('{}')", SENTENCES[2])).await;
    let stance = StanceModel::pretrained().classify(SENTENCES[2]).stance();
    assert_eq!(found.column(0).as_string::<i32>().value(0), StanceModel::pretrained().labels().name(stance));
}

#[tokio::test]
async fn missing_and_broken_files_are_named_with_the_function() {
    let folder = Folder::new();
    let missing = folder.path("missing.gst");
    let broken = folder.write("broken.gst", "geostance model\nand then nothing");
    let other = folder.write("other.csv", "stance,text\n");
    let ctx = table(vec![Arc::new(StringArray::from(vec![SENTENCES[0]]))]);
    for function in [
        "stance(text, '{}')",
        "stance_decided(text, 0.5, '{}')",
        "stance_sentences(text, '{}')",
        "stance_shares(text, '{}')",
    ] {
        let name = function.split('(').next().expect("a name");
        for path in [&missing, &broken, &other] {
            let sql = format!("select {} from t", function.replace("{}", path));
            let error = error(&ctx, &sql).await;
            assert!(error.contains(&format!("{name}: ")) && error.contains(path.as_str()), "{sql}: {error}");
        }
    }
    ctx.sql(&format!("set stance.model = '{missing}'")).await.expect("an option");
    let error = error(&ctx, "select stance_evidence(text) from t").await;
    assert!(error.contains("stance_evidence: ") && error.contains(&missing), "{error}");
}
