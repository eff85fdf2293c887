//! The command line: what is asked for, and the few lines that are printed.
//!
//! What it prints at the start is read by programs too: each line is a word and its value.

use crate::clock::Clock;
use crate::demo::{self, Demo, OPERATOR};
use crate::sandbox;
use crate::serve::interrupted;
use crate::state::StartError;
use clap::{Args, Parser, Subcommand, ValueEnum};
use redrive_core::secret::Secret;
use redrive_sandbox::Scale;
use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Names the operator's password for the demo.
const PASSWORD: &str = "REDRIVE_DEMO_PASSWORD";

const LOG_HELP: &str =
    "REDRIVE_LOG sets how much is logged: error, warn, info (default), debug, trace or off.";

/// Send webhooks and notifications again, and know what became of each one.
#[derive(Debug, Parser)]
#[command(name = "redrive", version, after_help = LOG_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the console and a sandbox with made-up data.
    ///
    /// The operator is `admin`. The password is printed, or taken from `REDRIVE_DEMO_PASSWORD`.
    Demo(DemoArgs),
    /// Start the sandbox alone: the three vendor APIs with made-up data.
    Sandbox(SandboxArgs),
}

#[derive(Debug, Args)]
struct DemoArgs {
    /// Where the console is served; port 0 takes any.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Where the sandbox is served; port 0 takes any.
    #[arg(long, default_value = "127.0.0.1:9000")]
    sandbox_listen: SocketAddr,
    #[command(flatten)]
    story: Story,
    /// Serve the console out of this folder instead of the one in the binary.
    #[arg(long, value_name = "DIR")]
    console: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct SandboxArgs {
    /// Where it is served; port 0 takes any.
    #[arg(long, default_value = "127.0.0.1:9000")]
    listen: SocketAddr,
    #[command(flatten)]
    story: Story,
    /// Keep the data in this file instead of in memory.
    #[arg(long, value_name = "PATH")]
    file: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Story {
    /// The same seed makes the same data.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How much data there is.
    #[arg(long, value_enum, default_value_t = Size::Small)]
    scale: Size,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Size {
    Small,
    Medium,
    Large,
}

impl From<Size> for Scale {
    fn from(size: Size) -> Self {
        match size {
            Size::Small => Self::Small,
            Size::Medium => Self::Medium,
            Size::Large => Self::Large,
        }
    }
}

/// Does what the command line asks, until it is told to stop.
///
/// # Errors
/// When it cannot start.
pub async fn run() -> Result<(), StartError> {
    match Cli::parse().command {
        Command::Demo(args) => run_demo(args).await,
        Command::Sandbox(args) => run_sandbox(args).await,
    }
}

async fn run_demo(args: DemoArgs) -> Result<(), StartError> {
    let given = std::env::var(PASSWORD)
        .ok()
        .filter(|text| !text.is_empty())
        .map(Secret::new);
    let is_given = given.is_some();
    let demo = demo::start(demo::Options {
        listen: args.listen,
        sandbox_listen: args.sandbox_listen,
        seed: args.story.seed,
        scale: args.story.scale.into(),
        console: args.console,
        password: given,
        clock: Clock::system(),
    })
    .await?;
    let from = format!("from {PASSWORD}");
    let password = if is_given {
        &from
    } else {
        demo.password.expose()
    };
    let interrupted = interrupted()?;
    say(&greeting(&demo, password));
    interrupted.await;
    demo.shutdown().await;
    Ok(())
}

fn greeting(demo: &Demo, password: &str) -> String {
    format!(
        "console   http://{}\nsandbox   http://{}\noperator  {OPERATOR}\npassword  {password}\n{}",
        demo.console_addr,
        demo.sandbox_addr,
        warning(demo.console_addr.ip())
    )
}

/// Beyond the machine itself, plain HTTP keeps nothing secret.
fn warning(listening: IpAddr) -> &'static str {
    if listening.is_loopback() {
        ""
    } else {
        "careful   others can reach this address, and without TLS whoever is in between reads the \
         password and the session\n"
    }
}

async fn run_sandbox(args: SandboxArgs) -> Result<(), StartError> {
    let running = sandbox::start(sandbox::Options {
        listen: args.listen,
        seed: args.story.seed,
        scale: args.story.scale.into(),
        file: args.file,
    })
    .await?;
    let interrupted = interrupted()?;
    say(&format!("sandbox   http://{}\n", running.address));
    interrupted.await;
    running.shutdown().await;
    Ok(())
}

/// Nobody may be listening any more; that is no reason to stop.
fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_listens_beyond_the_machine_is_told_what_that_means() {
        for (address, warned) in [
            ("127.0.0.1", false),
            ("::1", false),
            ("0.0.0.0", true),
            ("::", true),
            ("192.0.2.7", true),
        ] {
            assert_eq!(
                !warning(address.parse().unwrap()).is_empty(),
                warned,
                "{address}"
            );
        }
    }
}
