//! The index of the pages of several articles: a table, which a small script lets readers sort.

use super::frame::{Script, page};
use super::notes::notes;
use super::parts::{label, shares_bar, undecided};
use super::text::{count, percent, shown, source, title};
use crate::article::ArticleReport;
use crate::model::StanceModel;
use crate::report::ReportOptions;
use crate::stance::{PerStance, Stance};
use maud::{Markup, html};
use std::io::{self, Write};

/// Sorts the table; without it the table is as it is.
const SORT: Script = Script { text: include_str!("sort.js"), sha256: "PMkrecrLH3IUnZ+vrbwOL2XNgqG0GVftCnicrPlEhQ0=" };

/// One article of an index of pages.
///
/// ```
/// use geostance::{StanceModel, report::{IndexEntry, ReportOptions, write_index}};
///
/// let model = StanceModel::pretrained();
/// let options = ReportOptions::default().file("minsk.txt");
/// let report = model.classify_article("Minsk and Moscow Sign\n\nThey signed the act. It rained.");
/// let entry = IndexEntry::new(&report, "minsk.html", &options);
/// let mut out = Vec::new();
/// write_index(&mut out, &[entry], model, &options.file("articles"))?;
/// let page = String::from_utf8(out).unwrap();
/// assert!(page.contains("href=\"minsk.html\"") && page.contains("Minsk and Moscow Sign"));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct IndexEntry {
    link: String,
    headline: Option<String>,
    file: String,
    sentences: usize,
    courses: f64,
    /// Sentences decided for each stance.
    decided: PerStance<usize>,
}

impl IndexEntry {
    /// What the index says of an article whose page is at `link`, relative to the index; by the file, threshold and columns of
    /// `options`.
    #[must_use]
    pub fn new(report: &ArticleReport<'_>, link: impl Into<String>, options: &ReportOptions) -> Self {
        let mut decided = PerStance::from([0; 3]);
        for sentence in report.sentences() {
            if let Some(stance) = sentence.prediction().decided(options.threshold) {
                decided[stance] += 1;
            }
        }
        Self {
            link: link.into(),
            headline: super::article::headline(report),
            file: options.file.clone(),
            sentences: report.sentences().len(),
            courses: report.shares(options.threshold).map_or(0.0, |shares| shares.courses()),
            decided,
        }
    }

    fn shares(&self) -> PerStance<f64> {
        shares(&self.decided, self.sentences)
    }
}

fn shares(decided: &PerStance<usize>, sentences: usize) -> PerStance<f64> {
    decided.map(|count| if sentences > 0 { count as f64 / sentences as f64 } else { 0.0 })
}

/// Writes an index of the pages of several articles, in their order: what all of them come to, and a table with a row for each.
/// `options` are those of the pages; their file is what the index is called.
///
/// # Errors
///
/// Where the writer fails.
///
/// ```
/// use geostance::{StanceModel, report::{ReportOptions, write_index}};
///
/// let mut out = Vec::new();
/// write_index(&mut out, &[], StanceModel::pretrained(), &ReportOptions::default())?;
/// assert!(String::from_utf8(out).unwrap().contains("0 articles"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write_index(
    mut out: impl Write,
    entries: &[IndexEntry],
    model: &StanceModel,
    options: &ReportOptions,
) -> io::Result<()> {
    let articles =
        if entries.len() == 1 { "1 article".to_owned() } else { format!("{} articles", count(entries.len())) };
    let title = format!("{articles} – which course their sentences take");
    let body = html! {
        header.top { p.file { bdi { (shown(source(options))) } } }
        main {
            h1.plain { (articles) }
            (total(entries, model))
            (table(entries, model))
        }
        (notes(model, options, Some(source(options)), &reading(options)))
    };
    out.write_all(page(&title, &body, Some(&SORT)).into_string().as_bytes())
}

