//! One request, read once, with everything a handler may ask of it.

use crate::dialect::Dialect;
use crate::operation::{Operation, Vendor};
use crate::world::World;
use axum::http::HeaderMap;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// One call of one operation.
#[derive(Debug)]
pub struct Call {
    pub world: Arc<World>,
    pub operation: Operation,
    pub vendor: Vendor,
    pub method: String,
    /// The vendor's path as called, without the sandbox's prefix.
    pub path: String,
    pub query: Vec<(String, String)>,
    /// What stood for `{id}` in the path; empty when the path has none.
    pub id: String,
    pub headers: HeaderMap,
    /// As read; an encoding is undone.
    pub body: Vec<u8>,
    pub at: DateTime<Utc>,
    pub request_id: String,
    pub dialect: Arc<Dialect>,
}

impl Call {
    /// A query parameter; the first where it stands twice.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// A header line as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The bearer token.
    pub fn bearer(&self) -> Option<&str> {
        let (scheme, token) = self.header("authorization")?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
    }

    /// Where the caller reached this server, for links that come back to it.
    pub fn origin(&self) -> String {
        format!("http://{}", self.header("host").unwrap_or("localhost"))
    }

    /// The stored form of now.
    pub fn micros(&self) -> i64 {
        self.at.timestamp_micros()
    }

    /// The stored form of now and so many milliseconds.
    pub fn micros_in(&self, millis: u32) -> i64 {
        self.micros().saturating_add(i64::from(millis) * 1000)
    }
}
