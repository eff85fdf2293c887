//! `SelfCommunity`'s tables, and rows as the wire shows them.

use crate::clock::from_micros;
use redrive_core::selfcommunity::contract::{
    Attempt, AttemptId, Endpoint, EndpointId, EventRef, VendorTime,
};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// Endpoints, events, attempts, and the tries that are still to come. Microseconds throughout.
pub const TABLES: &str = "CREATE TABLE sc_endpoint (
    id INTEGER PRIMARY KEY, created_at INTEGER, updated_at INTEGER, is_active INTEGER, target TEXT,
    description TEXT, events TEXT, ssl INTEGER, secret TEXT);
CREATE TABLE sc_event (id INTEGER PRIMARY KEY, type TEXT, created_at INTEGER, data TEXT);
CREATE TABLE sc_attempt (
    id INTEGER PRIMARY KEY, endpoint_id INTEGER, event_id INTEGER, type TEXT, added_at INTEGER,
    created_at INTEGER, sent_at INTEGER, request_body TEXT, signature TEXT, response_code INTEGER,
    response_body TEXT, next_retry INTEGER);
CREATE TABLE sc_due (due_at INTEGER, endpoint_id INTEGER, event_id INTEGER, try INTEGER);";

/// For the three orderings of the attempts list.
pub const INDICES: &str = "CREATE INDEX sc_by_created ON sc_attempt (endpoint_id, created_at, id);
CREATE INDEX sc_by_sent ON sc_attempt (endpoint_id, sent_at, id);
CREATE INDEX sc_by_retry ON sc_attempt (endpoint_id, next_retry, id);
CREATE INDEX sc_due_by_time ON sc_due (due_at);";

/// Columns of an attempt.
pub const ATTEMPT_COLUMNS: usize = 12;

/// Seconds from one try to the next: six tries in all.
pub const RETRY_SECONDS: [i64; 5] = [5, 25, 125, 625, 3125];

/// Some of the vendor's types; its pages differ, so none may be taken for all.
pub const EVENT_TYPES: [&str; 10] = [
    "category.created",
    "comment.created",
    "connection_request.received",
    "discussion.created",
    "poll_vote.created",
    "post.created",
    "post.updated",
    "status.created",
    "user.score_updated",
    "vote.created",
];

/// A stored instant as the vendor writes it: microseconds and a local offset.
pub fn time(micros: i64) -> VendorTime {
    const HOUR_EAST: i64 = 3_600_000_000;
    let local = from_micros(micros.saturating_add(HOUR_EAST));
    VendorTime::from(local.format("%Y-%m-%dT%H:%M:%S%.6f+01:00").to_string())
}

/// An event type with the instant at which the endpoint asked for it.
pub fn event(kind: String, added_at: i64) -> EventRef {
    EventRef {
        kind: Some(kind),
        added_at: Some(time(added_at)),
    }
}

/// A stored endpoint as the wire shows it.
pub fn endpoint(row: &SqliteRow) -> Result<Endpoint, sqlx::Error> {
    let events: String = row.try_get("events")?;
    Ok(Endpoint {
        id: Some(EndpointId::new(row.try_get("id")?)),
        created_at: Some(time(row.try_get("created_at")?)),
        updated_at: Some(time(row.try_get("updated_at")?)),
        is_active: row.try_get("is_active")?,
        target: row.try_get("target")?,
        description: row.try_get("description")?,
        events: serde_json::from_str(&events).unwrap_or_default(),
        ssl_cert_verification: row.try_get("ssl")?,
    })
}

/// A stored attempt as the wire shows it.
pub fn attempt(row: &SqliteRow) -> Result<Attempt, sqlx::Error> {
    Ok(Attempt {
        id: Some(AttemptId::new(row.try_get("id")?)),
        created_at: Some(time(row.try_get("created_at")?)),
        event: Some(event(row.try_get("type")?, row.try_get("added_at")?)),
        sent_at: Some(time(row.try_get("sent_at")?)),
        http_request_body: row.try_get("request_body")?,
        http_request_signature_header: row.try_get("signature")?,
        http_response_code: row.try_get("response_code")?,
        http_response_body: row.try_get("response_body")?,
        next_retry: row.try_get::<Option<i64>, _>("next_retry")?.map(time),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_carry_microseconds_and_a_local_offset() {
        let written = time(1_772_787_605_200_100);
        assert_eq!(written.text(), "2026-03-06T10:00:05.200100+01:00");
        assert_eq!(
            written.utc().map(|at| at.timestamp_micros()),
            Some(1_772_787_605_200_100)
        );
    }
}
