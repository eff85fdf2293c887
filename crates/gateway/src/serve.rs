//! Listening, and stopping in order.

use crate::state::StartError;
use axum::Router;
use axum::serve::ListenerExt as _;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How long what is under way gets to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grace {
    /// Nothing that matters to anybody is under way.
    Short,
    /// A call to a vendor may be: cut off, nobody would know what became of it.
    ForCalls,
}

impl Grace {
    pub const fn time(self) -> Duration {
        match self {
            Self::Short => Duration::from_secs(5),
            // Longer than such a call may take: `Limits::token`, then `Limits::write`.
            Self::ForCalls => Duration::from_secs(140),
        }
    }
}

/// Tells servers to stop.
#[derive(Debug, Clone)]
pub struct Stop(watch::Sender<bool>);

impl Stop {
    pub fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    pub fn now(&self) {
        self.0.send_replace(true);
    }

    /// Ends when it is told to stop.
    pub fn told(&self) -> impl Future<Output = ()> + Send + 'static {
        let mut told = self.0.subscribe();
        async move {
            let _ = told.wait_for(|stop| *stop).await;
        }
    }
}

pub async fn listen(
    what: &'static str,
    at: SocketAddr,
) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |why| StartError::Listen { what, at, why };
    let listener = TcpListener::bind(at).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

/// Serves until told to stop; then new connections are refused and open ones get their grace.
pub fn spawn(listener: TcpListener, router: Router, stop: &Stop, grace: Grace) -> JoinHandle<()> {
    let (told, hurry) = (stop.told(), stop.told());
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    // Small answers should not wait for full packets; a failure only costs that.
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    tokio::spawn(async move {
        let server = axum::serve(listener, service).with_graceful_shutdown(told);
        tokio::select! {
            ended = server => if let Err(error) = ended {
                tracing::error!(%error, "the server ended");
            },
            () = async { hurry.await; tokio::time::sleep(grace.time()).await } => {
                tracing::warn!("some requests were still under way when the time to stop was over");
            }
        }
    })
}

/// Ends when somebody asks this process to stop.
///
/// From this call on a signal is noticed, not only from the first wait: whoever reads the greeting
/// may ask at once, and that must still be a stop in order.
///
/// # Errors
/// When signals cannot be listened for.
pub fn interrupted() -> Result<impl Future<Output = ()>, StartError> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt()).map_err(StartError::Signals)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(StartError::Signals)?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(windows)]
    {
        let mut interrupt = tokio::signal::windows::ctrl_c().map_err(StartError::Signals)?;
        Ok(async move {
            let _ = interrupt.recv().await;
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Limits;

    #[test]
    fn a_call_ends_before_the_time_to_stop_is_over() {
        let limits = Limits::default();
        assert!(limits.token + limits.write < Grace::ForCalls.time());
    }
}
