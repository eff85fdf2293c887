//! The sandbox beside the gateway, or alone: the three APIs of the vendors on a port of our own.

use crate::serve::{Stop, listen};
use crate::state::StartError;
use redrive_sandbox::{Sandbox, Scale};
use std::net::SocketAddr;
use std::path::PathBuf;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What a sandbox begins with.
#[derive(Debug, Clone)]
pub struct Options {
    pub listen: SocketAddr,
    pub seed: u64,
    pub scale: Scale,
    /// Memory, when absent.
    pub file: Option<PathBuf>,
}

/// A sandbox that is being served.
pub struct Running {
    pub address: SocketAddr,
    /// Changes each time that it begins anew.
    pub resets: watch::Receiver<u64>,
    stop: Stop,
    server: JoinHandle<()>,
}

/// Opens a sandbox and serves it.
///
/// # Errors
/// When its database does not open, or the address is taken.
pub async fn start(options: Options) -> Result<Running, StartError> {
    let Options {
        listen: at,
        seed,
        scale,
        file,
    } = options;
    let (listener, address) = listen("the sandbox", at).await?;
    let begin = redrive_sandbox::Options {
        seed,
        scale,
        file,
        ..Default::default()
    };
    let sandbox = Sandbox::open(begin)
        .await
        .map_err(|error| StartError::Sandbox(error.to_string()))?;
    let resets = sandbox.resets();
    let stop = Stop::new();
    let told = stop.told();
    let server = tokio::spawn(async move {
        if let Err(error) = redrive_sandbox::serve(listener, sandbox.router(), told).await {
            tracing::error!(%error, "the sandbox ended");
        }
    });
    Ok(Running {
        address,
        resets,
        stop,
        server,
    })
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.now();
    }
}

impl Running {
    /// Stops it and waits until it has.
    pub async fn shutdown(mut self) {
        self.stop.now();
        let _ = (&mut self.server).await;
    }
}
