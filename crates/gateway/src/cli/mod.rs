//! The command line: what is asked for, and the few lines that are printed.
//!
//! What it prints at the start is read by programs too: each line is a word and its value.

mod demo;
mod password;
mod sandbox;
mod serve;

pub use password::NoPassword;

use crate::state::StartError;
use clap::{Parser, Subcommand};
use std::io::Write;

const LOG_HELP: &str =
    "REDRIVE_LOG sets how much is logged: error, warn, info (default), debug, trace or off.";

/// Beyond the machine itself, plain HTTP keeps nothing secret.
pub(crate) const OTHERS_CAN_READ: &str = "others can reach this address, and without TLS whoever is in \
     between reads the password and the session\n";

/// Send webhooks and notifications again, and know what became of each one.
#[derive(Debug, Parser)]
#[command(name = "redrive", version, after_help = LOG_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the console for the accounts that a configuration file names.
    Serve(serve::Args),
    /// Make the hash of a password, for an operator in the configuration file.
    ///
    /// Asks for the password twice, or reads one line where the input is no terminal.
    Password,
    /// Start the console and a sandbox with made-up data.
    ///
    /// The operator is `admin`. The password is printed, or taken from `REDRIVE_DEMO_PASSWORD`.
    Demo(demo::Args),
    /// Start the sandbox alone: the three vendor APIs with made-up data.
    Sandbox(sandbox::Args),
}

/// Does what the command line asks, until it is told to stop.
///
/// # Errors
/// When it cannot start.
pub async fn run() -> Result<(), StartError> {
    match Cli::parse().command {
        Command::Serve(args) => serve::run(args).await,
        Command::Password => password::run(),
        Command::Demo(args) => demo::run(args).await,
        Command::Sandbox(args) => sandbox::run(args).await,
    }
}

/// Says why it did not start. What is wrong with a configuration or a password was typed by
/// whoever reads this: it is said to them, and no log needs it.
pub fn complain(error: &StartError) {
    match error {
        StartError::File(_) | StartError::NoPassword(_) => {
            write(&mut std::io::stderr().lock(), &format!("{error}\n"));
        }
        other => tracing::error!(error = %other, "redrive did not start"),
    }
}

fn say(text: &str) {
    write(&mut std::io::stdout().lock(), text);
}

/// Nobody may be listening any more; that is no reason to stop.
fn write(to: &mut impl Write, text: &str) {
    let _ = to.write_all(text.as_bytes());
    let _ = to.flush();
}
