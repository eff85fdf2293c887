//! Traces of resent events: attempts with the event's id that came after the baseline.
//!
//! The vendor tries by itself, too. An attempt after the baseline says what became of the event
//! whoever caused it, but it proves our call only where the vendor owed no try of its own. For
//! that, attempts before the baseline are read as far back as a retry can reach.

use super::baseline::{Baselines, ROWS};
use super::{Traces, Wanted};
use crate::fate::Fate;
use crate::http::Answer;
use crate::plan::{Draft, Item};
use crate::problem::Problem;
use crate::selfcommunity;
use crate::selfcommunity::Read;
use crate::selfcommunity::contract::{Attempt, EndpointId, EventId, Row};
use crate::time::VendorTime;
use crate::why::{self, Whys};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

/// The vendor's longest pause between two tries is 52 minutes: after this a try that was owed has
/// been made.
const RETRIES_REACH: TimeDelta = TimeDelta::hours(1);
/// All six tries take 65 minutes: after this none is of a chain that began before the baseline.
const CHAINS_REACH: TimeDelta = TimeDelta::hours(2);
/// Pages that are read for attempts before the baseline.
const PAGES_BEFORE: u32 = 10;

/// Pages through the attempts of an endpoint, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attempts {
    endpoint: EndpointId,
    baselines: Baselines,
    offset: u64,
    /// In order of id.
    events: Vec<(EventId, Seen)>,
    stage: Stage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Not yet below the earliest baseline.
    After,
    /// Below it, with so many pages read there.
    Before { pages: u32 },
    /// Over; `whole` when no retry that was owed at the baseline can have been missed.
    Over { whole: bool },
}

/// What was seen of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Seen {
    place: usize,
    /// The number of its baseline.
    baseline: usize,
    delivered: bool,
    /// The newest attempt after the baseline, and whether it ended without any retry to come.
    after: Option<(DateTime<Utc>, bool)>,
    /// What that one was answered.
    status: Option<i64>,
    /// The newest attempt before it.
    before: Option<DateTime<Utc>>,
    /// The last retry that an attempt before the baseline announced.
    owed: Option<DateTime<Utc>>,
    /// The last retry that any attempt announced.
    announced: Option<DateTime<Utc>>,
    /// An attempt cannot be placed in time, or does not say whether a retry follows.
    unclear: bool,
}

/// What an attempt says of the next one.
enum Retry {
    None,
    At(DateTime<Utc>),
    Unclear,
}

impl Attempts {
    pub(super) fn of(wanted: &Wanted<'_>) -> Option<Self> {
        let Draft::ResendEvents { endpoint, .. } = wanted.plan.draft() else {
            return None;
        };
        let (baselines, numbers) = Baselines::of(wanted);
        let places = wanted.places.iter().zip(numbers);
        let mut events: Vec<(EventId, Seen)> = places
            .filter_map(|(place, baseline)| match wanted.plan.items().get(*place)? {
                Item::Event(id) => Some((*id, Seen::at(*place, baseline?))),
                _ => None,
            })
            .collect();
        if events.is_empty() && !wanted.places.is_empty() {
            return None;
        }
        events.sort_unstable_by_key(|(id, _)| *id);
        Some(Self {
            endpoint: *endpoint,
            baselines,
            offset: 0,
            stage: if events.is_empty() {
                Stage::Over { whole: true }
            } else {
                Stage::After
            },
            events,
        })
    }

    pub(super) fn next(&self) -> Option<Read> {
        (!matches!(self.stage, Stage::Over { .. })).then_some(Read::Attempts {
            id: self.endpoint,
            limit: ROWS,
            offset: self.offset,
        })
    }

    pub(super) fn take(&mut self, answer: &Answer) -> Result<(), Problem> {
        let page = selfcommunity::attempts(answer)?;
        self.offset = self.offset.saturating_add(page.results.len() as u64);
        let last = page.next.is_none();
        let created = |row: &Row<Attempt>| row.known.created_at.as_ref().and_then(VendorTime::utc);
        for row in &page.results {
            self.row(row, created(row));
        }
        let oldest = page.results.iter().filter_map(created).min();
        self.stage = self.after_page(oldest, last);
        Ok(())
    }

    fn row(&mut self, row: &Row<Attempt>, created: Option<DateTime<Utc>>) {
        let Ok(id) = row.known.event_id() else {
            return;
        };
        let Ok(found) = self.events.binary_search_by_key(&id, |(id, _)| *id) else {
            return;
        };
        let Some((_, event)) = self.events.get_mut(found) else {
            return;
        };
        let attempt = row.known.id.map(|id| id.to_string());
        match created {
            Some(at)
                if self
                    .baselines
                    .get(event.baseline)
                    .is_some_and(|baseline| baseline.precedes(created, attempt.as_deref())) =>
            {
                event.after(at, row);
            }
            Some(at) => event.before(at, row),
            None => event.unclear = true,
        }
    }

