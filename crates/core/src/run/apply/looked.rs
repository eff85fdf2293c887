//! What the reading of rows changes in a run: where it goes on, and what is proven by them.

use super::{looking, ready};
use crate::fate::{Fate, Findings, spans_fit};
use crate::outcome::{Accepted, Outcome};
use crate::run::Run;
use crate::run::look::{self, AfterLook};
use crate::run::state::{End, Look, Pause, State, StopReason, Then};
use crate::search::Baseline;
use chrono::{DateTime, Utc};
use std::ops::Range;

impl Run {
    /// What was there before the call whose turn it is. Where it could not be read, no row can be
    /// told to be of that call.
    pub(super) fn begin_with(&mut self, baseline: Option<Baseline>, at: DateTime<Utc>) -> bool {
        match self.state {
            State::Looking {
                look: Look::Baseline,
                ..
            } => self.state = ready(0, at),
            State::Ready { call, .. } if self.can_look_before(call) => {}
            _ => return false,
        }
        self.baseline = baseline.map(|baseline| {
            if self.baselines.last() != Some(&baseline) {
                self.baselines.push(baseline);
            }
            self.baselines.len() - 1
        });
        self.looked_before = Some(at);
        true
    }

    /// Reads whether a call was applied, or asks where that cannot be read.
    pub(super) fn look_at(&mut self, call: usize, at: DateTime<Utc>) {
        if self.can_look(call) {
            self.state = looking(Look::Applied { call }, 0, at);
        } else {
            self.ask(&self.why_open(call), Then::After(call));
        }
    }

    pub(super) fn take(
        &mut self,
        look: Look,
        findings: &Findings,
        applied: &[(usize, usize)],
        then: AfterLook,
        at: DateTime<Utc>,
    ) -> bool {
        let items = self.plan.items().len();
        if !findings.fit(items) || !spans_fit(applied.iter().copied(), items) {
            return false;
        }
        let pass = match (&self.state, look) {
            // What was there before a call is brought by an entry of its own.
            (_, Look::Baseline) => return false,
            (
                State::Looking {
                    look: own, pass, ..
                },
                look,
            ) if *own == look => *pass,
            (State::Ended(_), Look::Delivered) => match self.reading {
                Some((pass, _)) => pass,
                None => return false,
            },
            _ => return false,
        };
        let wanted = match look {
            Look::Canary { .. } | Look::Delivered => self.wanted(look),
            Look::Baseline | Look::Applied { .. } => Vec::new(),
        };
        self.ledger.note_fates(findings);
        // What was looked for and left no trace may still come.
        let unseen = wanted
            .into_iter()
            .filter(|place| self.ledger.fate(*place) == Fate::NotRead)
            .map(|place| (place, Fate::Pending))
            .collect();
        self.ledger.note_fates(&Findings::of(unseen, true));
        for &(start, length) in applied {
            self.note_applied(start..start + length);
        }
        self.settle_looked_at(look);
        match (look, then) {
            (Look::Delivered, AfterLook::Again) => {
                self.reading = Some((pass + 1, self.next_reading_after(pass + 1, at)));
            }
            (Look::Delivered, _) => self.reading = None,
            (_, AfterLook::Again) => self.state = looking(look, pass + 1, at),
            (Look::Applied { call }, AfterLook::GoOn) => self.go_past(call, at, at),
            (Look::Applied { call }, AfterLook::Ask) => {
                self.ask(&self.why_open(call), Then::After(call));
            }
            (Look::Canary { next }, AfterLook::GoOn) => self.state = ready(next, at),
            (Look::Canary { next }, AfterLook::Ask) => {
                self.ask(&Pause::Canary, Then::Call(next));
            }
            (_, AfterLook::Stop) => {
                self.end(End::Stopped(StopReason::CanaryFailed), at);
            }
            (Look::Baseline, _) => return false,
        }
        true
    }

    /// The rows show that these items were applied.
    fn note_applied(&mut self, places: Range<usize>) {
        self.ledger
            .write(places.clone(), |_| &look::SEEN_AFTERWARDS);
        for (planned, state) in self.plan.calls().iter().zip(&self.calls) {
            let Some(more) = state.more else {
                continue;
            };
            let start = planned.items.start.max(places.start);
            let end = planned.items.end.min(places.end);
            let seen = Outcome::Accepted(Accepted::SeenAmongMore(more));
            self.ledger.write(start..end, |_| &seen);
        }
    }

    /// A call is settled when nothing of it is unknown any more.
    fn settle_looked_at(&mut self, look: Look) {
        let calls: Vec<usize> = match look {
            Look::Applied { call } => vec![call],
            Look::Delivered => self.unsettled_calls().collect(),
            Look::Baseline | Look::Canary { .. } => return,
        };
        for call in calls {
            if self.unknown_places(call).next().is_none()
                && let Some(record) = self.calls.get_mut(call)
            {
                record.unsettled = None;
            }
        }
    }
}
