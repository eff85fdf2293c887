//! Reading the answer to a call with the adapter that knows the plan's action.

use super::{Call, Draft, Item, Plan};
use crate::http::Answer;
use crate::outcome::{Outcome, Unknown};
use crate::reading::Reading;
use crate::zuora::contract::NotificationId;
use crate::{kirim, selfcommunity, zuora};

impl Plan {
    /// What the answer to one of its calls says of the items of that call.
    pub(crate) fn read(&self, call: &Call, answer: &Answer) -> Reading {
        let items = self.items().get(call.items.clone()).unwrap_or_default();
        match self.draft() {
            Draft::ResendEvents { .. } => selfcommunity::read_resend(answer, items.len()),
            Draft::SetEndpointActive { active, .. } => {
                selfcommunity::read_change(answer, *active, items.len())
            }
            Draft::ReplayListed { .. } if items.len() > 1 => {
                kirim::read_window(answer, items.len())
            }
            Draft::ReplayListed { .. } | Draft::ReplayDeliveries { .. } => match items.first() {
                Some(Item::Delivery(id)) => kirim::read_replay(answer, id),
                _ => Reading::all(
                    Outcome::Unknown(Unknown::Unreadable {
                        status: answer.status,
                    }),
                    items.len(),
                    None,
                ),
            },
            Draft::SetSubscriptionStatus { status, .. } => kirim::read_change(answer, status),
            Draft::ResendNotifications { .. } => {
                let ids: Vec<NotificationId> = items
                    .iter()
                    .filter_map(|item| match item {
                        Item::Notification(id) => Some(id.clone()),
                        _ => None,
                    })
                    .collect();
                zuora::read_resend(answer, &ids)
            }
        }
    }
}
