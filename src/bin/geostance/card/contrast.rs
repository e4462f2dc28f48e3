//! What the model cannot do, with examples.

use super::Run;
use crate::ending::{Result, counted};
use crate::table::Table;
use geostance::{Stance, dataset::LabelledSentence, evaluation::EvaluatedSentence};
use std::collections::{BTreeMap, BTreeSet};

/// Examples shown of pairs and of triples.
const EXAMPLES: usize = 5;

/// Contrast items: shares that are wholly right, and the surest mistakes.
pub(super) fn section(run: &Run) -> Result<String> {
    let mut shares = Table::new(["items of", "items", "wholly right", "share"]);
    for of_size in run.on_contrast.whole_groups(&run.bootstrap)? {
        let counts = [of_size.groups, of_size.right].map(|count| count.to_string());
        let sentences = counted(of_size.size, "sentence");
        shares.push([sentences].into_iter().chain(counts).chain([of_size.share.to_string()]));
    }
    let items = if run.is_shipped {
        "Contrast items differ in a word or two: triples take each stance once in nearly the same words, pairs differ by a \
         negation or a refusal."
    } else {
        "Contrast items are groups of two or three sentences of the contrast files."
    };
    Ok(format!(
        "## What the model cannot do\n\n{items} An item is right where each of its sentences is.\n\n{}\n\
         A bag of words does not see who does what to whom, what a negation governs, which of two clauses leads, or irony. Its surest \
         mistakes among pairs, at most one an item:\n\n{}\nAnd among triples:\n\n{}",
        shares.markdown(),
        mistakes(run, 2).markdown(),
        mistakes(run, 3).markdown()
    ))
}

/// The wrong sentences of items of a size, by falling confidence, one an item.
fn mistakes(run: &Run, size: usize) -> Table {
    let sentences = run.contrast.data.sentences();
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for group in sentences.iter().filter_map(|sentence| sentence.group.as_deref()) {
        *sizes.entry(group).or_default() += 1;
    }
    let of_size = |sentence: &LabelledSentence| sentence.group.as_deref().is_some_and(|group| sizes[group] == size);
    let rows = sentences.iter().zip(run.on_contrast.sentences());
    let mut wrong: Vec<(&LabelledSentence, &EvaluatedSentence)> =
        rows.filter(|(row, found)| row.stance.is_some() && !found.is_right() && of_size(row)).collect();
    // A stable sort: of equally sure ones the first in the file comes first.
    wrong.sort_by(|a, b| b.1.prediction().confidence().total_cmp(&a.1.prediction().confidence()));
    let mut seen = BTreeSet::new();
    let mut table = Table::new(["item", "sentence", "label", "said", "confidence"]);
    for (row, found) in wrong.into_iter().filter(|(row, _)| seen.insert(&row.group)).take(EXAMPLES) {
        let name = |stance: Stance| run.labels.name(stance).to_owned();
        let label = row.stance.map_or_else(String::new, name);
        let said = name(found.prediction().stance());
        let confidence = format!("{:.3}", found.prediction().confidence());
        table.push([row.group.clone().unwrap_or_default(), row.text.clone(), label, said, confidence]);
    }
    table
}
