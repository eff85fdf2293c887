//! Which records were sent a short while ago, by whomever and from whatever browser: the same
//! failure is often looked at by two. Knows of plans what they name, and nothing of how a call is
//! carried; it asks no clock.
//!
//! It lives in memory, some fifty bytes for each record of the last day.

use chrono::{DateTime, TimeDelta, Utc};
use redrive_core::connection::ConnectionId;
use redrive_core::plan::{Item, Plan, PlanDigest};
use redrive_core::time::instant;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// What was sent longer ago than this is no news to anybody.
const LATELY: TimeDelta = TimeDelta::hours(24);

/// What of a plan was sent lately in another plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentLately {
    /// Places among the plan's items, in order.
    pub places: Vec<usize>,
    /// When the last of them was sent, or may have been, and by whom.
    #[serde(with = "instant")]
    pub at: DateTime<Utc>,
    pub operator: String,
}

/// Places among a plan's items of which whoever confirms it knows that they were sent lately. Which,
/// and not how many: as many others could pass for them.
#[derive(Debug, Default, Deserialize)]
pub struct KnownPlaces(Vec<usize>);

impl KnownPlaces {
    /// Whether they can be of this plan: in order, once each, and inside it, so never more than it
    /// has items.
    pub fn fit(&self, plan: &Plan) -> bool {
        let inside = |last: &usize| *last < plan.items().len();
        self.0.last().is_none_or(inside) && self.0.is_sorted_by(|one, next| one < next)
    }

    /// Whether all that was sent is among them.
    pub fn hold(&self, sent: &SentLately) -> bool {
        let known = |place| self.0.binary_search(place).is_ok();
        sent.places.iter().all(known)
    }
}

/// On whose word, and in which plan.
struct Word {
    operator: String,
    plan: PlanDigest,
}

struct Sent {
    at: DateTime<Utc>,
    on: Arc<Word>,
}

/// Stands for a record. That two share one is as good as impossible, and would lead to a question
/// too many.
type Key = u64;

/// The records of all connections.
#[derive(Default)]
pub struct Lately(HashMap<ConnectionId, HashMap<Key, Sent>>);

impl Lately {
    /// Notes what a call of a plan sent, or may have.
    pub fn note(&mut self, plan: &Plan, operator: &str, places: &[usize], at: DateTime<Utc>) {
        let on = Arc::new(Word {
            operator: operator.to_owned(),
            plan: plan.digest().clone(),
        });
        let known = self.0.entry(plan.connection().clone()).or_default();
        let items = places.iter().filter_map(|place| plan.items().get(*place));
        known.extend(items.filter(|item| is_record(item)).map(|item| {
            let on = Arc::clone(&on);
            (key(item), Sent { at, on })
        }));
    }

    /// Takes back what was noted of a call of which nothing was ever applied.
    pub fn take_back(&mut self, plan: &Plan, number: usize) {
        let Some(known) = self.0.get_mut(plan.connection()) else {
            return;
        };
        let call = plan.calls().get(number);
        for item in call
            .and_then(|call| plan.items().get(call.items.clone()))
            .unwrap_or_default()
        {
            let key = key(item);
            if known
                .get(&key)
                .is_some_and(|sent| sent.on.plan == *plan.digest())
            {
                known.remove(&key);
            }
        }
    }

    /// What of this plan was sent lately, in another one. A plan that is confirmed again goes on
    /// where it stopped: what itself has sent is not sent twice.
    pub fn of(&self, plan: &Plan, today: DateTime<Utc>) -> Option<SentLately> {
        let known = self.0.get(plan.connection())?;
        let items = plan.items().iter().enumerate();
        let sent = items.filter_map(|(place, item)| Some((place, known.get(&key(item))?)));
        let others: Vec<(usize, &Sent)> = sent
            .filter(|(_, sent)| sent.on.plan != *plan.digest() && today - sent.at <= LATELY)
            .collect();
        let (_, last) = others.iter().max_by_key(|(_, sent)| sent.at)?;
        Some(SentLately {
            at: last.at,
            operator: last.on.operator.clone(),
            places: others.into_iter().map(|(place, _)| place).collect(),
        })
    }

    /// Forgets what is no news any more.
    pub fn forget(&mut self, today: DateTime<Utc>) {
        self.0.retain(|_, known| {
            known.retain(|_, sent| today - sent.at <= LATELY);
            !known.is_empty()
        });
    }
}

fn key(item: &Item) -> Key {
    let mut hasher = DefaultHasher::new();
    item.hash(&mut hasher);
    hasher.finish()
}

/// Records are sent; a switch, or whatever a filter matches, is none.
const fn is_record(item: &Item) -> bool {
    matches!(
        item,
        Item::Event(_) | Item::Delivery(_) | Item::Notification(_)
    )
}

#[cfg(test)]
mod tests;
