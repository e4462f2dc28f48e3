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

    // The same as a page with every sentence in the colour of its stance; or as a table, CSV or JSON lines.
    let mut page = Vec::new();
    report.write(&mut page, ReportFormat::Html, &ReportOptions::default().file(path))?;
    println!("a page of {} bytes", page.len());
    Ok(())
}
