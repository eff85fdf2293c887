//! What a table lists, and where one of its rows stands open.

use super::Route;
use crate::filters::names::{DELIVERY, EVENT, NOTIFICATION};
use redrive_core::connection::ConnectionId;
use redrive_core::intake::IdKind;
use redrive_core::plan::Draft;
use redrive_core::selfcommunity::contract::EndpointId;
use redrive_core::zuora::contract::Channel;

/// What a table lists: ids of these are chosen in it, or come from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    Events(EndpointId),
    Deliveries,
    Notifications(Channel),
}

impl Listed {
    /// The table from which a draft's records are chosen; nothing of one that names none by id.
    pub const fn of(draft: &Draft) -> Option<Self> {
        match draft {
            Draft::ResendEvents { endpoint, .. } => Some(Self::Events(*endpoint)),
            Draft::ReplayListed { .. } | Draft::ReplayDeliveries { .. } => Some(Self::Deliveries),
            Draft::ResendNotifications { channel, .. } => Some(Self::Notifications(*channel)),
            Draft::SetEndpointActive { .. } | Draft::SetSubscriptionStatus { .. } => None,
        }
    }

    /// What sends records with these ids again. Each was read as one of its kind, so none is lost
    /// here.
    pub fn draft(self, ids: Vec<String>) -> Draft {
        let ids = ids.into_iter();
        match self {
            Self::Events(endpoint) => Draft::ResendEvents {
                endpoint,
                events: ids.filter_map(|id| id.parse().ok()).collect(),
            },
            Self::Deliveries => Draft::ReplayDeliveries {
                deliveries: ids.filter_map(|id| id.try_into().ok()).collect(),
            },
            Self::Notifications(channel) => Draft::ResendNotifications {
                channel,
                notifications: ids.filter_map(|id| id.try_into().ok()).collect(),
            },
        }
    }

    /// What its ids are.
    pub const fn kind(self) -> IdKind {
        match self {
            Self::Events(_) => IdKind::Event,
            Self::Deliveries => IdKind::Delivery,
            Self::Notifications(_) => IdKind::Notification,
        }
    }

    /// Under which name the address says which of them is open.
    pub const fn open(self) -> &'static str {
        match self {
            Self::Events(_) => EVENT,
            Self::Deliveries => DELIVERY,
            Self::Notifications(_) => NOTIFICATION,
        }
    }

    /// The table with this row open, wherever it stands in the list. Nothing for what a table calls
    /// a row that has no id of the vendor's: it cannot be found by it.
    pub fn opened(self, connection: ConnectionId, id: &str) -> Option<Route> {
        let id = self.kind().read(id).ok()?;
        let query = vec![(self.open().to_owned(), id)];
        Some(match self {
            Self::Events(endpoint) => Route::Events {
                connection,
                endpoint,
                query,
            },
            Self::Deliveries => Route::Deliveries { connection, query },
            Self::Notifications(channel) => Route::Notifications {
                connection,
                channel,
                query,
            },
        })
    }
}
