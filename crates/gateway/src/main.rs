//! The binary `redrive`.

use redrive_gateway::cli;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    redrive_gateway::log::begin();
    match cli::run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::complain(&error);
            ExitCode::FAILURE
        }
    }
}
