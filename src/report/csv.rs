//! Comma-separated values by RFC 4180.

use super::ReportOptions;
use crate::article::ArticleReport;
use crate::stance::Stance;
use std::io::{self, Write};

pub(super) fn write(out: &mut impl Write, report: &ArticleReport<'_>, options: &ReportOptions) -> io::Result<()> {
    let labels = report.model().labels();
    if options.header {
        write!(out, "file,index,start,end,stance,confidence,evidence,decided")?;
        for stance in Stance::ALL {
            write!(out, ",{}", quoted(labels.name(stance)))?;
        }
        write!(out, ",known_features,text\r\n")?;
    }
    for (index, sentence) in report.sentences().iter().enumerate() {
        let prediction = sentence.prediction();
        let [pro_moscow, multi_vector, western_leaning] = prediction.probabilities().into_array();
        write!(
            out,
            "{},{index},{},{},{},{},{},{},{pro_moscow},{multi_vector},{western_leaning},{},{}\r\n",
            quoted(&options.file),
            sentence.span().start,
            sentence.span().end,
            quoted(labels.name(prediction.stance())),
            prediction.confidence(),
            prediction.evidence(),
            prediction.decided(options.threshold).is_some(),
            prediction.known_features(),
            quoted(sentence.text()),
        )?;
    }
    Ok(())
}

/// A field, in quotes where it must be.
fn quoted(field: &str) -> String {
    if field.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
