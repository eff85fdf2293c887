//! What follows from the end of a call: what its items became, and how the run goes on.
//!
//! The one rule behind all of it: a call is made again only when the vendor cannot have applied
//! it, or has promised that a repeat applies nothing twice.

use super::pace;
use super::state::Pause;
use super::{CallState, Run};
use crate::facts::Facts;
use crate::http::{Answer, Exchange, NotSent};
use crate::idempotency::is_kept_first_result;
use crate::journal::{Event, Outcomes};
use crate::outcome::{Counted, NotAttempted, Outcome, OutcomeKind, Refused, Unknown};
use crate::promises::{LostAnswer, ReadBack, Repeat, repeatable_hours};
use crate::reading::Reading;
use crate::time::instant;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Attempts per call before giving up, when it is lost or the vendor fails.
pub(super) const TRIES: u32 = 6;
/// Refusals in a row by a rate limit before the operator is asked.
const LIMITED_TRIES: u32 = 12;
/// Answers needed before the rejected share is meaningful.
const BRAKE_FROM: usize = 20;

/// How the run goes on after a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    /// With the next call, not before this instant.
    GoOn(#[serde(with = "instant")] DateTime<Utc>),
    /// With the same call, same key and same body.
    Repeat(#[serde(with = "instant")] DateTime<Utc>),
    /// By reading whether it was applied.
    Look,
    /// The operator is asked; then the same call is made again.
    AskThenRepeat(Pause),
    /// The operator is asked; then the next call is made.
    AskThenGoOn(Pause),
}

/// The journal event of a call that ended.
pub(super) fn ended(
    run: &Run,
    call: usize,
    exchange: &Exchange,
    now: DateTime<Utc>,
) -> Option<Event> {
    let planned = run.plan.calls().get(call)?;
    let state = run.calls.get(call)?;
    let trial = Trial {
        run,
        call,
        state,
        now,
    };
    let (reading, status, then) = match exchange {
        Exchange::Answered(answer) => {
            let reading = run.plan.read(planned, answer);
            let (reading, then) = trial.answered(answer, reading);
            (reading, Some(answer.status), then)
        }
        Exchange::Lost { why } => {
            let outcome = Outcome::Unknown(Unknown::NoAnswer(why.clone()));
            let reading = Reading::all(outcome, planned.items.len(), None);
            (reading, None, trial.unknown())
        }
        Exchange::NotSent { why } => {
            let outcome = trial.unless_unsettled(NotAttempted::NotSent(why.clone()));
            let reading = Reading::all(outcome, planned.items.len(), None);
            (reading, None, trial.not_sent(why))
        }
    };
    Some(Event::Ended {
        call,
        status,
        request_id: reading.request_id,
        outcomes: Outcomes::of(reading.outcomes)?,
        strangers: reading.strangers,
        then,
    })
}

/// One try of one call.
struct Trial<'a> {
    run: &'a Run,
    call: usize,
    state: &'a CallState,
    now: DateTime<Utc>,
}

