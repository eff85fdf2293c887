//! Makes the attempts whose time has come, and plans the next try where one failed.

use super::table::{ATTEMPT_COLUMNS, RETRY_SECONDS};
use crate::hmac;
use crate::receivers::State;
use crate::store::Batch;
use crate::story::SECOND;
use crate::world::World;
use chrono::{DateTime, Utc};
use sqlx::{Row, SqliteConnection};

/// Tries of one round; a further round takes what is left.
const ROUND: i64 = 2_000;

const DUE: &str = "SELECT d.due_at, d.endpoint_id, d.event_id, d.try,
        e.type, e.created_at, e.data, n.events, n.secret, n.created_at AS added_at, r.state
    FROM sc_due AS d JOIN sc_event AS e ON e.id = d.event_id
    JOIN sc_endpoint AS n ON n.id = d.endpoint_id
    LEFT JOIN receiver AS r ON r.vendor = 'selfcommunity' AND r.name = CAST(n.id AS TEXT)
    WHERE d.due_at <= ? ORDER BY d.due_at, d.rowid LIMIT ?";

/// Makes every attempt that is due.
pub async fn settle(world: &World, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    loop {
        let due: Option<i64> = sqlx::query_scalar("SELECT 1 FROM sc_due WHERE due_at <= ? LIMIT 1")
            .bind(now.timestamp_micros())
            .fetch_optional(&world.db)
            .await?;
        if due.is_none() {
            return Ok(());
        }
        let mut tx = world.db.begin().await?;
        round(&mut tx, now.timestamp_micros()).await?;
        tx.commit().await?;
    }
}

async fn round(db: &mut SqliteConnection, now: i64) -> Result<(), sqlx::Error> {
    let rows = sqlx::query(DUE)
        .bind(now)
        .bind(ROUND)
        .fetch_all(&mut *db)
        .await?;
    let mut id: i64 = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM sc_attempt")
        .fetch_one(&mut *db)
        .await?;
    let mut later = Vec::new();
    let mut batch = Batch::new(&mut *db, "sc_attempt", ATTEMPT_COLUMNS);
    for row in rows {
        id += 1;
        let (at, endpoint): (i64, i64) = (row.try_get("due_at")?, row.try_get("endpoint_id")?);
        let (event, try_number): (i64, i64) = (row.try_get("event_id")?, row.try_get("try")?);
        let kind: String = row.try_get("type")?;
        let secret: String = row.try_get("secret")?;
        let body = body(
            event,
            &kind,
            row.try_get("created_at")?,
            row.try_get("data")?,
        );
        let state = State::read(row.try_get::<Option<&str>, _>("state")?);
        let (code, text, failed) = answer(state);
        let next = if failed {
            next_try(at, try_number)
        } else {
            None
        };
        if let Some(next) = next {
            later.push((next, endpoint, event, try_number + 1));
        }
        batch
            .row([
                id.into(),
                endpoint.into(),
                event.into(),
                kind.into(),
                row.try_get::<i64, _>("added_at")?.into(),
                at.into(),
                (at - 300).into(),
                body.as_str().into(),
                signature(&secret, at, &body).into(),
                code.into(),
                text.into(),
                next.into(),
            ])
            .await?;
    }
    batch.finish().await?;
    // Rows whose event or endpoint is gone are due for ever: they go with the others.
    sqlx::query("DELETE FROM sc_due WHERE rowid IN (SELECT rowid FROM sc_due WHERE due_at <= ? ORDER BY due_at, rowid LIMIT ?)")
        .bind(now)
        .bind(ROUND)
        .execute(&mut *db)
        .await?;
    let mut batch = Batch::new(db, "sc_due", 4);
    for (next, endpoint, event, try_number) in later {
        batch
            .row([
                next.into(),
                endpoint.into(),
                event.into(),
                try_number.into(),
            ])
            .await?;
    }
    batch.finish().await
}

/// When the try after this one comes; `None` after the sixth.
pub fn next_try(at: i64, try_number: i64) -> Option<i64> {
    let index = usize::try_from(try_number - 1).ok()?;
    RETRY_SECONDS.get(index).map(|after| at + after * SECOND)
}

/// The text that is posted.
pub fn body(event: i64, kind: &str, created_at: i64, data: String) -> String {
    let (seconds, micros) = (created_at.div_euclid(SECOND), created_at.rem_euclid(SECOND));
    format!(
        "{{\"event_id\": {event}, \"type\": \"{kind}\", \"created\": {seconds}.{micros:06}, \"data\": {data}}}"
    )
}

/// The signature header of a body.
pub fn signature(secret: &str, at: i64, body: &str) -> String {
    let seconds = at.div_euclid(SECOND);
    let tag = hmac::sha256_hex(secret, &format!("{seconds}.{body}"));
    format!("t={seconds},v0={tag}")
}

const fn answer(state: State) -> (i64, &'static str, bool) {
    match state {
        State::Up | State::Slow => (200, "b'ok'", false),
        State::Down => (503, "b'busy'", true),
        State::Refusing => (410, "b'gone'", true),
    }
}
