//! Draws sentences of a corpus to label, for shares that hold.

use crate::ending::{Result, Usage, counted, note};
use crate::input::ModelArg;
use crate::labelled::paths;
use crate::output::{Kind, Labels, Output, OutputArg};
use crate::sheet::Sheet;
use crate::units::{self, ACTOR, Columns, CorpusArg};
use geostance::prevalence::draw;
use std::collections::BTreeSet;

/// Draw a random sample of a corpus to label by hand, as CSV for a spreadsheet
///
/// The sheet has an empty column `stance` to fill in; `geostance prevalence --labelled` reads it back. The sample is stratified
/// by what the model says and by how sure it is, which narrows the intervals and cannot bias them: `probability` says with what
/// probability each sentence was drawn, `stratum` what it was drawn from (numbers that tell the coder nothing). Nothing but
/// `prevalence` reads these two columns. Rows are in random order, so that a sheet that is labelled from the top is a sample at
/// any time.
///
/// With --by each part of the corpus gets at least 30 sentences, or all that it has.
#[derive(clap::Args)]
#[command(after_help = "Example: geostance sample --size 200 --output sheet.csv fixtures/articles/*.txt")]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelArg,
    /// How many sentences to draw
    #[arg(long, value_name = "N", default_value_t = 200)]
    size: usize,
    /// Seed of the draws
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// The column of tables that has the text, in place of `text` or `sentence`
    #[arg(long, value_name = "COLUMN")]
    text_column: Option<String>,
    #[command(flatten)]
    output: OutputArg,
    #[command(flatten)]
    corpus: CorpusArg,
}

/// The columns that every sheet has.
const HEADER: [&str; 5] = ["stance", "text", "group", "probability", "stratum"];

pub(crate) fn run(args: &Args) -> Result {
    if args.corpus.by.iter().any(|column| column.trim() == ACTOR) {
        return Err(Usage(
            "a sample cannot be divided by actor, for a sentence may name several; draw a larger one without --by actor",
        )
        .into());
    }
    let model = args.model.open()?;
    let labels = Some(Labels { column: None, kept: &BTreeSet::new() });
    let kind = Kind::Table { own: &HEADER, further: None, labels };
    let inputs = paths(&[&args.corpus.corpus, args.model.path.as_slice()]);
    let output = Output::open(args.output.path.as_deref(), args.output.force, kind, inputs)?;
    let columns = Columns::new(&args.corpus.by, None);
    let corpus = units::read(&args.corpus, args.text_column.as_deref(), &columns, &model, true)?;
    let cells: Vec<usize> = corpus.all.iter().map(|unit| unit.parts.first().copied().unwrap_or(0)).collect();
    let drawn = draw(&corpus.predictions, &cells, args.size, args.seed)?;

    let (parts, articles) = (corpus.parts.names(), corpus.articles.names());
    let further: Vec<(usize, &str)> = columns.by().iter().map(String::as_str).enumerate().collect();
    let further: Vec<(usize, &str)> = further.into_iter().filter(|(_, name)| !HEADER.contains(name)).collect();
    let header: Vec<&str> = HEADER.into_iter().chain(further.iter().map(|&(_, name)| name)).collect();
    let mut sheet = Sheet::new(&header, output.format(), &["probability", "stratum"])?;
    for it in &drawn {
        let unit = &corpus.all[it.place];
        let mut row = vec![
            String::new(),
            unit.text.clone().unwrap_or_default(),
            articles[unit.article].clone(),
            it.probability.to_string(),
            it.stratum.to_string(),
        ];
        row.extend(further.iter().map(|&(place, _)| parts[cells[it.place]][place].clone()));
        sheet.guarded_row(&row)?;
    }
    note(format_args!(
        "{} of {} drawn; fill in the column `stance` and give the sheet to geostance prevalence --labelled",
        drawn.len(),
        counted(corpus.all.len(), "sentence")
    ));
    if corpus.parts.len() > 1 {
        note(format_args!("{} parts, each with at least 30 of them, or all that it has", corpus.parts.len()));
    }
    output.write(&sheet.into_bytes()?)
}
