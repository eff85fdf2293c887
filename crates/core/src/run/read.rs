//! What an answer says of a call as a whole: for a run, and for whoever sends for one.

use super::verdict;
use crate::http::Answer;
use crate::journal::Outcomes;
use crate::outcome::Outcome;
use crate::plan::Plan;

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
    let outcomes = plan.read(call, answer).outcomes;
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
            Outcomes::of(plan.read(call, answer).outcomes)
                .is_some_and(|outcomes| verdict::refused_as_a_whole(&outcomes))
        })
}
