//! Lists and reads deliveries (contract 2.2, 2.3).

use super::cursor::{self, Place};
use super::envelope::{self, bad_list};
use super::filter::Filter;
use super::table::{delivery, time};
use crate::dice::Dice;
use crate::pipeline::{Answer, Call, Refusal, Reply};
use crate::story::{SECOND, words};
use chrono::DateTime;
use redrive_core::kirim::contract::{
    Delivery, DeliveryAttempt, DeliveryDetail, EventType, List, SubscriptionId, codes,
};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row};

/// A page, newest first.
pub async fn list(call: &Call) -> Answer {
    let filter = filter(call)?;
    let limit = limit(call)?;
    let mut query = QueryBuilder::new("SELECT * FROM kirim_delivery");
    filter.push(&mut query, &call.dialect.kirim);
    if let Some(cursor) = call.query("cursor") {
        let Some(place) = cursor::read(cursor, &filter) else {
            return Err(bad_list(
                call,
                codes::INVALID_CURSOR,
                "cursor",
                "Send the cursor back as it came.",
            )
            .into());
        };
        query
            .push(" AND (created_at, id) < (")
            .push_bind(place.created_at)
            .push(", ")
            .push_bind(place.id)
            .push(")");
    }
    query
        .push(" ORDER BY created_at DESC, id DESC LIMIT ")
        .push_bind(i64::from(limit) + 1);
    let mut rows = query.build().fetch_all(&call.world.db).await?;
    let kept = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = rows.len() > kept;
    rows.truncate(kept);
    let next_cursor = match rows.last() {
        Some(row) if has_more => Some(cursor::write(
            &Place {
                created_at: row.try_get("created_at")?,
                id: row.try_get("id")?,
            },
            &filter,
        )),
        _ => None,
    };
    let data: Vec<Delivery> = rows
        .iter()
        .map(|row| delivery(row, call.dialect.kirim.ended))
        .collect::<Result<_, _>>()?;
    Ok(Reply::json(
        200,
        &List {
            data,
            has_more,
            next_cursor,
            request_id: call.request_id.clone(),
        },
    ))
}

/// One delivery with what was sent and every try.
pub async fn read(call: &Call) -> Answer {
    let row = find(call).await?;
    let delivery = delivery(&row, call.dialect.kirim.ended)?;
    let note: Option<String> = row.try_get("note")?;
    let created_at: i64 = row.try_get("created_at")?;
    let detail = DeliveryDetail {
        payload: Some(payload(&delivery, note)),
        attempts: attempts(&delivery, created_at),
        delivery,
    };
    Ok(envelope::one(call, 200, detail))
}

/// The row of the id in the path.
pub async fn find(call: &Call) -> Result<SqliteRow, Refusal> {
    sqlx::query("SELECT * FROM kirim_delivery WHERE id = ?")
        .bind(&call.id)
        .fetch_optional(&call.world.db)
        .await?
        .ok_or_else(|| envelope::not_found(call).into())
}

fn payload(delivery: &Delivery, note: Option<String>) -> Value {
    let event = delivery.event_id.as_deref().unwrap_or_default();
    let mut dice = Dice::new(0, event);
    json!({
        "id": event,
        "type": delivery.event_type,
        "created_at": delivery.created_at,
        "livemode": true,
        "data": {
            "contact": {"name": words::name(&mut dice), "phone": words::phone(&mut dice)},
            "text": note.unwrap_or_else(|| words::sentence(&mut dice).to_owned()),
        },
    })
}

/// The tries that a count implies, at the vendor's delays.
fn attempts(delivery: &Delivery, created_at: i64) -> Vec<DeliveryAttempt> {
    const AFTER: [i64; 8] = [0, 10, 30, 120, 600, 3_600, 21_600, 86_400];
    let count = delivery.attempt_count.unwrap_or_default();
    let mut at = created_at;
    (1..=count)
        .zip(AFTER)
        .map(|(attempt, after)| {
            at += after * SECOND;
            DeliveryAttempt {
                attempt: Some(attempt),
                at: Some(time(at)),
                response_status: delivery.last_response_status,
                error: delivery.last_error.clone(),
            }
        })
        .collect()
}

fn limit(call: &Call) -> Result<u32, Refusal> {
    let switches = &call.dialect.kirim;
    let Some(text) = call.query("limit") else {
        return Ok(switches.list_limit_default);
    };
    match text.parse() {
        Ok(limit) if (1..=switches.list_limit_max).contains(&limit) => Ok(limit),
        _ => Err(bad_list(
            call,
            codes::INVALID_LIMIT,
            "limit",
            "limit lies between 1 and 100.",
        )
        .into()),
    }
}

fn filter(call: &Call) -> Result<Filter, Refusal> {
    let bad = |param, message| Refusal::from(envelope::invalid(call, param, message));
    let text = |name: &str| call.query(name).map(str::to_owned);
    let instant = |name| match call.query(name).map(DateTime::parse_from_rfc3339) {
        None => Ok(None),
        Some(Ok(instant)) => Ok(Some(instant.timestamp_micros())),
        Some(Err(_)) => Err(bad(name, "This is no ISO 8601 time.")),
    };
    let filter = Filter {
        subscription_id: text("subscription_id"),
        status: text("status"),
        event_type: text("event_type"),
        after: instant("created_after")?,
        before: instant("created_before")?,
    };
    if let Some(id) = &filter.subscription_id
        && SubscriptionId::try_from(id.clone()).is_err()
    {
        return Err(bad("subscription_id", "This is no subscription id."));
    }
    if let Some(status) = &filter.status
        && !["pending", "delivered", "failed", "dead"].contains(&status.as_str())
    {
        return Err(bad("status", "There is no such status."));
    }
    if let Some(kind) = &filter.event_type
        && EventType::try_from(kind.clone()).is_err()
    {
        return Err(bad("event_type", "An event type has 1 to 64 characters."));
    }
    Ok(filter)
}
