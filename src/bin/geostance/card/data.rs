//! What the model was trained on and measured on.

use super::Run;
use super::inputs::{among, texts, used};
use crate::table::Table;
use geostance::stance::PerOutcome;
use geostance::{Dataset, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// The counts of the files, and whether the training files are those of the model.
pub(super) fn section(run: &Run) -> String {
    let classes: Vec<&str> = run.stances().into_iter().chain([run.labels.name(Outcome::None)]).collect();
    let mut table = Table::new(["files"].iter().chain(&classes).chain(&["all", "groups"]).copied());
    for (name, files) in [("training", &run.train), ("held out", &run.test), ("contrast", &run.contrast)] {
        table.push(counts(name.to_owned(), &files.data));
    }
    let mut registers: BTreeMap<&str, Dataset> = BTreeMap::new();
    for sentence in run.train.data.sentences() {
        if let Some(register) = sentence.metadata.get("register") {
            let part = registers.entry(register).or_default();
            // A sentence that has been read is valid.
            let _ = part.push(sentence.clone());
        }
    }
    let mut by_register = Table::new(["register"].iter().chain(&classes).chain(&["all", "groups"]).copied());
    for (register, part) in &registers {
        by_register.push(counts((*register).to_owned(), part));
    }
    let registers = if registers.is_empty() {
        String::new()
    } else {
        format!("\nThe training sentences by register:\n\n{}", by_register.markdown())
    };
    let origin = if run.is_shipped {
        "Labelled by `fixtures/CODEBOOK.md`. The shipped sentences were drafted and labelled by language models from a plan; the \
         datasheet in `fixtures/README.md` tells how. Held-out sentences are whole batches that were fixed before anything was \
         measured; contrast items were never trained on. "
    } else {
        "The files are those of the command above. "
    };
    format!(
        "## Training and evaluation data\n\n{origin}{}{}\n\n{}{registers}",
        provenance(run),
        overlap(run),
        table.markdown()
    )
}

/// A row: sentences of each class, all, and groups.
fn counts(name: String, data: &Dataset) -> Vec<String> {
    let groups: BTreeSet<_> = data
        .sentences()
        .iter()
        .map(|row| row.group.as_ref().map_or((false, &row.text), |group| (true, group)))
        .collect();
    let numbers = data.counts().into_array().into_iter().chain([data.len(), groups.len()]);
    std::iter::once(name).chain(numbers.map(|number| number.to_string())).collect()
}

/// Whether the model says that it was trained on as many sentences as the training files have.
fn provenance(run: &Run) -> String {
    let (used, trained) = (used(&run.train.data), run.model.provenance().sentences);
    if used == trained {
        "The model's provenance has the counts of these training files.".to_owned()
    } else {
        let words = |counts: PerOutcome<usize>| counts.into_array().map(|count| count.to_string()).join(", ");
        format!(
            "**The model was trained on other files**: its provenance has {} sentences (the stances in order, then none), these \
             training files have {}.",
            words(trained),
            words(used)
        )
    }
}

/// How many of the sentences measured on occur among those trained on.
fn overlap(run: &Run) -> String {
    let trained = texts(&run.train.data);
    match among(&run.test.data, &trained) + among(&run.contrast.data, &trained) {
        0 => " No sentence measured on occurs among them.".to_owned(),
        1 => " **1 sentence measured on occurs among them.**".to_owned(),
        count => format!(" **{count} sentences measured on occur among them.**"),
    }
}
