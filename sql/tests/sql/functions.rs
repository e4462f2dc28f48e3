//! Every function over every type of text and every pattern of nulls.

use crate::harness::{SENTENCES, error, rows, session, table};
use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, DictionaryArray, Int8Array, Int32Array, LargeStringArray, RecordBatch, StringArray,
    StringViewArray, UInt64Array,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type};
use geostance::{Stance, StanceModel};
use std::sync::Arc;

/// Rows with nulls at the places that a pattern's letters `n` have; its digits are sentences.
fn pattern(letters: &str) -> Vec<Option<&'static str>> {
    letters.chars().map(|letter| letter.to_digit(10).map(|digit| SENTENCES[digit as usize])).collect()
}

const PATTERNS: [&str; 8] = ["", "n", "nnn", "0", "0123", "n0n1n2", "0n", "01230123n3210441"];

/// The rows as a column of every type that can be read.
fn columns(rows: &[Option<&str>]) -> Vec<ArrayRef> {
    let plain: ArrayRef = Arc::new(StringArray::from(rows.to_vec()));
    let keys = |key: DataType, value: DataType| {
        cast(&plain, &DataType::Dictionary(Box::new(key), Box::new(value))).expect("a dictionary")
    };
    // A dictionary with a value that no row has, one that is twice there, and a null among the values.
    let values: Vec<_> = rows.iter().copied().chain([Some("of no row"), None]).collect();
    let last = values.len() as i32 - 1;
    let at: Int32Array =
        rows.iter().enumerate().map(|(row, text)| Some(if text.is_some() { row as i32 } else { last })).collect();
    vec![
        Arc::clone(&plain),
        Arc::new(LargeStringArray::from(rows.to_vec())),
        Arc::new(StringViewArray::from(rows.to_vec())),
        keys(DataType::Int8, DataType::Utf8),
        keys(DataType::UInt16, DataType::Utf8),
        keys(DataType::Int64, DataType::LargeUtf8),
        Arc::new(DictionaryArray::new(at.clone(), Arc::new(StringArray::from(values.clone())))),
        Arc::new(DictionaryArray::new(at, Arc::new(StringViewArray::from(values)))),
    ]
}

const ALL: &str = "select stance(text), stance_confidence(text), stance_evidence(text), stance_probabilities(text), \
                   stance_decided(text, 0.5), stance_sentences(text) from t";

/// Holds a result of `ALL` against the library.
fn check(found: &RecordBatch, texts: &[Option<&str>]) {
    let model = StanceModel::pretrained();
    assert_eq!(found.num_rows(), texts.len());
    let (stances, decided) = (found.column(0).as_string::<i32>(), found.column(4).as_string::<i32>());
    let (confidence, evidence) =
        (found.column(1).as_primitive::<Float64Type>(), found.column(2).as_primitive::<Float64Type>());
    let (probabilities, lists) = (found.column(3).as_struct(), found.column(5).as_list::<i32>());
    for (row, text) in texts.iter().enumerate() {
        let Some(text) = text else {
            for column in found.columns() {
                assert!(column.is_null(row), "{column:?}");
            }
            continue;
        };
        let p = model.classify(text);
        assert_eq!(stances.value(row), p.stance().as_str());
        assert_eq!(confidence.value(row).to_bits(), p.confidence().to_bits());
        assert_eq!(evidence.value(row).to_bits(), p.evidence().to_bits());
        for (stance, name) in Stance::ALL.into_iter().zip(["pro_moscow", "multi_vector", "western_leaning"]) {
            let column = probabilities.column_by_name(name).expect(name).as_primitive::<Float64Type>();
            assert_eq!(column.value(row).to_bits(), p.probability(stance).to_bits());
        }
        assert_eq!(decided.is_valid(row).then(|| decided.value(row)), p.decided(0.5).map(Stance::as_str));
        assert!(lists.is_valid(row));
        let article = model.classify_article(text);
        let list = lists.value(row);
        let list = list.as_struct();
        assert_eq!(list.len(), article.sentences().len());
        for (at, sentence) in article.sentences().iter().enumerate() {
            let of = |name: &str| Arc::clone(list.column_by_name(name).expect(name));
            assert_eq!(of("sentence").as_string_view().value(at), sentence.text());
            assert_eq!(of("start").as_primitive::<Int64Type>().value(at), sentence.span().start as i64);
            assert_eq!(of("end").as_primitive::<Int64Type>().value(at), sentence.span().end as i64);
            assert_eq!(of("stance").as_string::<i32>().value(at), sentence.prediction().stance().as_str());
            let confidence = of("confidence").as_primitive::<Float64Type>().value(at);
            assert_eq!(confidence.to_bits(), sentence.prediction().confidence().to_bits());
            let evidence = of("evidence").as_primitive::<Float64Type>().value(at);
            assert_eq!(evidence.to_bits(), sentence.prediction().evidence().to_bits());
        }
    }
}

#[tokio::test]
async fn every_type_and_pattern_of_nulls_gives_what_the_library_gives() {
    for letters in PATTERNS {
        let texts = pattern(letters);
        for column in columns(&texts) {
            let found = rows(&table(vec![column]), ALL).await;
            check(&found, &texts);
        }
    }
}

#[tokio::test]
async fn slices_and_empty_batches_are_read_where_they_are() {
    let texts = pattern("01230123n3210441");
    for column in columns(&texts) {
        let parts = vec![column.slice(0, 0), column.slice(3, 7), column.slice(9, 0), column.slice(12, 4)];
        let found = rows(&table(parts), ALL).await;
        let expected: Vec<_> = texts[3..10].iter().chain(&texts[12..]).copied().collect();
        check(&found, &expected);
    }
}

