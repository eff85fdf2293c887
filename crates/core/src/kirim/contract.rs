//! Kirim's wire: paths, ids, rows, bodies and the error envelope, as its pages state them.
//!
//! Fields that public pages do not print are marked *inferred*; rows are read leniently, so a
//! field that turns out otherwise shows as unknown.

use crate::id::text_id;
pub use crate::lenient::Row;
use crate::lenient::{Field, Json, Lenient, row, words};
pub use crate::time::VendorTime;
use crate::time::instant;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Path templates; `{id}` stands for an id.
pub mod paths {
    /// GET: deliveries, newest first.
    pub const DELIVERIES: &str = "/v1/webhook_deliveries";
    /// GET: one delivery (route inferred).
    pub const DELIVERY: &str = "/v1/webhook_deliveries/{id}";
    /// POST: replay one.
    pub const REPLAY: &str = "/v1/webhook_deliveries/{id}/replay";
    /// POST: replay by filter.
    pub const BULK_REPLAY: &str = "/v1/webhook_deliveries/bulk_replay";
    /// GET lists (inferred), POST creates.
    pub const SUBSCRIPTIONS: &str = "/v1/webhook_subscriptions";
    /// GET (inferred), PATCH, DELETE (inferred).
    pub const SUBSCRIPTION: &str = "/v1/webhook_subscriptions/{id}";
    /// POST: a further signing secret.
    pub const SECRETS: &str = "/v1/webhook_subscriptions/{id}/secrets";
}

/// Most deliveries that one bulk replay enqueues.
pub const BULK_CAP: u32 = 1000;
/// Largest `limit` of a list; more is 400 `invalid_limit`, not clamped.
pub const LIST_LIMIT_MAX: u32 = 100;
/// `limit` when none is given.
pub const LIST_LIMIT_DEFAULT: u32 = 25;
pub use crate::idempotency::IDEMPOTENCY_KEY;

/// Rate-limit headers. `RESET` is **epoch seconds** here.
pub mod headers {
    pub const IDEMPOTENT_REPLAYED: &str = "Idempotent-Replayed";
    pub const REQUEST_ID: &str = "X-Request-Id";
    pub const RATE_LIMIT: &str = "X-RateLimit-Limit";
    pub const RATE_REMAINING: &str = "X-RateLimit-Remaining";
    pub const RATE_RESET: &str = "X-RateLimit-Reset";
}

/// `prefix` and 26 characters of Crockford's base 32, upper case.
fn crockford(text: &str, prefix: &str) -> Result<(), &'static str> {
    let Some(rest) = text.strip_prefix(prefix) else {
        return Err("the prefix is another");
    };
    if rest.len() != 26 {
        return Err("26 characters must follow the prefix");
    }
    if !rest.bytes().all(|byte| {
        matches!(byte, b'0'..=b'9' | b'A'..=b'Z') && !matches!(byte, b'I' | b'L' | b'O' | b'U')
    }) {
        return Err("only digits and capital letters without I, L, O and U may follow the prefix");
    }
    Ok(())
}

text_id!(
    /// `wbs_` and 26 characters: `^wbs_[0-9A-HJKMNP-TV-Z]{26}$`.
    SubscriptionId,
    "a subscription id (wbs_ and 26 characters)",
    |text| crockford(text, "wbs_")
);
text_id!(
    /// `wbd_` and 26 characters.
    DeliveryId,
    "a delivery id (wbd_ and 26 characters)",
    |text| crockford(text, "wbd_")
);
text_id!(
    /// An event type: 1 to 64 characters. The vendor's lists of types differ, so none is fixed.
    EventType,
    "an event type (1 to 64 characters)",
    |text| match text.chars().count() {
        0 => Err("it is empty"),
        1..=64 if text.chars().any(char::is_control) => Err("it holds a control character"),
        1..=64 => Ok(()),
        _ => Err("it is longer than 64 characters"),
    }
);

