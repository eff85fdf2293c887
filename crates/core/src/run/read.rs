//! Reading an answer with the adapter that knows the plan's action.

use super::verdict;
use crate::http::Answer;
use crate::journal::Outcomes;
use crate::outcome::{Outcome, Unknown};
use crate::plan::{Call, Draft, Item, Plan};
use crate::reading::Reading;
use crate::zuora::contract::NotificationId;
use crate::{kirim, selfcommunity, zuora};

/// Reads an answer with the adapter that knows the plan's action.
pub(super) fn read(plan: &Plan, call: &Call, answer: &Answer) -> Reading {
    let items = plan.items().get(call.items.clone()).unwrap_or_default();
    match plan.draft() {
        Draft::ResendEvents { .. } => selfcommunity::read_resend(answer, items.len()),
        Draft::SetEndpointActive { active, .. } => {
            selfcommunity::read_change(answer, *active, items.len())
        }
        Draft::ReplayMatching { .. } => kirim::read_bulk_replay(answer),
        Draft::ReplayListed { .. } if items.len() > 1 => kirim::read_window(answer, items.len()),
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

/// Whether an answer with this status turned a call away before it was looked at: nothing of it was
/// applied, and the same call is made again.
pub const fn turns_away(status: u16) -> bool {
    matches!(status, 401 | 403 | 429)
}

/// The places of the plan's items that a call with this answer applied, or may have.
pub fn may_be_applied(plan: &Plan, call: usize, answer: &Answer) -> Vec<usize> {
    let Some(call) = plan.calls().get(call) else {
        return Vec::new();
    };
    let outcomes = read(plan, call, answer).outcomes;
    let told = call.items.clone().zip(outcomes);
    told.filter(|(_, outcome)| matches!(outcome, Outcome::Accepted(_) | Outcome::Unknown(_)))
        .map(|(place, _)| place)
        .collect()
}

/// Whether this answer refuses a call of the plan as a whole, for good: nothing of it was applied,
/// and the calls that wait for its refusal may be made.
pub fn refuses_whole(plan: &Plan, call: usize, answer: &Answer) -> bool {
    !turns_away(answer.status)
        && plan.calls().get(call).is_some_and(|call| {
            Outcomes::of(read(plan, call, answer).outcomes)
                .is_some_and(|outcomes| verdict::refused_as_a_whole(&outcomes))
        })
}
