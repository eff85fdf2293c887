//! What a survey found so far: rows to replay, and moments that no window may hold.

use super::SurveyAsked;
use crate::kirim::ListedDelivery;
use crate::kirim::contract::{Delivery, DeliveryId, DeliveryStatus, ReplayStatus, VendorTime};
use crate::plan::{Count, Draft};
use crate::preflight::EventKey;
use crate::time::step;
use chrono::{DateTime, DurationRound, TimeDelta, Timelike, Utc};
use std::cmp::Reverse;
use std::collections::HashMap;

/// How far beyond what was asked for is read.
const MARGIN: TimeDelta = TimeDelta::seconds(1);

#[derive(Debug, Clone)]
pub(super) struct Found {
    range: Range,
    rows: Vec<ListedDelivery>,
    /// The event of each of these, in the same order.
    events: Vec<Option<EventKey>>,
    places: HashMap<DeliveryId, usize>,
    /// Listed and not to be replayed, unless they turn up among those that are.
    apart: HashMap<DeliveryId, DateTime<Utc>>,
    /// The same without an id.
    nameless: Vec<DateTime<Utc>>,
    /// A row's creation time could not be read, so no window is safe.
    adrift: bool,
    /// The latest moment that any row shows.
    newest: Option<DateTime<Utc>>,
    /// The latest moment that a row showed before the first list of what is to be replayed: whatever
    /// was born until then is known.
    known: Option<DateTime<Utc>>,
    /// There was a row already, and nobody knows how new it is.
    unclear: bool,
    /// Some row shows a part of a second.
    fine: bool,
    pub unreadable: u64,
    pub contradicting: u64,
    list: List,
}

/// Which births are wanted, and which are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    from: Option<DateTime<Utc>>,
    to: DateTime<Utc>,
    pub read_after: Option<DateTime<Utc>>,
    pub read_before: DateTime<Utc>,
}

/// The list under way.
#[derive(Debug, Clone, Copy, Default)]
struct List {
    /// How many of its rows match and were not listed before.
    new: u64,
    /// The last one that was read.
    oldest: Option<DateTime<Utc>>,
    /// A row came after an older one, so what was not read may be of any age.
    unsorted: bool,
}

impl Found {
    pub fn new(from: Option<DateTime<Utc>>, to: DateTime<Utc>, pinned_at: DateTime<Utc>) -> Self {
        let beyond = step(to, MARGIN).unwrap_or(pinned_at);
        Self {
            range: Range {
                from,
                to,
                read_after: from.map(|from| step(from, -MARGIN).unwrap_or(from)),
                read_before: beyond.min(pinned_at),
            },
            rows: Vec::new(),
            events: Vec::new(),
            places: HashMap::new(),
            apart: HashMap::new(),
            nameless: Vec::new(),
            adrift: false,
            newest: None,
            known: None,
            unclear: false,
            fine: false,
            unreadable: 0,
            contradicting: 0,
            list: List::default(),
        }
    }

    pub const fn range(&self) -> Range {
        self.range
    }

    /// The newest row of any status comes, before all lists.
    pub fn begin_with(&mut self, page: &[Delivery]) {
        let created = |row: &Delivery| row.created_at.as_ref().and_then(VendorTime::utc);
        self.known = page.iter().filter_map(created).max();
        self.unclear = self.known.is_none() && !page.is_empty();
        self.fine |= self.known.is_some_and(|at| at.nanosecond() != 0);
    }

    /// The first page of a list comes.
    pub fn begin(&mut self) {
        self.list = List::default();
    }

    pub fn take(&mut self, asked: &SurveyAsked, status: &DeliveryStatus, page: &[Delivery]) {
        for row in page {
            self.take_row(asked, status, row);
        }
    }

    fn take_row(&mut self, asked: &SurveyAsked, status: &DeliveryStatus, row: &Delivery) {
        let Some(created_at) = row.created_at.as_ref().and_then(VendorTime::utc) else {
            self.unreadable += 1;
            self.adrift = true;
            return;
        };
        let newer = self.list.oldest.is_some_and(|oldest| created_at > oldest);
        self.list.unsorted |= newer;
        // The newest row was not the first then.
        self.unclear |= newer;
        if *status == DeliveryStatus::Pending {
            self.known = self.known.max(Some(created_at));
        }
        self.list.oldest = Some(created_at);
        self.newest = self.newest.max(Some(created_at));
        self.fine |= created_at.nanosecond() != 0;
        let Some(id) = &row.id else {
            self.unreadable += u64::from(wanted_status(status).is_some());
            self.nameless.push(created_at);
            return;
        };
        let in_range =
            self.range.from.is_none_or(|from| from <= created_at) && created_at < self.range.to;
        let contradicts = contradicts(asked, status, row);
        match wanted_status(status) {
            Some(status) if in_range && !contradicts => {
                self.apart.remove(id);
                let place = *self.places.entry(id.clone()).or_insert(self.rows.len());
                if let Some(known) = self.rows.get_mut(place) {
                    // It was listed before; where it stands now counts.
                    known.status = status;
                } else {
                    self.list.new += 1;
                    self.events.push(EventKey::of_delivery(row));
                    self.rows.push(ListedDelivery {
                        status,
                        created_at,
                        id: id.clone(),
                    });
                }
            }
            wanted => {
                if self.apart.insert(id.clone(), created_at).is_none() {
                    self.contradicting += u64::from(wanted.is_some() && contradicts);
                }
            }
        }
    }

