//! An answer while it is still being made: it knows what was sent and whether it will be cut.

use serde::Serialize;

/// The media type of nearly everything here.
pub const JSON: &str = "application/json";

/// An answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub content_type: Option<String>,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// The ids that this call really sent.
    pub sent: Vec<String>,
    /// The kept result of an earlier call with the same idempotency key.
    pub replayed: bool,
    /// The connection ends instead of this answer.
    pub cut: bool,
}

impl Reply {
    /// A status without a body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    /// A JSON body.
    pub fn json(status: u16, body: &impl Serialize) -> Self {
        Self {
            status,
            content_type: Some(JSON.to_owned()),
            body: serde_json::to_vec(body).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// The same answer with one more header line.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }

    /// Whether a header line of this name stands already.
    pub fn has(&self, name: &str) -> bool {
        self.headers
            .iter()
            .any(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    /// The same answer, which sent these ids.
    pub fn having_sent(mut self, ids: Vec<String>) -> Self {
        self.sent = ids;
        self
    }
}

/// Why a handler ends early.
#[derive(Debug)]
pub enum Refusal {
    /// The vendor's own answer.
    Reply(Box<Reply>),
    /// The sandbox's database failed.
    Store(sqlx::Error),
}

impl From<Reply> for Refusal {
    fn from(reply: Reply) -> Self {
        Self::Reply(Box::new(reply))
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error)
    }
}

/// What a handler gives.
pub type Answer = Result<Reply, Refusal>;
