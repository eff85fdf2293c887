//! Everything that the gateway's own API refuses, and how each is answered.
//!
//! One type for all routes, so that a kind always has the same status and the same words. It must
//! not hold a secret or a vendor's body: its text goes to the page and to the log.

use crate::confirm::News;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use redrive_core::gateway::ErrorKind;
use serde_json::json;
use std::time::Duration;
use thiserror::Error;

/// Why a request was not done. Only the kind `answer_lost` leaves open whether a vendor got it.
#[derive(Debug, Clone, Error)]
pub enum ApiError {
    #[error("This is not what the route takes.")]
    BadRequest,
    #[error("There is no such route.")]
    NoRoute,
    #[error("This route has no such method.")]
    NoMethod,
    #[error("This is more than the gateway takes at once. Nothing was sent.")]
    TooLarge,
    #[error("The gateway failed. Nothing was sent.")]
    Internal,
    #[error("This request was refused, because {0}.")]
    Foreign(&'static str),

    #[error("The name or the password is wrong.")]
    WrongCredentials,
    #[error("You are signed out. Sign in again to go on.")]
    SignedOut,
    #[error("Too many wrong passwords. Try again in {} s.", seconds(.0))]
    Wait(Duration),

    #[error("This is nothing that can be read from this vendor.")]
    NotARead,
    #[error("There is no such connection.")]
    NoConnection,
    #[error("The vendor cannot be reached, so nothing was sent: {0}.")]
    Unreachable(String),
    #[error("The vendor's token route refused Redrive's credentials, so nothing was sent: {0}.")]
    NoToken(String),
    #[error(
        "The gateway could not write down what it was about to send, so nothing was sent. Whoever runs it finds why in its log."
    )]
    NotWritten,
    #[error("It was sent, but no whole answer came back: {0}.")]
    AnswerLost(String),
    #[error("It was sent, but no whole answer came back in time.")]
    AnswerLate,
    #[error("The vendor's query is not finished yet.")]
    NotReady,
    #[error("The vendor's query gave no result: {0}.")]
    JobFailed(&'static str),
    #[error("The result was not fetched: {0}.")]
    FileRefused(String),

    #[error("The password is wrong. Nothing was confirmed and nothing was sent.")]
    WrongPassword,
    #[error("This was not confirmed, or the confirmation has ended. Confirm it again to go on.")]
    NotConfirmed,
    #[error(
        "Some of this call was sent in another plan since this one was confirmed. Nothing was sent. Confirm it once more to be told which, or stop and plan what is left."
    )]
    Overtaken,
    #[error("This call was sent already, and sending it again is not safe.")]
    AlreadySent,
    #[error(
        "This call was not refused as a whole, as far as the gateway saw, so it is not begun anew. Nothing was sent."
    )]
    NotRefused,
    #[error("This call is being sent right now.")]
    InFlight,
    #[error(
        "This call is sent only after a larger one was refused as a whole, which did not happen."
    )]
    NotItsTurn,
    #[error("The plan has no such call.")]
    NoSuchCall,
    #[error("The plan was refused: {0}.")]
    PlanRefused(String),
    #[error("This is more than the gateway takes at once. Nothing was sent: plan fewer at a time.")]
    PlanTooLarge,
    #[error("Nothing was confirmed and nothing was sent: {0}.")]
    SentLately(Box<News>),
}

impl ApiError {
    /// The word on which a page may branch.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::BadRequest => ErrorKind::BadRequest,
            Self::NoRoute => ErrorKind::NoRoute,
            Self::NoMethod => ErrorKind::NoMethod,
            Self::TooLarge | Self::PlanTooLarge => ErrorKind::TooLarge,
            Self::Internal => ErrorKind::Internal,
            Self::NotWritten => ErrorKind::NotWritten,
            Self::Foreign(_) => ErrorKind::ForeignRequest,
            Self::WrongCredentials => ErrorKind::WrongCredentials,
            Self::SignedOut => ErrorKind::SignedOut,
            Self::Wait(_) => ErrorKind::Wait,
            Self::NotARead => ErrorKind::NotARead,
            Self::NoConnection => ErrorKind::NoConnection,
            Self::Unreachable(_) => ErrorKind::Unreachable,
            Self::NoToken(_) => ErrorKind::NoToken,
            Self::AnswerLost(_) | Self::AnswerLate => ErrorKind::AnswerLost,
            Self::NotReady => ErrorKind::NotReady,
            Self::JobFailed(_) => ErrorKind::JobFailed,
            Self::FileRefused(_) => ErrorKind::FileRefused,
            Self::WrongPassword => ErrorKind::WrongPassword,
            Self::NotConfirmed | Self::Overtaken => ErrorKind::NotConfirmed,
            Self::AlreadySent => ErrorKind::AlreadySent,
            Self::NotRefused => ErrorKind::NotRefused,
            Self::InFlight => ErrorKind::InFlight,
            Self::NotItsTurn => ErrorKind::NotItsTurn,
            Self::NoSuchCall => ErrorKind::NoSuchCall,
            Self::PlanRefused(_) => ErrorKind::PlanRefused,
            Self::SentLately(_) => ErrorKind::SentLately,
        }
    }

    /// The HTTP status that goes with it.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest | Self::NotARead => StatusCode::BAD_REQUEST,
            Self::WrongCredentials | Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::Foreign(_) | Self::WrongPassword | Self::NotConfirmed | Self::Overtaken => {
                StatusCode::FORBIDDEN
            }
            Self::NoRoute | Self::NoConnection | Self::NoSuchCall => StatusCode::NOT_FOUND,
            Self::NoMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotReady
            | Self::JobFailed(_)
            | Self::AlreadySent
            | Self::NotRefused
            | Self::InFlight
            | Self::NotItsTurn
            | Self::SentLately(_) => StatusCode::CONFLICT,
            Self::TooLarge | Self::PlanTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::PlanRefused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::NotWritten => StatusCode::INSUFFICIENT_STORAGE,
            Self::Unreachable(_)
            | Self::NoToken(_)
            | Self::AnswerLost(_)
            | Self::FileRefused(_) => StatusCode::BAD_GATEWAY,
            Self::AnswerLate => StatusCode::GATEWAY_TIMEOUT,
        }
    }
}

/// Never tells someone to come back a moment too early.
fn seconds(wait: &Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut error = json!({ "kind": self.kind(), "message": self.to_string() });
        let mut retry_after = None;
        if let (Self::Wait(wait), Some(fields)) = (&self, error.as_object_mut()) {
            fields.insert("retry_after".to_owned(), seconds(wait).into());
            retry_after = Some(HeaderValue::from(seconds(wait)));
        }
        if let (Self::SentLately(news), Some(fields)) = (&self, error.as_object_mut()) {
            fields.insert("sent".to_owned(), json!(news.sent));
        }
        let mut response = (self.status(), Json(json!({ "error": error }))).into_response();
        if let Some(value) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, value);
        }
        response
    }
}

impl From<getrandom::Error> for ApiError {
    fn from(error: getrandom::Error) -> Self {
        tracing::error!(%error, "the system gives no randomness");
        Self::Internal
    }
}
