//! Endpoints: list, search, create, read, change, delete (contract 1.2 to 1.8).

use super::endpoint_body::{self, EndpointBody};
use super::envelope;
use super::{page, table};
use crate::envelope::Problem;
use crate::pipeline::{Answer, Call, Refusal, Reply};
use sqlx::{QueryBuilder, Sqlite};

/// A page of endpoints, of those whose target holds a text where one is given.
pub async fn list(call: &Call, target: Option<&str>) -> Answer {
    let window = page::window(call);
    let mut count = QueryBuilder::new("SELECT count(*) FROM sc_endpoint");
    matching(&mut count, target);
    let count: u64 = count.build_query_scalar().fetch_one(&call.world.db).await?;
    let mut query = QueryBuilder::new("SELECT * FROM sc_endpoint");
    matching(&mut query, target);
    let order = page::ordering(call, &["created_at", "is_active", "updated_at"]);
    query
        .push(format!(" ORDER BY {order} LIMIT "))
        .push_bind(window.limit)
        .push(" OFFSET ")
        .push_bind(window.offset);
    let rows = query.build().fetch_all(&call.world.db).await?;
    let results: Vec<_> = rows.iter().map(table::endpoint).collect::<Result<_, _>>()?;
    Ok(page::reply(call, window, count, results))
}

fn matching(query: &mut QueryBuilder<Sqlite>, target: Option<&str>) {
    if let Some(text) = target {
        query
            .push(" WHERE instr(lower(target), lower(")
            .push_bind(text.to_owned())
            .push(")) > 0");
    }
}

/// The endpoint of the path, as its number; 404 where there is none.
pub async fn find(call: &Call) -> Result<i64, Refusal> {
    let missing = || Refusal::from(envelope::problem(Problem::NotFound));
    let id: i64 = call.id.parse().map_err(|_| missing())?;
    sqlx::query_scalar("SELECT id FROM sc_endpoint WHERE id = ?")
        .bind(id)
        .fetch_optional(&call.world.db)
        .await?
        .ok_or_else(missing)
}

/// The one in the path.
pub async fn read(call: &Call) -> Answer {
    let id = find(call).await?;
    shown(call, id, 200).await
}

/// A new one. Its secret is not in the answer.
pub async fn create(call: &Call) -> Answer {
    let body = endpoint_body::read(call, true)?;
    let secret = call.world.dice(|dice| dice.opaque("whs_"));
    let id = sqlx::query(
        "INSERT INTO sc_endpoint (created_at, updated_at, is_active, target, description, events, ssl, secret)
         VALUES (?,?,?,?,?,?,?,?)",
    )
    .bind(call.micros())
    .bind(call.micros())
    .bind(body.is_active.unwrap_or(true))
    .bind(body.target)
    .bind(body.description.unwrap_or_default())
    .bind(serde_json::to_string(&body.events).unwrap_or_default())
    .bind(body.ssl_cert_verification.unwrap_or(true))
    .bind(secret)
    .execute(&call.world.db)
    .await?
    .last_insert_rowid();
    shown(call, id, 201).await
}

/// Replaces all fields, or changes those that the body names.
pub async fn change(call: &Call, whole: bool) -> Answer {
    let id = find(call).await?;
    let EndpointBody {
        target,
        events,
        is_active,
        description,
        ssl_cert_verification,
    } = endpoint_body::read(call, whole)?;
    let events = events.map(|events| serde_json::to_string(&events).unwrap_or_default());
    sqlx::query(
        "UPDATE sc_endpoint SET updated_at = ?, target = coalesce(?, target),
             events = coalesce(?, events), is_active = coalesce(?, is_active),
             description = coalesce(?, description), ssl = coalesce(?, ssl) WHERE id = ?",
    )
    .bind(call.micros())
    .bind(target)
    .bind(events)
    .bind(is_active)
    .bind(description)
    .bind(ssl_cert_verification)
    .bind(id)
    .execute(&call.world.db)
    .await?;
    shown(call, id, 200).await
}

/// Removes it with its attempts.
pub async fn delete(call: &Call) -> Answer {
    let id = find(call).await?;
    for sql in [
        "DELETE FROM sc_endpoint WHERE id = ?",
        "DELETE FROM sc_attempt WHERE endpoint_id = ?",
        "DELETE FROM sc_due WHERE endpoint_id = ?",
    ] {
        sqlx::query(sql).bind(id).execute(&call.world.db).await?;
    }
    Ok(Reply::empty(204))
}

/// The answer that shows one endpoint.
pub async fn shown(call: &Call, id: i64, status: u16) -> Answer {
    let row = sqlx::query("SELECT * FROM sc_endpoint WHERE id = ?")
        .bind(id)
        .fetch_one(&call.world.db)
        .await?;
    Ok(Reply::json(status, &table::endpoint(&row)?))
}
