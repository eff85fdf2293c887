//! Serving what a configuration file says, until it is told to stop.

use crate::app::router;
use crate::clock::Clock;
use crate::console::Console;
use crate::file::Deployment;
use crate::serve::{Grace, Stop, listen, spawn};
use crate::state::{Gateway, StartError};
use std::net::SocketAddr;
use tokio::task::JoinHandle;

/// A gateway that is being served. It stops when it is dropped; [`Running::shutdown`] waits for
/// what is under way.
pub struct Running {
    pub address: SocketAddr,
    /// What is served, as [`Deployment::summary`] tells it.
    pub summary: String,
    gateway: Gateway,
    stop: Stop,
    server: JoinHandle<()>,
}

/// Starts to serve it.
///
/// # Errors
/// When the address is taken.
pub async fn start(deployment: Deployment, console: Console) -> Result<Running, StartError> {
    let (listener, address) = listen("the console", deployment.listen).await?;
    let summary = deployment.summary(address);
    let gateway = Gateway::new(deployment.config(console, Clock::system()))?;
    let stop = Stop::new();
    let server = spawn(listener, router(gateway.clone()), &stop, Grace::ForCalls);
    Ok(Running {
        address,
        summary,
        gateway,
        stop,
        server,
    })
}

impl Running {
    /// Takes no more requests, and waits for those that are under way and for their calls.
    pub async fn shutdown(mut self) {
        self.stop.now();
        let all = async {
            let _ = (&mut self.server).await;
            self.gateway.settled().await;
        };
        if tokio::time::timeout(Grace::ForCalls.time(), all)
            .await
            .is_err()
        {
            tracing::warn!("a call was still under way when the time to stop was over");
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.now();
    }
}
