//! Runs: the execution of one plan, as a machine without I/O.
//!
//! The host asks what is next, makes the intent durable, sends, and brings back how it ended;
//! that is made durable too before it asks again. Everything that happened is an entry of the
//! journal, and the same entries always lead to the same run. A call is made again only when the
//! vendor cannot have applied it, or has promised that a repeat applies nothing twice; otherwise
//! its rows are read, and where they do not tell, the operator decides.
//!
//! It knows no clock, no network and no screen.

mod apply;
mod look;
mod manner;
mod pace;
mod read;
mod state;
mod steer;
mod tries;
mod verdict;

pub use look::AfterLook;
pub use manner::{CanaryRule, Manner};
pub use read::{may_be_applied, refuses_whole, turns_away};
pub use state::{End, Look, Pause, Phase, State, Step, StopReason, Then, ToTry, Trying};
pub use tries::{CallRecord, TryEnd};
pub use verdict::After;

use crate::http::Exchange;
use crate::journal::{Entry, Event};
use crate::ledger::Ledger;
use crate::outcome::{Counted, Outcome, Unknown};
use crate::plan::Plan;
use crate::search::{Baseline, Search};
use chrono::{DateTime, Utc};
use thiserror::Error;

/// A plan being carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    plan: Plan,
    ledger: Ledger,
    state: State,
    manner: Manner,
    opened_at: DateTime<Utc>,
    /// When it was last let go on; when it began, before that.
    went_on_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    /// The latest instant of any entry: clocks may be set back.
    latest: DateTime<Utc>,
    actor: String,
    reason: String,
    /// When and by whom its plan was confirmed after the run had begun.
    confirmed_again: Vec<(DateTime<Utc>, String)>,
    /// What was at the vendor before calls, as often as it was read.
    baselines: Vec<Baseline>,
    /// Which of them holds for the next call; none when it could not be read.
    baseline: Option<usize>,
    /// When it was read last, since somebody let the run go on.
    looked_before: Option<DateTime<Utc>>,
    calls: Vec<CallState>,
    records: Vec<CallRecord>,
    /// How often it was read back since it ended, and when it is to be again.
    reading: Option<(u32, DateTime<Utc>)>,
    /// Where it had ended before the unknown items were asked for once more.
    rechecked_from: Option<End>,
    /// The operator saw that much was rejected and let it go on.
    brake_released: bool,
    /// The operator saw that what was there could not be read and let it go on.
    unread_is_known: bool,
    /// Codes of conflicts (409) after which the operator said to go on with the rest.
    passed_over: Vec<String>,
    /// How often in a row the vendor had no room, whichever call it refused: somebody is asked
    /// about a vendor that stays full, and a call that is given up in between does not hide it.
    limited: u32,
}

/// Where one call of the plan stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct CallState {
    /// Its first try that left, or may have, as far as that try is over.
    first_left: Option<DateTime<Utc>>,
    last_intent: Option<DateTime<Utc>>,
    /// How often the operator had it made again after it was refused as a whole: each time with a
    /// key of its own.
    round: u32,
    /// The first intent with the key of this round.
    key_from: Option<DateTime<Utc>>,
    /// The first intent that may have been applied: those before it were turned away.
    sent_from: Option<DateTime<Utc>>,
    /// What was there before it, if that is known.
    baseline: Option<usize>,
    /// Since the operator last let it go on; those that met a rate limit do not count.
    tries: u32,
    /// Why it is not known what became of it, after an earlier try or the last.
    unsettled: Option<Unknown>,
    /// Its last try was refused as a whole: nothing of it was applied.
    refused: bool,
    /// Its last try was turned away unread, and it is made again if the run goes on.
    turned_away: bool,
    /// It took more than was listed.
    more: Option<Counted>,
    /// The operator was told of that, and let the run go on.
    more_is_known: bool,
}

/// A journal that does not belong to its plan, or that nobody can have written.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum JournalError {
    /// It is empty, or its beginning is lost.
    #[error("the journal does not begin with the opening of a run")]
    NoOpening,
    /// Its digest is another.
    #[error("the journal belongs to another plan")]
    OtherPlan,
    /// The place of that entry, from 0.
    #[error("entry {0} of the journal cannot follow the one before it")]
    OutOfOrder(usize),
}

impl Run {
    /// Begins a run. The entry must be durable before the first step.
    pub fn open(
        plan: Plan,
        actor: String,
        reason: String,
        manner: Manner,
        now: DateTime<Utc>,
    ) -> (Self, Entry) {
        let event = Event::Opened {
            digest: plan.digest().clone(),
            actor: actor.clone(),
            reason: reason.clone(),
            manner,
        };
        (
            Self::new(plan, actor, reason, manner, now),
            Entry { at: now, event },
        )
    }

    fn new(
        plan: Plan,
        actor: String,
        reason: String,
        manner: Manner,
        opened_at: DateTime<Utc>,
    ) -> Self {
        let state = if Search::baseline(&plan).is_some() {
            State::Looking {
                look: Look::Baseline,
                pass: 0,
                not_before: opened_at,
            }
        } else {
            State::Ready {
                call: 0,
                not_before: opened_at,
            }
        };
        Self {
            ledger: Ledger::waiting(plan.items().len()),
            calls: vec![CallState::default(); plan.calls().len()],
            plan,
            state,
            manner,
            opened_at,
            went_on_at: opened_at,
            ended_at: None,
            latest: opened_at,
            actor,
            reason,
            confirmed_again: Vec::new(),
            baselines: Vec::new(),
            baseline: None,
            looked_before: None,
            records: Vec::new(),
            reading: None,
            rechecked_from: None,
            brake_released: false,
            unread_is_known: false,
            passed_over: Vec::new(),
            limited: 0,
        }
    }

