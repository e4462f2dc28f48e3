//! What the two programs of a cluster share: where messages go, threads, and how they end.

use std::error::Error;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::ExitCode;

/// How a program ended.
pub(crate) type Result = std::result::Result<(), Box<dyn Error>>;

/// What goes to standard error by default. At its end an executor removes what has removed itself a moment before, and complains of it.
const MESSAGES: &str = "warn,ballista_executor::executor_process=off";

/// Looks whether an address can be listened on: an engine whose port is taken ends without a word.
pub(crate) fn must_be_free(address: SocketAddr) -> Result {
    TcpListener::bind(address).map(drop).map_err(|error| format!("cannot listen on {address}: {error}").into())
}

/// Carries out a program until it ends or is told to. An error goes to standard error, with 1 as the exit code.
pub(crate) fn carry_out(program: impl Future<Output = Result>) -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or(MESSAGES)).init();
    // Plans are deep, and so are the calls that walk over them.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(32 << 20).build();
    let ended = runtime.map_err(Into::into).and_then(|runtime| runtime.block_on(program));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // What cannot be said is no reason to break off.
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}
