//! Idempotency keys: the first result is kept for 24 hours and given again.
//!
//! Kirim compares method, path and canonical body, and lets a second call wait for the first.
//! Zuora refuses a key on another address, does not wait, and keeps failures too.

use super::call::Call;
use super::reply::{Answer, Refusal, Reply};
use crate::hex::hex;
use crate::operation::Vendor;
use crate::sync::lock;
use crate::{kirim, zuora};
use redrive_core::kirim::contract::IDEMPOTENCY_KEY;
use sha2::{Digest, Sha256};
use sqlx::Row;
use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::watch;

/// Where results are kept.
pub const TABLES: &str = "CREATE TABLE idempotency (
    vendor TEXT, key TEXT, method TEXT, path TEXT, body_digest TEXT, at INTEGER,
    status INTEGER, content_type TEXT, headers TEXT, body BLOB,
    PRIMARY KEY (vendor, key)) WITHOUT ROWID;";

const KEPT_MICROS: i64 = 24 * 3_600_000_000;

/// Keys whose first call still runs.
#[derive(Debug, Default)]
pub struct Running(Mutex<HashMap<(Vendor, String), watch::Receiver<()>>>);

/// A kept result and what it belongs to.
#[derive(Debug)]
pub struct Kept {
    pub same_address: bool,
    pub same_body: bool,
    pub reply: Reply,
}

/// Runs the handler, or gives what an earlier call with the same key got.
pub async fn once(call: &Call, handler: impl Future<Output = Answer>) -> Answer {
    let Some(key) = key(call)? else {
        return handler.await;
    };
    let slot = (call.vendor, key);
    let sender = loop {
        if let Some(kept) = load(call, &slot.1).await? {
            return match call.vendor {
                Vendor::Zuora => zuora::repeated(call, kept),
                _ => kirim::repeated(call, kept),
            };
        }
        let (sender, receiver) = watch::channel(());
        let first = {
            let mut running = lock(&call.world.running.0);
            if let Some(first) = running.get(&slot) {
                first.clone()
            } else {
                running.insert(slot.clone(), receiver);
                break sender;
            }
        };
        wait(call, first).await?;
    };
    let answer = handler.await;
    let kept = match &answer {
        Ok(reply) => save(call, &slot.1, reply).await,
        Err(Refusal::Reply(reply)) => save(call, &slot.1, reply).await,
        Err(Refusal::Store(_)) => Ok(()),
    };
    lock(&call.world.running.0).remove(&slot);
    drop(sender);
    kept?;
    match call.vendor {
        Vendor::Kirim => Ok(kirim::first(answer)?),
        _ => answer,
    }
}

fn key(call: &Call) -> Result<Option<String>, Refusal> {
    let counts = match call.vendor {
        Vendor::SelfCommunity => false,
        Vendor::Kirim => call.method == "POST",
        Vendor::Zuora => call.method == "POST" && !zuora::is_open(call.operation),
    };
    match call.header(IDEMPOTENCY_KEY) {
        Some(key) if counts && (key.is_empty() || key.len() > 255) => Err(match call.vendor {
            Vendor::Zuora => zuora::envelope::bad_header(
                call.operation,
                "Idempotency-Key has 1 to 255 characters.",
            ),
            _ => {
                kirim::envelope::invalid(call, IDEMPOTENCY_KEY, "The key has 1 to 255 characters.")
            }
        }
        .into()),
        Some(key) if counts => Ok(Some(key.to_owned())),
        _ => Ok(None),
    }
}

/// Waits until the first call with this key has ended, as long as the vendor does.
async fn wait(call: &Call, mut first: watch::Receiver<()>) -> Result<(), Refusal> {
    let patience = match call.vendor {
        Vendor::Zuora => 0,
        _ => call.dialect.kirim.in_progress_wait_ms,
    };
    let ended = tokio::time::timeout(Duration::from_millis(patience), first.changed()).await;
    if ended.is_ok() {
        return Ok(());
    }
    Err(match call.vendor {
        Vendor::Zuora => zuora::envelope::in_progress(call.operation),
        _ => kirim::envelope::in_progress(call),
    }
    .into())
}

async fn load(call: &Call, key: &str) -> Result<Option<Kept>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT method, path, body_digest, status, content_type, headers, body
         FROM idempotency WHERE vendor = ? AND key = ? AND at > ?",
    )
    .bind(call.vendor.as_str())
    .bind(key)
    .bind(call.micros() - KEPT_MICROS)
    .fetch_optional(&call.world.db)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let headers: String = row.try_get("headers")?;
    let (method, path): (String, String) = (row.try_get("method")?, row.try_get("path")?);
    Ok(Some(Kept {
        same_address: method == call.method && path == call.path,
        same_body: row.try_get::<String, _>("body_digest")? == digest(&call.body),
        reply: Reply {
            status: row.try_get("status")?,
            content_type: row.try_get("content_type")?,
            headers: serde_json::from_str(&headers).unwrap_or_default(),
            body: row.try_get("body")?,
            ..Reply::default()
        },
    }))
}

async fn save(call: &Call, key: &str, reply: &Reply) -> Result<(), sqlx::Error> {
    let failed = reply.status >= 400;
    if failed && call.vendor == Vendor::Kirim && !call.dialect.kirim.keeps_failures {
        return Ok(());
    }
    let reply = match call.vendor {
        Vendor::Zuora => zuora::stamped(call, reply.clone()),
        _ => kirim::stamped(call, reply.clone()),
    };
    sqlx::query("INSERT OR REPLACE INTO idempotency VALUES (?,?,?,?,?,?,?,?,?,?)")
        .bind(call.vendor.as_str())
        .bind(key)
        .bind(&call.method)
        .bind(&call.path)
        .bind(digest(&call.body))
        .bind(call.micros())
        .bind(reply.status)
        .bind(reply.content_type)
        .bind(serde_json::to_string(&reply.headers).unwrap_or_default())
        .bind(reply.body)
        .execute(&call.world.db)
        .await?;
    Ok(())
}

/// Of the canonical body: keys in order, no spaces.
fn digest(body: &[u8]) -> String {
    let canonical = serde_json::from_slice::<serde_json::Value>(body)
        .map_or_else(|_| body.to_vec(), |value| value.to_string().into_bytes());
    hex(Sha256::digest(canonical))
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn bodies_compare_by_meaning() {
        assert_eq!(
            digest(b"{\"a\":1,\"b\":2}"),
            digest(b"{ \"b\": 2, \"a\": 1 }")
        );
        assert_ne!(digest(b"{\"a\":1}"), digest(b"{\"a\":2}"));
        assert_ne!(digest(b""), digest(b"{}"));
    }
}
