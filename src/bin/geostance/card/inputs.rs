//! Where files do not fit what the card says of them.

use crate::ending::Result;
use geostance::stance::PerOutcome;
use geostance::{Dataset, StanceModel};
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with the files, each as a clause.
///
/// # Errors
///
/// Held-out files of which nothing is held out.
pub(super) fn misfits(model: &StanceModel, test: &Dataset, contrast: &Dataset, train: &Dataset) -> Result<Vec<String>> {
    let trained = texts(train);
    let (seen, all) = (among(test, &trained), test.len());
    if all > 0 && seen == all {
        return Err(
            "every sentence of --test is among those of --train: nothing is held out, and a card would be wrong; \
                    give other files to one of them"
                .into(),
        );
    }
    let mut misfits = Vec::new();
    if seen > 0 {
        misfits.push(format!(
            "{seen} of {all} held-out sentences are among those trained on; figures are too good by these"
        ));
    }
    let (seen, all) = (among(contrast, &trained), contrast.len());
    if seen > 0 {
        misfits.push(format!("{seen} of {all} sentences of the contrast files are among those trained on"));
    }
    if !has_items(contrast) {
        misfits.push(
            "the contrast files have no group of two or three sentences, so that they have no contrast items"
                .to_owned(),
        );
    }
    if used(train) != model.provenance().sentences {
        misfits.push("the model was trained on other files than those of --train".to_owned());
    }
    Ok(misfits)
}

/// The sentences that have a weight, by their label, as a model's provenance counts them.
pub(super) fn used(train: &Dataset) -> PerOutcome<usize> {
    train.filter(|sentence| sentence.weight > 0.0).counts()
}

/// The texts of labelled sentences.
pub(super) fn texts(data: &Dataset) -> BTreeSet<&str> {
    data.sentences().iter().map(|row| row.text.as_str()).collect()
}

/// How many sentences have one of these texts.
pub(super) fn among(data: &Dataset, texts: &BTreeSet<&str>) -> usize {
    data.sentences().iter().filter(|row| texts.contains(row.text.as_str())).count()
}

fn has_items(contrast: &Dataset) -> bool {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for group in contrast.sentences().iter().filter_map(|sentence| sentence.group.as_deref()) {
        *sizes.entry(group).or_default() += 1;
    }
    sizes.values().any(|size| (2..=3).contains(size))
}
