//! Births deliveries on request, so that a test can have rows appear after a preview.

use super::table::COLUMNS;
use crate::dice::Dice;
use crate::store::{Batch, Field};
use sqlx::SqliteConnection;

/// What to birth.
#[derive(Debug, Clone, Copy)]
pub struct Births<'a> {
    pub subscription: &'a str,
    pub status: &'a str,
    pub event_type: &'a str,
    /// Microseconds.
    pub created_at: i64,
    pub count: u32,
}

/// Writes the rows, all on one timestamp; gives their ids.
pub async fn fill(
    db: &mut SqliteConnection,
    births: &Births<'_>,
    dice: &mut Dice,
) -> Result<Vec<String>, sqlx::Error> {
    let ended = births.status != "pending";
    let well = births.status == "delivered";
    let mut ids = Vec::new();
    let mut batch = Batch::new(db, "kirim_delivery", COLUMNS);
    for _ in 0..births.count {
        let id = dice.crockford("wbd_");
        batch
            .row([
                id.as_str().into(),
                births.subscription.into(),
                births.event_type.into(),
                dice.crockford("evt_").into(),
                births.status.into(),
                if ended { 8_i64 } else { 0 }.into(),
                ended.then_some(if well { 200_i64 } else { 503 }).into(),
                Field::Null,
                Field::Null,
                well.then_some(births.created_at).into(),
                Field::Null,
                births.created_at.into(),
                Field::Null,
                Field::Null,
            ])
            .await?;
        ids.push(id);
    }
    batch.finish().await?;
    Ok(ids)
}

/// Ends a pending delivery as dead; how many rows that was.
pub async fn die(db: &mut SqliteConnection, id: &str) -> Result<u64, sqlx::Error> {
    let done = sqlx::query(
        "UPDATE kirim_delivery SET status = 'dead', attempt_count = 8, last_response_status = 503,
             next_attempt_at = NULL, settle_at = NULL WHERE id = ? AND status = 'pending'",
    )
    .bind(id)
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
