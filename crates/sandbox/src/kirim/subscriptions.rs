//! Subscriptions: list, read, and the writes that clear a 409 (contract 2.6, 2.7).

use super::envelope::{self, coded, invalid};
use super::table::time;
use crate::pipeline::{Answer, Call, Refusal, Reply};
use crate::story::HOUR;
use redrive_core::kirim::contract::{
    List, SecretInfo, Subscription, SubscriptionChange, SubscriptionStatus,
};
use serde::Deserialize;
use serde_json::json;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// All of them; six need no second page.
pub async fn list(call: &Call) -> Answer {
    let rows = sqlx::query("SELECT * FROM kirim_subscription ORDER BY created_at DESC, id DESC")
        .fetch_all(&call.world.db)
        .await?;
    let data: Vec<Subscription> = rows.iter().map(shown).collect::<Result<_, _>>()?;
    Ok(Reply::json(
        200,
        &List {
            data,
            has_more: false,
            next_cursor: None,
            request_id: call.request_id.clone(),
        },
    ))
}

/// The one in the path.
pub async fn read(call: &Call) -> Answer {
    Ok(envelope::one(call, 200, find(call).await?))
}

/// A new one; its secret is shown this once.
pub async fn create(call: &Call) -> Answer {
    let change = body(call)?;
    let Some(url) = &change.url else {
        return Err(coded(call, "missing_required_field", "url", "Say where to post.").into());
    };
    let Some(events) = &change.events else {
        return Err(coded(
            call,
            "missing_required_field",
            "events",
            "Say which events.",
        )
        .into());
    };
    let (id, secret, made) = call.world.dice(|dice| {
        (
            dice.crockford("wbs_"),
            dice.crockford("sec_"),
            dice.crockford("whsec_"),
        )
    });
    let secrets = json!([{"id": secret, "created_at": time(call.micros()), "expires_at": null}]);
    sqlx::query("INSERT INTO kirim_subscription VALUES (?,?,?,?,'active',?,?,?,NULL,0)")
        .bind(&id)
        .bind(url)
        .bind(change.description.unwrap_or_default())
        .bind(serde_json::to_string(events).unwrap_or_default())
        .bind(secrets.to_string())
        .bind(call.micros())
        .bind(call.micros())
        .execute(&call.world.db)
        .await?;
    let mut data = json!(load(call, &id).await?);
    if let Some(data) = data.as_object_mut() {
        data.insert("initial_secret".to_owned(), made.into());
    }
    Ok(envelope::one(call, 201, data))
}

/// Changes what the body names.
pub async fn patch(call: &Call) -> Answer {
    let known = find(call).await?;
    let change = body(call)?;
    let status = change.status.or(known.status);
    let word = match &status {
        Some(SubscriptionStatus::Active) => "active",
        Some(SubscriptionStatus::Paused) => "paused",
        Some(SubscriptionStatus::Disabled) => "disabled",
        _ => return Err(invalid(call, "status", "There is no such status.").into()),
    };
    sqlx::query(
        "UPDATE kirim_subscription SET url = ?, description = ?, events = ?, status = ?,
             updated_at = ?, disabled_at = CASE ? WHEN 'disabled' THEN coalesce(disabled_at, ?) END,
             consecutive_failures = CASE ? WHEN 'active' THEN 0 ELSE consecutive_failures END
         WHERE id = ?",
    )
    .bind(change.url.or(known.url))
    .bind(change.description.or(known.description))
    .bind(serde_json::to_string(&change.events.unwrap_or(known.events)).unwrap_or_default())
    .bind(word)
    .bind(call.micros())
    .bind(word)
    .bind(call.micros())
    .bind(word)
    .bind(&call.id)
    .execute(&call.world.db)
    .await?;
    Ok(envelope::one(call, 200, find(call).await?))
}

/// Removes it; its deliveries stay.
pub async fn delete(call: &Call) -> Answer {
    find(call).await?;
    sqlx::query("DELETE FROM kirim_subscription WHERE id = ?")
        .bind(&call.id)
        .execute(&call.world.db)
        .await?;
    Ok(Reply::empty(204))
}

/// A further secret, shown this once. The hours date the new one here.
pub async fn add_secret(call: &Call) -> Answer {
    #[derive(Default, Deserialize)]
    struct Body {
        expires_in_hours: Option<i64>,
    }
    let known = find(call).await?;
    let body: Body = match call.body.as_slice() {
        [] => Body::default(),
        bytes => serde_json::from_slice(bytes)
            .map_err(|_| invalid(call, "expires_in_hours", "This must be a whole number."))?,
    };
    let (id, made) = call
        .world
        .dice(|dice| (dice.crockford("sec_"), dice.crockford("whsec_")));
    let expires = body
        .expires_in_hours
        .map(|hours| time(call.micros() + hours.saturating_mul(HOUR)));
    let mut secrets = known.secrets;
    secrets.push(SecretInfo {
        id: Some(id.clone()),
        created_at: Some(time(call.micros())),
        expires_at: expires.clone(),
    });
    sqlx::query("UPDATE kirim_subscription SET secrets = ? WHERE id = ?")
        .bind(serde_json::to_string(&secrets).unwrap_or_default())
        .bind(&call.id)
        .execute(&call.world.db)
        .await?;
    let data = json!({"id": id, "object": "webhook_secret", "secret": made,
        "created_at": time(call.micros()), "expires_at": expires});
    Ok(envelope::one(call, 201, data))
}

fn body(call: &Call) -> Result<SubscriptionChange, Refusal> {
    let change: SubscriptionChange = serde_json::from_slice(&call.body)
        .map_err(|_| invalid(call, "body", "The body must be an object of known fields."))?;
    match &change.url {
        Some(url) if !url.starts_with("https://") => {
            Err(coded(call, "invalid_webhook_url", "url", "Only https is called.").into())
        }
        _ => Ok(change),
    }
}

async fn find(call: &Call) -> Result<Subscription, Refusal> {
    load(call, &call.id).await
}

async fn load(call: &Call, id: &str) -> Result<Subscription, Refusal> {
    let row = sqlx::query("SELECT * FROM kirim_subscription WHERE id = ?")
        .bind(id)
        .fetch_optional(&call.world.db)
        .await?
        .ok_or_else(|| envelope::not_found(call))?;
    Ok(shown(&row)?)
}

fn shown(row: &SqliteRow) -> Result<Subscription, sqlx::Error> {
    let (id, events, secrets): (String, String, String) = (
        row.try_get("id")?,
        row.try_get("events")?,
        row.try_get("secrets")?,
    );
    let status: String = row.try_get("status")?;
    Ok(Subscription {
        id: id.try_into().ok(),
        object: Some("webhook_subscription".to_owned()),
        url: row.try_get("url")?,
        description: row.try_get("description")?,
        events: serde_json::from_str(&events).unwrap_or_default(),
        status: serde_json::from_value(status.into()).ok(),
        secrets: serde_json::from_str(&secrets).unwrap_or_default(),
        created_at: Some(time(row.try_get("created_at")?)),
        updated_at: Some(time(row.try_get("updated_at")?)),
        disabled_at: row.try_get::<Option<i64>, _>("disabled_at")?.map(time),
        consecutive_failures: row.try_get("consecutive_failures")?,
    })
}
