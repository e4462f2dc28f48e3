//! Groups of names of one's own: a word then means what it means beside whom it stands, also beside a name that no labelled
//! sentence has.
//!
//! `cargo run --release --example own_names`

use geostance::{Dataset, Labels, StanceModel, actors::Gazetteer, dataset::LabelledSentence};
use std::error::Error;

/// Two teams with all that they are called; a name of the group `-` is nobody's.
const NAMES: &str =
    "group,name\nharbour,Harbour United\nharbour,Dockers\nhills,Hill City\nhills,Miners\n-,Harbour Road\n";

/// Who comes off well in a sentence.
const SENTENCES: [(&str, &str); 16] = [
    ("harbour", "Harbour United won the derby in the last minute."),
    ("harbour", "A fine goal, and Harbour United go top of the table."),
    ("harbour", "Hill City lost at home for the third time."),
    ("harbour", "A poor pass by Hill City cost them the match."),
    ("hills", "Hill City won without needing to run."),
    ("hills", "A fine save, and Hill City go through to the final."),
    ("hills", "Harbour United lost their captain and their way."),
    ("hills", "A poor kick by Harbour United let the lead slip."),
    ("even", "Harbour United and Hill City drew, and both deserved it."),
    ("even", "A draw that neither Hill City nor Harbour United will remember."),
    ("even", "Both sides hit the post, and the points are shared."),
    ("even", "No goals, and the derby is shared."),
    ("none", "Tickets are sold at the ground on Harbour Road."),
    ("none", "The match begins at three in the afternoon."),
    ("none", "Rain is expected at the ground."),
    ("none", "The buses leave from the square at one."),
];

fn main() -> Result<(), Box<dyn Error>> {
    let labels: Labels = "harbour=pro-moscow,even=multi-vector,hills=western-leaning,none=none".parse()?;
    let mut data = Dataset::new().with_labels(labels);
    for (label, text) in SENTENCES {
        let outcome = data.labels().outcome(label)?;
        data.push(LabelledSentence::new(outcome.stance(), text))?;
    }
    let names: Gazetteer = NAMES.parse()?;
    let params = StanceModel::params().actors(Some(names)).crossed(["harbour", "hills"]).min_df(1.0);
    let model = params.calibration_folds(0).fit(&data)?.into_model();

    // No labelled sentence speaks of Dockers or Miners.
    for text in ["Dockers won again.", "Miners won again.", "Dockers lost again."] {
        let prediction = model.classify(text);
        println!("{}: {text}", model.labels().name(prediction.stance()));
        let explanation = model.explain(text);
        let stance = prediction.stance();
        let strongest = explanation.contributions().iter().max_by(|a, b| a.to(stance).total_cmp(&b.to(stance)));
        if let Some(term) = strongest {
            println!("  most by: {}", term.term());
        }
    }
    Ok(())
}
