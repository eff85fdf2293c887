//! Reading the vendor's rows for a run: which items are wanted, when to look again, and what
//! follows from what was found.

use super::manner::CanaryRule;
use super::pace;
use super::state::{Look, Pause, State};
use super::{CallState, Run};
use crate::fate::{Fate, Findings};
use crate::journal::{Entry, Event};
use crate::outcome::{Accepted, Counted, Outcome};
use crate::plan::Call;
use crate::promises::ReadBack;
use crate::search::{Baseline, Found, Search, Since, Wanted};
use crate::time::step;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::ops::Range;

pub(super) static SEEN_AFTERWARDS: Outcome = Outcome::Accepted(Accepted::SeenAfterwards);

/// Seconds before each look: first soon, then more and more patient.
const FOR_APPLIED: &[i64] = &[2, 5, 15];
const FOR_CANARY: &[i64] = &[2, 5, 15, 60, 120];
const FOR_DELIVERED: &[i64] = &[3, 10, 30, 120, 600];

/// Between the looks after those: a quarter of what has passed since the last call, within these. A
/// vendor that tries again for hours does so more and more rarely, too.
const LEAST_GAP: TimeDelta = TimeDelta::minutes(10);
const LONGEST_GAP: TimeDelta = TimeDelta::hours(1);

/// How long a baseline stays valid for later calls.
const FRESH: TimeDelta = TimeDelta::minutes(1);

/// How the run goes on after a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterLook {
    /// Everything wanted was found, or there is no use in looking again.
    GoOn,
    /// What was looked for may still come.
    Again,
    /// The operator decides.
    Ask,
    /// One of the first items failed again, and the operator wanted it to stop then.
    Stop,
}

fn patience(look: Look) -> &'static [i64] {
    match look {
        Look::Baseline => &[],
        Look::Applied { .. } => FOR_APPLIED,
        Look::Canary { .. } => FOR_CANARY,
        Look::Delivered => FOR_DELIVERED,
    }
}

/// Whether the looks that come soon after the end are over after this many.
pub(super) const fn is_patient(pass: u32) -> bool {
    pass as usize >= FOR_DELIVERED.len()
}

/// When to look next, after this many looks.
pub(super) fn next_look(look: Look, pass: u32, from: DateTime<Utc>) -> DateTime<Utc> {
    let seconds = patience(look).get(pass as usize).copied().unwrap_or(0);
    step(from, TimeDelta::seconds(seconds)).unwrap_or(from)
}

impl Run {
    /// The search that the look at hand needs. `None` when nothing can be read.
    pub fn search(&self) -> Option<Search> {
        let look = self.look_at_hand()?;
        if look == Look::Baseline {
            return Search::baseline(&self.plan);
        }
        let places = self.wanted(look);
        let replays = places
            .iter()
            .filter_map(|&place| match self.ledger.outcome(place) {
                Some(Outcome::Accepted(Accepted::ReplayedAs(id))) => Some((place, id.clone())),
                _ => None,
            })
            .collect();
        let nothing = Baseline::default();
        let known = |call: &CallState| self.baselines.get(call.baseline?);
        let since = self.sent_calls().filter_map(|(planned, call)| {
            Some(Since {
                place: planned.items.start,
                baseline: known(call).unwrap_or(&nothing),
                sent_from: call.sent_from?,
            })
        });
        Search::traces(Wanted {
            plan: &self.plan,
            places,
            since: since.collect(),
            replays,
        })
    }

    /// What [`Run::search`] is for.
    pub fn look_at_hand(&self) -> Option<Look> {
        match self.state {
            State::Looking { look, .. } => Some(look),
            State::Ready { call, .. } if self.can_look_before(call) => Some(Look::Baseline),
            State::Ended(_) => self.reading.map(|_| Look::Delivered),
            _ => None,
        }
    }

    /// Whether the look at hand has come with time alone. The first one after the last call, or after
    /// the operator's word, belongs to that.
    pub fn reads_back_by_itself(&self) -> bool {
        self.look_at_hand() == Some(Look::Delivered)
            && self.reading.is_some_and(|(pass, _)| pass > 0)
    }

