//! Puts everything back to the start.

use super::refusal::{Refused, body};
use crate::story::Scale;
use crate::world::World;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use utoipa::ToSchema;

/// Another seed or size; what is absent stays.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Reset {
    pub seed: Option<u64>,
    pub scale: Option<Scale>,
}

/// Tells the story from its start: data, sends, faults, switches, limits and clock.
pub async fn reset(State(world): State<Arc<World>>, bytes: Bytes) -> Result<Json<Value>, Refused> {
    let Reset { seed, scale } = body(&bytes)?;
    let story = world.reset(seed, scale).await?;
    Ok(Json(json!({"seed": story.seed, "scale": story.scale})))
}
