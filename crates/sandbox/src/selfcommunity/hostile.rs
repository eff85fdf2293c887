//! Hostile text in every field of a few of `SelfCommunity`'s rows.

use crate::control::HOSTILE;
use serde_json::json;
use sqlx::SqliteConnection;

/// Rewrites endpoints, and the newest attempts of each.
pub async fn fill(db: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let endpoints: Vec<i64> = sqlx::query_scalar("SELECT id FROM sc_endpoint ORDER BY id")
        .fetch_all(&mut *db)
        .await?;
    let mut changed = 0;
    for (endpoint, text) in endpoints.iter().zip(HOSTILE.iter().cycle()) {
        let events = json!([{"type": text, "added_at": text}]);
        changed += sqlx::query(
            "UPDATE sc_endpoint SET description = ?, target = ?, events = ? WHERE id = ?",
        )
        .bind(text.as_str())
        .bind(format!("https://hostile.example/{text}"))
        .bind(events.to_string())
        .bind(endpoint)
        .execute(&mut *db)
        .await?
        .rows_affected();
        for (index, text) in (0_i64..).zip(HOSTILE.iter()) {
            changed += attempt(&mut *db, *endpoint, index, text).await?;
        }
    }
    Ok(changed)
}

async fn attempt(
    db: &mut SqliteConnection,
    endpoint: i64,
    index: i64,
    text: &str,
) -> Result<u64, sqlx::Error> {
    const NTH: &str = "SELECT id FROM sc_attempt WHERE endpoint_id = ? AND event_id IS NOT NULL
        ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET ?";
    let known: Option<(i64, i64)> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "SELECT id, event_id FROM sc_attempt WHERE id = ({NTH})"
    )))
    .bind(endpoint)
    .bind(index)
    .fetch_optional(&mut *db)
    .await?;
    let Some((id, event)) = known else {
        return Ok(0);
    };
    let body = json!({"event_id": event, "type": text, "created": 1.5, "data": {"text": text, text: text}});
    Ok(sqlx::query(
        "UPDATE sc_attempt SET type = ?, request_body = ?, signature = ?, response_body = ? WHERE id = ?",
    )
    .bind(text)
    .bind(body.to_string())
    .bind(text)
    .bind(text)
    .bind(id)
    .execute(db)
    .await?
    .rows_affected())
}
