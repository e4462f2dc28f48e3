//! Makes a report of each text.

use super::row::{self, Columns};
use super::texts::{Job, Texts};
use crate::ending::Result;
use crate::input::Model;
use geostance::{
    StanceModel,
    error::harmless,
    report::{IndexEntry, ReportFormat, ReportOptions},
};

/// Makes reports.
pub(super) struct Reporter {
    pub(super) model: Model,
    pub(super) format: ReportFormat,
    /// Whether every line is a sentence.
    pub(super) lines: bool,
    pub(super) base: ReportOptions,
    pub(super) columns: Columns,
}

/// What was written of a text.
pub(super) struct Report {
    pub(super) bytes: Vec<u8>,
    /// What the index says of its page, which has this name.
    pub(super) page: Option<(String, IndexEntry)>,
    /// The line of the row, where it is one.
    pub(super) line: Option<u64>,
    /// Sentences that are not blank.
    pub(super) sentences: usize,
    /// Those of them of which the model knows nothing.
    pub(super) unknown: usize,
}

impl Reporter {
    pub(super) fn model(&self) -> &StanceModel {
        &self.model
    }

    /// The first line of CSV.
    pub(super) fn header(&self) -> Result<Vec<u8>> {
        let options = self.base.clone().columns(self.columns.empty());
        let nothing = self.model().classify_article("");
        let (mut with, mut without) = (Vec::new(), Vec::new());
        nothing.write(&mut with, ReportFormat::Csv, &options.clone().header(true))?;
        nothing.write(&mut without, ReportFormat::Csv, &options)?;
        with.truncate(with.len() - without.len());
        Ok(with)
    }

    /// The report of a text, which gets the page `name` where it is one of several.
    pub(super) fn report(&self, job: Job, name: Option<String>, texts: &Texts) -> std::result::Result<Report, String> {
        match job {
            Job::Failed(error) => Err(error),
            Job::File(input) => {
                let article = texts.article(&input)?;
                let file = input.path().map_or_else(|| "-".to_owned(), |path| path.to_string_lossy().into_owned());
                let options = self.base.clone().file(file).columns(self.columns.empty());
                self.write(article.text(), None, name, &options)
            }
            Job::Row(row) => {
                let file = row.path().map_or_else(|| "-".to_owned(), |path| path.to_string_lossy().into_owned());
                let options = match self.format {
                    ReportFormat::Csv => self.base.clone().file(&*file).columns(self.columns.values(&row)),
                    ReportFormat::Jsonl => self.base.clone().file(&*file).json_columns(row::json_values(&row)),
                    ReportFormat::Html => self.base.clone().file(row::title(&file, &row)).columns(row::values(&row)),
                    _ => self.base.clone().file(row::title(&file, &row)),
                };
                if let Some(column) = self.columns.lost(&row).filter(|_| self.format == ReportFormat::Csv) {
                    // Where there is no name, whoever says this names the place.
                    let place = row.path().map_or_else(String::new, |_| format!("{}, ", harmless(&file)));
                    return Err(format!(
                        "{place}line {}: a column `{}` that was not known at first; write --format jsonl",
                        row.line(),
                        harmless(column)
                    ));
                }
                self.write(row.text(), Some(row.line()), name, &options)
            }
        }
    }

    fn write(
        &self,
        text: &str,
        line: Option<u64>,
        name: Option<String>,
        options: &ReportOptions,
    ) -> std::result::Result<Report, String> {
        let model = self.model();
        let report = if self.lines { model.classify_lines(text) } else { model.classify_article(text) };
        let mut bytes = Vec::new();
        report.write(&mut bytes, self.format, options).map_err(|error| error.to_string())?;
        let page = name.map(|name| (name.clone(), IndexEntry::new(&report, name, options)));
        let visible = report.sentences().iter().filter(|sentence| !sentence.text().trim().is_empty());
        let unknown = visible.clone().filter(|sentence| sentence.prediction().known_features() == 0).count();
        Ok(Report { bytes, page, line, sentences: visible.count(), unknown })
    }
}
