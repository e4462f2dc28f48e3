//! How a report is written.

use crate::model::DEFAULT_THRESHOLD;

/// How a report is written.
///
/// ```
/// use geostance::{StanceModel, report::{ReportFormat, ReportOptions}};
///
/// let model = StanceModel::pretrained();
/// let report = model.classify_article("Minsk and Moscow hold joint drills.");
/// let mut out = Vec::new();
/// report.write(&mut out, ReportFormat::Jsonl, &ReportOptions::default().file("minsk.txt"))?;
/// assert!(out.starts_with(b"{\"file\":\"minsk.txt\",\"index\":0,\"start\":0,\"end\":35,"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct ReportOptions {
    pub(super) file: String,
    pub(super) threshold: f64,
    pub(super) words: usize,
    pub(super) header: bool,
    pub(super) per_article: bool,
    pub(super) width: Option<usize>,
    pub(super) styled: bool,
    pub(super) model: Option<String>,
    pub(super) columns: Vec<(String, String)>,
    pub(super) json: bool,
    pub(super) raw: bool,
    pub(super) index: Option<String>,
}

impl Default for ReportOptions {
    /// The file `-`, the default threshold, three words a sentence, a header, a row a sentence, and all else left open.
    fn default() -> Self {
        Self {
            file: "-".to_owned(),
            threshold: DEFAULT_THRESHOLD,
            words: 3,
            header: true,
            per_article: false,
            width: None,
            styled: false,
            model: None,
            columns: Vec::new(),
            json: false,
            raw: false,
            index: None,
        }
    }
}

impl ReportOptions {
    /// The name of the article's file; `-` by default, for standard input.
    ///
    /// ```
    /// let options = geostance::report::ReportOptions::default().file("news.txt");
    /// assert_ne!(options, geostance::report::ReportOptions::default());
    /// ```
    #[must_use]
    pub fn file(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self
    }

    /// The confidence from which a sentence counts as decided; [`DEFAULT_THRESHOLD`] by default.
    ///
    /// ```
    /// let options = geostance::report::ReportOptions::default().threshold(0.8);
    /// assert_ne!(options, geostance::report::ReportOptions::default());
    /// ```
    #[must_use]
    pub fn threshold(mut self, threshold: f64) -> Self {
        self.threshold = threshold;
        self
    }

    /// How many of the words that weighed most a table or page shows; 3 by default.
    ///
    /// ```
    /// let options = geostance::report::ReportOptions::default().words(5);
    /// assert_ne!(options, geostance::report::ReportOptions::default());
    /// ```
    #[must_use]
    pub fn words(mut self, words: usize) -> Self {
        self.words = words;
        self
    }

