//! A model trained on labelled sentences, measured on sentences of groups that it has not seen, and saved.
//!
//! `cargo run --release --example train -- fixtures/test.csv target/mine.gst`

use geostance::{Dataset, StanceModel};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let labels = arguments.next().unwrap_or_else(|| "fixtures/test.csv".to_owned());
    let model_file = arguments.next();

    // What is wrong with a file is an error with line and column; nothing is skipped.
    let data = Dataset::load(labels)?;
    // A fifth of the groups is held out: sentences of one group (an article, a coder's batch) stay on one side.
    let split = data.hold_out(0.2, 0);

    let params = StanceModel::params().l2(1e-4).min_df(1.0);
    let fitted = params.fit(&split.train)?;
    println!("{}\n", fitted.report()); // iterations, objective, whether it converged, what became of calibration
    println!("{}", fitted.model().evaluate(&split.test)?);

    // The model to keep is trained on all.
    let model = params.fit(&data)?.into_model();
    if let Some(path) = model_file {
        // Written beside its place and renamed: a reader sees the old file or the whole new one.
        model.save(&path)?;
        assert_eq!(StanceModel::load(&path)?.to_bytes()?, model.to_bytes()?);
        println!("saved as {path}");
    }
    Ok(())
}
