//! What was newest at the vendor before a call, on the vendor's own clock.
//!
//! Our clock and the vendor's differ, and a vendor may write whole seconds only. So what is ours
//! is told from what was there by the rows themselves: later than the newest one, or on its very
//! instant and not yet there.

use super::Wanted;
use crate::http::Answer;
use crate::kirim;
use crate::kirim::contract::SubscriptionId;
use crate::plan::{Draft, Item, Plan};
use crate::problem::Problem;
use crate::read::Read;
use crate::selfcommunity;
use crate::selfcommunity::contract::EndpointId;
use crate::time::{VendorTime, instant, step};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Rows of a page: as many as both vendors give.
pub(super) const ROWS: u32 = 100;

/// The newest thing at the vendor before a call. Whatever is not later is none of ours.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    /// `None` while nobody has looked: then no row can be told to be ours.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "instant::deserialize_option"
    )]
    pub(super) at: Option<DateTime<Utc>>,
    /// The rows at exactly that instant.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) ids: Vec<String>,
}

impl Baseline {
    /// Whether this row is later. One that lacks what would tell is not.
    pub(super) fn precedes(&self, row: Option<DateTime<Utc>>, id: Option<&str>) -> bool {
        match (self.at, row) {
            (Some(at), Some(row)) if row == at => {
                id.is_some_and(|id| !self.ids.iter().any(|known| known == id))
            }
            (Some(at), Some(row)) => row > at,
            _ => false,
        }
    }
}

/// The baselines of the items that are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Baselines {
    all: Vec<Baseline>,
    earliest: Option<DateTime<Utc>>,
}

impl Baselines {
    /// With the number of the baseline of each wanted place, where it has one that tells anything.
    pub(super) fn of(wanted: &Wanted<'_>) -> (Self, Vec<Option<usize>>) {
        let mut baselines = Self::default();
        let mut last: Option<(&Baseline, Option<usize>)> = None;
        let number = |place: &usize| {
            let baseline = wanted.since(*place)?.baseline;
            // Neighbours often share theirs.
            if let Some((known, number)) = last
                && std::ptr::eq(known, baseline)
            {
                return number;
            }
            let number = baselines.add(baseline);
            last = Some((baseline, number));
            number
        };
        let numbers = wanted.places.iter().map(number).collect();
        (baselines, numbers)
    }

    fn add(&mut self, baseline: &Baseline) -> Option<usize> {
        let at = baseline.at?;
        self.earliest = Some(self.earliest.map_or(at, |earliest| earliest.min(at)));
        self.all.push(baseline.clone());
        self.all.len().checked_sub(1)
    }

    pub(super) fn get(&self, number: usize) -> Option<&Baseline> {
        self.all.get(number)
    }

    /// Before this nothing can be a trace of any of the items.
    pub(super) const fn earliest(&self) -> Option<DateTime<Utc>> {
        self.earliest
    }
}

/// The one subscription whose deliveries a plan replays, where it names one.
pub(super) fn subscription(plan: &Plan) -> Option<SubscriptionId> {
    match plan.draft() {
        Draft::ReplayListed { subscription, .. } => Some(subscription.clone()),
        _ => None,
    }
}

/// Looks for the newest rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Newest {
    list: List,
    baseline: Baseline,
    /// There are rows, and one had no instant that can be read.
    undated: bool,
    over: bool,
}

/// Where the next page is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum List {
    Attempts {
        endpoint: EndpointId,
        offset: u64,
    },
    Deliveries {
        subscription: Option<SubscriptionId>,
        cursor: Option<String>,
    },
}

impl Newest {
    pub(super) fn of(plan: &Plan) -> Option<Self> {
        let list = match (plan.draft(), plan.items().first()?) {
            (Draft::ResendEvents { endpoint, .. }, _) => List::Attempts {
                endpoint: *endpoint,
                offset: 0,
            },
            (_, Item::Delivery(_)) => List::Deliveries {
                subscription: subscription(plan),
                cursor: None,
            },
            _ => return None,
        };
        Some(Self {
            list,
            baseline: Baseline::default(),
            undated: false,
            over: false,
        })
    }

    pub(super) fn next(&self) -> Option<Read> {
        (!self.over).then(|| match &self.list {
            List::Attempts { endpoint, offset } => {
                Read::Selfcommunity(selfcommunity::Read::Attempts {
                    id: *endpoint,
                    limit: ROWS,
                    offset: *offset,
                })
            }
            List::Deliveries {
                subscription,
                cursor,
            } => Read::Kirim(kirim::Read::Deliveries {
                filter: kirim::DeliveryFilter {
                    subscription: subscription.clone(),
                    ..kirim::DeliveryFilter::default()
                },
                limit: ROWS,
                cursor: cursor.clone(),
            }),
        })
    }

    pub(super) fn take(&mut self, answer: &Answer) -> Result<(), Problem> {
        match &mut self.list {
            List::Attempts { offset, .. } => {
                let page = selfcommunity::attempts(answer)?;
                *offset = offset.saturating_add(page.results.len() as u64);
                self.over = page.next.is_none();
                for row in page.results {
                    let id = row.known.id.map(|id| id.to_string());
                    self.row(row.known.created_at, id);
                }
            }
            List::Deliveries { cursor, .. } => {
                let page = kirim::deliveries(answer)?;
                *cursor = page.next_cursor.filter(|_| page.has_more);
                self.over = cursor.is_none();
                for row in page.data {
                    self.row(row.created_at, row.id.map(String::from));
                }
            }
        }
        Ok(())
    }

    fn row(&mut self, created: Option<VendorTime>, id: Option<String>) {
        let Some(at) = created.and_then(|created| created.utc()) else {
            self.undated = true;
            return;
        };
        match self.baseline.at {
            Some(newest) if at < newest => self.over = true,
            Some(newest) if at == newest => self.baseline.ids.extend(id),
            _ => {
                self.baseline.at = Some(at);
                self.baseline.ids = id.into_iter().collect();
            }
        }
    }

    /// What was found. Where the rows of the newest instant did not end within the bound, none of
    /// that instant is ever taken for ours.
    pub(super) fn into_baseline(self) -> Option<Baseline> {
        let Self {
            mut baseline,
            undated,
            over,
            ..
        } = self;
        match baseline.at {
            // An empty list: whatever comes is later than that.
            None if over && !undated => baseline.at = Some(DateTime::UNIX_EPOCH),
            None => return None,
            Some(_) if over => {
                baseline.ids.sort_unstable();
                baseline.ids.dedup();
            }
            Some(at) => {
                baseline.at = step(at, TimeDelta::nanoseconds(1));
                baseline.ids = Vec::new();
            }
        }
        baseline.at.is_some().then_some(baseline)
    }
}