fn total(entries: &[IndexEntry], model: &StanceModel) -> Markup {
    let sentences: usize = entries.iter().map(|entry| entry.sentences).sum();
    let courses: f64 = entries.iter().map(|entry| entry.courses).sum();
    let decided = PerStance::from_fn(|stance| entries.iter().map(|entry| entry.decided[stance]).sum::<usize>());
    let shares = shares(&decided, sentences);
    let rest = sentences - decided.as_array().iter().sum::<usize>();
    html! {
        section.summary aria-labelledby="all" {
            h2 #all { "All of them together" }
            p.short {
                b { (format!("{courses:.1}")) } " of " (count(sentences)) " sentences take a course at all"
                span.aside { ", by the sum of the evidence" } "."
            }
            (shares_bar(&shares))
            ul.totals {
                @for stance in Stance::ALL {
                    li { (label(model.labels(), stance)) " " (count(decided[stance])) " sentences, " (percent(shares[stance])) }
                }
                li { (undecided()) " " (count(rest)) }
            }
        }
    }
}

fn table(entries: &[IndexEntry], model: &StanceModel) -> Markup {
    let labels = model.labels();
    html! {
        table.sortable role="table" {
            thead role="rowgroup" {
                tr role="row" {
                    th scope="col" role="columnheader" data-sort="text" { "article" }
                    th.bars scope="col" role="columnheader" { "shares of its sentences" }
                    @for stance in Stance::ALL {
                        th scope="col" role="columnheader" data-sort="number" { (label(labels, stance)) }
                    }
                    th scope="col" role="columnheader" data-sort="number" { (undecided()) }
                    th scope="col" role="columnheader" data-sort="number" { "take a course" }
                    th scope="col" role="columnheader" data-sort="number" { "sentences" }
                }
            }
            tbody role="rowgroup" { @for entry in entries { (row(entry, model)) } }
        }
    }
}

fn row(entry: &IndexEntry, model: &StanceModel) -> Markup {
    let shares = entry.shares();
    let rest = if entry.sentences > 0 { 1.0 - shares.as_array().iter().sum::<f64>() } else { 0.0 };
    let rest = rest.max(0.0);
    html! {
        tr role="row" {
            th scope="row" role="rowheader" {
                a href=(entry.link) dir="auto" { (title(entry.headline.as_ref().unwrap_or(&entry.file))) }
                @if entry.headline.is_some() { span.where { bdi { (shown(&entry.file)) } } }
            }
            td.bars role="cell" { (shares_bar(&shares)) }
            @for (stance, &share) in shares.iter() {
                td role="cell" data-label=(shown(model.labels().name(stance))) data-value=(share) { (percent(share)) }
            }
            td role="cell" data-label="undecided" data-value=(rest) { (percent(rest)) }
            td role="cell" data-label="take a course" data-value=(entry.courses) { (format!("{:.1}", entry.courses)) }
            td role="cell" data-label="sentences" data-value=(entry.sentences) { (count(entry.sentences)) }
        }
    }
}

fn reading(options: &ReportOptions) -> Markup {
    html! {
        p {
            "Each share is that of an article’s sentences which are decided, at a confidence of " (options.threshold)
            " or more; the rest is undecided. " b { "Take a course" } " is the sum of the evidence: how many sentences take one at all, as \
            the model expects."
        }
        p { "The heads of the columns sort the table, where scripts may run." }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "train")]
    #[test]
    fn the_script_is_the_one_that_is_allowed() {
        use sha2::{Digest, Sha256};

        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let digest = Sha256::digest(SORT.text);
        let mut base64 = String::new();
        for three in digest.chunks(3) {
            let bits = three.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - three.len()));
            for digit in 0..4 {
                let digit = if digit > three.len() {
                    '='
                } else {
                    char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize])
                };
                base64.push(digit);
            }
        }
        assert_eq!(SORT.sha256, base64);
        // It ends where it should in a page.
        assert!(!SORT.text.contains("</") && !SORT.text.contains("<!--"));
    }
}
