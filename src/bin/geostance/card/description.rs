//! What the model is, what it is for, and what to mind; numbers only from the model and the files.

use super::{Run, plots};
use crate::ending::counted;
use crate::markdown;
use crate::parts::{LENGTH, PARTS};
use crate::table::Table;
use geostance::model::DEFAULT_THRESHOLD;
use serde_json::Value;

/// Title, provenance of the card.
pub(super) fn head(run: &Run) -> String {
    let group = if run.is_shipped {
        "a group is one writing batch or one contrast item"
    } else {
        "a group is what the files keep together"
    };
    format!(
        "# Model card: {}\n\nAfter Mitchell et al. (2019), *Model cards for model reporting*. Generated; do not edit. Made by\n\n\
         {}\n\nEvery number below comes from this command. Intervals hold {} ({group}).\n{}",
        markdown::text(&run.name()),
        markdown::block("sh", &run.command()),
        run.bootstrap.to_string().replace("intervals from", "by a bootstrap over groups with"),
        misfits(run)
    )
}

/// What is wrong with the files, where a reader cannot miss it.
fn misfits(run: &Run) -> String {
    let minded: Vec<String> = run.misfits.iter().map(|misfit| format!("\n**Mind: {misfit}.**\n")).collect();
    minded.concat()
}

/// What kind of model it is, and how it was trained.
pub(super) fn details(run: &Run) -> String {
    let mut table = Table::new(["what", "value"]);
    table.push(["crate", &format!("geostance {}", run.model.provenance().crate_version)]);
    if run.is_shipped {
        table.push(["licence", env!("CARGO_PKG_LICENSE")]);
    }
    table.push(["size", &format!("{}, {}", counted(run.bytes, "byte"), counted(run.model.terms().len(), "term"))]);
    table.push(["digest", &run.digest]);
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
    let question = if run.is_shipped {
        "English sentence which foreign-policy course it presents or speaks for (pro-Moscow, multi-vector or Western-leaning)"
            .to_owned()
    } else {
        format!("sentence which of three stances it takes ({})", markdown::text(&run.stances().join(", ")))
    };
    format!(
        "## Model details\n\nA multinomial logistic regression on a bag of words and its kin (the features below). It says of one \
         {question}, how probable each is given that the sentence takes a course, and, as evidence, how probable it is \
         that it takes one at all. Every verdict is a sum of weights of words, which `explain` shows.\n\n{}{}",
        table.markdown(),
        plots::picture(run, "terms.svg", "The terms that speak most for each stance, as bars")
    )
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
    if !run.is_shipped {
        return format!(
            "## Intended use\n\n\
             - Reading texts of the kind that it was trained on, sentence by sentence, to find and count what each sentence \
             presents: {}.\n\
             - Sorting: to read first what is decided with confidence, and oneself what is not.\n\n\
             ## Out-of-scope uses\n\n\
             - Verdicts on people, outlets, parties or governments: the model codes sentences, not those who write or say them.\n\
             - Other languages, other kinds of text, other questions: there the labels mean nothing.\n\
             - Single sentences that matter, without a reader: see what it cannot do.{none}\n",
            markdown::text(&run.stances().join(", "))
        );
    }
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
    let unmeasured = if run.is_shipped {
        "the writer (all labelled sentences were written for this project), other people's text, translations, years after the \
         training data"
    } else {
        "what no column of the files tells, other people's text, other times"
    };
    format!(
        "## Factors\n\nWhat may change how well it works, and is broken down below: {}. Not measured: {unmeasured}.\n",
        known.join("; ")
    )
}

/// Ethical considerations.
pub(super) fn ethics(run: &Run) -> String {
    if !run.is_shipped {
        return "## Ethical considerations\n\n\
         - A label describes what a sentence presents; it does not judge it.\n\
         - Labels can harm people. Do not use the model to watch, rank or report people, or to decide about publication, \
         employment, entry or aid.\n\
         - The model learned from names and words which stance they usually go with. It repeats such habits for sentences that \
         break them.\n\
         - Shares over articles look objective. Publish them with the threshold, the figures above and a sample read by people.\n"
            .to_owned();
    }
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
pub(super) fn caveats(run: &Run) -> String {
    let (first, last) = if run.is_shipped {
        (
            "Training and held-out sentences were written in one project. On text by others expect clearly lower figures, and less \
             certainty than the model claims; measure with `evaluate` on labels of your own before you use it.",
            "Where politics turn, label anew and retrain: the data, the command and the parameters are with the crate.",
        )
    } else {
        (
            "The figures hold for text like that of the files above. On other text measure with `evaluate` on labels of it before \
             you use the model.",
            "Where they turn, label anew and retrain.",
        )
    };
    format!(
        "## Caveats and recommendations\n\n\
         - {first}\n\
         - The intervals say how much figures vary over batches like these, not over other text. Those of parts with few batches \
         are too narrow.\n\
         - Deciding at the default threshold of {DEFAULT_THRESHOLD} has the cost that the risk–coverage table shows on the held-out \
         sentences; take a threshold from your own labels where errors are dear.\n\
         - The share of each course among your sentences differs from that in the training data, and probabilities lean \
         towards the latter.\n\
         - Names and alliances change. {last}\n\
         - A sentence without any known word gets the model's prior; `known_features` is then 0.\n"
    )
}
