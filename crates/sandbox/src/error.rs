//! Why the sandbox could not start or could not do what its own controls asked.

use thiserror::Error;

/// A failure of the sandbox itself, never one that it plays.
#[derive(Debug, Error)]
pub enum SandboxError {
    /// The database could not be opened, read or written.
    #[error("the sandbox's database failed: {0}")]
    Store(#[from] sqlx::Error),
    /// The listening socket failed.
    #[error("the sandbox's socket failed: {0}")]
    Socket(#[from] std::io::Error),
}