words! {
    /// State of a delivery. The vendor's pages disagree on `failed` and `dead`: both end without
    /// success.
    pub enum DeliveryStatus {
        Pending = "pending",
        Delivered = "delivered",
        Failed = "failed",
        Dead = "dead",
    }
}

/// The two states that a bulk replay can name; `dead` is the vendor's default.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum ReplayStatus {
    Failed,
    #[default]
    Dead,
}

impl ReplayStatus {
    /// The vendor's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Dead => "dead",
        }
    }
}

impl From<ReplayStatus> for DeliveryStatus {
    fn from(status: ReplayStatus) -> Self {
        match status {
            ReplayStatus::Failed => Self::Failed,
            ReplayStatus::Dead => Self::Dead,
        }
    }
}

row! {
    /// A delivery. Only `id`, `object`, `status` and `replayed_from` are documented.
    pub struct Delivery {
        pub id: Option<DeliveryId> = "id",
        pub object: Option<String> = "object",
        pub subscription_id: Option<SubscriptionId> = "subscription_id",
        pub event_type: Option<String> = "event_type",
        /// `evt_…`, or a WhatsApp id (`wamid…`) for events that come from Meta.
        pub event_id: Option<String> = "event_id",
        pub status: Option<DeliveryStatus> = "status",
        pub attempt_count: Option<i64> = "attempt_count",
        pub last_response_status: Option<i64> = "last_response_status",
        pub last_error: Option<String> = "last_error",
        pub next_attempt_at: Option<VendorTime> = "next_attempt_at",
        pub delivered_at: Option<VendorTime> = "delivered_at",
        /// The delivery of which this one is a replay.
        pub replayed_from: Option<DeliveryId> = "replayed_from",
        pub created_at: Option<VendorTime> = "created_at",
    }
}

/// A delivery with what was sent and every try (shape inferred).
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DeliveryDetail {
    #[serde(flatten)]
    pub delivery: Delivery,
    pub payload: Option<Value>,
    pub attempts: Vec<DeliveryAttempt>,
}

impl Lenient for DeliveryDetail {
    fn read(value: &Json<'_>) -> Option<Self> {
        let field = |name: &str| value.as_object().and_then(|row| row.get(name));
        Some(Self {
            delivery: Delivery::read(value)?,
            payload: Field::of(field("payload")),
            attempts: Field::of(field("attempts")),
        })
    }
}

row! {
    /// One try of a delivery (inferred).
    pub struct DeliveryAttempt {
        pub attempt: Option<i64> = "attempt",
        pub at: Option<VendorTime> = "at",
        pub response_status: Option<i64> = "response_status",
        pub error: Option<String> = "error",
    }
}

words! {
    /// State of a subscription; `active` is documented, the others are inferred.
    pub enum SubscriptionStatus {
        Active = "active",
        Paused = "paused",
        Disabled = "disabled",
    }
}

row! {
    /// A subscription.
    pub struct Subscription {
        pub id: Option<SubscriptionId> = "id",
        pub object: Option<String> = "object",
        pub url: Option<String> = "url",
        pub description: Option<String> = "description",
        pub events: Vec<String> = "events",
        pub status: Option<SubscriptionStatus> = "status",
        pub secrets: Vec<SecretInfo> = "secrets",
        pub created_at: Option<VendorTime> = "created_at",
        pub updated_at: Option<VendorTime> = "updated_at",
        pub disabled_at: Option<VendorTime> = "disabled_at",
        pub consecutive_failures: Option<i64> = "consecutive_failures",
    }
}

row! {
    /// What is told of a signing secret after its birth: never the secret.
    pub struct SecretInfo {
        pub id: Option<String> = "id",
        pub created_at: Option<VendorTime> = "created_at",
        pub expires_at: Option<VendorTime> = "expires_at",
    }
}

/// Body of `PATCH` on a subscription; what is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SubscriptionChange {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<SubscriptionStatus>,
}

