//! The log: one line an event, on standard error, of our own crates only.
//!
//! It holds who confirmed what and how each call ended; never a body, a secret, or anything of the
//! people to whom something is sent.

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// How much is logged: `error`, `warn`, `info` (when unset), `debug`, `trace` or `off`.
const LEVEL: &str = "REDRIVE_LOG";

/// Begins to log. A second call changes nothing.
pub fn begin() {
    let level = std::env::var(LEVEL)
        .ok()
        .and_then(|level| level.parse().ok());
    let level = level.unwrap_or(LevelFilter::INFO);
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(std::io::stderr);
    let ours = Targets::new().with_target("redrive", level);
    let _ = tracing_subscriber::registry()
        .with(lines)
        .with(ours)
        .try_init();
}