    /// Whether a CSV report begins with the names of its columns; true by default. False for the second file and
    /// later ones of one CSV stream.
    ///
    /// ```
    /// use geostance::{StanceModel, report::{ReportFormat, ReportOptions}};
    ///
    /// let model = StanceModel::pretrained();
    /// let mut out = Vec::new();
    /// let options = ReportOptions::default().header(false);
    /// model.classify_article("").write(&mut out, ReportFormat::Csv, &options)?;
    /// assert!(out.is_empty());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn header(mut self, header: bool) -> Self {
        self.header = header;
        self
    }

    /// Whether CSV and JSON lines have a row for each article, with its shares, in place of one for each sentence; false by
    /// default. Tables and pages have both.
    ///
    /// ```
    /// use geostance::{StanceModel, report::{ReportFormat, ReportOptions}};
    ///
    /// let report = StanceModel::pretrained().classify_article("Russia is our ally. It rained.");
    /// let mut out = Vec::new();
    /// report.write(&mut out, ReportFormat::Csv, &ReportOptions::default().per_article(true))?;
    /// let csv = String::from_utf8(out).unwrap();
    /// assert!(csv.starts_with("file,sentences,courses,unknown,mean_pro_moscow,"));
    /// assert_eq!(csv.lines().count(), 2);
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn per_article(mut self, per_article: bool) -> Self {
        self.per_article = per_article;
        self
    }

    /// The columns of the terminal that a table is to fit: sentences are wrapped beside the other columns, and words that weighed
    /// most end in an ellipsis where there is no room. Without one (the default) every sentence stands whole on its line.
    ///
    /// ```
    /// use geostance::{StanceModel, report::{ReportFormat, ReportOptions}};
    ///
    /// let text = "Kazakhstan trades with all of its neighbours, in all directions, and with nobody alone.";
    /// let report = StanceModel::pretrained().classify_article(text);
    /// let mut out = Vec::new();
    /// report.write(&mut out, ReportFormat::Table, &ReportOptions::default().width(Some(70)))?;
    /// assert!(String::from_utf8(out).unwrap().lines().all(|line| line.chars().count() <= 70));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn width(mut self, width: Option<usize>) -> Self {
        self.width = width;
        self
    }

    /// Whether tables, and explanations as text, are in the colours of a terminal, with bars and underlined words; false by default.
    ///
    /// ```
    /// use geostance::{StanceModel, report::{ReportFormat, ReportOptions}};
    ///
    /// let report = StanceModel::pretrained().classify_article("Russia is our ally.");
    /// let mut out = Vec::new();
    /// report.write(&mut out, ReportFormat::Table, &ReportOptions::default().styled(true))?;
    /// assert!(String::from_utf8(out).unwrap().contains("\u{1b}[1;4mally\u{1b}[0m"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn styled(mut self, styled: bool) -> Self {
        self.styled = styled;
        self
    }

    /// What to call the model; the report names it then.
    ///
    /// ```
    /// use geostance::{StanceModel, report::{ReportFormat, ReportOptions}};
    ///
    /// let mut out = Vec::new();
    /// let options = ReportOptions::default().model("mine.gst");
    /// StanceModel::pretrained().classify_article("Snow.").write(&mut out, ReportFormat::Jsonl, &options)?;
    /// assert!(String::from_utf8(out).unwrap().contains("\"model\":\"mine.gst\""));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn model(mut self, model: impl Into<String>) -> Self {
        self.model = Some(model.into());
        self
    }

    /// Further columns of the text, such as its number and date, which stand beside the answers: in CSV after ours (as
    /// `row.NAME` where a column of ours has the name), in JSON lines as an object `row`. All reports of one CSV stream need
    /// the same.
    ///
    /// ```
    /// use geostance::{StanceModel, report::{ReportFormat, ReportOptions}};
    ///
    /// let mut out = Vec::new();
    /// let options = ReportOptions::default().columns([("id", "7"), ("stance", "none")]);
    /// StanceModel::pretrained().classify_article("Snow.").write(&mut out, ReportFormat::Csv, &options)?;
    /// let csv = String::from_utf8(out).unwrap();
    /// assert!(csv.contains(",text,id,row.stance\r\n") && csv.ends_with(",Snow.,7,none\r\n"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn columns<N: Into<String>, V: Into<String>>(mut self, columns: impl IntoIterator<Item = (N, V)>) -> Self {
        self.columns = columns.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        self.json = false;
        self
    }

    /// As [`columns`](Self::columns), with values that are JSON, as [`Row::json_columns`](crate::corpus::Row::json_columns) gives
    /// them: JSON lines then have numbers where there were numbers. What is no JSON is a string.
    ///
    /// ```
    /// use geostance::{StanceModel, report::{ReportFormat, ReportOptions}};
    ///
    /// let mut out = Vec::new();
    /// let options = ReportOptions::default().json_columns([("id", "7"), ("date", "\"2025\""), ("note", "it rained")]);
    /// StanceModel::pretrained().classify_article("Snow.").write(&mut out, ReportFormat::Jsonl, &options)?;
    /// assert!(String::from_utf8(out).unwrap().contains(r#""row":{"id":7,"date":"2025","note":"it rained"}"#));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn json_columns<N: Into<String>, V: Into<String>>(self, columns: impl IntoIterator<Item = (N, V)>) -> Self {
        Self { json: true, ..self.columns(columns) }
    }

    /// Whether fields of CSV stand as they are, for programs; false by default: what a spreadsheet would run as a formula then
    /// gets an apostrophe in front (see [`guarded`](crate::corpus::guarded)), for texts and names of files come from anywhere.
    ///
    /// ```
    /// use geostance::{StanceModel, report::{ReportFormat, ReportOptions}};
    ///
    /// let report = StanceModel::pretrained().classify_article("=1+1 is a formula.");
    /// let written = |options: &ReportOptions| {
    ///     let mut out = Vec::new();
    ///     report.write(&mut out, ReportFormat::Csv, options).map(|()| String::from_utf8(out).unwrap())
    /// };
    /// assert!(written(&ReportOptions::default())?.ends_with(",'=1+1 is a formula.\r\n"));
    /// assert!(written(&ReportOptions::default().raw(true))?.ends_with(",=1+1 is a formula.\r\n"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn raw(mut self, raw: bool) -> Self {
        self.raw = raw;
        self
    }

    /// Where the index of all articles is, as a link from a page to it; none by default.
    ///
    /// ```
    /// let options = geostance::report::ReportOptions::default().index("index.html");
    /// assert_ne!(options, geostance::report::ReportOptions::default());
    /// ```
    #[must_use]
    pub fn index(mut self, link: impl Into<String>) -> Self {
        self.index = Some(link.into());
        self
    }

    /// The threshold, for pages of other rooms.
    #[cfg(all(feature = "html", feature = "train"))]
    pub(crate) fn threshold_of(&self) -> f64 {
        self.threshold
    }

    /// The number of words, for pages of other rooms.
    #[cfg(all(feature = "html", feature = "train"))]
    pub(crate) fn words_of(&self) -> usize {
        self.words
    }
}
