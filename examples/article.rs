//! An article, sentence by sentence: where each stands, what it takes, and the article's shares.
//!
//! `cargo run --release --example article -- fixtures/articles/moldova-gas.txt`

use geostance::{
    Stance, StanceModel,
    model::DEFAULT_THRESHOLD,
    report::{ReportFormat, ReportOptions},
};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "fixtures/articles/aktau-port.txt".to_owned());
    let text = std::fs::read_to_string(&path)?;
    let model = StanceModel::pretrained();
    let report = model.classify_article(&text);

    // Spans are byte ranges of the text: what an editor needs to mark a sentence.
    for sentence in report.sentences() {
        let prediction = sentence.prediction();
        if let Some(stance) = prediction.decided(DEFAULT_THRESHOLD) {
            println!("{:?} {stance} {:.2}: {}", sentence.span(), prediction.confidence(), &text[sentence.span()]);
        }
    }

    if let Some(shares) = report.shares(DEFAULT_THRESHOLD) {
        for stance in Stance::ALL {
            println!("{stance}: {:.0} % of the sentences", 100.0 * shares.of_stance(stance));
        }
        println!("undecided: {:.0} %", 100.0 * shares.undecided());
    }

    // The same as rows of CSV; or as a table, JSON lines or, with the feature `html`, a page.
    let mut csv = Vec::new();
    report.write(&mut csv, ReportFormat::Csv, &ReportOptions::default().file(path))?;
    println!("{} bytes of CSV", csv.len());
    Ok(())
}
