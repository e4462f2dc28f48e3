//! The command line: one program, a file or folder for each command. Nothing is computed here that the library can compute.
//!
//! Shared by the commands: `input` (models, labels), `labelled` (labelled files), `output` (standard output, or a file written
//! whole), `ending` (errors and exit codes), `progress` and `terminal`, `fitting` (fits that show progress), `parts` (figures by a
//! column), `pictures` (plots in a folder), `sheet` (CSV for spreadsheets), `table`, `markdown`, `shell` (arguments to be pasted),
//! `units` (a corpus sentence by sentence).

mod agreement;
mod baselines;
mod card;
mod classify;
mod ending;
mod evaluate;
mod explain;
mod fitting;
mod input;
mod labelled;
mod learning_curve;
mod markdown;
mod output;
mod parts;
mod pictures;
mod prevalence;
mod progress;
mod resampling;
mod sample;
mod select;
mod sheet;
mod shell;
mod suggest;
mod suspects;
mod table;
mod terminal;
mod train;
mod units;

use clap::{Arg, CommandFactory, FromArgMatches, Parser, Subcommand};
use std::process::ExitCode;

/// Say of each sentence of a news article which foreign-policy course it takes; train, measure and improve such models
#[derive(Parser)]
#[command(name = "geostance", version, max_term_width = 110, after_help = AFTER)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "\
Example: geostance classify fixtures/articles/aktau-port.txt

Labelled files are CSV, TSV (no quoting) or JSONL by their name (.csv, .tsv, .jsonl; .gz after it), with the columns `stance` \
and `text` and optionally `group` and `weight`. Results go to standard output, all else to standard error. `-` is standard input \
for classify, suggest, sample and prevalence, an article unless --input-format says otherwise; all else is read by name.

Exit codes: 0 all went well, also where the model knows no word of a text; 1 something could not be read or done (classify does \
the rest); 2 wrong usage.";

#[derive(Subcommand)]
enum Command {
    Classify(classify::Args),
    Explain(explain::Args),
    Train(Box<train::Args>),
    Evaluate(evaluate::Args),
    Baselines(baselines::Args),
    Select(select::Args),
    Card(card::Args),
    LearningCurve(learning_curve::Args),
    Suspects(suspects::Args),
    Suggest(suggest::Args),
    Sample(sample::Args),
    Prevalence(Box<prevalence::Args>),
    Agreement(agreement::Args),
}

/// The command of the arguments. A value may begin with a minus sign, so that what is wrong with it can be said.
fn parse() -> Result<Command, clap::Error> {
    let signed = |arg: Arg| if arg.get_action().takes_values() { arg.allow_negative_numbers(true) } else { arg };
    let all = Cli::command();
    let names: Vec<String> = all.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let all = names.into_iter().fold(all, |all, name| all.mut_subcommand(name, |command| command.mut_args(signed)));
    Cli::from_arg_matches(&all.try_get_matches()?).map(|cli| cli.command)
}

fn main() -> ExitCode {
    let command = match parse() {
        Ok(command) => command,
        Err(error) => return ending::wrong_arguments(&error),
    };
    let done = match command {
        Command::Classify(args) => classify::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Train(args) => train::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Baselines(args) => baselines::run(&args),
        Command::Select(args) => select::run(&args),
        Command::Card(args) => card::run(&args),
        Command::LearningCurve(args) => learning_curve::run(&args),
        Command::Suspects(args) => suspects::run(&args),
        Command::Suggest(args) => suggest::run(&args),
        Command::Sample(args) => sample::run(&args),
        Command::Prevalence(args) => prevalence::run(&args),
        Command::Agreement(args) => agreement::run(&args),
    };
    ending::exit_code(done)
}
