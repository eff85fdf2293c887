//! Sends what is due: a new history row with a new id, while the old row stays as it was.

use super::resend::{self, receiver};
use super::table::text_of_micros;
use crate::operation::Vendor;
use crate::receivers::{self, State};
use crate::world::World;
use chrono::{DateTime, Utc};
use redrive_core::zuora::contract::Channel;
use sqlx::SqliteConnection;
use std::collections::HashMap;

/// Sends everything that is due.
pub async fn settle(world: &World, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let due: Vec<(i64, i64, String, String)> = sqlx::query_as(
        "SELECT rowid, due_at, channel, origin FROM zu_due WHERE due_at <= ? ORDER BY rowid",
    )
    .bind(now.timestamp_micros())
    .fetch_all(&world.db)
    .await?;
    if due.is_empty() {
        return Ok(());
    }
    let states: HashMap<String, State> = receivers::list(&world.db)
        .await?
        .into_iter()
        .filter(|known| known.vendor == Vendor::Zuora)
        .map(|known| (known.name, known.state))
        .collect();
    let mut tx = world.db.begin().await?;
    for (row, at, channel, origin) in due {
        let at = text_of_micros(at);
        if channel == resend::word(Channel::Email) {
            let id = world.dice(|dice| dice.opaque("8ad0e1"));
            email(&mut tx, &states, &origin, &id, &at).await?;
        } else {
            let id = world.dice(|dice| dice.opaque("8ad0c0"));
            callout(&mut tx, &states, &origin, &id, &at).await?;
        }
        sqlx::query("DELETE FROM zu_due WHERE rowid = ?")
            .bind(row)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await
}

async fn email(
    db: &mut SqliteConnection,
    states: &HashMap<String, State>,
    origin: &str,
    id: &str,
    at: &str,
) -> Result<(), sqlx::Error> {
    let to: Option<String> = sqlx::query_scalar("SELECT toemail FROM zu_email WHERE id = ?")
        .bind(origin)
        .fetch_one(&mut *db)
        .await?;
    let to = receiver(Channel::Email, to.as_deref().unwrap_or_default());
    let (outcome, error) = match states.get(&to) {
        Some(State::Down) => ("Failed", Some("Connection to mail server timed out")),
        Some(State::Refusing) => ("Failed", Some("Mailbox unknown")),
        Some(State::Up | State::Slow) | None => ("OK", None),
    };
    sqlx::query(
        "INSERT INTO zu_email SELECT ?, notificationid, objectid, accountid, contactid, eventname, ?, ?,
             subject, ?, toemail, fromemail, cc, bcc, replyto, eventcategory, notification
         FROM zu_email WHERE id = ?",
    )
    .bind(id)
    .bind(at)
    .bind(outcome)
    .bind(error)
    .bind(origin)
    .execute(db)
    .await?;
    Ok(())
}

async fn callout(
    db: &mut SqliteConnection,
    states: &HashMap<String, State>,
    origin: &str,
    id: &str,
    at: &str,
) -> Result<(), sqlx::Error> {
    let url: Option<String> = sqlx::query_scalar("SELECT requesturl FROM zu_callout WHERE id = ?")
        .bind(origin)
        .fetch_one(&mut *db)
        .await?;
    let host = receiver(Channel::Callout, url.as_deref().unwrap_or_default());
    let (outcome, error, code) = match states.get(&host) {
        Some(State::Down) => ("Failed", Some("HTTP 503"), 503),
        Some(State::Refusing) => ("Failed", Some("HTTP 410"), 410),
        Some(State::Up | State::Slow) | None => ("OK", None, 200),
    };
    sqlx::query(
        "INSERT INTO zu_callout SELECT ?, notificationid, objectid, accountid, eventname, ?, ?, ?,
             requesturl, requestmethod, ?, 1, eventcategory, notification, context, content
         FROM zu_callout WHERE id = ?",
    )
    .bind(id)
    .bind(at)
    .bind(outcome)
    .bind(error)
    .bind(code)
    .bind(origin)
    .execute(db)
    .await?;
    Ok(())
}
