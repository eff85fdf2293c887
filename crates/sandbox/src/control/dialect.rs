//! Shows and changes the switches.

use super::refusal::{Refused, body};
use crate::dialect::Dialect;
use crate::world::World;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde_json::Value;
use std::sync::Arc;

/// Every switch as it stands; on a fresh sandbox these are the defaults.
pub async fn show(State(world): State<Arc<World>>) -> Json<Dialect> {
    Json(world.dialect().as_ref().clone())
}

/// Changes what the body names.
pub async fn change(
    State(world): State<Arc<World>>,
    bytes: Bytes,
) -> Result<Json<Dialect>, Refused> {
    let part: Value = body(&bytes)?;
    let changed = world
        .dialect()
        .changed(part)
        .map_err(|error| Refused::Bad(error.to_string()))?;
    world.set_dialect(changed.clone());
    Ok(Json(changed))
}
