//! Which records were sent a short while ago, or are about to be, by whomever and from whatever
//! browser: the same failure is often looked at by two. Knows of plans what they name, and nothing of how a call is
//! carried; it asks no clock.
//!
//! Kept for each plan apart, so that what one plan takes back another has sent all the same. It
//! lives in memory, some forty bytes for each record of the last day and each plan that sent it, and
//! is rebuilt from the journal where there is one.

mod news;

pub use news::News;

use super::journal::Left;
use chrono::{DateTime, TimeDelta, Utc};
use redrive_core::connection::ConnectionId;
use redrive_core::gateway::KnownSent;
use redrive_core::plan::{Item, Plan, PlanDigest};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// What was sent longer ago than this is no news to anybody.
const LATELY: TimeDelta = TimeDelta::hours(24);

/// Which of two came first, whatever was done to the clock: confirming a plan takes one, and so does
/// every call that leaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Turn(u64);

/// On whose word a call leaves.
#[derive(Debug, Clone)]
pub struct Word {
    pub operator: String,
    /// When it was given: what had been sent by then was known or told.
    pub given: Turn,
}

/// When a call left of which something was applied, or may have been; or, of what is about to leave,
/// when that was confirmed.
#[derive(Debug, Clone)]
pub struct Sending {
    pub word: Word,
    pub turn: Turn,
    pub at: DateTime<Utc>,
}

/// A call that was noted as leaving.
pub struct Noted {
    pub sending: Sending,
    /// The places that no earlier try of it may have applied: they can be taken back.
    pub places: Vec<usize>,
}

/// What was confirmed and has not left yet.
pub struct Awaited<'a> {
    plan: &'a Plan,
    places: Vec<Range<usize>>,
    confirmed: Sending,
}

impl<'a> Awaited<'a> {
    pub fn new(plan: &'a Plan, places: Vec<Range<usize>>, word: Word, at: DateTime<Utc>) -> Self {
        let turn = word.given;
        Self {
            plan,
            places,
            confirmed: Sending { word, turn, at },
        }
    }

    /// What of the asked records it is about to send, as a plan does that sent them.
    fn among(&self, asked: &ByKey) -> impl Iterator<Item = (usize, &Sending)> {
        let items = self.places.iter().cloned();
        let items = items.filter_map(|places| self.plan.items().get(places));
        let places = items.flatten().filter_map(|item| asked.get(&key(item)?));
        places.map(|place| (*place, &self.confirmed))
    }
}

/// Stands for a record. That two share one is as good as impossible, and would lead to a question
/// too many.
type Key = u64;

/// A key is a hash already. That one table's keys stand in the order of another's is what makes
/// asking for a million of them quick.
#[derive(Default)]
struct AsItIs(Key);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        self.0 = hasher.finish();
    }

    fn write_u64(&mut self, key: Key) {
        self.0 = key;
    }
}

type ByKey = HashMap<Key, usize, BuildHasherDefault<AsItIs>>;

/// The records of a plan that is to be confirmed, each with its place. Made of the plan alone, so
/// that nobody waits for it.
pub struct Records<'a> {
    plan: &'a Plan,
    places: ByKey,
}

impl<'a> Records<'a> {
    pub fn of(plan: &'a Plan) -> Self {
        let items = plan.items().iter().enumerate();
        Self {
            plan,
            places: items
                .filter_map(|(place, item)| Some((key(item)?, place)))
                .collect(),
        }
    }
}

/// What one plan sent.
#[derive(Default)]
struct SentPlan {
    calls: HashMap<usize, Sending>,
    /// In which of the calls each record left.
    records: ByKey,
}

impl SentPlan {
    /// What of the asked records it sent, each with its place among the asked.
    fn among(&self, asked: &ByKey) -> impl Iterator<Item = (usize, &Sending)> {
        let records = self.records.iter();
        records.filter_map(|(key, call)| Some((*asked.get(key)?, self.calls.get(call)?)))
    }
}

/// The records of all connections.
#[derive(Default)]
pub struct Lately {
    last: Turn,
    sent: HashMap<ConnectionId, HashMap<PlanDigest, SentPlan>>,
}

impl Lately {
    /// The next turn.
    pub fn turn(&mut self) -> Turn {
        self.last.0 += 1;
        self.last
    }