    /// When it is read back next after the end, after this many looks: soon, then later and later, the
    /// last time when the vendor has given up too.
    pub(super) fn next_reading_after(&self, pass: u32, at: DateTime<Utc>) -> DateTime<Utc> {
        if !is_patient(pass) {
            return next_look(Look::Delivered, pass, at);
        }
        let passed = at - self.last_sent_at().unwrap_or(at);
        let gap = (passed / 4).clamp(LEAST_GAP, LONGEST_GAP);
        // By chance, so that runs that ended together do not come back together.
        let gap = gap + pace::jitter(self.plan.nonce(), pass, gap.num_milliseconds() / 8);
        let next = step(at, gap).unwrap_or(at);
        self.word_comes_until()
            .filter(|end| at < *end)
            .map_or(next, |end| next.min(end))
    }

    /// Until when the vendor may have anything more to tell of what was sent.
    pub fn word_comes_until(&self) -> Option<DateTime<Utc>> {
        let hours = self.plan.draft().read_back().hours();
        step(self.last_sent_at()?, TimeDelta::hours(hours))
    }

    /// Places that the look is about.
    pub(super) fn wanted(&self, look: Look) -> Vec<usize> {
        let range = match look {
            Look::Baseline => 0..0,
            Look::Applied { call } => return self.unknown_places(call).collect(),
            Look::Canary { next } => self.items_before(next),
            Look::Delivered => 0..self.plan.items().len(),
        };
        self.readable_places()
            .filter(|place| range.contains(place))
            .collect()
    }

    /// The calls that left and were not refused as a whole, in the order of their items.
    fn sent_calls(&self) -> impl Iterator<Item = (&Call, &CallState)> {
        let calls = self.plan.calls().iter().zip(&self.calls);
        calls.filter(|(_, call)| call.sent_from.is_some() && !call.refused)
    }

    /// The items that may have left a trace which can be told from others, and of which it is not
    /// known for good what became.
    fn readable_places(&self) -> impl Iterator<Item = usize> {
        let needs_none = matches!(
            self.plan.draft().read_back(),
            ReadBack::History | ReadBack::MailHistory
        );
        self.sent_calls().flat_map(move |(planned, call)| {
            let known = needs_none || call.baseline.is_some();
            let readable = move |outcome: &Outcome| match outcome {
                Outcome::Accepted(Accepted::ReplayedAs(_)) => true,
                Outcome::Accepted(_) | Outcome::Unknown(_) => known,
                _ => false,
            };
            planned.items.clone().filter(move |&place| {
                !self.ledger.fate(place).is_final()
                    && self.ledger.outcome(place).is_some_and(readable)
            })
        })
    }

    /// Whether what is at the vendor is read anew before this call leaves: what others did since
    /// the last reading must not be taken for this call's doing.
    pub(super) fn looks_before(&self, call: usize, now: DateTime<Utc>) -> bool {
        let is_fresh = self.looked_before.is_some_and(|at| {
            let age = now - at;
            TimeDelta::zero() <= age && age < FRESH
        });
        !is_fresh && self.can_look_before(call)
    }

    /// Whether it would tell anything of this call. One that may have been applied is judged by
    /// what was there before that.
    pub(super) fn can_look_before(&self, call: usize) -> bool {
        let state = self.calls.get(call);
        state.is_some_and(|state| state.unsettled.is_none())
            && Search::baseline(&self.plan).is_some()
    }

    /// Whether this call would leave with nothing to tell a lost answer by, although nothing else
    /// could tell it: no key that makes a repeat safe. Whoever was asked about it once knows.
    pub(super) fn lacks_what_to_compare(&self, call: usize, now: DateTime<Utc>) -> bool {
        self.baseline.is_none()
            && !self.unread_is_known
            && self.can_look_before(call)
            && !self.may_repeat(call, now)
    }

    fn items_before(&self, call: usize) -> Range<usize> {
        0..self
            .plan
            .calls()
            .get(call)
            .map_or(0, |call| call.items.start)
    }

    /// Whether anything that was sent leaves rows that can be found again.
    pub(super) fn has_something_to_read(&self) -> bool {
        self.can_read_back() && self.readable_places().next().is_some()
    }

    /// Brings back what was there before a call.
    pub fn baseline_read(&mut self, now: DateTime<Utc>, found: Option<Baseline>) -> Option<Entry> {
        self.write(Entry {
            at: now,
            event: Event::Baseline(found),
        })
    }