    /// Whether the list under way holds more than so many, and none that is not read is newer.
    pub fn has_more_than(&self, most: Option<u64>) -> bool {
        most.is_some_and(|most| self.list.new > most) && !self.list.unsorted
    }

    /// Those that share their event with another one, and the event. Few, and most often none.
    pub fn of_same_event(&self) -> Vec<(&ListedDelivery, EventKey)> {
        let mut counts = HashMap::<EventKey, usize>::new();
        for event in self.events.iter().flatten() {
            *counts.entry(*event).or_default() += 1;
        }
        let told = self.rows.iter().zip(&self.events);
        told.filter_map(|(row, event)| Some((row, (*event)?)))
            .filter(|(_, event)| counts.get(event).is_some_and(|count| *count > 1))
            .collect()
    }

    pub fn matched(&self) -> u64 {
        self.rows.len() as u64
    }

    /// Moments that no window may hold or pass, because rows may be born there that were not listed.
    /// The pin does not tell: it is of our clock, which may be ahead of the vendor's.
    fn unlisted(&self, pinned_at: DateTime<Utc>) -> Vec<DateTime<Utc>> {
        let known = if self.unclear {
            self.newest
        } else {
            self.known
        };
        let rows = self.rows.iter().map(|row| row.created_at);
        let late = rows.filter(|at| known.is_none_or(|known| *at > known));
        let end = known.and_then(|known| {
            if self.fine {
                // A bound fits between, for rows that show less than they are made of.
                let millisecond = known.duration_trunc(TimeDelta::milliseconds(1)).ok()?;
                return step(millisecond, TimeDelta::milliseconds(2)).filter(|at| *at < pinned_at);
            }
            // Where only whole seconds are written, what is born next may bear the newest of them.
            // No two clocks differ by a day.
            Some(known).filter(|known| pinned_at - *known < TimeDelta::days(1))
        });
        late.chain(end).collect()
    }

    pub fn into_draft(
        self,
        asked: SurveyAsked,
        pinned_at: DateTime<Utc>,
        cut_short: bool,
    ) -> Draft {
        let matched = self.matched();
        let matched = if cut_short {
            Count::AtLeast(matched)
        } else {
            Count::Exact(matched)
        };
        let unlisted = self.unlisted(pinned_at);
        let mut rows = self.rows;
        let mut left = Vec::new();
        if let Some(most) = asked.at_most.and_then(|most| usize::try_from(most).ok())
            && most < rows.len()
        {
            rows.sort_unstable_by(|a, b| {
                (Reverse(a.created_at), &a.id).cmp(&(Reverse(b.created_at), &b.id))
            });
            left = rows.split_off(most);
        }
        if self.adrift {
            rows.sort_unstable();
            let deliveries = rows.into_iter().map(|row| row.id).collect();
            return Draft::ReplayDeliveries { deliveries };
        }
        let edges = [self.range.read_after, Some(self.range.read_before)];
        let avoid = (self.apart.into_values().chain(self.nameless))
            .chain(left.into_iter().map(|row| row.created_at))
            .chain(edges.into_iter().flatten())
            .chain(unlisted)
            .collect();
        Draft::ReplayListed {
            subscription: asked.subscription,
            event_type: asked.event_type,
            rows,
            avoid,
            pinned_at,
            matched,
        }
    }
}

fn wanted_status(status: &DeliveryStatus) -> Option<ReplayStatus> {
    match status {
        DeliveryStatus::Dead => Some(ReplayStatus::Dead),
        DeliveryStatus::Failed => Some(ReplayStatus::Failed),
        DeliveryStatus::Pending | DeliveryStatus::Delivered | DeliveryStatus::Other(_) => None,
    }
}

/// Whether a row says of itself that it is not what was asked for. What it does not say, and a
/// word that we do not know, contradicts nothing.
fn contradicts(asked: &SurveyAsked, status: &DeliveryStatus, row: &Delivery) -> bool {
    let other_status = row
        .status
        .as_ref()
        .is_some_and(|own| own != status && !matches!(own, DeliveryStatus::Other(_)));
    let other_subscription = row
        .subscription_id
        .as_ref()
        .is_some_and(|own| *own != asked.subscription);
    let other_type = match (&asked.event_type, &row.event_type) {
        (Some(asked), Some(own)) => asked.as_str() != own,
        _ => false,
    };
    other_status || other_subscription || other_type
}
