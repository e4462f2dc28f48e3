//! How good a model is on labelled sentences, and how sure one can be of that.
//!
//! `cargo run --release --example evaluate -- fixtures/contrast.csv`

use geostance::{
    Dataset, StanceModel,
    evaluation::{Bootstrap, Comparison, Metric},
    model::Calibration,
};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "fixtures/test.csv".to_owned());
    let data = Dataset::load(path)?;
    let model = StanceModel::pretrained();

    let evaluation = model.evaluate(&data)?;
    println!("{evaluation}");

    // Sentences of one group are alike: a bootstrap over whole groups says how much the figures vary.
    let bootstrap = Bootstrap::new().resamples(200);
    println!("{}", evaluation.intervals(&bootstrap)?);

    // What deciding costs: the threshold from which on at most a tenth of the decided sentences is wrong.
    let curve = evaluation.risk_coverage();
    if let Some(point) = curve.point_for_risk(0.1) {
        println!("from a confidence of {:.2}, {:.0} % are decided", point.threshold, 100.0 * point.coverage);
    }

    // The same model without its calibration finds the same stances and is less honest about them.
    let uncalibrated = model.clone().with_calibration(Calibration::default())?.evaluate(&data)?;
    let compared = Comparison::paired(&evaluation, &uncalibrated, &bootstrap)?;
    println!("calibration error, with calibration less without: {}", compared.of(Metric::Ece).difference);
    Ok(())
}
