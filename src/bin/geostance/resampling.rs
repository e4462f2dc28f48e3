//! The arguments of a bootstrap.

use geostance::evaluation::Bootstrap;

/// How often and from what the bootstrap draws, and how wide its intervals are.
#[derive(Debug, clap::Args)]
pub(crate) struct ResamplingArgs {
    /// Resamples of the bootstrap
    #[arg(long, value_name = "N", default_value_t = 1000)]
    resamples: usize,
    /// Share of resamples within an interval
    #[arg(long, value_name = "SHARE", default_value_t = 0.95)]
    level: f64,
    /// Seed of the bootstrap
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
}

impl ResamplingArgs {
    pub(crate) fn bootstrap(&self) -> Bootstrap {
        Bootstrap::new().resamples(self.resamples).level(self.level).seed(self.seed)
    }
}