impl Trial<'_> {
    fn answered(&self, answer: &Answer, reading: Reading) -> (Reading, After) {
        let items = reading.outcomes.len();
        let same = |outcome| Reading::all(outcome, items, reading.request_id.clone());
        match answer.status {
            // Refused before it was looked at: this try applied nothing, an earlier one may have.
            429 => {
                let then = self.limited(answer);
                (same(self.unless_unsettled(NotAttempted::RateLimited)), then)
            }
            401 | 403 => {
                let why = if answer.status == 401 {
                    Pause::CredentialsRefused
                } else {
                    Pause::Forbidden
                };
                let reading = match &self.state.unsettled {
                    Some(why) => same(Outcome::Unknown(why.clone())),
                    None => reading,
                };
                (reading, After::AskThenRepeat(why))
            }
            status => {
                if let Some(why) = &self.state.unsettled
                    && reading.has(is_refusal_of_call)
                    && !is_kept_first_result(answer)
                {
                    return (same(Outcome::Unknown(why.clone())), self.look_or_ask(None));
                }
                let then = if reading.has(repeat_may_tell) {
                    self.unknown()
                } else if reading.has(|outcome| outcome.kind() == OutcomeKind::Unknown) {
                    self.look_or_ask(took_more(&reading))
                } else if status == 409 && !self.is_passed_over(&reading) {
                    After::AskThenGoOn(Pause::Conflict)
                } else if self.is_key_refused(status, &reading) {
                    After::AskThenGoOn(Pause::KeyReused)
                } else {
                    self.go_on(answer, &reading)
                };
                (reading, then)
            }
        }
    }

    /// An earlier try that may have been applied is not undone by a later one that was not.
    fn unless_unsettled(&self, otherwise: NotAttempted) -> Outcome {
        match &self.state.unsettled {
            Some(why) => Outcome::Unknown(why.clone()),
            None => Outcome::NotAttempted(otherwise),
        }
    }

    fn unknown(&self) -> After {
        if self.state.tries < TRIES && self.run.may_repeat(self.call, self.now) {
            After::Repeat(self.back_off())
        } else {
            self.look_or_ask(None)
        }
    }

    /// `more` when the answer says that it took more than was listed.
    fn look_or_ask(&self, more: Option<Counted>) -> After {
        let call = self.call;
        if self.run.can_look(call) {
            return After::Look;
        }
        After::AskThenGoOn(match more {
            Some(counted) => Pause::TookMore { call, counted },
            None => self.run.why_open(call),
        })
    }

    fn limited(&self, answer: &Answer) -> After {
        if self.run.limited >= LIMITED_TRIES {
            return After::AskThenRepeat(Pause::RateLimited);
        }
        let Run { manner, plan, .. } = self.run;
        let times = self.run.limited;
        let quota = (self.facts().quota)(answer, self.now);
        let until = pace::after_limit(manner, answer, quota, times, plan.nonce(), self.now);
        After::Repeat(until)
    }

    fn not_sent(&self, why: &NotSent) -> After {
        match why {
            NotSent::Unreachable(_) if self.state.tries < TRIES => After::Repeat(self.back_off()),
            NotSent::Unreachable(_) => After::AskThenRepeat(Pause::Unreachable),
            NotSent::CredentialsRefused(_) => After::AskThenRepeat(Pause::CredentialsRefused),
            NotSent::SignedOut => After::AskThenRepeat(Pause::SignedOut),
            NotSent::NotConfirmed(_) => After::AskThenRepeat(Pause::NotConfirmed),
            NotSent::Refused(why) => After::AskThenRepeat(Pause::NotSent(why.clone())),
        }
    }

    fn back_off(&self) -> DateTime<Utc> {
        pace::back_off(self.state.tries, self.run.plan.nonce(), self.now)
    }

    /// Whether the vendor knows the key of this call with something else.
    fn is_key_refused(&self, status: u16, reading: &Reading) -> bool {
        let Some(refusal) = self.facts().key_refusal else {
            return false;
        };
        let has = |code: &str| {
            reading.has(
                |outcome| matches!(outcome, Outcome::Rejected(refusal) if refusal.code == code),
            )
        };
        status == refusal.status && refusal.code.is_none_or(has)
    }

    fn facts(&self) -> &'static Facts {
        self.run.plan.vendor().facts()
    }

    /// Whether the operator went on with the rest after a conflict of this kind.
    fn is_passed_over(&self, reading: &Reading) -> bool {
        let known = &self.run.passed_over;
        reading.has(|outcome| {
            matches!(outcome, Outcome::Rejected(refusal) if known.contains(&refusal.code))
        })
    }

    fn go_on(&self, answer: &Answer, reading: &Reading) -> After {
        if self.brakes(reading) {
            return After::AskThenGoOn(Pause::TooManyRejected);
        }
        let sent_at = self.state.last_intent.unwrap_or(self.now);
        let quota = (self.facts().quota)(answer, self.now);
        let at = pace::next_call(&self.run.manner, quota, sent_at, self.now);
        After::GoOn(at)
    }

    /// Whether too much was rejected so far. A plan that takes refused calls apart was made for that.
    fn brakes(&self, reading: &Reading) -> bool {
        if self.run.brake_released || self.run.plan.shape().halving {
            return false;
        }
        // What is under way counts as unknown until now; of some of it more may be known already.
        let Run { plan, ledger, .. } = self.run;
        let items = plan.calls().get(self.call).map(|call| call.items.clone());
        let open = |place| matches!(ledger.outcome(place), Some(Outcome::Unknown(_)));
        let told = reading.outcomes.iter().zip(items.into_iter().flatten());
        let told: Vec<OutcomeKind> = told
            .filter(|(_, place)| open(*place))
            .map(|(outcome, _)| outcome.kind())
            .collect();
        let rejected_now = told
            .iter()
            .filter(|kind| **kind == OutcomeKind::Rejected)
            .count();
        let counts = ledger.counts();
        let rejected = counts.rejected + rejected_now;
        let answered = counts.accepted + counts.rejected + told.len();
        rejected_now > 0
            && answered >= BRAKE_FROM
            && rejected * 100 > answered * usize::from(self.run.manner.brake_at)
    }
}

