//! Compares the labels of two coders.

use crate::ending::{Result, counted, note};
use crate::input::LabelsArg;
use crate::labelled::{hinted, named};
use crate::output::{print, print_lines};
use crate::resampling::ResamplingArgs;
use crate::table::{Table, figure};
use crate::terminal::shown;
use crate::units::TextKey;
use clap::ValueEnum;
use geostance::{
    Dataset, Labels, Outcome,
    corpus::unguarded,
    evaluation::{Agreement, Bootstrap},
};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Compare the sheets of two coders: Krippendorff's alpha with its interval, and where they disagree
///
/// Reads two labelled files (CSV, TSV or JSONL), not standard input. Sentences are the same where their text is; those of one
/// sheet alone are counted and left out. Alpha is 1 where coders always agree and 0 where they agree as chance would (nominal;
/// Krippendorff 2018); its interval is a bootstrap over groups (the column `group`: articles).
#[derive(clap::Args)]
#[command(after_help = "Example: geostance agreement first-coder.csv second-coder.csv")]
pub(crate) struct Args {
    #[command(flatten)]
    labels: LabelsArg,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    resampling: ResamplingArgs,
    /// The labels of one coder
    #[arg(value_name = "A")]
    first: PathBuf,
    /// The labels of the other
    #[arg(value_name = "B")]
    second: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// A sentence of a sheet.
struct Coded {
    text: String,
    group: Option<String>,
    outcome: Outcome,
}

/// The sentences of a sheet in their order; of repeated ones the first counts.
struct Sheet {
    order: Vec<TextKey>,
    of: BTreeMap<TextKey, Coded>,
}

/// All that was found.
#[derive(Serialize)]
struct Found<'a> {
    #[serde(flatten)]
    agreement: Agreement,
    only_in_first: usize,
    only_in_second: usize,
    disagreements: Vec<Disagreement<'a>>,
}

#[derive(Serialize)]
struct Disagreement<'a> {
    text: &'a str,
    first: &'a str,
    second: &'a str,
}

pub(crate) fn run(args: &Args) -> Result {
    named(&[&args.first, &args.second])?;
    let bootstrap = args.resampling.bootstrap();
    bootstrap.check()?;
    let labels = args.labels.given();
    let [first, second] = [&args.first, &args.second].map(|path| read(path, args, &labels));
    let (first, second) = (first?, second?);
    let both: Vec<(&Coded, &Coded)> =
        first.order.iter().filter_map(|key| Some((&first.of[key], second.of.get(key)?))).collect();
    if both.is_empty() {
        return Err("the two sheets have no labelled sentence in common; are they of the same sample?".into());
    }
    // A sentence without a group is one of its own.
    let group = |coded: &Coded| match &coded.group {
        Some(group) => (true, group.clone()),
        None => (false, coded.text.clone()),
    };
    let coded = both.iter().map(|(a, b)| (a.outcome, b.outcome, group(a)));
    let found = Found {
        agreement: Agreement::of(coded, &bootstrap)?.with_labels(&labels),
        only_in_first: first.order.len() - both.len(),
        only_in_second: second.order.len() - both.len(),
        disagreements: both
            .iter()
            .filter(|(a, b)| a.outcome != b.outcome)
            .map(|(a, b)| Disagreement { text: &a.text, first: labels.name(a.outcome), second: labels.name(b.outcome) })
            .collect(),
    };
    match args.format {
        Format::Text => print_lines(&text(&found, &labels, &bootstrap)),
        Format::Json => print((serde_json::to_string_pretty(&found)? + "\n").as_bytes()),
    }
}

fn read(path: &Path, args: &Args, labels: &Labels) -> Result<Sheet> {
    let data = hinted(Dataset::load_with(path, &args.labels.reading(labels)))?;
    for file in data.files().iter().filter(|file| file.unlabelled() > 0) {
        note(file);
    }
    let (mut sheet, mut repeated) = (Sheet { order: Vec::new(), of: BTreeMap::new() }, 0);
    for sentence in data.sentences() {
        let text = unguarded(&sentence.text).to_owned();
        let key = TextKey::of(&text);
        if sheet.of.contains_key(&key) {
            repeated += 1;
            continue;
        }
        sheet.order.push(key);
        sheet.of.insert(key, Coded { text, group: sentence.group.clone(), outcome: sentence.stance.into() });
    }
    if repeated > 0 {
        note(format_args!(
            "{}: {} left out; the first label of each sentence counts",
            shown(path),
            counted(repeated, "repetition")
        ));
    }
    Ok(sheet)
}

fn text(found: &Found<'_>, labels: &Labels, bootstrap: &Bootstrap) -> String {
    let Found { agreement, only_in_first, only_in_second, disagreements } = found;
    let mut text = format!(
        "{} labelled by both; {only_in_first} in the first sheet alone, {only_in_second} in the second\n\n\
         Krippendorff's alpha (nominal)  {}\n\
         agreement                       {}\n\
         {bootstrap} over {}\n\n",
        counted(agreement.sentences(), "sentence"),
        agreement.alpha(),
        figure(Some(agreement.observed())),
        counted(agreement.groups(), "group")
    );
    let mut table = Table::new(std::iter::once("first \\ second").chain(Outcome::ALL.map(|it| labels.name(it))));
    for (outcome, row) in agreement.table().iter() {
        let counts = row.as_array().iter().map(usize::to_string);
        table.push(std::iter::once(labels.name(outcome).to_owned()).chain(counts));
    }
    text += &table.text();
    if !disagreements.is_empty() {
        let mut table = Table::new(["first", "second", "sentence"]);
        for Disagreement { text, first, second } in disagreements {
            table.push([*first, *second, *text]);
        }
        text += "\n";
        text += &table.text();
    }
    text
}
