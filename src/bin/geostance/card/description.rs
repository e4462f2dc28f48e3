//! What the model is, what it is for, and what to mind; numbers only from the model and the files.

use super::Run;
use crate::ending::Result;
use crate::parts::{LENGTH, PARTS};
use crate::table::Table;
use geostance::model::DEFAULT_THRESHOLD;
use serde_json::Value;

/// Title, provenance of the card.
pub(super) fn head(run: &Run) -> String {
    format!(
        "# Model card: {}\n\nAfter Mitchell et al. (2019), *Model cards for model reporting*. Generated; do not edit. Made by\n\n\
         ```sh\n{}\n```\n\nEvery number below comes from this command. Intervals hold {} (a group is one writing batch \
         or one contrast item).\n",
        run.name(),
        run.command(),
        run.bootstrap.to_string().replace("intervals from", "by a bootstrap over groups with"),
    )
}

/// What kind of model it is, and how it was trained.
pub(super) fn details(run: &Run) -> Result<String> {
    let bytes = run.model.to_bytes()?.len();
    let mut table = Table::new(["what", "value"]);
    table.push(["crate", &format!("geostance {}", run.model.provenance().crate_version)]);
    table.push(["licence", env!("CARGO_PKG_LICENSE")]);
    table.push(["size", &format!("{bytes} bytes, {} terms", run.model.terms().len())]);
    table.push(["outcomes", if run.model.knows_none() { "three stances and none" } else { "three stances" }]);
    for (name, part) in [
        ("features", serde_json::to_value(run.model.features())),
        ("calibration", serde_json::to_value(run.model.calibration())),
        ("training", serde_json::to_value(run.model.provenance())),
    ] {
        if let Ok(Value::Object(fields)) = part {
            for (field, value) in fields.iter().filter(|(field, _)| *field != "crate_version") {
                table.push([format!("{name}: {}", field.replace('_', " ")), plain(value)]);
            }
        }
    }
    Ok(format!(
        "## Model details\n\nA multinomial logistic regression on a bag of words and its kin (the features below). It says of one \
         English sentence which foreign-policy course it presents or speaks for (pro-Moscow, multi-vector or \
         Western-leaning), how probable each is given that the sentence takes a course, and, as evidence, how probable it is \
         that it takes one at all. Every verdict is a sum of weights of words, which `explain` shows.\n\n{}",
        table.markdown()
    ))
}

/// A value as a reader writes it.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "off".to_owned(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Number(number) if number.is_f64() => {
            let value = number.as_f64().unwrap_or_default();
            if value.fract() == 0.0 || value.abs() < 1e-3 { format!("{value}") } else { format!("{value:.4}") }
        }
        other => other.to_string(),
    }
}

/// Intended and unintended uses.
pub(super) fn uses(run: &Run) -> String {
    let none = if run.model.knows_none() { "" } else { " It was trained without sentences that take no course." };
    format!(
        "## Intended use\n\n\
         - Reading news, official statements and commentary in English about Kazakhstan and its neighbours between Russia, China \
         and the West, sentence by sentence, to find and count what each sentence presents.\n\
         - Research on many texts, by people who know the codebook (`fixtures/CODEBOOK.md`), label some hundred sentences of their \
         own and measure on them first.\n\
         - Sorting: to read first what is decided with confidence, and by hand what is not.\n\n\
         Its users are political scientists, journalists and analysts; they read the sentences too.\n\n\
         ## Out-of-scope uses\n\n\
         - Verdicts on people, outlets, parties or governments, or anything that follows for a person from a sentence: the model codes \
         sentences, not those who write or say them.\n\
         - Detecting propaganda, falsehood or influence operations: a stance is none of these.\n\
         - Other languages, other regions, other questions: outside its one question the labels mean nothing.\n\
         - Single sentences that matter, without a reader: see what it cannot do.\n\
         - Text made to fool it: a bag of words is easily fooled.{none}\n"
    )
}

/// What the figures are broken down by.
pub(super) fn factors(run: &Run) -> String {
    let has = |column: &str| run.test.data.sentences().iter().any(|sentence| sentence.metadata.contains_key(column));
    let known: Vec<&str> =
        PARTS.iter().filter(|(column, _)| *column == LENGTH || has(column)).map(|(_, what)| *what).collect();
    format!(
        "## Factors\n\nWhat may change how well it works, and is broken down below: {}. Not measured: the writer (all labelled \
         sentences were written for this project), other people's text, translations, years after the training data.\n",
        known.join("; ")
    )
}

/// Ethical considerations.
pub(super) fn ethics() -> String {
    "## Ethical considerations\n\n\
     - A label describes what a sentence presents; it does not judge it. None of the three courses is the right one.\n\
     - Labels of loyalty can harm people where such labels are punished. Do not use the model to watch, rank or report people, or \
     to decide about publication, employment, entry or aid.\n\
     - The model learned from names which course they usually go with. It repeats such habits for sentences that break them, most of \
     all for states and institutions that the training data show on one side only.\n\
     - Shares over articles look objective. Publish them with the threshold, the figures above for the kind of text in hand, \
     and a sample read by people.\n\
     - The labelled sentences hold no personal data beyond names of public figures. Their facts are unchecked and their small events \
     often invented: they must not be cited.\n"
        .to_owned()
}

/// Caveats and recommendations.
pub(super) fn caveats() -> String {
    format!(
        "## Caveats and recommendations\n\n\
         - Training and held-out sentences were written in one project. On text by others expect clearly lower figures, and less certainty \
         than the model claims; measure with `evaluate` on labels of your own before you use it.\n\
         - The intervals say how much figures vary over batches like these, not over other text. Those of parts with few batches \
         are too narrow.\n\
         - Deciding at the default threshold of {DEFAULT_THRESHOLD} has the cost that the risk–coverage table shows on the held-out \
         sentences; take a threshold from your own labels where errors are dear.\n\
         - The share of each course among your sentences differs from that in the training data, and probabilities lean \
         towards the latter.\n\
         - Names and alliances change. Where politics turn, label anew and retrain: the data, the command and the parameters are with the \
         crate.\n\
         - A sentence without any known word gets the model's prior; `known_features` is then 0.\n"
    )
}
