//! Signing in and out.

use super::gateway::{self, Refusal};
use redrive_core::connection::Environment;
use redrive_core::secret::Secret;
use serde::{Deserialize, Serialize};

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Session {
    pub operator: String,
    pub environment: Environment,
    pub idle_minutes: u32,
}

/// The session of this browser, if there is one.
///
/// # Errors
/// `ErrorKind::SignedOut`, or that the gateway does not answer.
pub async fn current() -> Result<Session, Refusal> {
    gateway::get("/api/session").await
}

/// Signs in. The password is sent once and kept nowhere.
///
/// # Errors
/// `ErrorKind::WrongCredentials`, `ErrorKind::Wait`, or that the gateway does not answer.
pub async fn sign_in(name: &str, password: &Secret) -> Result<Session, Refusal> {
    #[derive(Serialize)]
    struct Body<'a> {
        name: &'a str,
        password: &'a str,
    }
    gateway::post(
        "/api/session",
        &Body {
            name,
            password: password.expose(),
        },
    )
    .await
}

/// Signs out.
///
/// # Errors
/// When the gateway did not hear it.
pub async fn sign_out() -> Result<(), Refusal> {
    gateway::delete("/api/session").await
}
