//! The operator behind a request: a handler that names this runs for nobody else.

use super::asked::Asked;
use super::cookie;
use crate::error::ApiError;
use crate::password::OperatorName;
use crate::state::Gateway;
use crate::ticket::SessionKey;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

pub struct SignedIn {
    pub operator: OperatorName,
    pub session: SessionKey,
}

impl FromRequestParts<Gateway> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, gateway: &Gateway) -> Result<Self, ApiError> {
        let id = cookie::read(&parts.headers, gateway.serving.scheme).ok_or(ApiError::SignedOut)?;
        let session = id.key();
        let operator = gateway
            .sessions
            .shown(session, Asked::of(&parts.headers))
            .ok_or(ApiError::SignedOut)?;
        Ok(Self { operator, session })
    }
}
