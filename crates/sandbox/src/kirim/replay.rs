//! Replays one delivery, or those of a filter (contract 2.4, 2.5).
//!
//! A replay is a new row; the old row stays as it was, so the same call again sends again.

use super::deliveries;
use super::dialect::ReplayOrder;
use super::envelope::{self, coded, invalid};
use super::filter::Filter;
use super::table::COLUMNS;
use crate::operation::Vendor;
use crate::pipeline::{Answer, Call, Refusal};
use crate::receivers;
use crate::store::{Batch, Field};
use chrono::DateTime;
use redrive_core::kirim::contract::{
    BULK_CAP, BulkReplayed, DeliveryStatus, EventType, Replayed, SubscriptionId,
};
use serde_json::{Map, Value};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, SqliteConnection};

/// Replays the delivery in the path, whatever its state.
pub async fn one(call: &Call) -> Answer {
    let row = deliveries::find(call).await?;
    let subscription: String = row.try_get("subscription_id")?;
    active(call, &subscription).await?;
    let due = due(call, &subscription).await?;
    let mut tx = call.world.db.begin().await?;
    let ids = enqueue(
        &mut tx,
        call,
        &subscription,
        due,
        std::slice::from_ref(&row),
    )
    .await?;
    tx.commit().await?;
    let pair = ids
        .into_iter()
        .next()
        .zip(call.id.clone().try_into().ok())
        .and_then(|(new, old)| Some((new.try_into().ok()?, old)));
    let Some((id, replayed_from)) = pair else {
        return Err(envelope::not_found(call).into());
    };
    let data = Replayed {
        id,
        object: Some("webhook_delivery".to_owned()),
        replayed_from,
        status: DeliveryStatus::Pending,
    };
    let reply = envelope::one(call, call.dialect.kirim.success_status, data);
    Ok(reply.having_sent(vec![call.id.clone()]))
}

/// Replays at most 1000 deliveries of a filter.
pub async fn bulk(call: &Call) -> Answer {
    let filter = filter(call)?;
    let subscription = filter.subscription_id.clone().unwrap_or_default();
    active(call, &subscription).await?;
    let switches = &call.dialect.kirim;
    let mut query = QueryBuilder::new("SELECT id, event_type, event_id FROM kirim_delivery AS d");
    filter.push(&mut query, switches);
    if switches.skip_replayed {
        query.push(
            " AND NOT EXISTS (SELECT 1 FROM kirim_delivery AS r WHERE r.replayed_from = d.id)",
        );
    }
    query
        .push(match switches.order {
            ReplayOrder::Oldest => " ORDER BY created_at, id",
            ReplayOrder::Newest => " ORDER BY created_at DESC, id DESC",
            ReplayOrder::Arbitrary => " ORDER BY id",
        })
        .push(" LIMIT ")
        .push_bind(i64::from(BULK_CAP) + 1);
    let due = due(call, &subscription).await?;
    // One transaction: no other call may choose among the same rows in between.
    let mut tx = call.world.db.begin().await?;
    let mut rows = query.build().fetch_all(&mut *tx).await?;
    let cap = usize::try_from(BULK_CAP).unwrap_or(usize::MAX);
    let capped = rows.len() > cap;
    rows.truncate(cap);
    enqueue(&mut tx, call, &subscription, due, &rows).await?;
    tx.commit().await?;
    let sent: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("id"))
        .collect::<Result<_, _>>()?;
    let data = BulkReplayed {
        enqueued: sent.len() as u64,
        capped,
    };
    let reply = envelope::one(call, switches.success_status, data);
    Ok(reply.having_sent(sent))
}

async fn active(call: &Call, subscription: &str) -> Result<(), Refusal> {
    let status: Option<String> =
        sqlx::query_scalar("SELECT status FROM kirim_subscription WHERE id = ?")
            .bind(subscription)
            .fetch_optional(&call.world.db)
            .await?;
    match status.as_deref() {
        Some("disabled") => Err(envelope::disabled(call).into()),
        Some(_) => Ok(()),
        None => Err(envelope::not_found(call).into()),
    }
}

/// When a replay to this subscription is tried.
async fn due(call: &Call, subscription: &str) -> Result<i64, sqlx::Error> {
    let receiver = receivers::state(&call.world.db, Vendor::Kirim, subscription).await?;
    Ok(call.micros_in(receiver.delay(call.dialect.kirim.settle_ms)))
}

/// Makes a pending row for each; gives the new ids.
async fn enqueue(
    db: &mut SqliteConnection,
    call: &Call,
    subscription: &str,
    due: i64,
    rows: &[SqliteRow],
) -> Result<Vec<String>, sqlx::Error> {
    let mut ids = Vec::with_capacity(rows.len());
    let mut batch = Batch::new(db, "kirim_delivery", COLUMNS);
    for row in rows {
        let id = call.world.dice(|dice| dice.crockford("wbd_"));
        batch
            .row([
                id.as_str().into(),
                subscription.into(),
                row.try_get::<String, _>("event_type")?.into(),
                row.try_get::<String, _>("event_id")?.into(),
                "pending".into(),
                0.into(),
                Field::Null,
                Field::Null,
                due.into(),
                Field::Null,
                row.try_get::<String, _>("id")?.into(),
                call.micros().into(),
                due.into(),
                Field::Null,
            ])
            .await?;
        ids.push(id);
    }
    batch.finish().await?;
    Ok(ids)
}

/// The body, checked field by field.
fn filter(call: &Call) -> Result<Filter, Refusal> {
    let body: Map<String, Value> = serde_json::from_slice(&call.body)
        .map_err(|_| invalid(call, "body", "The body must be a JSON object."))?;
    let bad = |param, message| Refusal::from(invalid(call, param, message));
    let text = |name| match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(bad(name, "This must be a text.")),
    };
    let instant = |name| match text(name)? {
        None => Ok(None),
        Some(text) => DateTime::parse_from_rfc3339(&text)
            .map(|instant| Some(instant.timestamp_micros()))
            .map_err(|_| bad(name, "This is no ISO 8601 time.")),
    };
    let Some(subscription_id) = text("subscription_id")? else {
        let message = "Say which subscription.";
        return Err(coded(call, "missing_required_field", "subscription_id", message).into());
    };
    if SubscriptionId::try_from(subscription_id.clone()).is_err() {
        return Err(bad("subscription_id", "This is no subscription id."));
    }
    let status = text("status")?.unwrap_or_else(|| "dead".to_owned());
    if status != "dead" && status != "failed" {
        return Err(bad(
            "status",
            "Only failed or dead deliveries are replayed.",
        ));
    }
    let event_type = text("event_type")?;
    if event_type
        .as_ref()
        .is_some_and(|kind| EventType::try_from(kind.clone()).is_err())
    {
        return Err(bad("event_type", "An event type has 1 to 64 characters."));
    }
    let (after, before) = (instant("created_after")?, instant("created_before")?);
    if after
        .zip(before)
        .is_some_and(|(after, before)| after >= before)
    {
        return Err(bad(
            "created_before",
            "This must be later than created_after.",
        ));
    }
    Ok(Filter {
        subscription_id: Some(subscription_id),
        status: Some(status),
        event_type,
        after,
        before,
    })
}
