//! Runs: the execution of one plan, one call after another, as a machine without I/O.
//!
//! The host asks what is next, makes the intent durable, sends, and brings back how it ended;
//! that is made durable too before it asks again. The machine repeats nothing by itself. It stops
//! where going on would be blind: refused credentials, a conflict, a rate limit, a call whose
//! outcome cannot be told.

mod after;

pub use after::{After, StopReason};

use crate::http::Exchange;
use crate::journal::{Entry, Event, Outcomes};
use crate::ledger::Ledger;
use crate::outcome::{NotAttempted, Outcome, Unknown};
use crate::plan::Plan;
use chrono::{DateTime, Utc};
use thiserror::Error;

/// A plan being carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    plan: Plan,
    ledger: Ledger,
    state: State,
    opened_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    actor: String,
    reason: String,
    calls: Vec<CallRecord>,
}

/// What is known of a call that was made, for support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRecord {
    pub call: usize,
    pub at: DateTime<Utc>,
    pub status: Option<u16>,
    pub request_id: Option<String>,
    pub strangers: Vec<String>,
}

/// Where a run stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The next call may be sent.
    Ready { call: usize },
    /// A call is under way.
    InFlight { call: usize },
    /// Every call was made, and none gave a reason to stop.
    Done,
    /// A call gave a reason to stop, the last one perhaps, or the operator did.
    Stopped(StopReason),
}

/// What the host is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Make the entry durable, then send this call of the plan.
    Send { call: usize, intent: Entry },
    /// A call is under way: bring its answer first.
    AwaitAnswer { call: usize },
    /// Nothing is left to do.
    Finished,
}

/// A journal that does not belong to its plan, or that nobody can have written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum JournalError {
    #[error("the journal does not begin with the opening of a run")]
    NoOpening,
    #[error("the journal belongs to another plan")]
    OtherPlan,
    #[error("entry {0} of the journal cannot follow the one before it")]
    OutOfOrder(usize),
}

impl Run {
    /// Begins a run. The entry must be durable before the first step.
    pub fn open(plan: Plan, actor: String, reason: String, now: DateTime<Utc>) -> (Self, Entry) {
        let event = Event::Opened {
            digest: plan.digest().clone(),
            actor: actor.clone(),
            reason: reason.clone(),
        };
        (
            Self::new(plan, actor, reason, now),
            Entry { at: now, event },
        )
    }

    fn new(plan: Plan, actor: String, reason: String, opened_at: DateTime<Utc>) -> Self {
        Self {
            ledger: Ledger::waiting(plan.items().len()),
            plan,
            state: State::Ready { call: 0 },
            opened_at,
            ended_at: None,
            actor,
            reason,
            calls: Vec::new(),
        }
    }

    /// Rebuilds a run from what was written. A call whose intent has no end stays in flight: the
    /// host says with [`Run::interrupted`] that nobody waits for its answer any more.
    ///
    /// # Errors
    /// When the journal is not one of this plan.
    pub fn resume(plan: Plan, journal: &[Entry]) -> Result<Self, JournalError> {
        let mut entries = journal.iter().enumerate();
        let Some((
            _,
            Entry {
                at,
                event:
                    Event::Opened {
                        digest,
                        actor,
                        reason,
                    },
            },
        )) = entries.next()
        else {
            return Err(JournalError::NoOpening);
        };
        if digest != plan.digest() {
            return Err(JournalError::OtherPlan);
        }
        let mut run = Self::new(plan, actor.clone(), reason.clone(), *at);
        for (place, entry) in entries {
            if !run.apply(entry) {
                return Err(JournalError::OutOfOrder(place));
            }
        }
        Ok(run)
    }

    /// What is to be done now.
    pub fn next(&mut self, now: DateTime<Utc>) -> Step {
        match self.state {
            State::Ready { call } => {
                let intent = Entry {
                    at: now,
                    event: Event::Intent { call },
                };
                self.apply(&intent);
                Step::Send { call, intent }
            }
            State::InFlight { call } => Step::AwaitAnswer { call },
            State::Done | State::Stopped(_) => Step::Finished,
        }
    }

    /// Brings back how the call in flight ended. `None` when no call was in flight: a late or
    /// second answer changes nothing.
    pub fn answer(&mut self, now: DateTime<Utc>, exchange: &Exchange) -> Option<Entry> {
        let State::InFlight { call } = self.state else {
            return None;
        };
        let event = after::ended(&self.plan, call, exchange)?;
        self.write(Entry { at: now, event })
    }

    /// Says that the call in flight was cut off by the end of its host.
    pub fn interrupted(&mut self, now: DateTime<Utc>) -> Option<Entry> {
        let State::InFlight { call } = self.state else {
            return None;
        };
        self.write(Entry {
            at: now,
            event: Event::Interrupted { call },
        })
    }

    /// Stops before the next call. A call in flight is waited for first: `None` until then.
    pub fn stop(&mut self, now: DateTime<Utc>) -> Option<Entry> {
        self.write(Entry {
            at: now,
            event: Event::Stopped,
        })
    }

    fn write(&mut self, entry: Entry) -> Option<Entry> {
        self.apply(&entry).then_some(entry)
    }

    /// The one place where anything changes; `false` when the entry cannot follow.
    fn apply(&mut self, entry: &Entry) -> bool {
        match (&self.state, &entry.event) {
            (State::Ready { call }, Event::Intent { call: intended }) if call == intended => {
                let call = *call;
                self.settle(call, &Outcomes::all(Outcome::Unknown(Unknown::Awaited)));
                self.state = State::InFlight { call };
            }
            (
                State::InFlight { call },
                Event::Ended {
                    call: ended,
                    outcomes,
                    status,
                    request_id,
                    strangers,
                    then,
                },
            ) if call == ended => {
                let call = *call;
                self.settle(call, outcomes);
                self.calls.push(CallRecord {
                    call,
                    at: entry.at,
                    status: *status,
                    request_id: request_id.clone(),
                    strangers: strangers.clone(),
                });
                match then {
                    After::GoOn if call + 1 < self.plan.calls().len() => {
                        self.state = State::Ready { call: call + 1 };
                    }
                    After::GoOn => self.end(State::Done, entry.at),
                    After::Stop(why) => self.end(State::Stopped(why.clone()), entry.at),
                }
            }
            (State::InFlight { call }, Event::Interrupted { call: cut }) if call == cut => {
                let call = *call;
                self.settle(call, &Outcomes::all(Outcome::Unknown(Unknown::Interrupted)));
                self.end(State::Stopped(StopReason::Interrupted), entry.at);
            }
            (State::Ready { .. }, Event::Stopped) => {
                self.end(State::Stopped(StopReason::ByOperator), entry.at);
            }
            _ => return false,
        }
        true
    }

    fn settle(&mut self, call: usize, outcomes: &Outcomes) {
        if let Some(call) = self.plan.calls().get(call) {
            self.ledger
                .write(call.items.clone(), |place| outcomes.at(place));
        }
    }

    fn end(&mut self, state: State, at: DateTime<Utc>) {
        self.ledger.close(&NotAttempted::RunStopped);
        self.state = state;
        self.ended_at = Some(at);
    }

    /// What is carried out.
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What became of every item so far.
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Where it stands.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// The calls that ended, in order.
    pub fn calls(&self) -> &[CallRecord] {
        &self.calls
    }

    /// Who began it.
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// Why, in the operator's words.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// When it began.
    pub const fn opened_at(&self) -> DateTime<Utc> {
        self.opened_at
    }

    /// When it ended, if it has.
    pub const fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.ended_at
    }
}

#[cfg(test)]
mod tests;
