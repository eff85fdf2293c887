//! Ends what was pending, once its time has come and as its receiver stands.
//!
//! The vendor's eight tries take 31 hours; here they are told at once, which is said in
//! `tests/README.md`.

use crate::receivers::State;
use crate::world::World;

/// Ends every delivery that is due.
pub async fn settle(world: &World, now: i64) -> Result<(), sqlx::Error> {
    let due: Option<i64> = sqlx::query_scalar(
        "SELECT 1 FROM kirim_delivery WHERE settle_at IS NOT NULL AND settle_at <= ? LIMIT 1",
    )
    .bind(now)
    .fetch_optional(&world.db)
    .await?;
    if due.is_none() {
        return Ok(());
    }
    for state in [State::Down, State::Refusing, State::Up] {
        let (status, tries, answer, error) = match state {
            State::Down => ("dead", 8, Some(503), None),
            State::Refusing => ("dead", 1, Some(410), Some("410 ends a delivery at once")),
            State::Up | State::Slow => ("delivered", 1, Some(200), None),
        };
        let of_state = "SELECT name FROM receiver WHERE vendor = 'kirim' AND state = ?";
        // The last round takes whatever is left: receivers that are up, slow or unknown.
        let whose = match state {
            State::Up | State::Slow => "? IS NOT NULL".to_owned(),
            State::Down | State::Refusing => format!("subscription_id IN ({of_state})"),
        };
        let sql = format!(
            "UPDATE kirim_delivery SET status = ?, attempt_count = max(attempt_count, ?),
                 last_response_status = ?, last_error = ?, next_attempt_at = NULL,
                 delivered_at = CASE ? WHEN 'delivered' THEN settle_at END, settle_at = NULL
             WHERE settle_at IS NOT NULL AND settle_at <= ? AND {whose}"
        );
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(status)
            .bind(tries)
            .bind(answer)
            .bind(error)
            .bind(status)
            .bind(now)
            .bind(state.as_str())
            .execute(&world.db)
            .await?;
    }
    Ok(())
}
