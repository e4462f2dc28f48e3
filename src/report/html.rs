//! A page of its own, without scripts or anything from elsewhere.

use super::{ReportOptions, shares};
use crate::article::ArticleReport;
use crate::stance::Stance;
use std::io::{self, Write};

const STYLE: &str = "body{font:1rem/1.6 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222;\
                     background:#fff}mark{color:inherit;padding:.1em 0}table{border-collapse:collapse;font:.9rem \
                     sans-serif}td,th{padding:.2rem .8rem .2rem 0;text-align:right}td:first-child,th:first-child\
                     {text-align:left}.key{font:.9rem sans-serif}.key mark{padding:.1em .4em;margin-right:.6em}";

pub(super) fn write(out: &mut impl Write, report: &ArticleReport<'_>, options: &ReportOptions) -> io::Result<()> {
    let model = report.model();
    let label = |stance: Stance| escaped(model.labels().name(stance));
    let title = escaped(&options.file);
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width\">")?;
    writeln!(out, "<title>{title} – stance of each sentence</title>\n<style>{STYLE}</style>\n<h1>{title}</h1>")?;
    write!(out, "<p class=\"key\">")?;
    for stance in Stance::ALL {
        write!(out, "<mark style=\"background:{}\">{}</mark>", colour(stance, 0.8), label(stance))?;
    }
    writeln!(out, "paler: less confident; no colour: undecided at {}</p>", options.threshold)?;
    let mut shown = 0;
    write!(out, "<p>")?;
    for sentence in report.sentences() {
        let gap = &report.text()[shown..sentence.span().start];
        if shown > 0 {
            out.write_all(if gap.contains('\n') { b"</p>\n<p>" } else { b" " })?;
        }
        shown = sentence.span().end;
        let prediction = sentence.prediction();
        let text = escaped(sentence.text());
        let words = escaped(&model.strongest_words(sentence.text(), options.words).join(", "));
        let title = format!("{} {:.2}: {words}", label(prediction.stance()), prediction.confidence());
        match prediction.decided(options.threshold) {
            Some(stance) => {
                let background = colour(stance, prediction.confidence());
                write!(out, "<mark style=\"background:{background}\" title=\"{title}\">{text}</mark>")?;
            }
            None => write!(out, "<span title=\"{title}\">{text}</span>")?,
        }
    }
    writeln!(out, "</p>")?;
    match report.shares(options.threshold) {
        Some(found) => {
            writeln!(out, "<p>{}</p>", escaped(&shares::courses(&found)))?;
            writeln!(out, "<table>\n<tr><th>stance<th>share of sentences<th>mean probability, weighted by evidence")?;
            for (stance, share) in found.decided().iter() {
                writeln!(out, "<tr><td>{}<td>{share:.2}<td>{}", label(stance), shares::mean(&found, stance))?;
            }
            writeln!(out, "<tr><td>undecided<td>{:.2}<td>\n</table>", found.undecided())?;
        }
        None => writeln!(out, "<p>no sentences</p>")?,
    }
    if let Some(model) = &options.model {
        writeln!(out, "<p>model: {}</p>", escaped(model))?;
    }
    writeln!(out, "</html>")
}

/// Red, yellow or blue, as opaque as the model is confident.
fn colour(stance: Stance, confidence: f64) -> String {
    let rgb = match stance {
        Stance::ProMoscow => "214,69,65",
        Stance::MultiVector => "224,176,16",
        Stance::WesternLeaning => "52,120,200",
    };
    format!("rgba({rgb},{:.2})", 0.1 + 0.5 * confidence)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
