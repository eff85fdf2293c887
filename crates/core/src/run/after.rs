//! What follows from the end of a call: what its items became, and whether the run goes on.

use crate::http::{Answer, Exchange, NotSent};
use crate::journal::{Event, Outcomes};
use crate::outcome::{NotAttempted, Outcome, OutcomeKind, Unknown};
use crate::plan::{Call, Draft, Item, Plan};
use crate::reading::Reading;
use crate::zuora::contract::NotificationId;
use crate::{kirim, selfcommunity, zuora};
use serde::{Deserialize, Serialize};

/// Whether the next call may be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    GoOn,
    Stop(StopReason),
}

/// Why a run stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// 401: every further call would be refused too.
    CredentialsRefused,
    /// 403: the same.
    Forbidden,
    /// 409: the vendor's state stands against it.
    Conflict,
    /// 429: going on would only be refused again.
    RateLimited {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u64>,
    },
    /// What became of a call cannot be told; going on would make more of these.
    OutcomeUnknown,
    /// A call could not leave.
    NotSent(NotSent),
    ByOperator,
    /// The program ended while a call was under way.
    Interrupted,
}

/// The journal event of a call that ended.
pub(super) fn ended(plan: &Plan, index: usize, exchange: &Exchange) -> Option<Event> {
    let call = plan.calls().get(index)?;
    let (reading, status, then) = match exchange {
        Exchange::Answered(answer) => {
            let reading = read(plan, call, answer);
            let then = after(answer, &reading);
            (reading, Some(answer.status), then)
        }
        Exchange::Lost { why } => {
            let outcome = Outcome::Unknown(Unknown::NoAnswer(why.clone()));
            let reading = Reading::all(outcome, call.items.len(), None);
            (reading, None, After::Stop(StopReason::OutcomeUnknown))
        }
        Exchange::NotSent { why } => {
            let outcome = Outcome::NotAttempted(NotAttempted::NotSent(why.clone()));
            let reading = Reading::all(outcome, call.items.len(), None);
            (reading, None, After::Stop(StopReason::NotSent(why.clone())))
        }
    };
    Some(Event::Ended {
        call: index,
        status,
        request_id: reading.request_id,
        outcomes: Outcomes::of(reading.outcomes)?,
        strangers: reading.strangers,
        then,
    })
}

/// Reads an answer with the adapter that knows the plan's action.
fn read(plan: &Plan, call: &Call, answer: &Answer) -> Reading {
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

fn after(answer: &Answer, reading: &Reading) -> After {
    let stop = match answer.status {
        401 => StopReason::CredentialsRefused,
        403 => StopReason::Forbidden,
        409 => StopReason::Conflict,
        429 => StopReason::RateLimited {
            retry_after: answer.retry_after(),
        },
        _ if reading
            .outcomes
            .iter()
            .any(|outcome| outcome.kind() == OutcomeKind::Unknown) =>
        {
            StopReason::OutcomeUnknown
        }
        _ => return After::GoOn,
    };
    After::Stop(stop)
}
