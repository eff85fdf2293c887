//! The oracle: what was really sent.

use super::refusal::Refused;
use crate::oracle;
use crate::world::World;
use axum::Json;
use axum::extract::{Query, State};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// Times by vendor and id, or with `calls=1` every call with its ids.
pub async fn sends(
    State(world): State<Arc<World>>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Json<Value>, Refused> {
    Ok(Json(match query.get("calls").map(String::as_str) {
        Some("1" | "true") => json!(oracle::calls(&world.db).await?),
        _ => json!(oracle::sends(&world.db).await?),
    }))
}
