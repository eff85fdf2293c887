//! Arms, lists and disarms faults.

use super::refusal::{Refused, body};
use crate::faults::{Fault, Kind};
use crate::world::World;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use serde_json::json;
use std::sync::Arc;

/// What is armed.
pub async fn list(State(world): State<Arc<World>>) -> Json<Vec<Fault>> {
    Json(world.faults.list())
}

/// Arms one; gives what is armed now.
pub async fn arm(
    State(world): State<Arc<World>>,
    bytes: Bytes,
) -> Result<Json<Vec<Fault>>, Refused> {
    let fault: Fault = body(&bytes).map_err(|refused| {
        Refused::Bad(format!(
            "{refused}; kinds: {}; operations: see /_sandbox/operations",
            json!(Kind::ALL)
        ))
    })?;
    world.faults.arm(fault);
    Ok(Json(world.faults.list()))
}

/// Disarms everything.
pub async fn clear(State(world): State<Arc<World>>) -> Json<Vec<Fault>> {
    world.faults.clear();
    Json(world.faults.list())
}
