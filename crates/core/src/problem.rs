//! The one shape in which a failure is shown: what happened, whose words, and what to quote to
//! support.

use serde::{Deserialize, Serialize};

/// What kind of failure it is; screens choose their words and their one action by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// The operator's own session ended.
    SignedOut,
    /// The vendor refused our credentials (401).
    CredentialsRefused,
    /// The vendor does not allow this (403).
    Forbidden,
    /// The vendor knows no such thing (404).
    NotFound,
    /// The vendor's state stands against it (409).
    Conflict,
    /// The vendor called the request wrong (400, 422, and other 4xx).
    Invalid,
    /// Too many requests (429).
    RateLimited,
    /// The vendor, or something before it, failed (5xx).
    VendorFailed,
    /// An answer came, and it cannot be read.
    Unreadable,
    /// No connection, or it was lost.
    NoAnswer,
    /// The vendor goes on with what was asked, and it is only not waited for any longer.
    StillRunning,
    /// Our own gateway refused it.
    Refused,
    /// What was asked for is no plan, by our own rules: nobody was asked.
    NoPlan,
}

/// A failure, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Words and action follow from it.
    pub kind: ProblemKind,
    /// The vendor's words where there are some, else ours.
    pub message: String,
    /// The vendor's code, on which it promises that one may branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The HTTP status, where there was an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// What the vendor's support asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Seconds to wait, where the vendor says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
}

impl Problem {
    /// A problem in our own words.
    pub fn ours(kind: ProblemKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            code: None,
            status: None,
            request_id: None,
            retry_after: None,
        }
    }
}

impl ProblemKind {
    /// The kind that a refusing status stands for.
    pub const fn of_status(status: u16) -> Self {
        match status {
            401 => Self::CredentialsRefused,
            403 => Self::Forbidden,
            404 | 410 => Self::NotFound,
            409 => Self::Conflict,
            429 => Self::RateLimited,
            400..=499 => Self::Invalid,
            500..=599 => Self::VendorFailed,
            _ => Self::Unreadable,
        }
    }
}
