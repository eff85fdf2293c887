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
}

/// Ids of so many deliveries, each with that of its event.
pub fn ids(count: u32, dice: &mut Dice) -> Vec<(String, String)> {
    (0..count)
        .map(|_| (dice.crockford("wbd_"), dice.crockford("evt_")))
        .collect()
}

/// Writes a row for each, all on one timestamp.
pub async fn fill(
    db: &mut SqliteConnection,
    births: &Births<'_>,
    ids: &[(String, String)],
) -> Result<(), sqlx::Error> {
    let ended = births.status != "pending";
    let well = births.status == "delivered";
    let mut batch = Batch::new(db, "kirim_delivery", COLUMNS);
    for (id, event) in ids {
        batch
            .row([
                id.as_str().into(),
                births.subscription.into(),
                births.event_type.into(),
                event.as_str().into(),
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
    }
    batch.finish().await
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
