//! What was really sent, and by which call. Tests ask this, never a client's own word.

use crate::clock::from_micros;
use crate::operation::Vendor;
use crate::pipeline::{Call, Reply};
use redrive_core::kirim::contract::{IDEMPOTENCY_KEY, VendorTime};
use serde::Serialize;
use sqlx::{QueryBuilder, Row, SqlitePool};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Where calls and their ids are kept.
pub const TABLES: &str = "CREATE TABLE send_call (
    id INTEGER PRIMARY KEY, vendor TEXT, operation TEXT, method TEXT, path TEXT, key TEXT,
    request_id TEXT, at INTEGER, status INTEGER, cut INTEGER, stored INTEGER);
CREATE TABLE send_item (call INTEGER, vendor TEXT, item TEXT);
CREATE INDEX send_item_by_item ON send_item (vendor, item);
CREATE INDEX send_item_by_call ON send_item (call);";

/// How often every id was sent, by vendor and id.
pub type Sends = BTreeMap<&'static str, BTreeMap<String, u64>>;

/// One call of an operation that sends, applied or not.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SendCall {
    pub vendor: String,
    pub operation: String,
    pub method: String,
    pub path: String,
    pub idempotency_key: Option<String>,
    pub request_id: String,
    pub at: String,
    /// What the answer said, or would have said.
    pub status: u16,
    /// The connection ended instead of the answer.
    pub cut: bool,
    /// It was the kept result of an earlier call with the same key.
    pub replayed: bool,
    /// What this call sent; empty when nothing was applied.
    pub ids: Vec<String>,
}

/// Keeps a call of an operation that sends.
pub async fn record(call: &Call, reply: &Reply) -> Result<(), sqlx::Error> {
    if !call.operation.sends() {
        return Ok(());
    }
    let mut tx = call.world.db.begin().await?;
    let id = sqlx::query(
        "INSERT INTO send_call (vendor, operation, method, path, key, request_id, at, status, cut, stored)
         VALUES (?,?,?,?,?,?,?,?,?,?)",
    )
    .bind(call.vendor.as_str())
    .bind(call.operation.name())
    .bind(&call.method)
    .bind(&call.path)
    .bind(call.header(IDEMPOTENCY_KEY))
    .bind(&call.request_id)
    .bind(call.micros())
    .bind(reply.status)
    .bind(reply.cut)
    .bind(reply.replayed)
    .execute(&mut *tx)
    .await?
    .last_insert_rowid();
    for ids in reply.sent.chunks(1000) {
        QueryBuilder::new("INSERT INTO send_item ")
            .push_values(ids, |mut row, item| {
                row.push_bind(id)
                    .push_bind(call.vendor.as_str())
                    .push_bind(item);
            })
            .build()
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await
}

/// Every id that was sent, and how often.
pub async fn sends(db: &SqlitePool) -> Result<Sends, sqlx::Error> {
    let mut sends = Sends::new();
    for vendor in Vendor::ALL {
        let rows =
            sqlx::query("SELECT item, count(*) AS n FROM send_item WHERE vendor = ? GROUP BY item")
                .bind(vendor.as_str())
                .fetch_all(db)
                .await?;
        let counts = sends.entry(vendor.as_str()).or_default();
        for row in rows {
            counts.insert(row.try_get("item")?, row.try_get("n")?);
        }
    }
    Ok(sends)
}

/// Every call, oldest first, with what it sent.
pub async fn calls(db: &SqlitePool) -> Result<Vec<SendCall>, sqlx::Error> {
    let mut ids: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    for row in sqlx::query("SELECT call, item FROM send_item ORDER BY rowid")
        .fetch_all(db)
        .await?
    {
        ids.entry(row.try_get("call")?)
            .or_default()
            .push(row.try_get("item")?);
    }
    sqlx::query("SELECT * FROM send_call ORDER BY id")
        .fetch_all(db)
        .await?
        .into_iter()
        .map(|row| {
            Ok(SendCall {
                vendor: row.try_get("vendor")?,
                operation: row.try_get("operation")?,
                method: row.try_get("method")?,
                path: row.try_get("path")?,
                idempotency_key: row.try_get("key")?,
                request_id: row.try_get("request_id")?,
                at: VendorTime::from(from_micros(row.try_get("at")?))
                    .text()
                    .to_owned(),
                status: row.try_get("status")?,
                cut: row.try_get("cut")?,
                replayed: row.try_get("stored")?,
                ids: ids
                    .remove(&row.try_get::<i64, _>("id")?)
                    .unwrap_or_default(),
            })
        })
        .collect()
}
