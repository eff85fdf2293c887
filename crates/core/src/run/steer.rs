//! What an operator may do with a run, and what screens may know of it.

use super::look;
use super::state::{Look, Pause, Phase, State, Then, ToTry, Trying};
use super::{CallRecord, Manner, Run};
use crate::http::Request;
use crate::journal::{Entry, Event};
use crate::ledger::Ledger;
use crate::outcome::{Outcome, OutcomeKind};
use crate::plan::Plan;
use chrono::{DateTime, Utc};
use std::collections::HashSet;

impl Run {
    /// Stops before the next call. A call in flight is waited for first: `None` until then.
    pub fn stop(&mut self, now: DateTime<Utc>) -> Option<Entry> {
        self.steer(now, Event::Stopped)
    }

    /// Pauses before the next call, for as long as the operator likes.
    pub fn pause(&mut self, now: DateTime<Utc>) -> Option<Entry> {
        self.steer(now, Event::Paused)
    }

    /// Goes on after a pause, whatever it was for.
    pub fn go_on(&mut self, now: DateTime<Utc>) -> Option<Entry> {
        self.steer(now, Event::Resumed)
    }

    /// Tries once more what the run waits for: to learn what became of a call, to have it taken now
    /// where it was refused as a whole, or to read what is there before one.
    pub fn try_again(&mut self, now: DateTime<Utc>) -> Option<Entry> {
        self.steer(now, Event::TriedAgain)
    }

    /// Notes that its plan was confirmed once more, and by whom. It moves nothing by itself.
    pub fn confirm_again(&mut self, now: DateTime<Utc>, actor: String) -> Option<Entry> {
        self.steer(now, Event::Confirmed { actor })
    }

    /// Goes on in another manner.
    pub fn set_manner(&mut self, now: DateTime<Utc>, manner: Manner) -> Option<Entry> {
        self.steer(now, Event::Manner(manner))
    }

    /// After the end: asks once more what became of the unknown items, by the same calls with the
    /// same keys where that is safe, else by reading.
    pub fn recheck(&mut self, now: DateTime<Utc>) -> Option<Entry> {
        self.steer(now, Event::Rechecked)
    }

    /// After the end: reads back once more.
    pub fn read_back_again(&mut self, now: DateTime<Utc>) -> Option<Entry> {
        self.steer(now, Event::ReadAgain)
    }

