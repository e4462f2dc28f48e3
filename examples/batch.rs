//! A folder of articles: all their sentences at once, over all cores, and a line for each article.
//!
//! `cargo run --release --example batch -- fixtures/articles`

use geostance::{Stance, StanceModel, model::DEFAULT_THRESHOLD, sentences};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "fixtures/articles".to_owned());
    let entries = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths = entries.collect::<Result<Vec<PathBuf>, std::io::Error>>()?;
    paths.sort();
    let articles: Vec<String> = paths.iter().map(std::fs::read_to_string).collect::<Result<_, _>>()?;

    // One batch for all articles keeps all cores busy, however short the articles are. Order is kept.
    let spans: Vec<Vec<&str>> = articles.iter().map(|text| sentences(text).map(|span| &text[span]).collect()).collect();
    let predictions = StanceModel::pretrained().classify_batch(&spans.concat());

    let mut rest = &predictions[..];
    for (path, sentences) in paths.iter().zip(&spans) {
        let (of_article, after) = rest.split_at(sentences.len());
        rest = after;
        let decided = |stance| of_article.iter().filter(|p| p.decided(DEFAULT_THRESHOLD) == Some(stance)).count();
        print!("{}: {} sentences", path.display(), sentences.len());
        for stance in Stance::ALL {
            print!(", {} {stance}", decided(stance));
        }
        println!();
    }
    Ok(())
}
