//! Articles and tables into sentences.

use super::columns::{Columns, Origin, Values};
use super::{CorpusArg, TextKey, Unit, Units};
use crate::ending::{Result, counted, note};
use crate::labelled::with_hints;
use crate::progress::ProgressLine;
use crate::terminal::{shortened, shown};
use geostance::{
    StanceModel,
    corpus::{Content, Input, TextOptions, files},
    error::harmless,
    model::Stemmer,
    sentences, tokens,
};
use std::borrow::Cow;

/// How many sentences are classified at a time.
const BATCH: usize = 4_096;

/// Reads all sentences of a corpus that have a word, and classifies them; keeps their texts if it is told so.
pub(crate) fn read(
    args: &CorpusArg,
    text_column: Option<&str>,
    columns: &Columns,
    model: &StanceModel,
    keep: bool,
) -> Result<Units> {
    let options = text_column.map_or_else(TextOptions::new, |column| TextOptions::new().text_column(column));
    let mut reader = Reader { args, columns, model, keep, units: Units::default(), batch: Vec::new() };
    let line = ProgressLine::new();
    let inputs: Vec<Input> = files(&args.corpus).collect::<std::result::Result<_, _>>()?;
    for (done, input) in inputs.iter().enumerate() {
        line.step(done, inputs.len());
        line.show(|| format!("reading {input}"));
        reader.file(input, &options)?;
    }
    reader.classify();
    drop(line);
    let units = reader.units;
    if units.all.is_empty() {
        return Err("there is no sentence in the corpus that has a word; give it other files".into());
    }
    if let Some((count, first)) = &units.undated {
        note(format_args!(
            "{} without a date that is understood (first `{}`; write 2026-03-14), in a part without a name",
            counted(*count, "text"),
            harmless(&shortened(first, 40))
        ));
    }
    if units.repeated > 0 {
        note(format_args!("{} left out, for the sentence counts once", counted(units.repeated, "repetition")));
    }
    Ok(units)
}

struct Reader<'a> {
    args: &'a CorpusArg,
    columns: &'a Columns,
    model: &'a StanceModel,
    keep: bool,
    units: Units,
    batch: Vec<String>,
}

impl Reader<'_> {
    fn file(&mut self, input: &Input, options: &TextOptions) -> Result {
        let name = input.path().map_or_else(|| "-".to_owned(), shown);
        let options = match (input.path(), self.args.input_format.table()) {
            (None, Some(format)) => Cow::Owned(options.clone().format(format)),
            _ => Cow::Borrowed(options),
        };
        let read = input.read(&options).map_err(|error| {
            let words = with_hints(&error).unwrap_or_else(|| error.to_string());
            if input.path().is_some() { words } else { format!("{input}: {words}") }
        });
        match read? {
            Content::Article(article) => {
                self.text(article.text(), &Origin { file: &name, article: &name, columns: &[], is_row: false })
            }
            Content::Table(table) => {
                for row in *table {
                    let row = row?;
                    let columns: Vec<(String, String)> =
                        row.columns().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
                    let article = format!("{name}:{}", row.line());
                    self.text(row.text(), &Origin { file: &name, article: &article, columns: &columns, is_row: true })?;
                }
                Ok(())
            }
        }
    }

    fn text(&mut self, text: &str, origin: &Origin<'_>) -> Result {
        let undated = &mut self.units.undated;
        let values = self.columns.values(origin, &mut |date| {
            undated.get_or_insert_with(|| (0, date.to_owned())).0 += 1;
        })?;
        if self.args.lines && origin.is_row {
            self.sentence(text, &values, origin);
        } else if self.args.lines {
            text.lines().for_each(|line| self.sentence(line, &values, origin));
        } else {
            sentences(text).for_each(|span| self.sentence(&text[span], &values, origin));
        }
        Ok(())
    }

    fn sentence(&mut self, sentence: &str, values: &Values, origin: &Origin<'_>) {
        if tokens(sentence, Stemmer::None).is_empty() {
            return;
        }
        let units = &mut self.units;
        let parts = self.columns.parts(values, sentence);
        let parts: Vec<usize> = parts.into_iter().map(|part| units.parts.number(part)).collect();
        let key = TextKey::of(sentence);
        if self.args.distinct && !units.seen.insert((parts.clone(), key)) {
            units.repeated += 1;
            return;
        }
        let text = self.keep.then(|| sentence.trim().to_owned());
        let cluster = units.clusters.number(values.cluster.clone());
        let group =
            origin.columns.iter().find(|(name, value)| name.trim().eq_ignore_ascii_case("group") && !value.is_empty());
        let article = units.articles.number(group.map_or(origin.article, |(_, group)| group).to_owned());
        units.all.push(Unit { key, parts, cluster, article, text });
        self.batch.push(sentence.to_owned());
        if self.batch.len() == BATCH {
            self.classify();
        }
    }

    fn classify(&mut self) {
        self.units.predictions.extend(self.model.classify_batch(&self.batch));
        self.batch.clear();
    }
}
