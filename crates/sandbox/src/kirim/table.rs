//! Kirim's tables, and a row as the wire shows it.

use super::dialect::EndedWord;
use crate::clock::from_micros;
use redrive_core::kirim::contract::{Delivery, DeliveryStatus, VendorTime};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// Deliveries and subscriptions. Times are microseconds since the epoch.
pub const TABLES: &str = "CREATE TABLE kirim_subscription (
    id TEXT PRIMARY KEY, url TEXT, description TEXT, events TEXT, status TEXT, secrets TEXT,
    created_at INTEGER, updated_at INTEGER, disabled_at INTEGER, consecutive_failures INTEGER);
CREATE TABLE kirim_delivery (
    id TEXT, subscription_id TEXT, event_type TEXT, event_id TEXT, status TEXT,
    attempt_count INTEGER, last_response_status INTEGER, last_error TEXT, next_attempt_at INTEGER,
    delivered_at INTEGER, replayed_from TEXT, created_at INTEGER, settle_at INTEGER, note TEXT);";

/// What keeps lists and the bulk replay fast at a million rows.
pub const INDICES: &str = "CREATE UNIQUE INDEX kirim_by_id ON kirim_delivery (id);
CREATE INDEX kirim_by_time ON kirim_delivery (created_at, id);
CREATE INDEX kirim_by_status ON kirim_delivery (status, created_at, id);
CREATE INDEX kirim_by_filter ON kirim_delivery (subscription_id, status, created_at, id);
CREATE INDEX kirim_by_origin ON kirim_delivery (replayed_from) WHERE replayed_from IS NOT NULL;
CREATE INDEX kirim_due ON kirim_delivery (settle_at) WHERE settle_at IS NOT NULL;";

/// Columns of a delivery.
pub const COLUMNS: usize = 14;

/// A stored instant as Kirim writes it.
pub fn time(micros: i64) -> VendorTime {
    from_micros(micros).into()
}

/// The word that a row carries on the wire.
pub fn shown(status: &str, ended: EndedWord) -> DeliveryStatus {
    match (status, ended) {
        ("pending", _) => DeliveryStatus::Pending,
        ("delivered", _) => DeliveryStatus::Delivered,
        ("failed" | "dead", EndedWord::Failed) | ("failed", EndedWord::AsStored) => {
            DeliveryStatus::Failed
        }
        ("failed" | "dead", EndedWord::Dead) | ("dead", EndedWord::AsStored) => {
            DeliveryStatus::Dead
        }
        (other, _) => DeliveryStatus::Other(other.to_owned()),
    }
}

/// A stored delivery as the wire shows it.
pub fn delivery(row: &SqliteRow, ended: EndedWord) -> Result<Delivery, sqlx::Error> {
    let id = |column| -> Result<Option<String>, sqlx::Error> { row.try_get(column) };
    let status: String = row.try_get("status")?;
    Ok(Delivery {
        id: id("id")?.and_then(|id| id.try_into().ok()),
        object: Some("webhook_delivery".to_owned()),
        subscription_id: id("subscription_id")?.and_then(|id| id.try_into().ok()),
        event_type: row.try_get("event_type")?,
        event_id: row.try_get("event_id")?,
        status: Some(shown(&status, ended)),
        attempt_count: row.try_get("attempt_count")?,
        last_response_status: row.try_get("last_response_status")?,
        last_error: row.try_get("last_error")?,
        next_attempt_at: row.try_get::<Option<i64>, _>("next_attempt_at")?.map(time),
        delivered_at: row.try_get::<Option<i64>, _>("delivered_at")?.map(time),
        replayed_from: id("replayed_from")?.and_then(|id| id.try_into().ok()),
        created_at: Some(time(row.try_get("created_at")?)),
    })
}
