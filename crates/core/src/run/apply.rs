//! How entries of the journal move a run: the one place where anything changes. Applying the same
//! entries again leads to the same run, so nothing here asks a clock or looks anything up.

mod looked;

use super::look;
use super::read::turns_away;
use super::state::{End, Look, Pause, State, StopReason, Then, ToTry};
use super::verdict::{After, refused_as_a_whole};
use super::{CallRecord, Run, TryEnd};
use crate::journal::{Entry, Event, Outcomes};
use crate::outcome::{NotAttempted, Outcome, Unknown};
use chrono::{DateTime, Utc};

impl Run {
    /// Applies one entry; `false`, and nothing changed, when it cannot follow.
    pub(super) fn apply(&mut self, entry: &Entry) -> bool {
        let at = entry.at;
        let follows = match &entry.event {
            Event::Opened { .. } => false,
            Event::Baseline(baseline) => self.begin_with(baseline.clone(), at),
            Event::Intent { call } => self.intend(*call, at),
            Event::Ended { .. } => self.end_call(entry),
            Event::Interrupted { call } => self.interrupt(*call),
            Event::NotRepeatable { call } => self.give_up_repeating(*call, at),
            Event::NothingToCompare { call } => self.ask_before(*call),
            Event::Looked {
                look,
                findings,
                applied,
                then,
            } => self.take(*look, findings, applied, *then, at),
            Event::Paused => self.pause_here(),
            Event::Resumed => self.resume_paused(at),
            Event::TriedAgain => self.try_paused_again(at),
            Event::Stopped => self.stop_here(at),
            Event::Confirmed { actor } => {
                self.confirmed_again.push((at, actor.clone()));
                true
            }
            Event::Manner(manner) => {
                self.manner = *manner;
                true
            }
            Event::Rechecked => self.begin_recheck(at),
            Event::ReadAgain => self.read_again(at),
        };
        if follows {
            self.latest = self.latest.max(at);
        }
        follows
    }

    fn intend(&mut self, call: usize, at: DateTime<Utc>) -> bool {
        let State::Ready { call: next, .. } = self.state else {
            return false;
        };
        let Some(record) = self.calls.get_mut(call).filter(|_| call == next) else {
            return false;
        };
        record.key_from.get_or_insert(at);
        record.last_intent = Some(at);
        record.tries += 1;
        record.refused = false;
        record.turned_away = false;
        let round = record.round;
        if record.unsettled.is_none() {
            record.sent_from = Some(at);
            record.baseline = self.baseline;
        }
        let awaited = Outcome::Unknown(Unknown::Awaited);
        if record.unsettled.is_some() {
            self.settle(call, &Outcomes::all(awaited));
        } else if let Some(call) = self.plan.calls().get(call) {
            self.ledger.write(call.items.clone(), |_| &awaited);
        }
        self.records.push(CallRecord::leaving(call, round, at));
        self.state = State::InFlight { call };
        true
    }

    fn end_call(&mut self, entry: &Entry) -> bool {
        let Event::Ended {
            call,
            status,
            request_id,
            outcomes,
            strangers,
            then,
        } = &entry.event
        else {
            return false;
        };
        let call = *call;
        let Some(record) = self.calls.get_mut(call) else {
            return false;
        };
        if self.state != (State::InFlight { call }) {
            return false;
        }
        record.unsettled = outcomes.unknown().cloned();
        record.refused = refused_as_a_whole(outcomes);
        record.turned_away = status.is_some_and(turns_away);
        let left = !is_not_sent(outcomes);
        if left {
            record.first_left = record.first_left.or(record.last_intent);
        }
        if *status == Some(429) {
            self.limited += 1;
            record.tries -= 1;
        } else {
            self.limited = 0;
        }
        let counted = match outcomes.unknown() {
            Some(Unknown::CountDiffers(counted)) => Some(*counted),
            _ => None,
        };
        record.more = counted.filter(|counted| counted.is_more()).or(record.more);
        self.settle(call, outcomes);
        if let Some(record) = self.records.last_mut() {
            record.end = if left {
                TryEnd::Ended(entry.at)
            } else {
                TryEnd::NotSent(entry.at)
            };
            record.status = *status;
            record.request_id.clone_from(request_id);
            record.strangers.clone_from(strangers);
            record.counted = counted;
        }
        match then {
            After::GoOn(not_before) => self.go_past(call, *not_before, entry.at),
            After::Repeat(not_before) => self.state = ready(call, *not_before),
            After::Look => self.state = looking(Look::Applied { call }, 0, entry.at),
            After::AskThenRepeat(why) => self.ask(why, Then::Call(call)),
            After::AskThenGoOn(why) => self.ask(why, Then::After(call)),
        }
        true
    }

