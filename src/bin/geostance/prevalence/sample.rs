//! The labelled sentences of sheets, found in the corpus by their text.

use crate::ending::{Result, counted, note};
use crate::input::LabelsArg;
use crate::labelled::hinted;
use crate::terminal::shortened;
use crate::units::{Columns, TextKey, Unit, Units};
use geostance::{
    Dataset, Labels, StanceModel,
    corpus::{Content, Input, TextOptions, unguarded},
    dataset::LabelledSentence,
    error::harmless,
    prevalence::{Sample, SampledSentence},
    stance::PerOutcome,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The column of probabilities; only here it is read.
pub(crate) const PROBABILITY: &str = "probability";
/// The column of strata.
pub(crate) const STRATUM: &str = "stratum";

/// Labelled sentences of sheets.
pub(super) struct Sheet {
    rows: Vec<Row>,
}

struct Row {
    key: TextKey,
    text: String,
    label: PerOutcome<f64>,
    probability: Option<f64>,
    stratum: String,
    columns: Vec<(String, String)>,
}

impl Sheet {
    pub(super) fn read(paths: &[PathBuf], arguments: &LabelsArg, labels: &Labels) -> Result<Self> {
        let data = hinted(Dataset::load_all_with(paths, &arguments.reading(labels)))?;
        let answered = Answered::new(paths, arguments, &data);
        let rows = data.sentences().iter().enumerate();
        let rows = rows.map(|(number, sentence)| Row::new(sentence, &answered, number + 1)).collect::<Result<_>>()?;
        let without = data.summary().unlabelled();
        if without > 0 {
            let drawn = if answered.is_drawn { "; the others stand for them in their strata" } else { "" };
            note(format_args!("{} of the sample without a label left out{drawn}", counted(without, "row")));
        }
        Ok(Self { rows })
    }

    /// The sample as places in the corpus. Sentences that the corpus has not are added to it.
    pub(super) fn find(self, corpus: &mut Units, columns: &Columns, model: &StanceModel, clustered: bool) -> Sample {
        let mut by_text: BTreeMap<TextKey, Vec<&Row>> = BTreeMap::new();
        for row in &self.rows {
            by_text.entry(row.key).or_default().push(row);
        }
        let copies = corpus.by_text(&by_text.keys().copied().collect());
        let mut strata = crate::units::Numbered::default();
        let (mut sampled, mut missing, mut differing) = (Vec::new(), 0, 0);
        for (key, rows) in by_text {
            let places = copies.get(&key).cloned().unwrap_or_else(|| {
                missing += 1;
                add(corpus, columns, model, rows[0])
            });
            differing += usize::from(rows.iter().any(|row| row.label != rows[0].label));
            for (row, place) in matched(&rows, &places, corpus, columns) {
                let label = if rows.len() > places.len() { mean(&rows) } else { row.label };
                let mut sentence = SampledSentence::soft(place, label).stratum(strata.number(row.stratum.clone()));
                sentence.probability = row.probability;
                sampled.push(sentence);
            }
        }
        if missing > 0 {
            note(format_args!(
                "{} of the sample's {} not in the corpus, and counted as part of it (is --lines missing, or the corpus another \
                 one?)",
                missing,
                counted(self.rows.len(), "sentence")
            ));
        }
        if differing > 0 {
            note(format_args!(
                "{} of the sample labelled in several ways; all the labels count",
                counted(differing, "sentence")
            ));
        }
        let sample = Sample::new(sampled);
        let clusters = || corpus.all.iter().map(|unit| unit.cluster).collect();
        if clustered { sample.clusters(clusters()) } else { sample }
    }
}

impl Row {
    fn new(sentence: &LabelledSentence, answered: &Answered, number: usize) -> Result<Self> {
        let columns: Vec<(String, String)> = sentence
            .metadata
            .iter()
            .map(|(name, value)| (name.to_owned(), unguarded(value).to_owned()))
            .chain(sentence.group.iter().map(|group| ("group".to_owned(), unguarded(group).to_owned())))
            .collect();
        let stratum = value(&columns, STRATUM).unwrap_or_default().to_owned();
        let probability = match value(&columns, PROBABILITY) {
            None => None,
            Some(text) => match text.replace(',', ".").parse::<f64>() {
                Ok(found) if found > 0.0 && found <= 1.0 => Some(found * answered.share(&stratum)),
                _ => {
                    return Err(format!(
                        "labelled sentence {number} of the sample has the probability `{}`; it must be a number above 0 and at most 1",
                        harmless(&shortened(text, 40))
                    )
                    .into());
                }
            },
        };
        let text = unguarded(&sentence.text).to_owned();
        Ok(Self { key: TextKey::of(&text), text, label: sentence.distribution(), probability, stratum, columns })
    }
}

fn value<'a>(columns: &'a [(String, String)], name: &str) -> Option<&'a str> {
    columns.iter().find(|(known, _)| known.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
}

