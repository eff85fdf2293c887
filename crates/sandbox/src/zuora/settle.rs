//! Sends what is due: a new history row with a new id, while the old row stays as it was. A callout
//! that its receiver does not take is tried again (contract 3.2).

use super::dialect::{FurtherTry, Zuora as Switches};
use super::resend::{self, receiver};
use super::table::text_of_micros;
use crate::operation::Vendor;
use crate::receivers::{self, State};
use crate::world::World;
use chrono::{DateTime, Utc};
use redrive_core::zuora::contract::Channel;
use sqlx::SqliteConnection;
use std::collections::HashMap;

const MINUTE_MICROS: i64 = 60_000_000;

/// A try that is due.
struct Due {
    at: i64,
    channel: String,
    /// The row that was resent.
    origin: String,
    /// Tries that were made already.
    tries: i64,
    /// The row in which the first of them shows.
    shown: Option<String>,
}

/// Sends everything that is due, and what becomes due by that.
pub async fn settle(world: &World, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    loop {
        let due: Vec<(i64, i64, String, String, i64, Option<String>)> = sqlx::query_as(
            "SELECT rowid, due_at, channel, origin, tries, shown FROM zu_due WHERE due_at <= ? ORDER BY rowid",
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
        let switches = &world.dialect().zuora;
        let mut tx = world.db.begin().await?;
        for (row, at, channel, origin, tries, shown) in due {
            let due = Due {
                at,
                channel,
                origin,
                tries,
                shown,
            };
            if due.channel == resend::word(Channel::Email) {
                let id = world.dice(|dice| dice.opaque("8ad0e1"));
                email(&mut tx, &states, &due.origin, &id, &text_of_micros(due.at)).await?;
            } else {
                let id = world.dice(|dice| dice.opaque("8ad0c0"));
                callout(&mut tx, &states, switches, &due, &id).await?;
            }
            sqlx::query("DELETE FROM zu_due WHERE rowid = ?")
                .bind(row)
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
    }
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

/// Tries a callout, and says when it is tried again where its receiver does not take it.
async fn callout(
    db: &mut SqliteConnection,
    states: &HashMap<String, State>,
    switches: &Switches,
    due: &Due,
    new_id: &str,
) -> Result<(), sqlx::Error> {
    let url: Option<String> = sqlx::query_scalar("SELECT requesturl FROM zu_callout WHERE id = ?")
        .bind(&due.origin)
        .fetch_one(&mut *db)
        .await?;
    let host = receiver(Channel::Callout, url.as_deref().unwrap_or_default());
    let (outcome, error, code) = match states.get(&host) {
        Some(State::Down) => ("Failed", Some("HTTP 503"), 503),
        Some(State::Refusing) => ("Failed", Some("HTTP 410"), 410),
        Some(State::Up | State::Slow) | None => ("OK", None, 200),
    };
    let tries = due.tries + 1;
    let row = if let (Some(shown), FurtherTry::SameRow) = (&due.shown, switches.callout_further_try)
    {
        let sql =
            "UPDATE zu_callout SET status = ?, errormessage = ?, responsecode = ?, attemptednum = ?
                 WHERE id = ?";
        let update = sqlx::query(sql).bind(outcome).bind(error).bind(code);
        update.bind(tries).bind(shown).execute(&mut *db).await?;
        shown
    } else {
        let sql = "INSERT INTO zu_callout SELECT ?, notificationid, objectid, accountid, eventname, ?, ?, ?,
                 requesturl, requestmethod, ?, ?, eventcategory, notification, context, content
                 FROM zu_callout WHERE id = ?";
        let at = text_of_micros(due.at);
        let insert = sqlx::query(sql)
            .bind(new_id)
            .bind(at)
            .bind(outcome)
            .bind(error)
            .bind(code);
        insert
            .bind(tries)
            .bind(&due.origin)
            .execute(&mut *db)
            .await?;
        new_id
    };
    if error.is_some() && tries < switches.callout_tries.into() {
        let gap = i64::from(switches.callout_gap_minutes) * MINUTE_MICROS;
        sqlx::query("INSERT INTO zu_due VALUES (?, ?, ?, ?, ?)")
            .bind(due.at + gap)
            .bind(&due.channel)
            .bind(&due.origin)
            .bind(tries)
            .bind(row)
            .execute(db)
            .await?;
    }
    Ok(())
}
