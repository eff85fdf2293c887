//! What a control answers when it cannot do what was asked.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::json;
use thiserror::Error;

/// Why a control did nothing.
#[derive(Debug, Error)]
pub enum Refused {
    /// The body or the query is not what the control takes.
    #[error("{0}")]
    Bad(String),
    /// The database failed.
    #[error("the sandbox's database failed: {0}")]
    Store(#[from] sqlx::Error),
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let status = match self {
            Self::Bad(_) => StatusCode::BAD_REQUEST,
            Self::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        (status, Json(json!({"error": self.to_string()}))).into_response()
    }
}

/// The body as JSON, whatever its content type; an empty one is `{}`.
pub fn body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refused> {
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    serde_json::from_slice(bytes).map_err(|error| Refused::Bad(error.to_string()))
}
