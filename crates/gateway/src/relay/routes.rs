//! Which connections there are, and reading from one.

use super::relayed;
use crate::body::Body;
use crate::error::ApiError;
use crate::path::Named;
use crate::session::SignedIn;
use crate::state::Gateway;
use axum::Json;
use axum::extract::State;
use axum::response::Response;
use redrive_core::connection::Connection;
use redrive_core::read::Read;
use serde_json::value::RawValue;

pub async fn connections(State(gateway): State<Gateway>, _: SignedIn) -> Json<Vec<Connection>> {
    Json(gateway.relay.connections().cloned().collect())
}

pub async fn read(
    State(gateway): State<Gateway>,
    _: SignedIn,
    Named(id): Named<String>,
    Body(read): Body<Box<RawValue>>,
) -> Result<Response, ApiError> {
    let account = gateway.relay.account(&id)?;
    let read: Read = serde_json::from_str(read.get()).map_err(|_| ApiError::NotARead)?;
    gateway
        .relay
        .read(account, &read)
        .await
        .map(relayed)
        .inspect_err(|error| {
            tracing::warn!(
                connection = id,
                kind = error.kind().as_str(),
                "a read failed"
            );
        })
}