fn took_more(reading: &Reading) -> Option<Counted> {
    reading.outcomes.iter().find_map(|outcome| match outcome {
        Outcome::Unknown(Unknown::CountDiffers(counted)) => {
            Some(*counted).filter(|counted| counted.is_more())
        }
        _ => None,
    })
}

/// Whether the same answer may come back clearer: it was lost or garbled on its way, or an earlier
/// call with the same key still runs.
fn repeat_may_tell(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Unknown(why) if may_come_clearer(why))
}

const fn may_come_clearer(why: &Unknown) -> bool {
    match why {
        Unknown::NoAnswer(_)
        | Unknown::Interrupted
        | Unknown::InProgress
        | Unknown::ServerFailed { .. }
        | Unknown::UnexpectedStatus { .. }
        | Unknown::Unreadable { .. } => true,
        Unknown::Awaited
        | Unknown::StrangersNamed { .. }
        | Unknown::NotNamed { .. }
        | Unknown::CountDiffers(_) => false,
    }
}

/// Whether the vendor refused a call as a whole, so that nothing of it was applied.
pub(super) fn refused_as_a_whole(outcomes: &Outcomes) -> bool {
    outcomes.same().is_some_and(is_refusal_of_call)
}

fn is_refusal_of_call(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Rejected(refusal) if refusal.of == Refused::Call)
}

impl Run {
    /// Whether this call may be made again although it may have been applied.
    pub(super) fn may_repeat(&self, call: usize, now: DateTime<Utc>) -> bool {
        match self.plan.draft().repeat() {
            Repeat::Harmless => true,
            Repeat::SendsAgain => false,
            Repeat::SafeWithKey { hours } => {
                let keyed = self
                    .plan
                    .calls()
                    .get(call)
                    .is_some_and(|call| call.key.is_some());
                let first = self.calls.get(call).and_then(|state| state.key_from);
                let repeatable = TimeDelta::hours(repeatable_hours(hours).into());
                // A clock that was set back must not make a key look young.
                let now = now.max(self.latest);
                keyed && first.is_none_or(|first| now - first < repeatable)
            }
        }
    }

    /// Whether a call that is not settled is to be made again. Where the same answer would tell no
    /// more, the rows are read instead.
    pub(super) fn repeats(&self, call: usize, now: DateTime<Utc>) -> bool {
        let unsettled = self
            .calls
            .get(call)
            .and_then(|call| call.unsettled.as_ref());
        let tells_no_more = unsettled.is_some_and(|why| !may_come_clearer(why));
        self.may_repeat(call, now) && !(tells_no_more && self.can_look(call))
    }

    /// Whether rows can be read that tell whether this call was applied.
    pub(super) fn can_look(&self, call: usize) -> bool {
        let reads = matches!(
            self.plan.draft().lost_answer(),
            LostAnswer::ReadAttempts | LostAnswer::SameKeyOrReadReplays
        );
        let call = self.calls.get(call);
        reads && call.is_some_and(|call| call.baseline.is_some())
    }

    /// Whether rows can be read that tell whether what was accepted was delivered.
    pub(super) fn can_read_back(&self) -> bool {
        match self.plan.draft().read_back() {
            ReadBack::Attempts | ReadBack::Replays => !self.baselines.is_empty(),
            ReadBack::History | ReadBack::MailHistory => true,
            ReadBack::Nothing => false,
        }
    }
}
