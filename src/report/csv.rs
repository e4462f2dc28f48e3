//! Comma-separated values by RFC 4180.

use super::ReportOptions;
use crate::article::ArticleReport;
use crate::corpus::{guarded, write_field};
use crate::stance::Stance;
use std::borrow::Cow;
use std::io::{self, Write};

pub(super) fn write(out: &mut impl Write, report: &ArticleReport<'_>, options: &ReportOptions) -> io::Result<()> {
    if options.header {
        let ours = if options.per_article { article_header(report) } else { sentence_header(report) };
        let further = options
            .columns
            .iter()
            .map(|(name, _)| if name == "model" || ours.contains(name) { format!("row.{name}") } else { name.clone() });
        let model = options.model.iter().map(|_| "model".to_owned());
        row(out, ours.iter().cloned().chain(model).chain(further), options)?;
    }
    let shared = || options.model.iter().cloned().chain(options.columns.iter().map(|(_, value)| value.clone()));
    if options.per_article {
        return row(out, article(report, options).into_iter().chain(shared()), options);
    }
    for index in 0..report.sentences().len() {
        row(out, sentence(report, index, options).into_iter().chain(shared()), options)?;
    }
    Ok(())
}

fn sentence_header(report: &ArticleReport<'_>) -> Vec<String> {
    let before = ["file", "index", "start", "end", "stance", "confidence", "evidence", "decided"];
    let stances = Stance::ALL.map(|stance| report.model().labels().name(stance));
    before.into_iter().chain(stances).chain(["known_features", "text"]).map(str::to_owned).collect()
}

fn sentence(report: &ArticleReport<'_>, index: usize, options: &ReportOptions) -> Vec<String> {
    let sentence = &report.sentences()[index];
    let prediction = sentence.prediction();
    let [pro_moscow, multi_vector, western_leaning] = prediction.probabilities().into_array();
    vec![
        options.file.clone(),
        index.to_string(),
        sentence.span().start.to_string(),
        sentence.span().end.to_string(),
        report.model().labels().name(prediction.stance()).to_owned(),
        prediction.confidence().to_string(),
        prediction.evidence().to_string(),
        prediction.decided(options.threshold).is_some().to_string(),
        pro_moscow.to_string(),
        multi_vector.to_string(),
        western_leaning.to_string(),
        prediction.known_features().to_string(),
        sentence.text().to_owned(),
    ]
}

/// The columns of stances are spelled as those of soft labels.
fn article_header(report: &ArticleReport<'_>) -> Vec<String> {
    let columns = Stance::ALL.map(|stance| report.model().labels().probability_column(stance));
    let named =
        |what: &str| columns.clone().map(|column| format!("{what}{}", column.strip_prefix('p').unwrap_or(&column)));
    let before = ["file", "sentences", "courses", "unknown"].map(str::to_owned);
    let (means, decided) = (named("mean"), named("decided"));
    before.into_iter().chain(means).chain(decided).chain(["undecided".to_owned(), "threshold".to_owned()]).collect()
}

/// The figures of the article; what there is none of is empty.
fn article(report: &ArticleReport<'_>, options: &ReportOptions) -> Vec<String> {
    let mut fields = vec![options.file.clone(), report.sentences().len().to_string()];
    match report.shares(options.threshold) {
        Some(shares) => {
            let known = shares.courses() > 0.0;
            fields.extend([shares.courses().to_string(), shares.unknown().to_string()]);
            let means = shares.mean_probabilities().into_array();
            fields.extend(means.map(|mean| if known { mean.to_string() } else { String::new() }));
            fields.extend(shares.decided().into_array().map(|share| share.to_string()));
            fields.push(shares.undecided().to_string());
        }
        None => fields.extend(["0", "0", "", "", "", "", "", "", ""].map(str::to_owned)),
    }
    fields.push(options.threshold.to_string());
    fields
}

/// Writes a row, each field as a spreadsheet may have it unless it is to stand as it is.
fn row(out: &mut impl Write, fields: impl Iterator<Item = String>, options: &ReportOptions) -> io::Result<()> {
    let mut row = String::new();
    for (place, field) in fields.enumerate() {
        row.push_str(if place > 0 { "," } else { "" });
        write_field(&mut row, &if options.raw { Cow::Borrowed(&*field) } else { guarded(&field) });
    }
    row.push_str("\r\n");
    out.write_all(row.as_bytes())
}
