//! Has pending deliveries die, so that a test can have it happen after a preview.

use super::refusal::{Refused, body};
use crate::kirim::births;
use crate::world::World;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use redrive_core::kirim::contract::DeliveryId;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Which deliveries of Kirim's.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Deaths {
    #[schema(value_type = Vec<String>)]
    pub ids: Vec<DeliveryId>,
}

/// How many of them were pending and are dead now.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Died {
    pub died: u64,
}

/// Ends them as dead, after all eight tries.
pub async fn die(State(world): State<Arc<World>>, bytes: Bytes) -> Result<Json<Died>, Refused> {
    let deaths: Deaths = body(&bytes)?;
    let mut tx = world.db.begin().await?;
    let mut died = 0;
    for id in &deaths.ids {
        died += births::die(&mut tx, id.as_str()).await?;
    }
    tx.commit().await?;
    Ok(Json(Died { died }))
}
