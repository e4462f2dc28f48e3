//! Filled-in sheets back as training data, with every column.

use super::Args;
use crate::ending::{Result, counted, note};
use crate::labelled::hinted;
use crate::sheet::Sheet;
use geostance::{
    Dataset, Stance,
    corpus::{Content, Input, TextOptions, unguarded},
    dataset::LabelledSentence,
};
use std::collections::BTreeSet;

/// The first columns of training data that were written here.
pub(super) const FIRST: [&str; 3] = ["text", "group", "weight"];

pub(super) fn run(args: &Args) -> Result {
    let labels = args.labels.given();
    let sheets = hinted(Dataset::load_all_with(&args.labelled, &args.labels.reading(&labels)))?;
    let without = sheets.summary().unlabelled();
    let further = further_columns(args, &sheets);
    let mut data = Dataset::new();
    for mut sentence in sheets {
        sentence.text = String::from(unguarded(&sentence.text));
        sentence.group = sentence.group.map(|group| unguarded(&group).to_owned());
        data.push(sentence)?;
    }
    let output = args.open_output(&data.iter().map(|sentence| sentence.text.trim()).collect())?;
    let soft = data.sentences().iter().any(LabelledSentence::is_soft);
    let mut header = FIRST.map(str::to_owned).to_vec();
    if soft {
        header.extend(Stance::ALL.map(|stance| labels.probability_column(stance)));
    } else {
        header.push("stance".to_owned());
    }
    header.extend(further.iter().cloned());
    let mut sheet = Sheet::new(&header, output.format(), &["weight", "p_*"])?;
    for sentence in data.sentences() {
        let group = sentence.group.clone().unwrap_or_default();
        let mut row = vec![sentence.text.clone(), group, sentence.weight.to_string()];
        if soft {
            row.extend(sentence.distribution().stances().as_array().map(|share| share.to_string()));
        } else {
            row.push(labels.name(sentence.stance).to_owned());
        }
        let value = |name| unguarded(sentence.metadata.get(name).unwrap_or_default()).to_owned();
        row.extend(further.iter().map(|name| value(name)));
        sheet.row(&row)?;
    }
    output.write(&sheet.into_bytes()?)?;
    note(format_args!(
        "{}; {} without a label left out",
        counted(data.len(), "labelled sentence"),
        counted(without, "row")
    ));
    Ok(())
}

/// The names of all further columns, in the order of the sheets.
fn further_columns(args: &Args, data: &Dataset) -> Vec<String> {
    let all: BTreeSet<&str> = data.sentences().iter().flat_map(|sentence| sentence.metadata.keys()).collect();
    let mut options = TextOptions::new();
    if let Some(column) = &args.labels.text_column {
        options = options.text_column(column);
    }
    let mut names: Vec<String> = Vec::new();
    for path in &args.labelled {
        if let Ok(Content::Table(table)) = Input::new(path).read(&options) {
            names.extend(table.columns().filter(|name| all.contains(name)).map(str::to_owned));
        }
    }
    names.extend(all.into_iter().map(str::to_owned));
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(name.clone()));
    names
}