#[tokio::test]
async fn articles_come_apart_into_rows() {
    let article = "Talks in Astana\nRussia remains the main ally. Trade with China doubled.";
    let ctx = table(vec![Arc::new(StringArray::from(vec![Some(article), None, Some(""), Some(article)]))]);
    let sql = "select s['sentence'], s['start'], s['end'] from (select unnest(stance_sentences(text)) as s from t)";
    let found = rows(&ctx, sql).await;
    assert_eq!(found.num_rows(), 6);
    let place = |at: usize, row: usize| {
        usize::try_from(found.column(at).as_primitive::<Int64Type>().value(row)).expect("a place")
    };
    for row in 0..6 {
        let (start, end) = (place(1, row), place(2, row));
        assert_eq!(found.column(0).as_string_view().value(row), &article[start..end]);
    }
}

#[tokio::test]
async fn constants_are_judged_too() {
    let ctx = session();
    let sql = format!(
        "select stance('{0}'), stance(null), stance_decided('{0}', 0.1), stance_decided('{0}', null), stance_decided('{0}', 1), \
         stance_sentences('{0}')[1]['stance'], stance_sentences(null)",
        SENTENCES[0]
    );
    let found = rows(&ctx, &sql).await;
    let text = |at: usize| {
        let column = found.column(at);
        column.is_valid(0).then(|| column.as_string::<i32>().value(0).to_owned())
    };
    let stance = || Some("pro-moscow".to_owned());
    assert_eq!(
        [text(0), text(1), text(2), text(3), text(4), text(5)],
        [stance(), None, stance(), None, None, stance()]
    );
    assert!(found.column(6).is_null(0));
}

#[tokio::test]
async fn thresholds_may_differ_from_row_to_row() {
    let ctx = session();
    let sql = "select stance_decided(text, threshold), stance_decided('Chisinau applied for membership of the European Union.', \
               threshold) from (values ('Chisinau applied for membership of the European Union.', 0), ('Snow.', 1), (null, 0), \
               ('Chisinau applied for membership of the European Union.', null), ('Snow.', 0)) as t(text, threshold)";
    let found = rows(&ctx, sql).await;
    let column = |at: usize| {
        let column = found.column(at).as_string::<i32>();
        (0..column.len()).map(|row| column.is_valid(row)).collect::<Vec<_>>()
    };
    assert_eq!(column(0), [true, false, false, false, true]);
    assert_eq!(column(1), [true, false, true, false, true]);
}

#[tokio::test]
async fn wrong_arguments_are_named_with_the_function() {
    let ctx = table(vec![Arc::new(Int8Array::from(vec![1]))]);
    for (sql, expected) in [
        ("select stance(text) from t", "the text is of type Int8; expected stance(text[, model])"),
        ("select stance()", "stance"),
        (
            "select stance_confidence('x', 0.5)",
            "the model is of type Float64; expected stance_confidence(text[, model])",
        ),
        ("select stance_decided('x')", "1 argument was given; expected stance_decided(text, threshold[, model])"),
        (
            "select stance_decided('x', 'y')",
            "the threshold is of type Utf8; expected stance_decided(text, threshold[, model])",
        ),
        (
            "select stance_sentences(true)",
            "the article is of type Boolean; expected stance_sentences(article[, model])",
        ),
        ("select stance_shares(1)", "the text is of type Int64; expected stance_shares(text[, threshold][, model])"),
        ("select stance('x', c) from (values ('a'), ('b')) as t(c)", "stance: the model must be the same for all rows"),
        ("select stance_decided('x', 1.5)", "stance_decided: the threshold is 1.5; expected a number from 0 to 1"),
        (
            "select stance_decided('x', c) from (values (0.5), (-1)) as t(c)",
            "stance_decided: the threshold is -1; expected a number from 0 to 1",
        ),
        (
            "select stance_shares('x', 'nan'::double)",
            "stance_shares: the threshold is NaN; expected a number from 0 to 1",
        ),
        ("select stance('x', '')", "stance: the model is null or empty; expected the path of a file"),
    ] {
        let error = error(&ctx, sql).await;
        assert!(error.contains(expected), "{sql}: {error}");
    }
}

#[tokio::test]
async fn a_million_rows_are_judged() {
    let numbers = UInt64Array::from_iter_values(0..1_000_000);
    let texts: StringArray =
        numbers.values().iter().map(|number| (number % 10 > 0).then(|| SENTENCES[*number as usize % 5])).collect();
    let parts = (0..1_000_000).step_by(8192).map(|from| texts.slice(from, 8192.min(1_000_000 - from)));
    let ctx = table(parts.map(|part| Arc::new(part) as ArrayRef).collect());
    let found = rows(&ctx, "select stance(text) as s, count(*) as n from t group by 1 order by 1 nulls last").await;
    let counts = found.column(1).as_primitive::<Int64Type>();
    assert_eq!(counts.value(counts.len() - 1), 100_000, "nulls");
    assert_eq!(counts.values().iter().sum::<i64>(), 1_000_000);
    let model = StanceModel::pretrained();
    let of_western: i64 = (0..10)
        .filter(|rest| *rest > 0 && model.classify(SENTENCES[rest % 5]).stance() == Stance::WesternLeaning)
        .map(|_| 100_000)
        .sum();
    let names = found.column(0).as_string::<i32>();
    let western = (0..names.len()).find(|row| names.is_valid(*row) && names.value(*row) == "western-leaning");
    assert_eq!(counts.value(western.expect("a row")), of_western);
}
