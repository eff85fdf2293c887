//! Shows the sandbox's clock and moves it forward.

use super::refusal::{Refused, body};
use crate::world::World;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use redrive_core::kirim::contract::VendorTime;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// How far to move.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Advance {
    pub advance_seconds: u32,
    pub advance_ms: u32,
}

/// What the clock shows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Hands {
    #[schema(value_type = String)]
    pub now: VendorTime,
    pub ahead_seconds: i64,
}

/// What the clock shows.
pub async fn show(State(world): State<Arc<World>>) -> Json<Hands> {
    Json(hands(&world))
}

/// Moves it forward.
pub async fn advance(
    State(world): State<Arc<World>>,
    bytes: Bytes,
) -> Result<Json<Hands>, Refused> {
    let Advance {
        advance_seconds,
        advance_ms,
    } = body(&bytes)?;
    world.clock.advance_seconds(advance_seconds);
    world.clock.advance_millis(advance_ms);
    Ok(Json(hands(&world)))
}

fn hands(world: &World) -> Hands {
    Hands {
        now: world.clock.now().into(),
        ahead_seconds: world.clock.ahead_seconds(),
    }
}
