//! The program `stance-sql`: a query over files, answered on one machine or by a cluster.
//!
//! `session`: engines with the functions. `files`: tables from paths; `named`: errors in them. `statements`: what a query consists of, one after the other.
//! `copy` and `output`: files that are written beside their place. `rows`: the forms of results. `running` and `progress`: queries seen
//! from outside. `ending`.

mod copy;
mod ending;
mod files;
mod named;
mod output;
mod progress;
mod rows;
mod running;
mod session;
mod statements;

use clap::Parser;
use ending::{Ending, Result, Usage};
use output::{OutputArgs, Unfinished};
use progress::EVERY;
use running::Running;
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Answer SQL over Parquet, CSV and JSON files, with the stance of texts as functions
#[derive(Parser)]
#[command(name = "stance-sql", version, max_term_width = 110, after_help = AFTER)]
struct Cli {
    /// The query, or several statements with `;` between them
    #[arg(value_name = "SQL", required_unless_present = "file")]
    sql: Option<String>,
    /// Read the query from a file; `-` is standard input
    #[arg(long, short, value_name = "FILE", conflicts_with = "sql")]
    file: Option<PathBuf>,
    /// The model file that judges; the shipped model by default. On a cluster every executor reads it at this path
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// How many bytes sorting, grouping and joining may take before they go to disk, with K, M, G or T; half of the machine's memory by default
    #[arg(long, value_name = "BYTES", value_parser = geostance_sql::memory::parse_bytes, conflicts_with = "cluster")]
    memory: Option<u64>,
    /// How many parts a query is divided into, worked on at once; as many as there are cores by default
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,
    /// Have the query carried out by the cluster of this scheduler
    #[cfg(feature = "cluster")]
    #[arg(long, value_name = "HOST:PORT")]
    cluster: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

const AFTER: &str = "\
Example: stance-sql \"select stance(text), count(*) from 'archive/*.parquet' group by 1\"

Functions: stance(text), stance_confidence(text), stance_evidence(text), stance_probabilities(text), stance_decided(text, \
threshold), stance_sentences(article), and the aggregates stance_shares(text[, threshold]) and stance_prevalence(text, label[, \
probability]); each takes a model file as last argument. \
A model for all of them: --model, or set stance.model = 'mine.gst'.

Tables are files, folders or patterns in quotes: .parquet, .csv, .tsv, .json, .jsonl and .ndjson, the last five also compressed \
(.gz, .bz2, .xz, .zst). Results go to standard output or --output, all else to standard error; copy (…) to 'FILE' writes a result \
too. What is written appears when it is whole.

Exit codes: 0 all went well; 1 something could not be read or done; 2 wrong usage; 130 interrupted.";

/// What engines say on standard error by default: what went wrong, unless it comes as the error of the query as well.
const MESSAGES: &str = "error,ballista_core=off";

fn main() -> ExitCode {
    let cli = Cli::parse();
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or(MESSAGES)).init();
    let unfinished = Unfinished::default();
    let ended = carry_out(cli, unfinished.clone());
    unfinished.remove();
    ending::exit_code(ended)
}

/// Carries out a query, unless it is interrupted.
fn carry_out(cli: Cli, unfinished: Unfinished) -> Ending {
    let mut workers = tokio::runtime::Builder::new_multi_thread();
    if let Some(threads) = cli.threads {
        workers.worker_threads(threads.get());
    }
    // Plans are deep, and so are the calls that walk over them.
    let workers = workers.enable_all().thread_stack_size(16 << 20).build();
    // Signals and progress are apart from all that works, so that they are seen whatever the query does.
    let (workers, watch) = match (workers, tokio::runtime::Builder::new_current_thread().enable_all().build()) {
        (Ok(workers), Ok(watch)) => (workers, watch),
        (Err(error), _) | (_, Err(error)) => return Ending::Failed(error.into()),
    };
    let running = Running::default();
    let mut query = workers.spawn(run(cli, unfinished, running.clone()));
    let ended = watch.block_on(async {
        let interrupted = interrupted();
        tokio::pin!(interrupted);
        let mut ticks = tokio::time::interval(EVERY);
        loop {
            tokio::select! {
                done = &mut query => return match done {
                    Ok(Ok(())) => Ending::Done,
                    Ok(Err(error)) => Ending::Failed(error),
                    Err(error) => Ending::Failed(format!("the query broke off: {error}").into()),
                },
                () = &mut interrupted => {
                    query.abort();
                    running.cancel().await;
                    return Ending::Interrupted;
                }
                _ = ticks.tick() => running.show(),
            }
        }
    });
    // What still runs is no longer of use; it has this long to let go of its files.
    workers.shutdown_timeout(Duration::from_secs(2));
    running.end();
    ended
}

async fn run(cli: Cli, unfinished: Unfinished, running: Running) -> Result {
    let sql = match &cli.file {
        Some(path) => query_in(path)?,
        None => cli.sql.unwrap_or_default(),
    };
    let statements = statements::parse(&sql)?;
    let output = cli.output.open(&statements, unfinished.clone())?;
    #[cfg(feature = "cluster")]
    if let Some(scheduler) = &cli.cluster {
        let session = session::on_cluster(scheduler, cli.model.as_deref(), cli.threads).await?;
        return statements::run(&session, statements, output, &unfinished, &running).await;
    }
    let session = session::local(cli.model.as_deref(), cli.memory, cli.threads)?;
    statements::run(&session, statements, output, &unfinished, &running).await
}

fn query_in(path: &std::path::Path) -> Result<String> {
    let mut sql = String::new();
    let read = if path == std::path::Path::new("-") {
        std::io::stdin().read_to_string(&mut sql)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_string(&mut sql))
    };
    read.map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    if sql.trim().is_empty() { Err(Usage("the query is empty".to_owned()).into()) } else { Ok(sql) }
}

/// Comes when somebody presses Ctrl-C or asks the program to end.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => return,
                _ = terminated.recv() => return,
            }
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
