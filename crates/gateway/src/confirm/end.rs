//! Giving a confirmation back: what is left of its plan is not to be sent any more.

use crate::path::Named;
use crate::session::SignedIn;
use crate::state::Gateway;
use crate::ticket::ConfirmationId;
use axum::extract::State;
use axum::http::StatusCode;

/// One that is gone already is given back as well.
pub async fn end(
    State(gateway): State<Gateway>,
    SignedIn { session, .. }: SignedIn,
    Named(confirmation): Named<String>,
) -> StatusCode {
    let id = ConfirmationId::shown(&confirmation);
    gateway.confirmations.end(session, id.key());
    StatusCode::NO_CONTENT
}
