//! That personal data was shown: noted in the log, with who saw what kind of it and how much.
//!
//! The page has the data already; the note is what an operator answers for. It must not hold the
//! data itself, and its body has no room for it.

use crate::body::Body;
use crate::error::ApiError;
use crate::path::Named;
use crate::session::SignedIn;
use crate::state::Gateway;
use axum::extract::State;
use axum::http::StatusCode;
use redrive_core::personal::Reveal;

pub async fn note(
    State(gateway): State<Gateway>,
    who: SignedIn,
    Named(id): Named<String>,
    Body(Reveal { what, count }): Body<Reveal>,
) -> Result<StatusCode, ApiError> {
    let account = gateway.relay.account(&id)?;
    tracing::info!(
        operator = who.operator.as_str(),
        connection = account.connection.id.as_str(),
        what = what.word(),
        count,
        "personal data revealed"
    );
    Ok(StatusCode::NO_CONTENT)
}
