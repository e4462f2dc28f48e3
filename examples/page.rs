//! An article as a page that one may send, and a sentence explained on another.
//!
//! `cargo run --release --features html --example page -- fixtures/articles/aktau-port.txt target`

use geostance::{
    StanceModel,
    report::{ExplanationFormat, ExplanationReport, ReportFormat, ReportOptions},
};
use std::error::Error;
use std::fs::File;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_else(|| "fixtures/articles/aktau-port.txt".to_owned());
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "target".to_owned()));
    let text = std::fs::read_to_string(&path)?;
    let model = StanceModel::pretrained();
    let options = ReportOptions::default().file(path).model("the shipped model").words(5);

    // The article as it was, every sentence tinted, under its shares and their flow.
    let report = model.classify_article(&text);
    let page = folder.join("article.html");
    report.write(File::create(&page)?, ReportFormat::Html, &options)?;
    println!("{}", page.display());

    // The sentence of which the model is most confident: what each word pushes, and what would flip the verdict.
    let confidence = |sentence: &&geostance::article::SentenceReport| sentence.prediction().confidence();
    let strongest = report.sentences().iter().max_by(|a, b| confidence(a).total_cmp(&confidence(b)));
    if let Some(strongest) = strongest {
        let explained = ExplanationReport::new(model, strongest.text(), &options);
        if let Some(flip) = explained.flip() {
            println!("without {}: {:?}", flip.words().join(", "), flip.prediction().decided(0.6));
        }
        let page = folder.join("sentence.html");
        explained.write(File::create(&page)?, ExplanationFormat::Html)?;
        println!("{}", page.display());
    }
    Ok(())
}
