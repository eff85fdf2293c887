//! The actions of the matrix, each with a plan of items that no other cell uses.

use crate::kit::{
    Carrier, Sends, Server, dead_deliveries, event_ids, listed, notification_ids, subscription,
};
use redrive_core::connection::Vendor;
use redrive_core::kirim::contract::{DeliveryId, ReplayStatus, SubscriptionStatus};
use redrive_core::plan::Draft;
use redrive_core::selfcommunity::contract::{EndpointId, EventId};
use redrive_core::zuora::contract::{Channel, NotificationId, NotificationStatus};
use redrive_core::{kirim, selfcommunity};

const ENDPOINT: EndpointId = EndpointId::new(1);
const UNKNOWN: &str = "8ad0e1nobody";
/// Cells of one action.
const CELLS: usize = redrive_sandbox::FaultKind::ALL.len();

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Four events in two calls; the fault hits the first.
    ResendEvents,
    /// Three deliveries born for the cell, in one window.
    ReplayListed,
    /// Three calls; the fault hits the second.
    ReplayDeliveries,
    ResendEmails,
    /// The same with one id that the vendor does not know.
    ResendEmailsOneUnknown,
    ResendCallouts,
    SetEndpointActive,
    SetSubscriptionStatus,
}

impl Action {
    pub const fn vendor(self) -> Vendor {
        match self {
            Self::ResendEvents | Self::SetEndpointActive => Vendor::Selfcommunity,
            Self::ReplayListed | Self::ReplayDeliveries | Self::SetSubscriptionStatus => {
                Vendor::Kirim
            }
            Self::ResendEmails | Self::ResendEmailsOneUnknown | Self::ResendCallouts => {
                Vendor::Zuora
            }
        }
    }

    pub fn is_zuora(self) -> bool {
        self.vendor() == Vendor::Zuora
    }

    /// Whether the answer of a whole success has no byte.
    pub const fn answers_without_body(self) -> bool {
        matches!(
            self,
            Self::ResendEvents | Self::ResendEmails | Self::ResendCallouts
        )
    }

    /// Its name in faults.
    pub const fn operation(self) -> &'static str {
        match self {
            Self::ResendEvents => "selfcommunity.bulk_resend",
            Self::ReplayListed => "kirim.bulk_replay",
            Self::ReplayDeliveries => "kirim.replay",
            Self::ResendEmails | Self::ResendEmailsOneUnknown => "zuora.resend_emails",
            Self::ResendCallouts => "zuora.resend_callouts",
            Self::SetEndpointActive => "selfcommunity.patch_endpoint",
            Self::SetSubscriptionStatus => "kirim.patch_subscription",
        }
    }

    /// The call that the fault hits.
    pub const fn hit(self) -> usize {
        match self {
            Self::ReplayDeliveries => 1,
            _ => 0,
        }
    }
}

/// Items for every cell of one action.
pub enum Stock {
    Events(Vec<EventId>),
    Deliveries(Vec<DeliveryId>),
    Notifications(Channel, Vec<NotificationId>),
    /// Made when the cell comes.
    None,
}

pub async fn stock(action: Action, carrier: &Carrier) -> Stock {
    let failed = NotificationStatus::Failed;
    match action {
        Action::ResendEvents => Stock::Events(event_ids(carrier, ENDPOINT, CELLS * 4).await),
        Action::ReplayDeliveries => Stock::Deliveries(dead_deliveries(carrier, CELLS * 3).await),
        Action::ResendEmails | Action::ResendEmailsOneUnknown => {
            let ids = notification_ids(carrier, Channel::Email, failed, CELLS * 3).await;
            Stock::Notifications(Channel::Email, ids)
        }
        Action::ResendCallouts => {
            let ids = notification_ids(carrier, Channel::Callout, failed, CELLS * 3).await;
            Stock::Notifications(Channel::Callout, ids)
        }
        _ => Stock::None,
    }
}

/// What the cell with this number sends.
pub async fn draft(
    action: Action,
    server: &Server,
    carrier: &Carrier,
    stock: &mut Stock,
    cell: usize,
) -> Draft {
    match (action, stock) {
        (_, Stock::Events(ids)) => Draft::ResendEvents {
            endpoint: ENDPOINT,
            events: ids.split_off(ids.len() - 4),
        },
        (_, Stock::Deliveries(ids)) => Draft::ReplayDeliveries {
            deliveries: ids.split_off(ids.len() - 3),
        },
        (_, Stock::Notifications(channel, ids)) => {
            let mut notifications = ids.split_off(ids.len() - 3);
            if action == Action::ResendEmailsOneUnknown {
                notifications.insert(1, UNKNOWN.parse().unwrap());
            }
            Draft::ResendNotifications {
                channel: *channel,
                notifications,
            }
        }
        (Action::ReplayListed, Stock::None) => {
            let id = subscription(carrier, "Orders-prod").await.id.unwrap();
            // Long before the story begins, a day for each cell.
            let noon = format!("2020-01-{:02}T12:00:00Z", cell + 1);
            let born = server.births(id.as_str(), &noon, 3).await;
            listed(&id, ReplayStatus::Dead, &noon, &born)
        }
        (Action::SetEndpointActive, Stock::None) => Draft::SetEndpointActive {
            endpoint: ENDPOINT,
            active: !is_active(carrier).await,
        },
        (Action::SetSubscriptionStatus, Stock::None) => {
            let one = subscription(carrier, "Support inbox").await;
            let status = match one.status.unwrap() {
                SubscriptionStatus::Active => SubscriptionStatus::Paused,
                _ => SubscriptionStatus::Active,
            };
            Draft::SetSubscriptionStatus {
                subscription: one.id.unwrap(),
                status,
            }
        }
        (action, Stock::None) => panic!("{action:?} needs a stock"),
    }
}

async fn is_active(community: &Carrier) -> bool {
    let read = selfcommunity::Read::Endpoint { id: ENDPOINT };
    let endpoint = selfcommunity::endpoint(&community.ask(&read.request()).await).unwrap();
    endpoint.known.is_active.unwrap()
}

/// What the plan has sent so far, as far as the vendor tells. The oracle counts what is sent; of
/// a switch the vendor tells where it stands.
pub async fn truth(server: &Server, carrier: &Carrier, draft: &Draft) -> Sends {
    let (id, moved) = match draft {
        Draft::SetEndpointActive { endpoint, active } => {
            (endpoint.to_string(), is_active(carrier).await == *active)
        }
        Draft::SetSubscriptionStatus {
            subscription,
            status,
        } => {
            let id = subscription.clone();
            let request = kirim::Read::Subscription { id }.request();
            let now = kirim::subscription(&carrier.ask(&request).await).unwrap();
            (
                subscription.to_string(),
                now.known.status.as_ref() == Some(status),
            )
        }
        other => return server.sends(other.vendor()).await,
    };
    Sends::from([(id, u64::from(moved))])
}