    fn steer(&mut self, now: DateTime<Utc>, event: Event) -> Option<Entry> {
        self.write(Entry { at: now, event })
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

    /// Where it stands, in one word.
    pub const fn phase(&self) -> Phase {
        match self.state {
            State::Looking {
                look: Look::Baseline,
                ..
            } => Phase::Checking,
            State::Ended(_) => match self.reading {
                Some((pass, _)) if look::is_patient(pass) => Phase::Awaiting,
                Some(_) => Phase::ReadingBack,
                None => Phase::Settled,
            },
            _ => Phase::Sending,
        }
    }

    /// Whether no further call will be made, unless the operator asks for one.
    pub const fn is_sent(&self) -> bool {
        matches!(self.state, State::Ended(_))
    }

    /// How it is carried out.
    pub const fn manner(&self) -> &Manner {
        &self.manner
    }

    /// Every try of every call, in order: that under way is the last.
    pub fn calls(&self) -> &[CallRecord] {
        &self.records
    }

    /// How many calls of the plan were made at least once: each has a try that left, or may have, and
    /// that is over.
    pub fn calls_made(&self) -> usize {
        self.calls
            .iter()
            .filter(|call| call.first_left.is_some())
            .count()
    }

    /// How many calls there are to make, as far as it is known: a half is made only if the call before
    /// it is refused, so it does not count before it leaves.
    pub fn calls_to_make(&self) -> usize {
        let calls = self.plan.calls().iter().zip(&self.calls).enumerate();
        calls
            .filter(|(index, (planned, call))| {
                planned.after_refusal_of.is_none()
                    || call.first_left.is_some()
                    || self.is_under_way(*index)
            })
            .count()
    }

    /// When a call of the plan first left, if it has; not before it is known whether it did.
    pub fn first_sent_at(&self, call: usize) -> Option<DateTime<Utc>> {
        self.calls.get(call)?.first_left
    }

    /// Whether this call is under way.
    pub fn is_under_way(&self, call: usize) -> bool {
        self.state == State::InFlight { call }
    }

    /// Whether a try of this call may have been applied, and nothing that came later tells.
    pub fn is_unsettled(&self, call: usize) -> bool {
        let state = self.calls.get(call);
        state.is_some_and(|state| state.unsettled.is_some())
    }

    /// When a call last left, if any has.
    pub fn last_sent_at(&self) -> Option<DateTime<Utc>> {
        self.calls.iter().filter_map(|call| call.last_intent).max()
    }

    /// The places of the items that no call took yet, and that are sent if the run goes on.
    pub fn still_to_send(&self) -> impl Iterator<Item = usize> {
        // To ask once more what became of some sends no others.
        let open = !self.is_sent() && self.rechecked_from.is_none();
        let away: HashSet<usize> = self.turned_away().collect();
        let waits = move |place: &usize, outcome: &Outcome| {
            open && (outcome.kind() == OutcomeKind::NotAttempted || away.contains(place))
        };
        let outcomes = self.ledger.iter().enumerate();
        outcomes
            .filter(move |(place, outcome)| waits(place, outcome))
            .map(|(place, _)| place)
    }

    /// How many items the call carries whose answer is awaited. In the ledger they are unknown.
    pub fn in_flight(&self) -> usize {
        match self.state {
            State::InFlight { call } => self.plan.calls().get(call),
            _ => None,
        }
        .map_or(0, |call| call.items.len())
    }

    /// The places of the items that are told as rejected although the vendor only turned their call
    /// away: for who we are (401, 403), unread.
    pub fn turned_away(&self) -> impl Iterator<Item = usize> {
        let calls = self.calls.iter().zip(self.plan.calls());
        calls
            .filter(|(state, _)| state.turned_away)
            .flat_map(|(_, call)| call.items.clone())
            .filter(|place| {
                let outcome = self.ledger.outcome(*place).map(Outcome::kind);
                outcome == Some(OutcomeKind::Rejected)
            })
    }

    /// The places of the items that were sent since then, or may have been, each with when its
    /// call last left. What was certainly turned away is not among them.
    pub fn sent_since(&self, since: DateTime<Utc>) -> impl Iterator<Item = (usize, DateTime<Utc>)> {
        let calls = self.calls.iter().zip(self.plan.calls());
        calls
            .filter_map(move |(state, call)| {
                let at = state.last_intent.filter(|at| *at >= since)?;
                Some(call.items.clone().map(move |place| (place, at)))
            })
            .flatten()
            .filter(|(place, _)| {
                let outcome = self.ledger.outcome(*place).map(Outcome::kind);
                matches!(outcome, Some(OutcomeKind::Accepted | OutcomeKind::Unknown))
            })
    }

    /// Whether asking once more can still tell what became of an unknown item.
    pub fn can_recheck(&self, now: DateTime<Utc>) -> bool {
        self.is_sent()
            && self
                .unsettled_calls()
                .any(|call| self.can_look(call) || self.may_repeat(call, now))
    }

    /// Whether asking once more begins with the same call, which is safe to repeat; otherwise it
    /// only reads.
    pub fn recheck_repeats(&self, now: DateTime<Utc>) -> bool {
        self.unsettled_calls().any(|call| self.repeats(call, now))
    }

    /// What the run waits for and can be tried once more.
    pub fn to_try_again(&self) -> Option<ToTry> {
        match self.state {
            State::Paused {
                why: Pause::Unresolved { call },
                ..
            } => Some(ToTry::Resolve(call)),
            State::Paused {
                why: Pause::BaselineUnread,
                then: Then::Call(call),
            } => Some(ToTry::ReadBefore(call)),
            State::Paused {
                why: Pause::TookMore { call, .. },
                ..
            } => self
                .unknown_places(call)
                .next()
                .map(|_| ToTry::Resolve(call)),
            // To ask once more what became of some sends nothing that was refused.
            State::Paused {
                why: Pause::Conflict,
                then: Then::After(call),
            } if self.rechecked_from.is_none() => Some(call)
                .filter(|call| self.is_refused(*call))
                .map(ToTry::MakeAgain),
            _ => None,
        }
    }

    /// What trying that once more does now. Nothing where it would do nothing at all: no repeat is
    /// safe, and no row can tell.
    pub fn trying_again(&self, now: DateTime<Utc>) -> Option<Trying> {
        match self.to_try_again()? {
            ToTry::Resolve(call) if !self.repeats(call, now) => {
                self.can_look(call).then_some(Trying::Reads)
            }
            ToTry::Resolve(_) | ToTry::MakeAgain(_) | ToTry::ReadBefore(_) => Some(Trying::Sends),
        }
    }

    /// Which round of a call is the last, or the one under way: it names the key.
    pub fn round(&self, call: usize) -> u32 {
        self.calls.get(call).map_or(0, |state| state.round)
    }

    /// What a call sends, in its round.
    pub fn request(&self, call: usize) -> Option<Request> {
        let planned = self.plan.calls().get(call)?;
        Some(planned.request_in(self.round(call)))
    }

    /// Whether anything that was sent can be read back.
    pub fn can_be_read_back(&self) -> bool {
        self.has_something_to_read()
    }

    /// When it is read back next.
    pub fn next_reading(&self) -> Option<DateTime<Utc>> {
        self.reading.map(|(_, at)| at)
    }

    /// The same, where only the vendor may have anything more to tell.
    pub fn next_word(&self) -> Option<DateTime<Utc>> {
        self.next_reading()
            .filter(|_| self.phase() == Phase::Awaiting)
    }

    /// Who began it.
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// When and by whom its plan was confirmed after it had begun, in order: what was sent from
    /// then on was sent on their word.
    pub fn confirmed_again(&self) -> impl Iterator<Item = (DateTime<Utc>, &str)> {
        let confirmed = self.confirmed_again.iter();
        confirmed.map(|(at, actor)| (*at, actor.as_str()))
    }

    /// Why, in the operator's words.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// When it was last let go on after a pause; when it began, before that.
    pub const fn went_on_at(&self) -> DateTime<Utc> {
        self.went_on_at
    }

    /// When it began.
    pub const fn opened_at(&self) -> DateTime<Utc> {
        self.opened_at
    }

    /// When no further call was made, if that is so.
    pub const fn ended_at(&self) -> Option<DateTime<Utc>> {
        self.ended_at
    }
}
