//! An executor of a cluster that knows the functions of stance: it carries out parts of queries.

mod serving;

use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use clap::Parser;
use geostance_sql::cluster::{self, SCHEDULER_PORT};
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// Carry out parts of queries that a stance-scheduler hands over
#[derive(Parser)]
#[command(name = "stance-executor", version, max_term_width = 110, after_help = AFTER)]
struct Cli {
    /// The host of the scheduler
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    scheduler_host: String,
    /// The port of the scheduler
    #[arg(long, value_name = "PORT", default_value_t = SCHEDULER_PORT)]
    scheduler_port: u16,
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    bind: IpAddr,
    /// The name under which the scheduler and other executors reach this machine; as they see it by default
    #[arg(long, value_name = "HOST")]
    external_host: Option<String>,
    /// The port for results
    #[arg(long, value_name = "PORT", default_value_t = 50051)]
    port: u16,
    /// The port for tasks
    #[arg(long, value_name = "PORT", default_value_t = 50052)]
    task_port: u16,
    /// How many tasks run at once; as many as there are cores by default
    #[arg(long, value_name = "NUMBER")]
    threads: Option<NonZeroUsize>,
    /// How many bytes all tasks may take together, with K, M, G or T; 75 % of the machine's memory by default
    #[arg(long, value_name = "BYTES", value_parser = geostance_sql::memory::parse_bytes)]
    memory: Option<u64>,
    /// Where the folder is made for what tasks hand to each other, removed at the end; among temporary files by default
    #[arg(long, value_name = "FOLDER")]
    work: Option<PathBuf>,
    /// How often the scheduler is given a sign of life, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    heartbeat: u64,
}

const AFTER: &str = "\
Example: stance-executor --scheduler-host news-1 --bind 0.0.0.0 --external-host news-2 --memory 24G

Files and model files of a query are read here, at the paths that the query names. The scheduler \
is waited for thirty seconds. Messages go to standard error; RUST_LOG=info \
shows more.";

fn main() -> ExitCode {
    let cli = Cli::parse();
    serving::carry_out(run(cli))
}

async fn run(cli: Cli) -> serving::Result {
    for port in [cli.port, cli.task_port] {
        serving::must_be_free(SocketAddr::new(cli.bind, port))?;
    }
    tokio::select! {
        found = wait_for_scheduler(&cli) => found?,
        _ = tokio::signal::ctrl_c() => return Ok(()),
    }
    // A folder of its own, for all that is in it goes at the end.
    let work = cli.work.clone().unwrap_or_else(std::env::temp_dir);
    let work = tempfile::Builder::new().prefix("stance-executor-").tempdir_in(&work);
    let work = work.map_err(|error| format!("cannot write into the folder of --work: {error}"))?;
    let path = work.path().to_str().ok_or("the folder of --work is no UTF-8 path")?.to_owned();
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let config = ExecutorProcessConfig {
        bind_host: if cli.bind.is_ipv6() { format!("[{}]", cli.bind) } else { cli.bind.to_string() },
        external_host: cli.external_host,
        port: cli.port,
        grpc_port: cli.task_port,
        scheduler_host: cli.scheduler_host,
        scheduler_port: cli.scheduler_port,
        vcores: cli.threads.map_or(cores, NonZeroUsize::get),
        memory_pool_size: cli.memory,
        work_dir: Some(path),
        executor_heartbeat_interval_seconds: cli.heartbeat,
        // What queries left is removed after a day.
        job_data_ttl_seconds: 24 * 60 * 60,
        job_data_clean_up_interval_seconds: 10 * 60,
        override_function_registry: Some(Arc::new(cluster::function_registry())),
        override_config_producer: Some(Arc::new(cluster::config)),
        ..ExecutorProcessConfig::default()
    };
    start_executor_process(Arc::new(config)).await?;
    Ok(())
}

/// Executors may be started a little before their scheduler.
async fn wait_for_scheduler(cli: &Cli) -> serving::Result {
    let (host, port) = (cli.scheduler_host.as_str(), cli.scheduler_port);
    let mut left = PATIENCE;
    while let Err(error) = tokio::net::TcpStream::connect((host, port)).await {
        left = left.checked_sub(BETWEEN).ok_or_else(|| {
            format!("no scheduler answers at {host}:{port}: {error}; is stance-scheduler started there?")
        })?;
        tokio::time::sleep(BETWEEN).await;
    }
    Ok(())
}

/// How long a scheduler is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is looked for.
const BETWEEN: Duration = Duration::from_millis(500);