/// Body of the bulk replay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkReplay {
    pub subscription_id: SubscriptionId,
    /// Always written out, though the vendor has a default: what is sent is what was shown.
    #[serde(default)]
    pub status: ReplayStatus,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_type: Option<EventType>,
    /// Proposed as inclusive; no page says so.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "instant::deserialize_option"
    )]
    pub created_after: Option<DateTime<Utc>>,
    /// Proposed as exclusive; no page says so.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "instant::deserialize_option"
    )]
    pub created_before: Option<DateTime<Utc>>,
}

/// `data` of a bulk replay's answer. Enqueued is not delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkReplayed {
    pub enqueued: u64,
    /// More matched than were enqueued; which ones is not told.
    pub capped: bool,
}

/// `data` of a single replay's answer: the new delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replayed {
    pub id: DeliveryId,
    #[serde(default)]
    pub object: Option<String>,
    pub replayed_from: DeliveryId,
    pub status: DeliveryStatus,
}

/// Success envelope of one thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct One<T> {
    pub data: T,
    pub request_id: String,
}

/// Success envelope of a page. There is no total and no way back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct List<T> {
    pub data: Vec<T>,
    pub has_more: bool,
    pub next_cursor: Option<String>,
    pub request_id: String,
}

/// Error envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorEnvelope {
    pub error: ErrorBody,
}

/// Inside the error envelope. Branch on `code`; `message` may change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    #[serde(rename = "type")]
    pub kind: String,
    pub code: String,
    pub message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub param: Option<String>,
    #[serde(default)]
    pub request_id: String,
}

/// Error codes that we act upon.
pub mod codes {
    /// Inferred: the page that would print it could not be read.
    pub const SUBSCRIPTION_DISABLED: &str = "webhook_subscription_disabled";
    pub const IDEMPOTENCY_IN_PROGRESS: &str = "idempotency_in_progress";
    pub const IDEMPOTENCY_KEY_REUSE: &str = "idempotency_key_reuse";
    pub const RESOURCE_NOT_FOUND: &str = "resource_not_found";
    pub const RATE_LIMIT_EXCEEDED: &str = "rate_limit_exceeded";
    pub const INVALID_CURSOR: &str = "invalid_cursor";
    pub const INVALID_LIMIT: &str = "invalid_limit";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_to_replay_is_told_by_the_word_that_is_sent() {
        for status in [ReplayStatus::Failed, ReplayStatus::Dead] {
            assert_eq!(serde_json::json!(status), status.as_str());
        }
    }

    #[test]
    fn trap_26_an_id_is_as_long_as_the_pattern_says_and_not_as_the_pages_do() {
        let id = "wbd_01K0000000000000000000000B";
        assert_eq!(id.len(), 30);
        assert!(id.parse::<DeliveryId>().is_ok());
        assert!(format!("{id}B").parse::<DeliveryId>().is_err());
    }

    #[test]
    fn the_subscription_pattern_is_the_vendors() {
        let good = "wbs_01K0000000000000000000000C";
        assert_eq!(good.parse::<SubscriptionId>().unwrap().as_str(), good);
        for bad in [
            "",
            "wbs_",
            "wbd_01K0000000000000000000000C",
            "wbs_01K000000000000000000000C",
            "wbs_01K00000000000000000000000C",
            "wbs_01k0000000000000000000000C",
            "wbs_01K000000000000000000000IC",
            "wbs_01K000000000000000000000LC",
            "wbs_01K000000000000000000000OC",
            "wbs_01K000000000000000000000UC",
            "wbs_01K000000000000000000000ÜC",
        ] {
            assert!(bad.parse::<SubscriptionId>().is_err(), "{bad}");
        }
    }

    #[test]
    fn statuses_that_we_do_not_know_are_kept() {
        let status: DeliveryStatus = serde_json::from_str("\"parked\"").unwrap();
        assert_eq!(status, DeliveryStatus::Other("parked".into()));
        assert_eq!(
            serde_json::to_string(&DeliveryStatus::Dead).unwrap(),
            "\"dead\""
        );
    }
}
