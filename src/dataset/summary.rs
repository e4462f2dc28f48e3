//! What was read: of each file, and of all together.

use super::{Contradiction, Dataset, Duplicates, LabelledSentence};
use crate::error::{counted, harmless};
use crate::stance::{Labels, Outcome, PerOutcome};
use std::fmt;
use std::path::{Path, PathBuf};

/// What was read of one file.
///
/// ```
/// use geostance::{Dataset, Outcome};
///
/// let path = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/test.csv");
/// let data = Dataset::load(path)?;
/// let file = &data.files()[0];
/// assert_eq!(file.path().unwrap().to_str(), Some(path));
/// assert_eq!(file.counts(), data.counts());
/// assert!(file.to_string().starts_with(&format!("{path}: {} pro-moscow, ", file.counts()[Outcome::ALL[0]])));
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSummary {
    path: Option<PathBuf>,
    counts: PerOutcome<usize>,
    unlabelled: usize,
    labels: Labels,
}

impl FileSummary {
    pub(super) fn new(path: Option<&Path>, labels: Labels) -> Self {
        Self { path: path.map(Path::to_owned), counts: PerOutcome::default(), unlabelled: 0, labels }
    }

    pub(super) fn count(&mut self, sentence: &LabelledSentence) {
        self.counts[Outcome::from(sentence.stance)] += 1;
    }

    pub(super) fn left_out(&mut self, rows: usize) {
        self.unlabelled = rows;
    }

    /// The file, as its path was given; none for a reader.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Its sentences of each outcome; a soft label counts as its most probable one.
    #[must_use]
    pub fn counts(&self) -> PerOutcome<usize> {
        self.counts
    }

    /// Its rows without a label, which were left out.
    #[must_use]
    pub fn unlabelled(&self) -> usize {
        self.unlabelled
    }
}

/// The file with how many sentences it has of each label, as it spells them.
impl fmt::Display for FileSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}: ", harmless(&path.to_string_lossy()))?;
        }
        write_counts(f, &self.counts, &self.labels)?;
        match self.unlabelled {
            0 => Ok(()),
            rows => write!(f, "; {rows} without a label left out"),
        }
    }
}

/// Counts with their labels; none is left out where the labels have no word for it and there is none.
fn write_counts(f: &mut fmt::Formatter<'_>, counts: &PerOutcome<usize>, labels: &Labels) -> fmt::Result {
    let known =
        |&(outcome, count): &(Outcome, &usize)| outcome.stance().is_some() || labels.none().is_some() || *count > 0;
    for (place, (outcome, count)) in counts.iter().filter(known).enumerate() {
        let name = labels.name(outcome.stance());
        write!(f, "{}{count} {name}", if place > 0 { ", " } else { "" })?;
    }
    Ok(())
}

/// What a dataset holds and what was read for it, in words that a program can print; from [`Dataset::summary`].
///
/// ```
/// use geostance::{Dataset, dataset::DataFormat};
///
/// let csv = "stance,text\nnone,It rained.\npro-moscow,It rained.\n,It snowed.\nnone,Fog.\nnone,Fog.\n";
/// let summary = Dataset::from_reader(csv.as_bytes(), DataFormat::Csv)?.summary();
/// assert_eq!(
///     summary.to_string(),
///     "4 sentences: 1 pro-moscow, 0 multi-vector, 0 western-leaning, 3 none
/// 1 row without a label left out
/// 1 sentence repeats another
/// 1 text is labelled in several ways:
///   It rained. (pro-moscow 1, none 1)"
/// );
/// # Ok::<(), geostance::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSummary {
    counts: PerOutcome<usize>,
    labels: Labels,
    files: Vec<FileSummary>,
    duplicates: Duplicates,
}

impl DataSummary {
    /// The sentences of each outcome; a soft label counts as its most probable one.
    #[must_use]
    pub fn counts(&self) -> PerOutcome<usize> {
        self.counts
    }

    /// The files that were read.
    #[must_use]
    pub fn files(&self) -> &[FileSummary] {
        &self.files
    }

    /// The rows of all files without a label, which were left out.
    #[must_use]
    pub fn unlabelled(&self) -> usize {
        self.files.iter().map(FileSummary::unlabelled).sum()
    }

    /// What occurs more than once.
    #[must_use]
    pub fn duplicates(&self) -> &Duplicates {
        &self.duplicates
    }
}

impl Dataset {
    /// What the dataset holds, and what was read for it.
    #[must_use]
    pub fn summary(&self) -> DataSummary {
        DataSummary {
            counts: self.counts(),
            labels: self.labels.clone(),
            files: self.files.clone(),
            duplicates: self.duplicates(),
        }
    }

    /// The files that were read into the dataset, in their order; those that were read into a dataset of which this is a part
    /// are not among them.
    #[must_use]
    pub fn files(&self) -> &[FileSummary] {
        &self.files
    }
}

impl fmt::Display for DataSummary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentences: usize = self.counts.as_array().iter().sum();
        write!(f, "{}: ", counted(sentences, "sentence", "sentences"))?;
        write_counts(f, &self.counts, &self.labels)?;
        if self.files.len() > 1 {
            self.files.iter().try_for_each(|file| write!(f, "\n  {file}"))?;
        }
        if self.unlabelled() > 0 {
            write!(f, "\n{} without a label left out", counted(self.unlabelled(), "row", "rows"))?;
        }
        if self.duplicates.repeated() > 0 {
            write!(
                f,
                "\n{}",
                counted(self.duplicates.repeated(), "sentence repeats another", "sentences repeat others")
            )?;
        }
        let (all, named) = (self.duplicates.contradictory(), self.duplicates.contradictions());
        if all > 0 {
            write!(f, "\n{} labelled in several ways:", counted(all, "text is", "texts are"))?;
            named.iter().try_for_each(|text: &Contradiction| write!(f, "\n  {text}"))?;
        }
        if all > named.len() { write!(f, "\n  and {} more", all - named.len()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::DataFormat;
    use crate::dataset::ReadOptions;

    #[test]
    fn a_summary_of_several_files_says_what_each_holds() {
        let labels: Labels = "against=pro-moscow,none=multi-vector,favor=western-leaning".parse().unwrap();
        let read = |csv: &str| {
            let options = ReadOptions::from(labels.clone());
            Dataset::from_reader_with(csv.as_bytes(), DataFormat::Csv, &options).unwrap()
        };
        let mut data = read("stance,text\nfavor,a\nnone,b\n,c\n,d\n");
        data.append(read("stance,text\nfavor,e\nfavor,f\n"));
        assert_eq!(
            data.summary().to_string(),
            "4 sentences: 0 against, 1 none, 3 favor\n  0 against, 1 none, 1 favor; 2 without a label left out\n  \
             0 against, 0 none, 2 favor\n2 rows without a label left out"
        );
        assert_eq!(data.filter(|_| true).files(), []);
        let mut file = FileSummary::new(Some(Path::new("a\u{1b}.csv")), Labels::default());
        file.left_out(1);
        assert_eq!(
            file.to_string(),
            "a\\u{1b}.csv: 0 pro-moscow, 0 multi-vector, 0 western-leaning, 0 none; 1 without a label left out"
        );
    }
}
