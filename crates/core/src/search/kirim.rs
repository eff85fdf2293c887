//! Traces of replayed deliveries: new rows that name the delivery they were made from.
//!
//! Where the vendor named the new delivery when it replayed one, that row counts too, and is read
//! by itself when the list does not reach it.

use super::baseline::{Baselines, ROWS, subscription};
use super::{PAGES, Traces, Wanted, best, pages};
use crate::fate::Fate;
use crate::http::Answer;
use crate::kirim;
use crate::kirim::contract::{Delivery, DeliveryId, DeliveryStatus, SubscriptionId};
use crate::kirim::{DeliveryFilter, Read};
use crate::plan::Item;
use crate::problem::{Problem, ProblemKind};
use crate::time::{VendorTime, step};
use crate::why::{self, Mark, Whys};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeMap;

/// Reads kept for rows that the list does not reach.
const SINGLE_READS: usize = PAGES / 2;

/// Pages through the deliveries after the baseline, newest first, then reads single ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deliveries {
    baselines: Baselines,
    subscription: Option<SubscriptionId>,
    /// In order of id.
    items: Vec<Replayed>,
    /// In order of id.
    known: Vec<Known>,
    texts: Whys,
    stage: Stage,
    /// The list was left for single reads before its end.
    cut: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    List {
        cursor: Option<String>,
        pages: usize,
    },
    /// The known new deliveries from this one on.
    Single { known: usize },
}

/// An item, and what its replays became.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Replayed {
    id: DeliveryId,
    place: usize,
    /// The number of its baseline; without one only a new delivery that the vendor named counts.
    baseline: Option<usize>,
    fate: Option<Fate>,
    /// Why the newest that failed did.
    why: Mark,
}

/// A new delivery that the vendor named.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Known {
    id: DeliveryId,
    /// Which of the items it is a replay of.
    item: usize,
    seen: bool,
}

impl Deliveries {
    pub(super) fn of(wanted: &Wanted<'_>) -> Option<Self> {
        let (baselines, numbers) = Baselines::of(wanted);
        let places = wanted.places.iter().zip(numbers);
        let mut items: Vec<Replayed> = places
            .filter_map(|(place, baseline)| match wanted.plan.items().get(*place)? {
                Item::Delivery(id) => Some(Replayed {
                    id: id.clone(),
                    place: *place,
                    baseline,
                    fate: None,
                    why: Mark::NONE,
                }),
                _ => None,
            })
            .collect();
        items.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        let by_place: BTreeMap<usize, usize> = items
            .iter()
            .enumerate()
            .map(|(item, replayed)| (replayed.place, item))
            .collect();
        let mut known: Vec<Known> = wanted
            .replays
            .iter()
            .filter_map(|(place, id)| {
                Some(Known {
                    id: id.clone(),
                    item: *by_place.get(place)?,
                    seen: false,
                })
            })
            .collect();
        known.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        let stage = match baselines.earliest() {
            Some(_) => Stage::List {
                cursor: None,
                pages: if known.is_empty() {
                    pages(items.len())
                } else {
                    pages(items.len()).saturating_sub(SINGLE_READS)
                },
            },
            None if known.is_empty() => return None,
            None => Stage::Single { known: 0 },
        };
        (!items.is_empty()).then(|| Self {
            baselines,
            subscription: subscription(wanted.plan),
            cut: false,
            items,
            known,
            texts: Whys::default(),
            stage,
        })
    }

    pub(super) fn next(&self) -> Option<Read> {
        match &self.stage {
            Stage::List { cursor, .. } => Some(Read::Deliveries {
                filter: DeliveryFilter {
                    subscription: self.subscription.clone(),
                    created_after: self.from(),
                    ..DeliveryFilter::default()
                },
                limit: ROWS,
                cursor: cursor.clone(),
            }),
            Stage::Single { known } => self.known.get(*known).map(|known| Read::Delivery {
                id: known.id.clone(),
            }),
        }
    }

    /// A little before the earliest baseline, because no page says whether the vendor's bound is
    /// inclusive.
    fn from(&self) -> Option<DateTime<Utc>> {
        step(self.baselines.earliest()?, -TimeDelta::seconds(1))
    }