    /// Brings back what the search found.
    pub fn looked(&mut self, now: DateTime<Utc>, found: Found) -> Option<Entry> {
        let look = self.look_at_hand()?;
        let pass = match self.state {
            State::Looking { pass, .. } => pass,
            _ => self.reading?.0,
        };
        let word_comes = self.word_comes_until().is_some_and(|end| now < end);
        let last =
            pass as usize + 1 >= patience(look).len() && !(look == Look::Delivered && word_comes);
        let Found {
            findings,
            may_be_tried,
            proven,
        } = found;
        // What the vendor may try again by itself has not failed for good.
        let tried = may_be_tried
            .into_iter()
            .filter(|(_, until)| word_comes && now < *until);
        let findings = findings.with_pending(&tried.map(|(place, _)| place).collect::<Vec<_>>());
        let then = match look {
            Look::Baseline => return None,
            Look::Applied { call } => {
                let left = self
                    .unknown_places(call)
                    .any(|place| proven.binary_search(&place).is_err());
                match (left, last) {
                    (false, _) if self.more_to_tell(call).is_some() => AfterLook::Ask,
                    (false, _) => AfterLook::GoOn,
                    (true, false) => AfterLook::Again,
                    (true, true) => AfterLook::Ask,
                }
            }
            Look::Canary { next } => self.after_canary(next, &findings, last),
            Look::Delivered => {
                let known = finals(&findings);
                let left = self.wanted(look).into_iter().any(|place| !known(place));
                if left && !last {
                    AfterLook::Again
                } else {
                    AfterLook::GoOn
                }
            }
        };
        self.write(Entry {
            at: now,
            event: Event::Looked {
                look,
                applied: self.applied_by(look, &proven),
                findings,
                then,
            },
        })
    }

    fn after_canary(&self, next: usize, findings: &Findings, last: bool) -> AfterLook {
        let known = finals(findings);
        let wanted = self.wanted(Look::Canary { next });
        let waiting = wanted.into_iter().any(|place| !known(place));
        let first = self.items_before(next);
        let found: Vec<(usize, Fate)> = findings.traces().collect();
        let fate = |place: usize| {
            found
                .binary_search_by_key(&place, |(place, _)| *place)
                .ok()
                .and_then(|at| found.get(at))
                .map_or(self.ledger.fate(place), |(_, fate)| *fate)
        };
        let failed = first.clone().any(|place| fate(place) == Fate::FailedAgain);
        let all_well = first.clone().all(|place| fate(place).went_well());
        match self.manner.canary {
            CanaryRule::StopIfFailed if failed => AfterLook::Stop,
            CanaryRule::GoOnIfDelivered | CanaryRule::StopIfFailed if all_well => AfterLook::GoOn,
            _ if waiting && !failed && !last => AfterLook::Again,
            _ => AfterLook::Ask,
        }
    }

    /// The unknown items that are proven to be applied, as spans.
    fn applied_by(&self, look: Look, proven: &[usize]) -> Vec<(usize, usize)> {
        let unknown = |place: usize| {
            matches!(self.ledger.outcome(place), Some(Outcome::Unknown(_)))
                && match look {
                    Look::Applied { call } => self
                        .plan
                        .calls()
                        .get(call)
                        .is_some_and(|call| call.items.contains(&place)),
                    Look::Baseline | Look::Canary { .. } | Look::Delivered => true,
                }
        };
        let mut spans: Vec<(usize, usize)> = Vec::new();
        for &place in proven.iter().filter(|place| unknown(**place)) {
            match spans.last_mut() {
                Some((start, length)) if *start + *length == place => *length += 1,
                _ => spans.push((place, 1)),
            }
        }
        spans
    }

    /// What the operator has to be told of a call that took more than was listed.
    fn more_to_tell(&self, call: usize) -> Option<Counted> {
        let state = self.calls.get(call)?;
        state.more.filter(|_| !state.more_is_known)
    }

    /// Why the operator is asked about a call.
    pub(super) fn why_open(&self, call: usize) -> Pause {
        match self.more_to_tell(call) {
            Some(counted) => Pause::TookMore { call, counted },
            None => Pause::Unresolved { call },
        }
    }

    /// The items of a call of which it is not known what became of them.
    pub(super) fn unknown_places(&self, call: usize) -> impl Iterator<Item = usize> {
        self.plan
            .calls()
            .get(call)
            .map_or(0..0, |call| call.items.clone())
            .filter(|&place| matches!(self.ledger.outcome(place), Some(Outcome::Unknown(_))))
    }
}

fn finals(findings: &Findings) -> impl Fn(usize) -> bool {
    let places: Vec<usize> = findings
        .traces()
        .filter(|(_, fate)| fate.is_final())
        .map(|(place, _)| place)
        .collect();
    move |place| places.binary_search(&place).is_ok()
}
