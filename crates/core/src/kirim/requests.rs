//! What we ask Kirim, as typed requests.

use super::contract::{
    BulkReplay, DeliveryId, DeliveryStatus, EventType, LIST_LIMIT_MAX, SubscriptionChange,
    SubscriptionId, paths,
};
use crate::http::{Method, Request};
use crate::idempotency::{IDEMPOTENCY_KEY, IdempotencyKey};
use crate::time::iso;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Which deliveries a list shows. A cursor belongs to the filter it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryFilter {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscription: Option<SubscriptionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<DeliveryStatus>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_type: Option<EventType>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_after: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_before: Option<DateTime<Utc>>,
}

/// Reads of this vendor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Read {
    /// Newest first.
    Deliveries {
        filter: DeliveryFilter,
        limit: u32,
        cursor: Option<String>,
    },
    Delivery {
        id: DeliveryId,
    },
    Subscriptions {
        limit: u32,
        cursor: Option<String>,
    },
    Subscription {
        id: SubscriptionId,
    },
}

impl Read {
    /// The same list from this cursor on; nothing of what is no list.
    pub fn onward(&self, cursor: &str) -> Option<Self> {
        let mut onward = self.clone();
        match &mut onward {
            Self::Deliveries { cursor: at, .. } | Self::Subscriptions { cursor: at, .. } => {
                *at = Some(cursor.to_owned());
            }
            Self::Delivery { .. } | Self::Subscription { .. } => return None,
        }
        Some(onward)
    }

    /// The request, without host and credentials.
    pub fn request(&self) -> Request {
        match self {
            Self::Deliveries {
                filter,
                limit,
                cursor,
            } => paged(Request::get(paths::DELIVERIES), *limit, cursor.as_ref())
                .with_query("subscription_id", filter.subscription.as_ref())
                .with_query("status", filter.status.as_ref().map(DeliveryStatus::as_str))
                .with_query("event_type", filter.event_type.as_ref())
                .with_query("created_after", filter.created_after.map(iso))
                .with_query("created_before", filter.created_before.map(iso)),
            Self::Delivery { id } => Request::get(at(paths::DELIVERY, id.as_str())),
            Self::Subscriptions { limit, cursor } => {
                paged(Request::get(paths::SUBSCRIPTIONS), *limit, cursor.as_ref())
            }
            Self::Subscription { id } => Request::get(at(paths::SUBSCRIPTION, id.as_str())),
        }
    }
}

/// Beyond its range the vendor answers 400 instead of clamping, so we clamp.
fn paged(request: Request, limit: u32, cursor: Option<&String>) -> Request {
    request
        .with_query("limit", Some(limit.clamp(1, LIST_LIMIT_MAX)))
        .with_query("cursor", cursor)
}

fn at(template: &str, id: &str) -> String {
    template.replace("{id}", id)
}

/// Replays one delivery; the call has no body.
pub fn replay(id: &DeliveryId, key: &IdempotencyKey) -> Request {
    Request::bare(Method::Post, at(paths::REPLAY, id.as_str()))
        .with_header(IDEMPOTENCY_KEY, key.as_str())
}

/// Replays what a filter matches, at most 1000: of a plan, a window that holds what was listed.
pub fn bulk_replay(filter: &BulkReplay, key: &IdempotencyKey) -> Request {
    Request {
        body: serde_json::to_string(filter).ok(),
        ..Request::bare(Method::Post, paths::BULK_REPLAY)
    }
    .with_header(IDEMPOTENCY_KEY, key.as_str())
}

/// Changes a subscription. Keys are ignored on PATCH, so none is sent.
pub fn change_subscription(id: &SubscriptionId, change: &SubscriptionChange) -> Request {
    Request {
        body: serde_json::to_string(change).ok(),
        ..Request::bare(Method::Patch, at(paths::SUBSCRIPTION, id.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kirim::contract::{ReplayStatus, SubscriptionStatus};

    const SUBSCRIPTION: &str = "wbs_01K0000000000000000000000C";

    #[test]
    fn a_bulk_replay_says_everything_that_it_means() {
        let filter = BulkReplay {
            subscription_id: SUBSCRIPTION.parse().unwrap(),
            status: ReplayStatus::default(),
            event_type: None,
            created_after: None,
            created_before: Some("2026-06-01T06:00:00Z".parse().unwrap()),
        };
        let request = bulk_replay(&filter, &"k1".parse().unwrap());
        assert_eq!(
            request.body.as_deref(),
            Some(concat!(
                r#"{"subscription_id":"wbs_01K0000000000000000000000C","status":"dead","#,
                r#""created_before":"2026-06-01T06:00:00Z"}"#
            ))
        );
        assert_eq!(request.headers.get("idempotency-key"), Some("k1"));
        assert_eq!(request.path, "/v1/webhook_deliveries/bulk_replay");
    }

    #[test]
    fn trap_14_a_limit_beyond_the_range_is_never_sent() {
        let read = Read::Deliveries {
            filter: DeliveryFilter::default(),
            limit: 101,
            cursor: None,
        };
        assert_eq!(read.request().target(), "/v1/webhook_deliveries?limit=100");
        let read = Read::Subscriptions {
            limit: 0,
            cursor: Some("a+b".into()),
        };
        assert_eq!(
            read.request().target(),
            "/v1/webhook_subscriptions?limit=1&cursor=a%2Bb"
        );
    }

    #[test]
    fn a_list_goes_on_from_a_cursor_and_nothing_else_does() {
        let list = |cursor: Option<&str>| Read::Subscriptions {
            limit: 7,
            cursor: cursor.map(str::to_owned),
        };
        assert_eq!(list(Some("a")).onward("b"), Some(list(Some("b"))));
        let one = Read::Subscription {
            id: SUBSCRIPTION.parse().unwrap(),
        };
        assert_eq!(one.onward("b"), None);
    }

    #[test]
    fn trap_13_a_subscription_is_enabled_by_one_field() {
        let change = SubscriptionChange {
            status: Some(SubscriptionStatus::Active),
            ..SubscriptionChange::default()
        };
        let request = change_subscription(&SUBSCRIPTION.parse().unwrap(), &change);
        assert_eq!(request.body.as_deref(), Some(r#"{"status":"active"}"#));
    }
}
