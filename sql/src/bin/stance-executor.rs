//! An executor of a cluster that knows the functions of stance: it carries out parts of queries.

use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use clap::Parser;
use geostance_sql::cluster::{self, SCHEDULER_PORT};
use std::error::Error;
use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

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
    /// The folder for what tasks hand to each other; one of its own, which goes again, by default
    #[arg(long, value_name = "FOLDER")]
    work: Option<PathBuf>,
    /// How often the scheduler is given a sign of life, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    heartbeat: u64,
}

const AFTER: &str = "\
Example: stance-executor --scheduler-host news-1 --bind 0.0.0.0 --external-host news-2 --memory 24G

Files and model files of a query are read here, at the paths that the query names. Messages go to standard error; RUST_LOG=info \
shows more.";

fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn")).init();
    match run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<(), Box<dyn Error>> {
    // Kept until the end, and removed then.
    let own =
        if cli.work.is_none() { Some(tempfile::Builder::new().prefix("stance-executor-").tempdir()?) } else { None };
    let work = cli.work.as_deref().or(own.as_ref().map(tempfile::TempDir::path));
    let work = work.and_then(|path| path.to_str()).ok_or("the folder of --work is no UTF-8 path")?.to_owned();
    let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let config = ExecutorProcessConfig {
        bind_host: cli.bind.to_string(),
        external_host: cli.external_host,
        port: cli.port,
        grpc_port: cli.task_port,
        scheduler_host: cli.scheduler_host,
        scheduler_port: cli.scheduler_port,
        scheduler_connect_timeout_seconds: 30,
        vcores: cli.threads.map_or(cores, NonZeroUsize::get),
        memory_pool_size: cli.memory,
        work_dir: Some(work),
        executor_heartbeat_interval_seconds: cli.heartbeat,
        // What queries left is removed after a day.
        job_data_ttl_seconds: 24 * 60 * 60,
        job_data_clean_up_interval_seconds: 10 * 60,
        override_function_registry: Some(Arc::new(cluster::function_registry())),
        override_config_producer: Some(Arc::new(cluster::config)),
        ..ExecutorProcessConfig::default()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(32 << 20).build()?;
    runtime.block_on(start_executor_process(Arc::new(config)))?;
    Ok(())
}