    /// Below the baseline only what may prove something is worth a page.
    fn after_page(&self, oldest: Option<DateTime<Utc>>, last: bool) -> Stage {
        let reached = |at: Option<DateTime<Utc>>| oldest.zip(at).is_some_and(|(old, at)| old < at);
        let pages = match self.stage {
            _ if last => return Stage::Over { whole: true },
            Stage::After if !reached(self.baselines.earliest()) => return Stage::After,
            Stage::After => 0,
            Stage::Before { pages } => pages + 1,
            over @ Stage::Over { .. } => return over,
        };
        let end = self
            .baselines
            .earliest()
            .and_then(|at| at.checked_sub_signed(RETRIES_REACH));
        let undecided = self.events.iter().any(|(_, event)| event.may_be_proven());
        if reached(end) {
            Stage::Over { whole: true }
        } else if pages >= PAGES_BEFORE || !undecided {
            Stage::Over { whole: false }
        } else {
            Stage::Before { pages }
        }
    }

    /// The fates of the events with a trace, and the places whose trace only our call can have
    /// left.
    pub(super) fn into_traces(self) -> Traces {
        let whole = self.stage == Stage::Over { whole: true };
        let unread = self.stage == Stage::After;
        let end = |event: &Seen| {
            let at = self.baselines.get(event.baseline)?.at?;
            at.checked_add_signed(CHAINS_REACH)
        };
        // What was not read may hold an attempt that was taken. And the end of a try that the
        // vendor owed is not the end of ours, which may not be there yet.
        let is_open = |event: &Seen| {
            unread
                || !(whole && event.may_be_proven()) && event.after.map(|(at, _)| at) < end(event)
        };
        let told = |event: &Seen| match event.fate()? {
            Fate::FailedAgain if is_open(event) => Some(Fate::Pending),
            other => Some(other),
        };
        let events = || self.events.iter().map(|(_, event)| event);
        let mut texts = Whys::default();
        let failed = events().filter(|event| told(event) == Some(Fate::FailedAgain));
        let whys = failed.filter_map(|event| {
            let why = why::told(event.status, None)?;
            Some((event.place, texts.mark(&why)))
        });
        let whys = whys.collect();
        Traces {
            may_be_tried: Vec::new(),
            whys,
            texts,
            fates: events()
                .filter_map(|event| Some((event.place, told(event)?)))
                .collect(),
            proven: events()
                .filter(|event| whole && event.may_be_proven())
                .map(|event| event.place)
                .collect(),
            cut: false,
        }
    }
}

impl Seen {
    const fn at(place: usize, baseline: usize) -> Self {
        Self {
            place,
            baseline,
            delivered: false,
            after: None,
            status: None,
            before: None,
            owed: None,
            announced: None,
            unclear: false,
        }
    }

    fn after(&mut self, at: DateTime<Utc>, row: &Row<Attempt>) {
        let taken = row.known.succeeded();
        self.delivered |= taken == Some(true);
        // Without a code nobody knows yet, so the attempt has not failed for good.
        let mut ended = taken.is_some();
        match retry(row) {
            Retry::None => {}
            Retry::At(next) => {
                ended = false;
                self.announced = self.announced.max(Some(next));
            }
            Retry::Unclear => ended = false,
        }
        if self.after.is_none_or(|(newest, _)| newest <= at) {
            self.status = row.known.http_response_code;
        }
        self.after = Some(match self.after {
            Some((newest, known)) if newest > at => (newest, known),
            Some((newest, known)) if newest == at => (newest, known && ended),
            _ => (at, ended),
        });
    }

    fn before(&mut self, at: DateTime<Utc>, row: &Row<Attempt>) {
        self.before = self.before.max(Some(at));
        match retry(row) {
            Retry::None => {}
            Retry::At(next) => {
                self.owed = self.owed.max(Some(next));
                self.announced = self.announced.max(Some(next));
            }
            Retry::Unclear => self.unclear = true,
        }
    }

    /// Whether there is a trace, and no try is known that the vendor owed at the baseline.
    fn may_be_proven(&self) -> bool {
        let made = self.owed <= self.before;
        self.after.is_some() && made && !self.unclear
    }

    fn fate(&self) -> Option<Fate> {
        let (newest, ended) = self.after?;
        Some(if self.delivered {
            Fate::Delivered
        } else if ended && self.announced.is_none_or(|next| next <= newest) {
            Fate::FailedAgain
        } else {
            Fate::Pending
        })
    }
}

/// A missing field is not the vendor's `null`, which promises that no retry comes.
fn retry(row: &Row<Attempt>) -> Retry {
    match &row.known.next_retry {
        Some(time) => time.utc().map_or(Retry::Unclear, Retry::At),
        None if row.raw.get("next_retry").is_some_and(Value::is_null) => Retry::None,
        None => Retry::Unclear,
    }
}

#[cfg(test)]
mod tests;