    /// Notes a call that leaves: all of it may be applied.
    pub fn note(&mut self, plan: &Plan, number: usize, word: Word, at: DateTime<Utc>) -> Noted {
        let turn = self.turn();
        let sending = Sending { word, turn, at };
        let call = plan.calls().get(number);
        let places = call.map_or(0..0, |call| call.items.clone());
        let items = places.filter_map(|place| Some((place, plan.items().get(place)?)));
        let of = (plan.connection(), plan.digest());
        Noted {
            places: self.insert(of, number, &sending, items),
            sending,
        }
    }

    /// Notes what a gateway before this one did.
    pub fn remember(&mut self, left: &Left, today: DateTime<Utc>) {
        let sending = left.sending();
        self.last = self.last.max(sending.turn).max(sending.word.given);
        if is_lately(&sending, today) {
            let of = (&left.connection, &left.plan);
            self.insert(of, left.call, &sending, left.placed());
        }
    }

    fn insert<'a>(
        &mut self,
        (connection, plan): (&ConnectionId, &PlanDigest),
        number: usize,
        sending: &Sending,
        items: impl Iterator<Item = (usize, &'a Item)>,
    ) -> Vec<usize> {
        let mut records = items
            .filter_map(|(place, item)| Some((place, key(item)?)))
            .peekable();
        if records.peek().is_none() {
            return Vec::new();
        }
        let known = self.sent.entry(connection.clone()).or_default();
        let sent = known.entry(plan.clone()).or_default();
        sent.calls.insert(number, sending.clone());
        records
            .filter(|(_, key)| sent.records.insert(*key, number).is_none())
            .map(|(place, _)| place)
            .collect()
    }

    /// Whether another plan sent something of this call since the word was given, and in none of the
    /// plans that were known then.
    pub fn overtakes(&self, plan: &Plan, number: usize, word: &Word, knows: &[KnownSent]) -> bool {
        let is_known = |other: &PlanDigest, place| {
            let mut of_it = knows.iter().filter(|known| known.plan == *other);
            of_it.any(|known| known.places.hold(place))
        };
        let sent_since = |place: usize| {
            let key = plan.items().get(place).and_then(key);
            let others = self.sent.get(plan.connection()).into_iter().flatten();
            key.is_some_and(|key| {
                others
                    .filter(|(other, _)| *other != plan.digest())
                    .filter_map(|(other, sent)| {
                        Some((other, sent.calls.get(sent.records.get(&key)?)?))
                    })
                    .any(|(other, call)| call.turn > word.given && !is_known(other, place))
            })
        };
        let call = plan.calls().get(number);
        call.is_some_and(|call| call.items.clone().any(sent_since))
    }

    /// Takes back what this plan was noted to have sent and did not. What others sent stays.
    pub fn take_back(&mut self, plan: &Plan, places: impl Iterator<Item = usize>) {
        let items = places.filter_map(|place| plan.items().get(place));
        self.take_back_items(plan.connection(), plan.digest(), items);
    }

    /// The same, of a plan that is not at hand.
    pub fn take_back_items<'a>(
        &mut self,
        connection: &ConnectionId,
        plan: &PlanDigest,
        items: impl Iterator<Item = &'a Item>,
    ) {
        let known = self.sent.get_mut(connection);
        let Some(sent) = known.and_then(|known| known.get_mut(plan)) else {
            return;
        };
        for key in items.filter_map(key) {
            sent.records.remove(&key);
        }
    }

    /// Forgets what is no news any more.
    pub fn forget(&mut self, today: DateTime<Utc>) {
        self.sent.retain(|_, known| {
            known.retain(|_, sent| {
                let SentPlan { calls, records } = sent;
                let before = calls.len();
                calls.retain(|_, call| is_lately(call, today));
                if calls.len() < before {
                    records.retain(|_, call| calls.contains_key(call));
                }
                !calls.is_empty()
            });
            !known.is_empty()
        });
    }
}

fn is_lately(sending: &Sending, today: DateTime<Utc>) -> bool {
    today - sending.at <= LATELY
}

/// Records are sent; a switch is none.
fn key(item: &Item) -> Option<Key> {
    if !matches!(
        item,
        Item::Event(_) | Item::Delivery(_) | Item::Notification(_)
    ) {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    item.hash(&mut hasher);
    Some(hasher.finish())
}

#[cfg(test)]
mod tests;
