//! The scheduler of a cluster that knows the functions of stance: it takes queries and hands their parts to executors.

mod serving;

use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use clap::Parser;
use geostance_sql::cluster;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

/// Take queries of stance-sql and hand their parts to executors
#[derive(Parser)]
#[command(name = "stance-scheduler", version, max_term_width = 110, after_help = AFTER)]
struct Cli {
    /// The address to listen on
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:50050")]
    bind: SocketAddr,
    /// The name under which executors and clients reach this machine; the address of --bind by default
    #[arg(long, value_name = "HOST")]
    external_host: Option<String>,
    /// After how many seconds without a sign of life an executor is given up and its work done by others
    #[arg(long, value_name = "SECONDS", default_value_t = 180, value_parser = clap::value_parser!(u64).range(2..))]
    executor_timeout: u64,
}

const AFTER: &str = "\
Example: stance-scheduler --bind 0.0.0.0:50050 --external-host news-1

There is no login: whoever reaches the port can run queries and read what executors can read. Messages go to standard error; \
RUST_LOG=info shows more.";

fn main() -> ExitCode {
    let cli = Cli::parse();
    serving::carry_out(run(cli))
}

async fn run(cli: Cli) -> serving::Result {
    let timeout = cli.executor_timeout;
    let config = SchedulerConfig {
        bind_host: cli.bind.ip().to_string(),
        bind_port: cli.bind.port(),
        external_host: cli.external_host.unwrap_or_else(|| cli.bind.ip().to_string()),
        executor_timeout_seconds: timeout,
        no_executors_grace_period_seconds: timeout,
        expire_dead_executor_interval_seconds: (timeout / 4).clamp(1, 15),
        override_config_producer: Some(Arc::new(cluster::config)),
        override_session_builder: Some(Arc::new(cluster::session_state)),
        ..SchedulerConfig::default()
    };
    serving::must_be_free(cli.bind)?;
    let cluster = BallistaCluster::new_from_config(&config).await?;
    tokio::select! {
        done = start_server(cluster, cli.bind, Arc::new(config)) => done?,
        _ = tokio::signal::ctrl_c() => {}
    }
    Ok(())
}
