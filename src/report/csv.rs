//! Comma-separated values by RFC 4180.

use super::ReportOptions;
use crate::article::ArticleReport;
use std::io::{self, Write};

const HEADER: &str = "file,index,start,end,stance,confidence,evidence,decided,pro-moscow,multi-vector,\
                      western-leaning,known_features,text";

pub(super) fn write(out: &mut impl Write, report: &ArticleReport<'_>, options: &ReportOptions) -> io::Result<()> {
    if options.header {
        write!(out, "{HEADER}\r\n")?;
    }
    for (index, sentence) in report.sentences().iter().enumerate() {
        let prediction = sentence.prediction();
        let [pro_moscow, multi_vector, western_leaning] = prediction.probabilities();
        write!(
            out,
            "{},{index},{},{},{},{},{},{},{pro_moscow},{multi_vector},{western_leaning},{},{}\r\n",
            quoted(&options.file),
            sentence.span().start,
            sentence.span().end,
            prediction.stance(),
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
