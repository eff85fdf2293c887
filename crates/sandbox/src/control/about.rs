//! What the sandbox tells, what time it is there, and the names of its operations.

use super::refusal::Refused;
use crate::faults::Kind;
use crate::operation::Operation;
use crate::world::World;
use axum::Json;
use axum::extract::State;
use redrive_core::kirim::contract::VendorTime;
use serde_json::{Value, json};
use std::sync::Arc;

/// Seed, size, time and counts.
pub async fn about(State(world): State<Arc<World>>) -> Result<Json<Value>, Refused> {
    let story = world.story();
    let count = async |sql: &'static str| -> Result<u64, sqlx::Error> {
        sqlx::query_scalar(sql).fetch_one(&world.db).await
    };
    Ok(Json(json!({
        "seed": story.seed,
        "scale": story.scale,
        "told_at": VendorTime::from(crate::clock::from_micros(story.anchor)),
        "now": VendorTime::from(world.clock.now()),
        "records": {
            "selfcommunity_events": count("SELECT count(*) FROM sc_event").await?,
            "selfcommunity_attempts": count("SELECT count(*) FROM sc_attempt").await?,
            "kirim_deliveries": count("SELECT count(*) FROM kirim_delivery").await?,
            "zuora_emails": count("SELECT count(*) FROM zu_email").await?,
            "zuora_callouts": count("SELECT count(*) FROM zu_callout").await?,
        },
    })))
}

/// The names that faults and the oracle use.
pub async fn operations() -> Json<Value> {
    let names: Vec<_> = Operation::ALL.iter().map(|one| one.name()).collect();
    Json(json!({"operations": names, "kinds": Kind::ALL}))
}
