//! Resends events to an endpoint (contract 1.12, 1.13). 204 says that the call was taken, no more.

use super::dialect::{InactiveEndpoint, PasswordRule, UnknownEvent};
use super::endpoints;
use super::envelope::{field, plain};
use crate::credentials::SELFCOMMUNITY_PASSWORD;
use crate::operation::Vendor;
use crate::pipeline::{Answer, Call, Refusal, Reply};
use crate::receivers;
use crate::store::Batch;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// One event.
pub async fn one(call: &Call) -> Answer {
    let endpoint = endpoints::find(call).await?;
    let body = object(call)?;
    let event = match body.get("event") {
        None => return Err(field("event", "required", "This field is required.").into()),
        Some(value) => value
            .as_u64()
            .ok_or_else(|| field("event", "invalid", "A valid integer is required."))?,
    };
    resend(call, endpoint, BTreeSet::from([event])).await
}

/// Many events; a double counts once.
pub async fn bulk(call: &Call) -> Answer {
    let endpoint = endpoints::find(call).await?;
    let body = object(call)?;
    let list = match body.get("event") {
        None => return Err(field("event", "required", "This field is required.").into()),
        Some(Value::Array(list)) => list,
        Some(_) => {
            return Err(field("event", "not_a_list", "A list of integers is needed.").into());
        }
    };
    if list.is_empty() {
        return Err(field("event", "empty", "This list may not be empty.").into());
    }
    let events: Option<BTreeSet<u64>> = list.iter().map(Value::as_u64).collect();
    let Some(events) = events else {
        return Err(field("event", "invalid", "A valid integer is required.").into());
    };
    let switches = &call.dialect.selfcommunity;
    if switches.bulk_cap.is_some_and(|cap| list.len() > cap) {
        return Err(field("event", "max_length", "The list is too long.").into());
    }
    password(&body, switches.password)?;
    resend(call, endpoint, events).await
}

fn object(call: &Call) -> Result<Map<String, Value>, Refusal> {
    serde_json::from_slice(&call.body)
        .map_err(|_| plain(400, "parse_error", "JSON parse error.").into())
}

fn password(body: &Map<String, Value>, rule: PasswordRule) -> Result<(), Refusal> {
    match (rule, body.get("password")) {
        (PasswordRule::Ignored, _) | (PasswordRule::CheckedIfPresent, None) => Ok(()),
        (PasswordRule::Required, None) => {
            Err(field("password", "required", "This field is required.").into())
        }
        (_, Some(password)) if password == SELFCOMMUNITY_PASSWORD => Ok(()),
        (_, Some(_)) => Err(field("password", "invalid", "Wrong password.").into()),
    }
}

async fn resend(call: &Call, endpoint: i64, events: BTreeSet<u64>) -> Answer {
    let switches = &call.dialect.selfcommunity;
    let db = &call.world.db;
    let active: bool = sqlx::query_scalar("SELECT is_active FROM sc_endpoint WHERE id = ?")
        .bind(endpoint)
        .fetch_one(db)
        .await?;
    if !active && switches.inactive_endpoint == InactiveEndpoint::Refused {
        return Err(plain(400, "endpoint_inactive", "This endpoint is not active.").into());
    }
    let known: Vec<i64> = sqlx::query_scalar(
        "SELECT id FROM sc_event WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
    )
    .bind(serde_json::to_string(&events).unwrap_or_default())
    .fetch_all(db)
    .await?;
    if known.len() < events.len() && switches.unknown_event == UnknownEvent::Refused {
        return Err(field("event", "does_not_exist", "There is no such event.").into());
    }
    let receiver = receivers::state(db, Vendor::SelfCommunity, &call.id).await?;
    let due = call.micros_in(receiver.delay(switches.settle_ms));
    let mut tx = db.begin().await?;
    let mut batch = Batch::new(&mut tx, "sc_due", 4);
    for event in &known {
        batch
            .row([due.into(), endpoint.into(), (*event).into(), 1.into()])
            .await?;
    }
    batch.finish().await?;
    tx.commit().await?;
    Ok(Reply::empty(204).having_sent(known.iter().map(i64::to_string).collect()))
}
