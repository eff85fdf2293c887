//! Lists the attempts of an endpoint (contract 1.9). There is no filter, as with the vendor.

use super::dialect::EventShape;
use super::{endpoints, page, table};
use crate::pipeline::{Answer, Call};
use redrive_core::selfcommunity::contract::Attempt;
use serde_json::{Value, json};

/// A page of attempts.
pub async fn list(call: &Call) -> Answer {
    let endpoint = endpoints::find(call).await?;
    let window = page::window(call);
    let order = page::ordering(call, &["created_at", "sent_at", "next_retry"]);
    let count: u64 = sqlx::query_scalar("SELECT count(*) FROM sc_attempt WHERE endpoint_id = ?")
        .bind(endpoint)
        .fetch_one(&call.world.db)
        .await?;
    let sql =
        format!("SELECT * FROM sc_attempt WHERE endpoint_id = ? ORDER BY {order} LIMIT ? OFFSET ?");
    let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(endpoint)
        .bind(window.limit)
        .bind(window.offset)
        .fetch_all(&call.world.db)
        .await?;
    let shape = call.dialect.selfcommunity.attempt_event;
    let results: Vec<Value> = rows
        .iter()
        .map(|row| table::attempt(row).map(|attempt| shown(attempt, shape)))
        .collect::<Result<_, _>>()?;
    Ok(page::reply(call, window, count, results))
}

fn shown(attempt: Attempt, shape: EventShape) -> Value {
    let event = json!([attempt.event]);
    let mut value = json!(attempt);
    if let (EventShape::Array, Some(object)) = (shape, value.as_object_mut()) {
        object.insert("event".to_owned(), event);
    }
    value
}
