//! What holds of every form of a report.

use super::{chosen_text, explanation, models, page};
use geostance::{
    StanceModel,
    article::StoredReport,
    report::{ReportFormat, ReportOptions},
};

/// The first byte chooses the model and the options; the rest is the text, and its first line also a file's name, a model's and a
/// column's.
pub(crate) fn of_bytes(data: &[u8]) {
    let (choice, text) = chosen_text(data);
    holds(choice, &text);
}

/// All that holds of the reports of a text.
pub(crate) fn holds(choice: u8, text: &str) {
    let model = models::chosen(choice);
    let name: String = text.lines().next().unwrap_or_default().chars().take(40).collect();
    let mut options = ReportOptions::default()
        .file(name.clone())
        .threshold(f64::from(choice) / 255.0)
        .words(usize::from(choice % 5))
        .width((choice % 2 == 1).then_some(usize::from(choice)));
    if choice.is_multiple_of(3) {
        options = options.model(name.clone()).columns([(name.clone(), text), ("date".to_owned(), &name)]);
    }
    table(&written(model, text, ReportFormat::Table, &options));
    json(model, text, &written(model, text, ReportFormat::Jsonl, &options));
    csv(model, text, &written(model, text, ReportFormat::Csv, &options));
    page::holds(model, text, &written(model, text, ReportFormat::Html, &options));
    let per_article = options.per_article(true);
    let article = written(model, text, ReportFormat::Jsonl, &per_article);
    assert_eq!(article.lines().count(), 1);
    assert!(serde_json::from_str::<serde_json::Value>(&article).expect("JSON").is_object());
    assert_eq!(rows(&written(model, text, ReportFormat::Csv, &per_article)).len(), 1);
    explanation::holds(model, text);
    let stored = model.classify_article(text).to_stored();
    let again: StoredReport = serde_json::from_str(&serde_json::to_string(&stored).expect("JSON")).expect("JSON");
    assert_eq!(again, stored);
}

fn written(model: &StanceModel, text: &str, format: ReportFormat, options: &ReportOptions) -> String {
    let mut out = Vec::new();
    model.classify_article(text).write(&mut out, format, options).expect("memory takes all");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// Nothing steers the terminal.
fn table(out: &str) {
    assert!(!out.contains(|c: char| c.is_control() && c != '\n'), "{out:?}");
    assert!(out.ends_with('\n'));
}

/// A line a sentence, with its numbers to the bit.
fn json(model: &StanceModel, text: &str, out: &str) {
    let report = model.classify_article(text);
    assert_eq!(out.lines().count(), report.sentences().len());
    for (line, sentence) in out.lines().zip(report.sentences()) {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(value["text"], sentence.text());
        assert_eq!(value["start"], sentence.span().start);
        let confidence = value["confidence"].as_f64().expect("a number");
        assert_eq!(confidence.to_bits(), sentence.prediction().confidence().to_bits());
    }
}

/// A row a sentence, that a reader of CSV finds.
fn csv(model: &StanceModel, text: &str, out: &str) {
    let report = model.classify_article(text);
    let rows = rows(out);
    assert_eq!(rows.len(), report.sentences().len());
    for (row, sentence) in rows.iter().zip(report.sentences()) {
        // A spreadsheet takes what begins as a formula for one: such a text may have a mark before it.
        let found = &row[12];
        assert!(found == sentence.text() || found.strip_prefix('\'') == Some(sentence.text()), "{found:?}");
        let evidence: f64 = row[6].parse().expect("a number");
        assert_eq!(evidence.to_bits(), sentence.prediction().evidence().to_bits());
    }
}

/// The rows of a table, all of the length of its header.
fn rows(out: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(out.as_bytes()).records().collect::<Result<_, _>>().expect("CSV")
}
