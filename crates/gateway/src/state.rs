//! What all handlers share.

use crate::cli::NoPassword;
use crate::config::{Config, Serving};
use crate::confirm::{Confirmations, JournalError};
use crate::console::Console;
use crate::file::Faults;
use crate::password::{NoHash, Passwords};
use crate::relay::{Relay, RelayError};
use crate::session::Sessions;
use crate::ticket::SessionKey;
use redrive_core::connection::Environment;
use std::ops::Deref;
use std::sync::Arc;
use thiserror::Error;
use tokio::sync::{OwnedRwLockReadGuard, RwLock};

/// A gateway; a clone is the same one.
#[derive(Clone)]
pub struct Gateway(Arc<Parts>);

/// Its parts.
pub struct Parts {
    pub(crate) environment: Environment,
    pub(crate) serving: Serving,
    pub(crate) console: Console,
    pub(crate) passwords: Passwords,
    pub(crate) sessions: Sessions,
    pub(crate) confirmations: Arc<Confirmations>,
    pub(crate) relay: Relay,
    /// Read for as long as a call is under way.
    sending: Arc<RwLock<()>>,
}

/// Why a gateway did not start.
#[derive(Debug, Error)]
pub enum StartError {
    #[error(transparent)]
    Password(#[from] NoHash),
    #[error(transparent)]
    Relay(#[from] RelayError),
    #[error("the system gives no randomness: {0}")]
    Randomness(#[from] getrandom::Error),
    #[error("{what} cannot listen on {at}: {why}")]
    Listen {
        what: &'static str,
        at: std::net::SocketAddr,
        why: std::io::Error,
    },
    #[error("signals to stop cannot be listened for: {0}")]
    Signals(std::io::Error),
    #[error("the sandbox does not open: {0}")]
    Sandbox(String),
    #[error(transparent)]
    File(#[from] Faults),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    NoPassword(#[from] NoPassword),
    #[error("{0} is no name for a connection")]
    Connection(String),
    #[error("{0} is no folder with an index.html")]
    NoConsole(std::path::PathBuf),
}

impl Gateway {
    /// Builds one from its configuration. It reaches for no vendor yet.
    ///
    /// # Errors
    /// When a connection's address or token cannot be used, or the journal cannot.
    pub fn new(config: Config) -> Result<Self, StartError> {
        let Config {
            environment,
            operators,
            upstreams,
            console,
            serving,
            limits,
            journal,
            clock,
        } = config;
        let confirmations = Confirmations::new(clock.clone(), journal.as_deref())?;
        Ok(Self(Arc::new(Parts {
            environment,
            serving,
            console,
            passwords: Passwords::new(operators, clock.clone())?,
            sessions: Sessions::new(clock.clone()),
            confirmations: Arc::new(confirmations),
            relay: Relay::new(upstreams, limits, &clock)?,
            sending: Arc::default(),
        })))
    }

    /// Held by a call for as long as it is under way.
    pub(crate) async fn sending(&self) -> OwnedRwLockReadGuard<()> {
        Arc::clone(&self.sending).read_owned().await
    }

    /// Waits until no call is under way: one goes on when its page is gone, and a process that
    /// ends with it would leave its end unknown.
    pub async fn settled(&self) {
        let _none = self.sending.write().await;
    }

    /// Ends a session and all that it confirmed.
    pub(crate) fn end_session(&self, session: SessionKey) {
        self.sessions.end(session);
        self.confirmations.end_session(session);
    }
}

impl Deref for Gateway {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
