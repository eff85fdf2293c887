//! Resends notifications (contract 3.3, 3.4). The answer names only the ids that failed.

use super::dialect::Blank;
use super::envelope;
use crate::operation::Vendor;
use crate::pipeline::{Answer, Call, JSON, Refusal, Reply};
use crate::receivers::{self, State};
use crate::store::{Batch, Field};
use redrive_core::zuora::contract::{Channel, Failure, FailureMap, RESEND_CAP};
use serde_json::Value;
use std::collections::HashMap;

/// Six digits of a resource and the category of a lock.
const LOCKED: &str = "58730050";

/// E-mails.
pub async fn emails(call: &Call) -> Answer {
    let sql =
        "SELECT id, status, toemail FROM zu_email WHERE id IN (SELECT value FROM json_each(?))";
    resend(call, Channel::Email, sql, "No such email history.").await
}

/// Callouts.
pub async fn callouts(call: &Call) -> Answer {
    let sql = "SELECT id, status, requesturl FROM zu_callout WHERE id IN (SELECT value FROM json_each(?))";
    resend(call, Channel::Callout, sql, "No such callout history.").await
}

/// The word in the table of sends to come.
pub const fn word(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "email",
        Channel::Callout => "callout",
    }
}

async fn resend(call: &Call, channel: Channel, sql: &'static str, missing: &str) -> Answer {
    let ids = ids(call)?;
    let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(sql)
        .bind(serde_json::to_string(&ids).unwrap_or_default())
        .fetch_all(&call.world.db)
        .await?;
    let known: HashMap<_, _> = rows
        .into_iter()
        .map(|(id, status, to)| (id, (status, to)))
        .collect();
    let mut failed = FailureMap::new();
    let mut accepted = Vec::new();
    for id in ids {
        let failure = match known.get(&id) {
            None => ("ObjectNotFound", missing),
            Some((status, _)) if call.dialect.zuora.refuse_ok && status == "OK" => {
                ("InvalidStatus", "This notification was sent.")
            }
            Some(_) if call.dialect.zuora.locked.contains(&id) => {
                (LOCKED, "The object is locked by another process.")
            }
            Some((_, to)) => {
                accepted.push((id, receiver(channel, to.as_deref().unwrap_or_default())));
                continue;
            }
        };
        let (code, message) = failure;
        failed.insert(
            id,
            Failure {
                code: code.to_owned(),
                message: message.to_owned(),
            },
        );
    }
    if accepted.is_empty() {
        return Err(Reply::json(400, &failed).into());
    }
    enqueue(call, channel, &accepted).await?;
    let reply = if failed.is_empty() {
        blank(call.dialect.zuora.blank)
    } else {
        Reply::json(202, &failed)
    };
    Ok(reply.having_sent(accepted.into_iter().map(|(id, _)| id).collect()))
}

/// The ids in their order, each once; 400 in the ordinary envelope when the body is no such list.
fn ids(call: &Call) -> Result<Vec<String>, Refusal> {
    let bad = |message| Refusal::from(envelope::reasons(400, "InvalidValue", message));
    let list: Vec<Value> =
        serde_json::from_slice(&call.body).map_err(|_| bad("The body must be an array of ids."))?;
    if list.is_empty() {
        return Err(bad("The array must not be empty."));
    }
    if list.len() > RESEND_CAP {
        return Err(bad("At most 1000 ids can be sent in one request."));
    }
    let mut seen = std::collections::HashSet::new();
    let mut ids = Vec::with_capacity(list.len());
    for value in list {
        let Value::String(id) = value else {
            return Err(bad("Every id must be a string."));
        };
        if seen.insert(id.clone()) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// Who receives: the domain of an address, or the host of an address on the web.
pub fn receiver(channel: Channel, to: &str) -> String {
    match channel {
        Channel::Email => to.rsplit('@').next().unwrap_or_default().to_owned(),
        Channel::Callout => to.split('/').nth(2).unwrap_or_default().to_owned(),
    }
}

async fn enqueue(
    call: &Call,
    channel: Channel,
    accepted: &[(String, String)],
) -> Result<(), sqlx::Error> {
    let slow: Vec<String> = receivers::list(&call.world.db)
        .await?
        .into_iter()
        .filter(|known| known.vendor == Vendor::Zuora && known.state == State::Slow)
        .map(|known| known.name)
        .collect();
    let mut tx = call.world.db.begin().await?;
    let mut batch = Batch::new(&mut tx, "zu_due", 5);
    for (id, receiver) in accepted {
        let state = if slow.contains(receiver) {
            State::Slow
        } else {
            State::Up
        };
        let due = call.micros_in(state.delay(call.dialect.zuora.settle_ms));
        batch
            .row([
                due.into(),
                word(channel).into(),
                id.as_str().into(),
                0.into(),
                Field::Null,
            ])
            .await?;
    }
    batch.finish().await?;
    tx.commit().await
}

fn blank(blank: Blank) -> Reply {
    let (body, typed): (&[u8], bool) = match blank {
        Blank::ZeroLength => (b"", false),
        Blank::ZeroLengthJson => (b"", true),
        Blank::EmptyObject => (b"{}", true),
        Blank::EmptyObjectUntyped => (b"{}", false),
    };
    Reply {
        content_type: typed.then(|| JSON.to_owned()),
        body: body.to_vec(),
        ..Reply::empty(202)
    }
}
