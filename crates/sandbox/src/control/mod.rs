//! The controls under `/_sandbox`: what a test sets and asks. No vendor has anything of this.

mod about;
mod births;
mod clock;
mod deaths;
mod dialect;
mod faults;
mod hostile;
mod receivers;
mod refusal;
mod reset;
mod sends;

pub use births::{Births, Born};
pub use clock::{Advance, Hands};
pub use deaths::{Deaths, Died};
pub use hostile::{HOSTILE, fill as hostile_rows};
pub use reset::Reset;

use crate::openapi;
use crate::world::World;
use axum::routing::{get, post};
use axum::{Json, Router};
use std::sync::Arc;

/// One control, for the router's document.
#[derive(Debug, Clone, Copy)]
pub struct Control {
    pub method: &'static str,
    pub path: &'static str,
    pub summary: &'static str,
    /// A body that works, as JSON.
    pub example: &'static str,
}

/// Every control.
pub const CONTROLS: [Control; 17] = [
    control(
        "get",
        "/_sandbox/about",
        "What is told, and what time it is",
        "",
    ),
    control("get", "/_sandbox/faults", "What is armed", ""),
    control(
        "post",
        "/_sandbox/faults",
        "Arm a fault for the next calls",
        r#"{"kind":"429","operation":"kirim.bulk_replay","count":2,"retry_after_seconds":1}"#,
    ),
    control(
        "delete",
        "/_sandbox/faults",
        "Disarm everything, and let delayed calls go on",
        "",
    ),
    control("get", "/_sandbox/dialect", "Every switch as it stands", ""),
    control(
        "post",
        "/_sandbox/dialect",
        "Change some switches",
        r#"{"kirim":{"order":"newest"},"zuora":{"blank":"empty_object"}}"#,
    ),
    control(
        "post",
        "/_sandbox/reset",
        "Everything as at the start",
        r#"{"seed":1,"scale":"small"}"#,
    ),
    control(
        "get",
        "/_sandbox/sends",
        "How often every id was really sent; with ?calls=1 by which call",
        "",
    ),
    control(
        "get",
        "/_sandbox/receivers",
        "Who receives, and whether it is up",
        "",
    ),
    control(
        "post",
        "/_sandbox/receivers",
        "Set a receiver",
        r#"{"vendor":"selfcommunity","receiver":"1","state":"down"}"#,
    ),
    control("get", "/_sandbox/clock", "What time it is here", ""),
    control(
        "post",
        "/_sandbox/clock",
        "Move the clock forward",
        r#"{"advance_seconds":86400}"#,
    ),
    control(
        "post",
        "/_sandbox/births",
        "Birth deliveries on one timestamp",
        r#"{"vendor":"kirim","subscription":"wbs_…","status":"dead","count":3,"created_at":"2026-06-01T04:05:06Z"}"#,
    ),
    control(
        "post",
        "/_sandbox/deaths",
        "Have pending deliveries die",
        r#"{"ids":["wbd_…"]}"#,
    ),
    control(
        "post",
        "/_sandbox/hostile",
        "Hostile text in a few rows of every vendor",
        "",
    ),
    control("get", "/_sandbox/openapi.json", "This document", ""),
    control(
        "get",
        "/_sandbox/operations",
        "The names that faults and the oracle use",
        "",
    ),
];

const fn control(
    method: &'static str,
    path: &'static str,
    summary: &'static str,
    example: &'static str,
) -> Control {
    Control {
        method,
        path,
        summary,
        example,
    }
}

/// The routes of the controls.
pub fn router(world: Arc<World>) -> Router {
    Router::new()
        .route("/_sandbox/about", get(about::about))
        .route(
            "/_sandbox/faults",
            get(faults::list).post(faults::arm).delete(faults::clear),
        )
        .route(
            "/_sandbox/dialect",
            get(dialect::show).post(dialect::change),
        )
        .route("/_sandbox/reset", post(reset::reset))
        .route("/_sandbox/sends", get(sends::sends))
        .route(
            "/_sandbox/receivers",
            get(receivers::list).post(receivers::set),
        )
        .route("/_sandbox/clock", get(clock::show).post(clock::advance))
        .route("/_sandbox/births", post(births::birth))
        .route("/_sandbox/deaths", post(deaths::die))
        .route("/_sandbox/hostile", post(hostile::make))
        .route(
            "/_sandbox/openapi.json",
            get(async || Json(openapi::document())),
        )
        .route("/_sandbox/operations", get(about::operations))
        .with_state(world)
}
