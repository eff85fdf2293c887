//! Shows and sets who receives, and whether it is up.

use super::refusal::{Refused, body};
use crate::receivers::{self, Receiver};
use crate::world::World;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use std::sync::Arc;

/// Every receiver with a state of its own; all others are up.
pub async fn list(State(world): State<Arc<World>>) -> Result<Json<Vec<Receiver>>, Refused> {
    Ok(Json(receivers::list(&world.db).await?))
}

/// Sets one.
pub async fn set(State(world): State<Arc<World>>, bytes: Bytes) -> Result<Json<Receiver>, Refused> {
    let receiver: Receiver = body(&bytes)?;
    let mut connection = world.db.acquire().await?;
    receivers::set(&mut connection, &receiver).await?;
    Ok(Json(receiver))
}
