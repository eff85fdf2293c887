//! Hostile text in every field of a few of Kirim's rows, so that a client can be seen to show it
//! as text.

use crate::control::HOSTILE;
use sqlx::SqliteConnection;

/// Rewrites some subscriptions and the newest deliveries of each state.
pub async fn fill(db: &mut SqliteConnection) -> Result<u64, sqlx::Error> {
    let mut changed = 0;
    for (index, text) in (0_i64..).zip(HOSTILE.iter()) {
        let short: String = text.chars().take(64).collect();
        for status in ["dead", "failed", "pending", "delivered"] {
            changed += sqlx::query(
                "UPDATE kirim_delivery SET event_type = ?, event_id = ?, last_error = ?, note = ?
                 WHERE id = (SELECT id FROM kirim_delivery WHERE status = ?
                             ORDER BY created_at DESC, id DESC LIMIT 1 OFFSET ?)",
            )
            .bind(&short)
            .bind(text)
            .bind(text)
            .bind(text)
            .bind(status)
            .bind(index)
            .execute(&mut *db)
            .await?
            .rows_affected();
        }
        changed += sqlx::query(
            "UPDATE kirim_subscription SET description = ?, url = ?
             WHERE id = (SELECT id FROM kirim_subscription ORDER BY id LIMIT 1 OFFSET ?)",
        )
        .bind(text)
        .bind(format!("https://hostile.example/{text}"))
        .bind(index)
        .execute(&mut *db)
        .await?
        .rows_affected();
    }
    Ok(changed)
}
