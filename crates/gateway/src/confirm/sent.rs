//! Which calls were sent, how that ended, and so which may be sent now: the one place that says it.
//!
//! Kept by plan and beyond the confirmation: whoever confirms the same plan again goes on where it
//! stopped. It lives in memory, an entry for each call that ever left or may have, for as long as
//! its plan can be confirmed, and is rebuilt from the journal where there is one. It asks no clock.

use crate::error::ApiError;
use chrono::{DateTime, TimeDelta, Utc};
use redrive_core::http::Answer;
use redrive_core::idempotency::is_kept_first_result;
use redrive_core::plan::{Call, Plan, PlanDigest};
use redrive_core::promises::{Repeat, repeatable_hours};
use redrive_core::run::{refuses_whole, turns_away};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::iter::successors;
use std::ops::Range;
use std::time::{Duration, Instant};

/// Older plans are not confirmed any more.
const CONFIRMED_FOR: TimeDelta = TimeDelta::days(30);
/// By how much the clock of whoever makes plans may be ahead of ours.
const AHEAD: TimeDelta = TimeDelta::days(1);
/// A confirmation ends with its session, within hours, so nothing is forgotten that one may name.
pub(super) const REMEMBERED_FOR: TimeDelta = TimeDelta::days(31);

/// How a try of a call ended, the one that leaves the most open last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// It certainly never left.
    NotSent,
    /// The vendor turned it away unread.
    TurnedAway,
    /// The vendor refused it as a whole, for good.
    Refused,
    /// It was applied, or may have been.
    MayBeApplied,
    /// Refused so by what the vendor kept of the first use of the key: no try with it was applied,
    /// whatever was open before.
    RefusedAllAlong,
}

impl End {
    /// How an answer, or its absence, classifies the attempt.
    pub fn of(plan: &Plan, number: usize, result: &Result<Answer, ApiError>) -> Self {
        match result {
            Ok(answer) if turns_away(answer.status) => Self::TurnedAway,
            Ok(answer) if refuses_whole(plan, number, answer) => {
                let call = plan.calls().get(number);
                let is_keyed = call.is_some_and(|call| call.key.is_some());
                if is_keyed && is_kept_first_result(answer) {
                    Self::RefusedAllAlong
                } else {
                    Self::Refused
                }
            }
            Ok(_) | Err(ApiError::AnswerLost(_) | ApiError::AnswerLate) => Self::MayBeApplied,
            Err(_) => Self::NotSent,
        }
    }
}

/// All tries of one call in its last round.
#[derive(Clone, Copy)]
struct Tries {
    in_flight: bool,
    /// How often it was begun anew after a refusal, each time with a key of its own.
    round: u32,
    /// When it first left, or may have; none where nobody can say how long ago that is.
    first: Option<Instant>,
    /// Of those that ended, the one that leaves the most open.
    worst: End,
}

impl Tries {
    /// Whether the call may be made once more, its answers being what they were.
    fn allow_another(self, repeat: Repeat, call: &Call, now: Instant) -> Result<(), ApiError> {
        if self.in_flight {
            return Err(ApiError::InFlight);
        }
        let allowed = match (self.worst, repeat) {
            (End::NotSent | End::TurnedAway, _) | (_, Repeat::Harmless) => true,
            (_, Repeat::SafeWithKey { hours }) => {
                let repeatable = Duration::from_hours(repeatable_hours(hours).into());
                let in_time = |first| now.duration_since(first) < repeatable;
                call.key.is_some() && self.first.is_some_and(in_time)
            }
            (_, Repeat::SendsAgain) => false,
        };
        allowed.then_some(()).ok_or(ApiError::AlreadySent)
    }

    /// Whether the call may begin a later round: nothing of it was applied in this one.
    fn allow_another_round(self, round: u32) -> Result<(), ApiError> {
        if self.in_flight {
            return Err(ApiError::InFlight);
        }
        let allowed = round > self.round && self.worst <= End::Refused;
        allowed.then_some(()).ok_or(ApiError::NotRefused)
    }
}

/// The calls of one plan that ever left or may have.
#[cfg_attr(test, derive(Clone))]
struct SentPlan {
    made_at: DateTime<Utc>,
    calls: HashMap<usize, Tries>,
}

impl SentPlan {
    fn was_refused(&self, number: usize) -> bool {
        self.calls
            .get(&number)
            .is_some_and(|tries| !tries.in_flight && tries.worst == End::Refused)
    }
}

/// The calls of all plans.
#[derive(Default)]
#[cfg_attr(test, derive(Clone))]
pub struct SentCalls(HashMap<PlanDigest, SentPlan>);

