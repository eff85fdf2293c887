//! Reading from a vendor through the gateway.

use super::courier::Courier;
use super::gateway;
use redrive_core::connection::ConnectionId;
use redrive_core::http::Answer;
use redrive_core::problem::{Problem, ProblemKind};
use redrive_core::read::Read;
use std::rc::Rc;
use web_sys::AbortSignal;

/// The vendor's answer to one read.
///
/// # Errors
/// The gateway's refusal. A vendor's refusal is an answer: the adapter's readings tell it.
pub async fn read(connection: &ConnectionId, read: &Read) -> Result<Answer, Problem> {
    let (path, body) = asked(connection, read)?;
    Ok(gateway::relayed(&path, Some(body)).await?)
}

/// As [`read`], until the signal aborts it.
///
/// # Errors
/// As there.
pub async fn read_until(
    connection: &ConnectionId,
    read: &Read,
    abort: &AbortSignal,
) -> Result<Answer, Problem> {
    let (path, body) = asked(connection, read)?;
    Ok(gateway::relayed_until(&path, body, abort).await?)
}

/// Where reads are fetched.
#[derive(Clone)]
pub struct Reads(Option<Rc<Courier>>);

impl Reads {
    /// By the page itself.
    pub const fn here() -> Self {
        Self(None)
    }

    /// Apart from the page, as far as its browser can: for lists that are read to their ends, so
    /// that whoever uses the page is not kept waiting. To be let go of then.
    pub fn apart() -> Self {
        Self(Courier::share())
    }

    /// As [`read_until`].
    ///
    /// # Errors
    /// As there.
    pub async fn read(
        &self,
        connection: &ConnectionId,
        read: &Read,
        abort: &AbortSignal,
    ) -> Result<Answer, Problem> {
        let (path, body) = asked(connection, read)?;
        Ok(gateway::relayed_by(self.0.as_deref(), &path, body, abort).await?)
    }
}

fn asked(connection: &ConnectionId, read: &Read) -> Result<(String, String), Problem> {
    let body = serde_json::to_string(read)
        .map_err(|error| Problem::ours(ProblemKind::Refused, error.to_string()))?;
    Ok((format!("/api/connections/{connection}/read"), body))
}