    /// Rebuilds a run from what was written. A call whose intent has no end stays in flight: the
    /// host says with [`Run::interrupted`] that nobody waits for its answer any more.
    ///
    /// # Errors
    /// When the journal is not one of this plan.
    pub fn resume(plan: Plan, journal: &[Entry]) -> Result<Self, JournalError> {
        let Some((first, rest)) = journal.split_first() else {
            return Err(JournalError::NoOpening);
        };
        let Event::Opened {
            digest,
            actor,
            reason,
            manner,
        } = &first.event
        else {
            return Err(JournalError::NoOpening);
        };
        if digest != plan.digest() {
            return Err(JournalError::OtherPlan);
        }
        let mut run = Self::new(plan, actor.clone(), reason.clone(), *manner, first.at);
        for (place, entry) in rest.iter().enumerate() {
            if !run.apply(entry) {
                return Err(JournalError::OutOfOrder(place + 1));
            }
        }
        Ok(run)
    }

    /// Applies an entry that somebody else wrote to the journal of this run; `false`, and nothing
    /// changed, when it cannot follow.
    pub fn follow(&mut self, entry: &Entry) -> bool {
        self.apply(entry)
    }

    /// What is to be done now.
    pub fn next(&mut self, now: DateTime<Utc>) -> Step {
        match self.state {
            State::Ready { not_before, .. } if now < not_before => Step::Wait { until: not_before },
            State::Ready { call, .. } if self.looks_before(call, now) => Step::Look(Look::Baseline),
            State::Ready { call, .. } => self.send(call, now),
            State::InFlight { call } => Step::AwaitAnswer { call },
            State::Looking { not_before, .. } if now < not_before => {
                Step::Wait { until: not_before }
            }
            State::Looking { look, .. } => Step::Look(look),
            State::Paused { ref why, .. } => Step::Ask(why.clone()),
            State::Ended(_) => match self.reading {
                Some((_, at)) if now < at => Step::Wait { until: at },
                Some(_) => Step::Look(Look::Delivered),
                None => Step::Finished,
            },
        }
    }

    fn send(&mut self, call: usize, now: DateTime<Utc>) -> Step {
        let unsettled = self
            .calls
            .get(call)
            .is_some_and(|state| state.unsettled.is_some());
        let event = if unsettled && !self.repeats(call, now) {
            Event::NotRepeatable { call }
        } else if self.lacks_what_to_compare(call, now) {
            Event::NothingToCompare { call }
        } else {
            Event::Intent { call }
        };
        let leaves = matches!(event, Event::Intent { .. });
        let entry = Entry { at: now, event };
        self.apply(&entry);
        if leaves {
            Step::Send {
                call,
                intent: entry,
            }
        } else {
            Step::Write(entry)
        }
    }

    /// Brings back how the call in flight ended. `None` when no call was in flight: a late or
    /// second answer changes nothing.
    pub fn answer(&mut self, now: DateTime<Utc>, exchange: &Exchange) -> Option<Entry> {
        let State::InFlight { call } = self.state else {
            return None;
        };
        let event = verdict::ended(self, call, exchange, now)?;
        self.write(Entry { at: now, event })
    }

    /// Says that the call in flight was cut off by the end of its host. The run waits then.
    pub fn interrupted(&mut self, now: DateTime<Utc>) -> Option<Entry> {
        let State::InFlight { call } = self.state else {
            return None;
        };
        self.write(Entry {
            at: now,
            event: Event::Interrupted { call },
        })
    }

    fn write(&mut self, entry: Entry) -> Option<Entry> {
        self.apply(&entry).then_some(entry)
    }

    /// The call after this one; a refused batch is followed by its halves, where it has some.
    fn following(&self, call: usize) -> Option<usize> {
        let next = if self.is_refused(call) {
            call + 1
        } else {
            self.plan.subtree_end(call)
        };
        (next < self.plan.calls().len()).then_some(next)
    }

    /// Whether the last try of this call was refused as a whole, so that nothing of it was applied.
    fn is_refused(&self, call: usize) -> bool {
        self.calls.get(call).is_some_and(|state| state.refused)
    }

    /// The code with which this call was refused.
    fn refused_with(&self, call: usize) -> Option<&str> {
        let place = self.plan.calls().get(call)?.items.start;
        match self.ledger.outcome(place)? {
            Outcome::Rejected(refusal) => Some(&refusal.code),
            _ => None,
        }
    }

    /// Whether the first items of the plan, which it sends ahead, end before this call.
    fn is_first_after_canary(&self, call: usize, next: usize) -> bool {
        let start = |call: usize| self.plan.calls().get(call).map(|call| call.items.start);
        let Some(first) = self.plan.shape().first.map(|first| first as usize) else {
            return false;
        };
        start(call).is_some_and(|start| start < first)
            && start(next).is_some_and(|start| start >= first)
    }

    /// Calls of which it is not known what became of them.
    fn unsettled_calls(&self) -> impl Iterator<Item = usize> {
        self.calls
            .iter()
            .enumerate()
            .filter(|(_, state)| state.unsettled.is_some())
            .map(|(call, _)| call)
    }
}

#[cfg(test)]
mod tests;
