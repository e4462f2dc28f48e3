//! Filled-in sheets back as training data.

use super::Args;
use crate::ending::{Result, note};
use crate::input::speaking;
use crate::output;
use crate::sheet::{Sheet, unguarded};
use geostance::{
    Dataset, Stance,
    dataset::{LabelledReader, LabelledSentence},
};

pub(super) fn run(args: &Args) -> Result {
    let labels = args.labels.given();
    let (mut data, mut without) = (Dataset::new(), 0);
    for path in &args.labelled {
        let mut reader = LabelledReader::load(path)?.options(speaking(&labels));
        for sentence in &mut reader {
            let mut sentence = sentence?;
            sentence.text = String::from(unguarded(&sentence.text));
            sentence.group = sentence.group.map(|group| unguarded(&group).to_owned());
            data.push(sentence)?;
        }
        without += reader.skipped();
    }
    let soft = data.sentences().iter().any(LabelledSentence::is_soft);
    let mut header = vec!["text".to_owned(), "group".to_owned(), "weight".to_owned()];
    if soft {
        header.extend(Stance::ALL.map(|stance| labels.probability_column(stance)));
    } else {
        header.push("stance".to_owned());
    }
    let mut sheet = Sheet::new(&header)?;
    for sentence in data.sentences() {
        let group = sentence.group.clone().unwrap_or_default();
        let mut row = vec![sentence.text.clone(), group, sentence.weight.to_string()];
        if soft {
            row.extend(sentence.distribution().stances().as_array().map(|share| share.to_string()));
        } else {
            row.push(labels.name(sentence.stance).to_owned());
        }
        sheet.row(&row)?;
    }
    output::write(args.output.as_deref(), &sheet.into_bytes()?)?;
    note(format_args!("{} labelled sentences; {without} rows without a label left out", data.len()));
    Ok(())
}