/// What share of the drawn rows of each stratum has a label: those that have one stand for the others.
struct Answered {
    of_strata: BTreeMap<String, (usize, usize)>,
    /// Whether the sheets state probabilities.
    is_drawn: bool,
}

impl Answered {
    fn new(paths: &[PathBuf], arguments: &LabelsArg, data: &Dataset) -> Self {
        let mut options = TextOptions::new();
        if let Some(column) = &arguments.text_column {
            options = options.text_column(column);
        }
        let mut of_strata: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for path in paths {
            let Ok(Content::Table(table)) = Input::new(path).read(&options) else { continue };
            for row in table.flatten() {
                let stratum = row.columns().find(|(name, _)| name.trim().eq_ignore_ascii_case(STRATUM));
                of_strata.entry(stratum.map_or("", |(_, value)| value).trim().to_owned()).or_default().1 += 1;
            }
        }
        let mut is_drawn = false;
        for sentence in data.sentences() {
            let named =
                |wanted: &str| sentence.metadata.iter().find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
            is_drawn |= named(PROBABILITY).is_some();
            of_strata.entry(named(STRATUM).map_or("", |(_, value)| value).trim().to_owned()).or_default().0 += 1;
        }
        Self { of_strata, is_drawn }
    }

    fn share(&self, stratum: &str) -> f64 {
        let (labelled, drawn) = self.of_strata.get(stratum).copied().unwrap_or((1, 1));
        labelled.min(drawn).max(1) as f64 / drawn.max(1) as f64
    }
}

/// Each row with a place, the one in the same part of the corpus where there is one.
fn matched<'a>(rows: &[&'a Row], places: &[usize], corpus: &Units, columns: &Columns) -> Vec<(&'a Row, usize)> {
    let mut free: BTreeSet<usize> = places.iter().copied().collect();
    let mut found = Vec::new();
    for &row in rows {
        let own: Option<Vec<String>> =
            columns.by().iter().map(|column| value(&row.columns, column).map(str::to_owned)).collect();
        let part = own.and_then(|values| corpus.parts.known(&values));
        let same = free.iter().copied().find(|&place| part.is_some_and(|part| corpus.all[place].parts.contains(&part)));
        let Some(place) = same.or_else(|| free.first().copied()) else { break };
        free.remove(&place);
        found.push((row, place));
    }
    found
}

fn mean(rows: &[&Row]) -> PerOutcome<f64> {
    PerOutcome::from_fn(|outcome| rows.iter().map(|row| row.label[outcome]).sum::<f64>() / rows.len() as f64)
}

/// Adds a sentence of the sample to the corpus.
fn add(corpus: &mut Units, columns: &Columns, model: &StanceModel, row: &Row) -> Vec<usize> {
    let origin =
        crate::units::Origin { file: "the sample", article: "the sample", columns: &row.columns, is_row: true };
    // Without the columns that divide the corpus it is in none of the parts.
    let parts = match columns.values(&origin, &mut |_| ()) {
        Ok(values) => columns.parts(&values, &row.text),
        Err(_) => Vec::new(),
    };
    let parts = parts.into_iter().map(|part| corpus.parts.number(part)).collect();
    let cluster = corpus.clusters.number(format!("the sample: {}", row.text));
    let article = corpus.articles.number("the sample".to_owned());
    corpus.predictions.push(model.classify(&row.text));
    corpus.all.push(Unit { key: row.key, parts, cluster, article, text: None });
    vec![corpus.all.len() - 1]
}