impl SentCalls {
    /// Marks a call as being sent in this round, if it may be. After a restart without a journal the
    /// first round that is asked for is believed, as every call is.
    pub fn claim(
        &mut self,
        plan: &Plan,
        number: usize,
        round: u32,
        now: Instant,
    ) -> Result<(), ApiError> {
        let call = plan.calls().get(number).ok_or(ApiError::NoSuchCall)?;
        let sent = self.0.get(plan.digest());
        // The whole before its halves: all that it waits for, up to the call that waits for none.
        let above = |call: &Call| call.after_refusal_of;
        let mut all_above = successors(above(call), |number| above(plan.calls().get(*number)?));
        if !all_above.all(|number| sent.is_some_and(|sent| sent.was_refused(number))) {
            return Err(ApiError::NotItsTurn);
        }
        let before = sent.and_then(|sent| sent.calls.get(&number)).copied();
        match before {
            Some(before) if before.round == round => {
                before.allow_another(plan.draft().repeat(), call, now)?;
            }
            Some(before) => {
                before.allow_another_round(round)?;
                // Its halves were sent in its stead.
                let was_made = |call| sent.is_some_and(|sent| sent.calls.contains_key(&call));
                if (number + 1..plan.subtree_end(number)).any(was_made) {
                    return Err(ApiError::NotRefused);
                }
            }
            None => {}
        }
        self.mark((plan.digest(), plan.made_at()), number, round, Some(now));
        Ok(())
    }

    /// Marks a call as being sent in this round.
    pub fn mark(
        &mut self,
        (plan, made_at): (&PlanDigest, DateTime<Utc>),
        number: usize,
        round: u32,
        at: Option<Instant>,
    ) {
        let sent = self.0.entry(plan.clone()).or_insert_with(|| SentPlan {
            made_at,
            calls: HashMap::new(),
        });
        let begun = Tries {
            in_flight: true,
            round,
            first: at,
            worst: End::NotSent,
        };
        let tries = sent.calls.entry(number).or_insert(begun);
        if tries.round != round {
            *tries = begun;
        }
        tries.in_flight = true;
    }

    /// Writes down how a claimed call ended.
    pub fn ended(&mut self, plan: &PlanDigest, number: usize, end: End) {
        let Some(sent) = self.0.get_mut(plan) else {
            return;
        };
        let Some(tries) = sent.calls.get_mut(&number) else {
            return;
        };
        tries.in_flight = false;
        tries.worst = match end {
            End::RefusedAllAlong => End::Refused,
            end => tries.worst.max(end),
        };
        if tries.worst == End::NotSent {
            sent.calls.remove(&number);
        }
    }

    /// The places of what this plan has not sent yet, and sends if it goes on.
    pub fn still_to_send(&self, plan: &Plan) -> Vec<Range<usize>> {
        let sent = self.0.get(plan.digest());
        let comes = |call: &Call| {
            let mut above = call.after_refusal_of.into_iter();
            above.all(|above| sent.is_some_and(|sent| sent.was_refused(above)))
        };
        let waits = |number| {
            let tries = sent.and_then(|sent| sent.calls.get(&number));
            tries.is_none_or(|tries| !tries.in_flight && tries.worst <= End::TurnedAway)
        };
        let calls = plan.calls().iter().enumerate();
        calls
            .filter(|(number, call)| comes(call) && waits(*number))
            .map(|(_, call)| call.items.clone())
            .collect()
    }

    /// Forgets plans that nobody can confirm any more.
    pub fn forget(&mut self, today: DateTime<Utc>) {
        self.0
            .retain(|_, sent| today - sent.made_at <= REMEMBERED_FOR);
    }
}

/// Refuses a plan that is so old that what was sent of it may be forgotten, and one that would be
/// confirmed for longer than that is remembered, because its date lies ahead.
pub fn refuse_by_date(plan: &Plan, today: DateTime<Utc>) -> Result<(), ApiError> {
    let age = today - plan.made_at();
    if age < -AHEAD {
        return Err(ApiError::PlanRefused(format!(
            "by its date it was made {} days from now, so the clock of this gateway or of the machine \
             that made it is wrong",
            -age.num_days()
        )));
    }
    if age <= CONFIRMED_FOR {
        return Ok(());
    }
    Err(ApiError::PlanRefused(format!(
        "it was made more than {} days ago, and what was sent of it is not remembered any more",
        CONFIRMED_FOR.num_days()
    )))
}

#[cfg(test)]
mod tests;
