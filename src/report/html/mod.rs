//! Reports as pages: each a file of its own that loads nothing, reads without scripts, and follows the reader's setting of light
//! or dark.
//!
//! | file | what it does |
//! | --- | --- |
//! | `frame`, `style.css` | head, style, what a page may load |
//! | `text`, `parts` | any text as text, figures; labels, bars, marked words |
//! | `article`, `blocks` | the page of an article; its paragraphs and headline |
//! | `explanation` | the page of one sentence explained |
//! | `index`, `sort.js` | the index of several articles; sorting its table |
//! | `summary`, `sentence`, `notes` | its shares; a sentence with its detail; what stands below |

mod article;
mod blocks;
mod explanation;
mod frame;
mod index;
mod notes;
mod parts;
mod sentence;
mod summary;
mod text;

#[cfg(feature = "train")]
pub(crate) use frame::page;
#[cfg(feature = "train")]
pub(crate) use notes::of_model;
#[cfg(feature = "train")]
pub(crate) use parts::{class, label, marked, pushes, verdict};
#[cfg(feature = "train")]
pub(crate) use text::{count, figure, shown, source};

pub use index::{IndexEntry, write_index};

use super::{ExplanationReport, ReportOptions};
use crate::article::ArticleReport;
use std::io::{self, Write};

pub(super) fn write(out: &mut impl Write, report: &ArticleReport<'_>, options: &ReportOptions) -> io::Result<()> {
    out.write_all(article::article(report, options).into_string().as_bytes())
}

pub(super) fn write_explanation(out: &mut impl Write, report: &ExplanationReport<'_>) -> io::Result<()> {
    out.write_all(explanation::explanation(report).into_string().as_bytes())
}
