//! What `SelfCommunity`'s pages leave open (contract 1.0, 1.13), as switches.

use redrive_core::selfcommunity::contract::{LIST_LIMIT_DEFAULT, LIST_LIMIT_MAX};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Switches of `SelfCommunity`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SelfCommunity {
    /// An event id that nobody knows.
    pub unknown_event: UnknownEvent,
    /// Most ids of one bulk resend; none when absent. The strict mode is 100.
    pub bulk_cap: Option<usize>,
    /// A resend to an endpoint that is switched off.
    pub inactive_endpoint: InactiveEndpoint,
    /// What becomes of `password` in a bulk resend.
    pub password: PasswordRule,
    /// How an attempt shows its event: the docs have an object, the SDK's types an array.
    pub attempt_event: EventShape,
    /// `limit` when none is given.
    pub list_limit_default: u32,
    /// Larger values of `limit` count as this.
    pub list_limit_max: u32,
    /// Calls a minute; unlimited when absent, because the vendor publishes none.
    pub calls_per_minute: Option<u32>,
    /// When a resent event is tried, after the call, in milliseconds.
    pub settle_ms: u32,
    /// Origins that pages may call from.
    pub cors_origins: Vec<String>,
    /// Whether cookies may come with a call from another origin.
    pub cors_credentials: bool,
}

impl Default for SelfCommunity {
    fn default() -> Self {
        Self {
            unknown_event: UnknownEvent::Skipped,
            bulk_cap: None,
            inactive_endpoint: InactiveEndpoint::Accepted,
            password: PasswordRule::CheckedIfPresent,
            attempt_event: EventShape::Object,
            list_limit_default: LIST_LIMIT_DEFAULT,
            list_limit_max: LIST_LIMIT_MAX,
            calls_per_minute: None,
            settle_ms: 1500,
            cors_origins: Vec::new(),
            cors_credentials: false,
        }
    }
}

/// An event id that nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnknownEvent {
    /// 204, and nothing is sent for it.
    Skipped,
    /// 400 `does_not_exist` for the whole call.
    Refused,
}

/// A resend to an endpoint that is switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InactiveEndpoint {
    /// 204, and attempts are made.
    Accepted,
    /// 400 `endpoint_inactive`.
    Refused,
}

/// What becomes of `password` in a bulk resend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PasswordRule {
    /// The vendor withdrew the field.
    Ignored,
    /// A wrong one is 400 `invalid`; none is fine.
    CheckedIfPresent,
    /// None is 400 `required`, a wrong one 400 `invalid`.
    Required,
}

/// How an attempt shows its event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventShape {
    Object,
    Array,
}