    fn interrupt(&mut self, call: usize) -> bool {
        if self.state != (State::InFlight { call }) {
            return false;
        }
        let Some(record) = self.calls.get_mut(call) else {
            return false;
        };
        let why = record.unsettled.get_or_insert(Unknown::Interrupted).clone();
        record.first_left = record.first_left.or(record.last_intent);
        if let Some(record) = self.records.last_mut() {
            record.end = TryEnd::Interrupted;
        }
        self.settle(call, &Outcomes::all(Outcome::Unknown(why)));
        self.ask(&Pause::Interrupted, Then::Call(call));
        true
    }

    fn give_up_repeating(&mut self, call: usize, at: DateTime<Utc>) -> bool {
        match self.state {
            State::Ready { call: next, .. } if call == next => self.look_at(call, at),
            _ => return false,
        }
        true
    }

    fn ask_before(&mut self, call: usize) -> bool {
        match self.state {
            State::Ready { call: next, .. } if call == next => {
                self.ask(&Pause::BaselineUnread, Then::Call(call));
            }
            _ => return false,
        }
        true
    }

    fn pause_here(&mut self) -> bool {
        match self.state {
            State::Ready { call, .. } => self.ask(&Pause::ByOperator, Then::Call(call)),
            State::Looking {
                look: Look::Applied { call },
                ..
            } => self.ask(&Pause::ByOperator, Then::Look(call)),
            State::Looking {
                look: Look::Canary { next },
                ..
            } => self.ask(&Pause::Canary, Then::Call(next)),
            _ => return false,
        }
        true
    }

    fn resume_paused(&mut self, at: DateTime<Utc>) -> bool {
        let State::Paused { why, then } = &self.state else {
            return false;
        };
        let then = *then;
        self.went_on_at = at;
        self.limited = 0;
        self.looked_before = None;
        self.brake_released |= *why == Pause::TooManyRejected;
        self.unread_is_known |= *why == Pause::BaselineUnread;
        if let (Pause::Conflict, Then::After(call)) = (why, then) {
            let code = self.refused_with(call).map(str::to_owned);
            self.passed_over.extend(code);
        }
        if let Pause::TookMore { call, .. } = *why
            && let Some(record) = self.calls.get_mut(call)
        {
            record.more_is_known = true;
        }
        match then {
            Then::Call(call) => self.ready_anew(call, at),
            Then::Look(call) => self.state = looking(Look::Applied { call }, 0, at),
            Then::After(call) => self.go_past(call, at, at),
        }
        true
    }

    fn try_paused_again(&mut self, at: DateTime<Utc>) -> bool {
        let Some(to_try) = self.to_try_again() else {
            return false;
        };
        self.went_on_at = at;
        self.limited = 0;
        self.looked_before = None;
        match to_try {
            ToTry::Resolve(call) => self.resolve(call, at, at),
            ToTry::MakeAgain(call) => self.begin_round(call, at),
            // What is there is read before it, because nobody has looked since.
            ToTry::ReadBefore(call) => self.ready_anew(call, at),
        }
        true
    }

    /// Makes a call again of which nothing was applied, under a key of which nothing is kept.
    fn begin_round(&mut self, call: usize, at: DateTime<Utc>) {
        if let Some(record) = self.calls.get_mut(call) {
            record.round += 1;
            record.key_from = None;
        }
        self.ready_anew(call, at);
    }

    /// Makes a call again where that is safe, else reads whether it was applied.
    fn resolve(&mut self, call: usize, not_before: DateTime<Utc>, at: DateTime<Utc>) {
        if self.may_repeat(call, at) {
            self.ready_anew(call, not_before);
        } else {
            self.look_at(call, at);
        }
    }

