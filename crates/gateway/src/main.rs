//! The binary `redrive`.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    redrive_gateway::log::begin();
    match redrive_gateway::cli::run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "redrive did not start");
            ExitCode::FAILURE
        }
    }
}
