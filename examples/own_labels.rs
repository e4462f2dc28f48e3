//! Another question with labels of its own: the model keeps them, and every report speaks them.
//!
//! `cargo run --release --example own_labels`

use geostance::dataset::ReadOptions;
use geostance::{
    Dataset, Labels, StanceModel, StanceParams,
    report::{ReportFormat, ReportOptions},
};
use std::error::Error;

/// Posts about a tram, labelled as data sets of stance towards a target often are: `none` is one of the three.
const POSTS: &str = "fixtures/informal.csv";

fn main() -> Result<(), Box<dyn Error>> {
    let labels: Labels = "against=pro-moscow,none=multi-vector,favor=western-leaning".parse()?;
    let data = Dataset::load_with(POSTS, &ReadOptions::new().labels(labels))?;

    // Parameters for posts and comments: hashtags, @names, emoji and runs of characters are features.
    let model = StanceParams::social().fit(&data)?.into_model();
    println!("{}", model.evaluate(&data)?);

    // The model file keeps the labels.
    let model = StanceModel::from_bytes(&model.to_bytes()?)?;
    let post = "Best tram ever, thank you @citytransit! #TramYes";
    println!("{}: {post}", model.labels().name(model.classify(post).stance()));
    let report = model.classify_lines(post);
    report.write(std::io::stdout().lock(), ReportFormat::Jsonl, &ReportOptions::default())?;
    Ok(())
}