    pub(super) fn take(&mut self, answer: &Answer) -> Result<(), Problem> {
        match self.stage.clone() {
            Stage::List { pages, .. } => {
                let page = kirim::deliveries(answer)?;
                let created = |row: &Delivery| row.created_at.as_ref().and_then(VendorTime::utc);
                let oldest = page.data.iter().filter_map(created).min();
                for row in &page.data {
                    self.row(row, created(row));
                }
                let cursor = page.next_cursor.filter(|_| page.has_more);
                let below = oldest
                    .zip(self.baselines.earliest())
                    .is_some_and(|(oldest, at)| oldest < at);
                let over = cursor.is_none() || below;
                let pages = pages.saturating_sub(1);
                if over || self.all_delivered() || pages == 0 {
                    self.cut = !over && pages == 0;
                    self.go_to_single(0);
                } else {
                    self.stage = Stage::List { cursor, pages };
                }
            }
            Stage::Single { known } => {
                match kirim::delivery(answer) {
                    Ok(row) => self.row(&row.known.delivery, None),
                    Err(problem) if problem.kind == ProblemKind::NotFound => {}
                    Err(problem) => return Err(problem),
                }
                self.go_to_single(known.saturating_add(1));
            }
        }
        Ok(())
    }

    /// To the first known new delivery, from this one on, that may still tell something.
    fn go_to_single(&mut self, from: usize) {
        let delivered = |known: &Known| {
            let item = self.items.get(known.item);
            item.is_some_and(|item| item.fate == Some(Fate::Delivered))
        };
        let rest = self.known.iter().skip(from);
        let passed = rest
            .take_while(|known| known.seen || delivered(known))
            .count();
        self.stage = Stage::Single {
            known: from.saturating_add(passed),
        };
    }

    fn all_delivered(&self) -> bool {
        let delivered = |item: &Replayed| item.fate == Some(Fate::Delivered);
        self.items.iter().all(delivered)
    }

    /// A row counts when it is known to be ours, or came later and names one of the items.
    fn row(&mut self, row: &Delivery, created: Option<DateTime<Utc>>) {
        let Some(id) = &row.id else {
            return;
        };
        let known = self.known.binary_search_by(|known| known.id.cmp(id));
        let item = if let Some(known) = known.ok().and_then(|at| self.known.get_mut(at)) {
            known.seen = true;
            Some(known.item)
        } else {
            row.replayed_from
                .as_ref()
                .and_then(|from| self.items.binary_search_by(|item| item.id.cmp(from)).ok())
                .filter(|item| {
                    let item = self.items.get(*item).and_then(|item| item.baseline);
                    item.and_then(|baseline| self.baselines.get(baseline))
                        .is_some_and(|baseline| baseline.precedes(created, Some(id.as_str())))
                })
        };
        if let Some(item) = item.and_then(|item| self.items.get_mut(item)) {
            let fate = fate(row.status.as_ref());
            if fate == Fate::FailedAgain
                && item.why == Mark::NONE
                && let Some(why) = why::told(row.last_response_status, row.last_error.as_deref())
            {
                item.why = self.texts.mark(&why);
            }
            item.fate = Some(item.fate.map_or(fate, |known| best(known, fate)));
        }
    }

    pub(super) fn into_traces(self) -> Traces {
        // What was not read, or cannot be told from older rows, may hold a replay that was delivered.
        let unread = self.cut || matches!(self.stage, Stage::List { .. });
        let told = |item: &Replayed| match item.fate? {
            Fate::FailedAgain if unread || item.baseline.is_none() => Some(Fate::Pending),
            other => Some(other),
        };
        let fates: Vec<(usize, Fate)> = self
            .items
            .iter()
            .filter_map(|item| Some((item.place, told(item)?)))
            .collect();
        let failed = self
            .items
            .iter()
            .filter(|item| told(item) == Some(Fate::FailedAgain));
        let whys = failed.map(|item| (item.place, item.why)).collect();
        let bare = |item: &Replayed| item.baseline.is_none();
        let named = |known: &&Known| self.items.get(known.item).is_some_and(bare);
        let unlisted = self.known.iter().filter(named).count()
            < self.items.iter().filter(|item| bare(item)).count();
        Traces {
            may_be_tried: Vec::new(),
            proven: fates.iter().map(|(place, _)| *place).collect(),
            fates,
            whys,
            texts: self.texts,
            cut: self.cut || unlisted,
        }
    }
}

/// What a state says. The vendor's pages do not print all of its words.
const fn fate(status: Option<&DeliveryStatus>) -> Fate {
    match status {
        Some(DeliveryStatus::Delivered) => Fate::Delivered,
        Some(DeliveryStatus::Pending) => Fate::Pending,
        Some(DeliveryStatus::Failed | DeliveryStatus::Dead) => Fate::FailedAgain,
        Some(DeliveryStatus::Other(_)) | None => Fate::NotVerifiable,
    }
}

#[cfg(test)]
mod tests;