    /// With all its tries before it.
    fn ready_anew(&mut self, call: usize, at: DateTime<Utc>) {
        if let Some(record) = self.calls.get_mut(call) {
            record.tries = 0;
        }
        self.state = ready(call, at);
    }

    fn stop_here(&mut self, at: DateTime<Utc>) -> bool {
        match self.state {
            State::Ready { .. } | State::Looking { .. } | State::Paused { .. } => {
                // Whoever stops asking once more does not undo how the run had ended.
                let before = self.rechecked_from.take();
                self.end(before.unwrap_or(End::Stopped(StopReason::ByOperator)), at);
                true
            }
            State::InFlight { .. } | State::Ended(_) => false,
        }
    }

    fn begin_recheck(&mut self, at: DateTime<Utc>) -> bool {
        let State::Ended(end) = self.state else {
            return false;
        };
        let Some(first) = self.unsettled_calls().next() else {
            return false;
        };
        self.rechecked_from = Some(end);
        self.reading = None;
        self.limited = 0;
        self.resolve(first, at, at);
        true
    }

    fn read_again(&mut self, at: DateTime<Utc>) -> bool {
        if !matches!(self.state, State::Ended(_)) || !self.can_read_back() {
            return false;
        }
        self.reading = Some((0, at));
        true
    }

    /// What comes after a call that is settled, or is left as it is.
    fn go_past(&mut self, call: usize, not_before: DateTime<Utc>, at: DateTime<Utc>) {
        if self.rechecked_from.is_some() {
            let next = self.unsettled_calls().find(|next| *next > call);
            return match next {
                Some(next) => self.resolve(next, not_before, at),
                None => self.finish(at),
            };
        }
        match self.following(call) {
            None => self.finish(at),
            Some(next) if self.is_first_after_canary(call, next) => {
                if self.can_read_back() {
                    self.state = looking(Look::Canary { next }, 0, at);
                } else {
                    self.ask(&Pause::Canary, Then::Call(next));
                }
            }
            Some(next) => self.state = ready(next, not_before),
        }
    }

    fn finish(&mut self, at: DateTime<Utc>) {
        let end = self.rechecked_from.take().unwrap_or(End::Done);
        self.end(end, at);
    }

    fn end(&mut self, end: End, at: DateTime<Utc>) {
        self.ledger.close(&NotAttempted::RunStopped);
        self.rechecked_from = None;
        self.state = State::Ended(end);
        self.ended_at.get_or_insert(at);
        self.reading = self
            .has_something_to_read()
            .then(|| (0, look::next_look(Look::Delivered, 0, at)));
    }

    fn ask(&mut self, why: &Pause, then: Then) {
        self.state = State::Paused {
            why: why.clone(),
            then,
        };
    }

    /// Writes what became of a call that is under way. What is known of an item, by its rows or by
    /// an earlier answer, gives way only to what is known too.
    fn settle(&mut self, call: usize, outcomes: &Outcomes) {
        let Some(call) = self.plan.calls().get(call) else {
            return;
        };
        let start = call.items.start;
        let is_told = |place: usize| {
            is_known(outcomes.at(place - start))
                || !self.ledger.outcome(place).is_some_and(is_known)
        };
        let told: Vec<bool> = call.items.clone().map(is_told).collect();
        let mut place = start;
        for told in told.chunk_by(|one, other| one == other) {
            let end = place + told.len();
            if told.first() == Some(&true) {
                let from = place - start;
                self.ledger
                    .write(place..end, |place| outcomes.at(from + place));
            }
            place = end;
        }
    }
}

/// Whether a try certainly never left. Beside an earlier one that may have been applied this does not
/// show, and does not matter: the call was made then.
fn is_not_sent(outcomes: &Outcomes) -> bool {
    matches!(
        outcomes.same(),
        Some(Outcome::NotAttempted(NotAttempted::NotSent(_)))
    )
}

const fn is_known(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Accepted(_) | Outcome::Rejected(_))
}

const fn ready(call: usize, not_before: DateTime<Utc>) -> State {
    State::Ready { call, not_before }
}

fn looking(look: Look, pass: u32, at: DateTime<Utc>) -> State {
    State::Looking {
        look,
        pass,
        not_before: look::next_look(look, pass, at),
    }
}
