//! What an operator asks for, before it is sealed.

use super::columns;
use crate::connection::Vendor;
use crate::id::unique;
use crate::kirim::contract::{DeliveryId, EventType, SubscriptionId, SubscriptionStatus};
use crate::kirim::{ListedDelivery, settle_avoided, settle_rows};
use crate::selfcommunity::contract::{EndpointId, EventId};
use crate::time::instant;
use crate::zuora::contract::{Channel, NotificationId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A count, with how far it can be trusted: each has words of its own on every screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    /// All were listed, or the vendor counted.
    Exact(u64),
    /// Listing stopped before the end.
    AtLeast(u64),
}

/// Everything that Redrive can send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Draft {
    /// Resend chosen events to one endpoint.
    ResendEvents {
        /// Where all of them are posted again.
        endpoint: EndpointId,
        /// In the order of the calls, each once.
        events: Vec<EventId>,
    },
    /// Switch an endpoint on or off.
    SetEndpointActive {
        /// Whose switch.
        endpoint: EndpointId,
        /// Where it is to stand.
        active: bool,
    },
    /// Replay what was listed, in windows of time that hold these rows and no others.
    ReplayListed {
        /// All of the rows are of it.
        subscription: SubscriptionId,
        /// Where only one type was listed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        event_type: Option<EventType>,
        /// What was listed: the items.
        #[serde(with = "columns::rows")]
        rows: Vec<ListedDelivery>,
        /// Moments that no window may hold: of rows that do not belong here and match, or may
        /// come to match before the calls arrive.
        #[serde(with = "columns::instants")]
        avoid: Vec<DateTime<Utc>>,
        /// No window reaches to it: what was born later stays out, the replays themselves among
        /// it.
        #[serde(with = "instant")]
        pinned_at: DateTime<Utc>,
        /// How many matched in all when it was asked.
        matched: Count,
    },
    /// Replay chosen deliveries, one call each.
    ReplayDeliveries {
        /// In the order of the calls, each once.
        deliveries: Vec<DeliveryId>,
    },
    /// Switch a subscription on or off.
    SetSubscriptionStatus {
        /// Whose switch.
        subscription: SubscriptionId,
        /// Where it is to stand.
        status: SubscriptionStatus,
    },
    /// Resend chosen notifications of one kind.
    ResendNotifications {
        /// A call resends of one kind only.
        channel: Channel,
        /// In the order of the calls, each once.
        notifications: Vec<NotificationId>,
    },
}

/// What ends in one outcome.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// Resent to the endpoint of the plan.
    Event(EventId),
    /// Replayed, alone or in a window.
    Delivery(DeliveryId),
    /// Resent on the channel of the plan.
    Notification(NotificationId),
    /// Switched.
    Endpoint(EndpointId),
    /// Switched.
    Subscription(SubscriptionId),
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event(id) => id.fmt(f),
            Self::Delivery(id) => id.fmt(f),
            Self::Notification(id) => id.fmt(f),
            Self::Endpoint(id) => id.fmt(f),
            Self::Subscription(id) => id.fmt(f),
        }
    }
}

impl Draft {
    /// Which API knows this action.
    pub const fn vendor(&self) -> Vendor {
        match self {
            Self::ResendEvents { .. } | Self::SetEndpointActive { .. } => Vendor::Selfcommunity,
            Self::ReplayListed { .. }
            | Self::ReplayDeliveries { .. }
            | Self::SetSubscriptionStatus { .. } => Vendor::Kirim,
            Self::ResendNotifications { .. } => Vendor::Zuora,
        }
    }

    /// The action's name, as in plan files.
    pub const fn action(&self) -> &'static str {
        match self {
            Self::ResendEvents { .. } => "resend_events",
            Self::SetEndpointActive { .. } => "set_endpoint_active",
            Self::ReplayListed { .. } => "replay_listed",
            Self::ReplayDeliveries { .. } => "replay_deliveries",
            Self::SetSubscriptionStatus { .. } => "set_subscription_status",
            Self::ResendNotifications { .. } => "resend_notifications",
        }
    }

    /// The one subscription that it is for, if it names one.
    pub const fn subscription(&self) -> Option<&SubscriptionId> {
        match self {
            Self::ReplayListed { subscription, .. }
            | Self::SetSubscriptionStatus { subscription, .. } => Some(subscription),
            Self::ResendEvents { .. }
            | Self::SetEndpointActive { .. }
            | Self::ReplayDeliveries { .. }
            | Self::ResendNotifications { .. } => None,
        }
    }

    /// The endpoint that it is for, if it is for one.
    pub const fn endpoint(&self) -> Option<EndpointId> {
        match self {
            Self::ResendEvents { endpoint, .. } | Self::SetEndpointActive { endpoint, .. } => {
                Some(*endpoint)
            }
            Self::ReplayListed { .. }
            | Self::ReplayDeliveries { .. }
            | Self::SetSubscriptionStatus { .. }
            | Self::ResendNotifications { .. } => None,
        }
    }

    /// The one type of event that it is limited to, if it is limited.
    pub const fn event_type(&self) -> Option<&EventType> {
        match self {
            Self::ReplayListed { event_type, .. } => event_type.as_ref(),
            Self::ResendEvents { .. }
            | Self::SetEndpointActive { .. }
            | Self::ReplayDeliveries { .. }
            | Self::SetSubscriptionStatus { .. }
            | Self::ResendNotifications { .. } => None,
        }
    }

    /// Drops duplicates and pins what is open.
    pub(super) fn settle(self, made_at: DateTime<Utc>) -> Self {
        match self {
            Self::ResendEvents { endpoint, events } => Self::ResendEvents {
                endpoint,
                events: unique(events),
            },
            Self::ReplayDeliveries { deliveries } => Self::ReplayDeliveries {
                deliveries: unique(deliveries),
            },
            Self::ResendNotifications {
                channel,
                notifications,
            } => Self::ResendNotifications {
                channel,
                notifications: unique(notifications),
            },
            Self::ReplayListed {
                subscription,
                event_type,
                rows,
                avoid,
                pinned_at,
                matched,
            } => {
                let rows = settle_rows(rows);
                Self::ReplayListed {
                    subscription,
                    event_type,
                    avoid: settle_avoided(avoid, &rows),
                    rows,
                    pinned_at: pinned_at.min(made_at),
                    matched,
                }
            }
            other @ (Self::SetEndpointActive { .. } | Self::SetSubscriptionStatus { .. }) => other,
        }
    }

    /// What it is about, in order. Of a draft that is sealed these are the items of its plan.
    pub fn items(&self) -> Vec<Item> {
        match self {
            Self::ResendEvents { events, .. } => events.iter().copied().map(Item::Event).collect(),
            Self::SetEndpointActive { endpoint, .. } => vec![Item::Endpoint(*endpoint)],
            Self::ReplayListed { rows, .. } => rows
                .iter()
                .map(|row| Item::Delivery(row.id.clone()))
                .collect(),
            Self::ReplayDeliveries { deliveries } => {
                deliveries.iter().cloned().map(Item::Delivery).collect()
            }
            Self::SetSubscriptionStatus { subscription, .. } => {
                vec![Item::Subscription(subscription.clone())]
            }
            Self::ResendNotifications { notifications, .. } => notifications
                .iter()
                .cloned()
                .map(Item::Notification)
                .collect(),
        }
    }
}
