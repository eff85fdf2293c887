//! Births rows later, so that a test can have them appear after a preview.

use super::refusal::{Refused, body};
use crate::kirim::births::{self, Births as Wanted};
use crate::world::World;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use chrono::{DateTime, Utc};
use redrive_core::kirim::contract::{DeliveryStatus, EventType, SubscriptionId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Whose rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    Kirim,
}

/// What to birth.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Births {
    pub vendor: Family,
    #[schema(value_type = String)]
    pub subscription: SubscriptionId,
    #[schema(value_type = String, example = "dead")]
    pub status: DeliveryStatus,
    #[serde(default = "one")]
    pub count: u32,
    /// Now when absent.
    #[schema(value_type = Option<String>)]
    pub created_at: Option<DateTime<Utc>>,
    #[schema(value_type = Option<String>)]
    pub event_type: Option<EventType>,
}

/// What was born.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Born {
    pub ids: Vec<String>,
}

const fn one() -> u32 {
    1
}

/// Births deliveries on one timestamp.
pub async fn birth(State(world): State<Arc<World>>, bytes: Bytes) -> Result<Json<Born>, Refused> {
    let births: Births = body(&bytes)?;
    let Family::Kirim = births.vendor;
    if matches!(births.status, DeliveryStatus::Other(_)) {
        return Err(Refused::Bad("there is no such status".to_owned()));
    }
    let wanted = Wanted {
        subscription: births.subscription.as_str(),
        status: births.status.as_str(),
        event_type: births
            .event_type
            .as_ref()
            .map_or("message.received", EventType::as_str),
        created_at: births
            .created_at
            .unwrap_or_else(|| world.clock.now())
            .timestamp_micros(),
    };
    // All at once: others roll while the rows are written.
    let rolled = world.dice(|dice| births::ids(births.count, dice));
    let mut tx = world.db.begin().await?;
    births::fill(&mut tx, &wanted, &rolled).await?;
    tx.commit().await?;
    let ids = rolled.into_iter().map(|(id, _)| id).collect();
    Ok(Json(Born { ids }))
}
