//! Which rows are of one event. A vendor that sends something again writes a new row and leaves the
//! old one as it was, so both stand in the list of what failed: to send both again is to send the
//! same thing twice.
//!
//! Keys tell rows of one visit apart. They are neither kept nor sent.

use super::Fact;
use crate::kirim::contract::Delivery;
use crate::zuora::contract::NotificationRow;
use chrono::{DateTime, Utc};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Stands for an event, in eight bytes: a table may hold a million. Two events share one about once
/// in thirty million tables of that size, and then a warning is needless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EventKey(u64);

impl EventKey {
    fn of(parts: impl Hash) -> Self {
        // The same parts give the same key for as long as the program runs.
        let mut hasher = DefaultHasher::new();
        parts.hash(&mut hasher);
        Self(hasher.finish())
    }

    /// Of a delivery: its event where that is told, else the delivery that it replays, else itself.
    /// Kirim documents only the second.
    pub fn of_delivery(delivery: &Delivery) -> Option<Self> {
        let event = delivery.event_id.as_deref().filter(|id| !id.is_empty());
        let original = delivery.replayed_from.as_ref().or(delivery.id.as_ref());
        event
            .map(Self::of)
            .or_else(|| original.map(|id| Self::of(id.as_str())))
    }

    /// Of a notification: what a resend repeats is the account, the object and the notification.
    pub fn of_notification(row: &NotificationRow) -> Option<Self> {
        let told = |part: &Option<String>| part.clone().filter(|text| !text.is_empty());
        let account = told(&row.account_id)?;
        let (object, notification) = (told(&row.object_id)?, told(&row.notification_id)?);
        Some(Self::of((account, object, notification)))
    }

    /// As a number, for a table's column.
    pub const fn to_bits(self) -> i64 {
        self.0.cast_signed()
    }

    /// From such a number.
    pub const fn from_bits(bits: i64) -> Self {
        Self(bits.cast_unsigned())
    }
}

/// The places of those that have a newer one of the same event among them. Of two that were made at
/// the same moment, or at no known one, the first counts as the newer: lists begin with it.
pub(super) fn older_of_same(facts: &[Option<Fact>]) -> BTreeSet<usize> {
    let mut newest: HashMap<EventKey, (Option<DateTime<Utc>>, Reverse<usize>)> = HashMap::new();
    let mut older = BTreeSet::new();
    for (place, fact) in facts.iter().enumerate() {
        let Some((event, fact)) = fact.as_ref().and_then(|fact| Some((fact.event?, fact))) else {
            continue;
        };
        let this = (fact.created_at, Reverse(place));
        let known = newest.entry(event).or_insert(this);
        if this > *known {
            older.insert(known.1.0);
            *known = this;
        } else if this < *known {
            older.insert(place);
        }
    }
    older
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn delivery(row: Value) -> Option<EventKey> {
        EventKey::of_delivery(&serde_json::from_value(row).unwrap())
    }

    const FIRST: &str = "wbd_01K0000000000000000000000B";
    const SECOND: &str = "wbd_01K0000000000000000000000G";

    #[test]
    fn a_replay_is_of_the_event_of_what_it_replays() {
        let original = delivery(json!({"id": FIRST, "event_id": "evt_1"}));
        let replay = delivery(json!({"id": SECOND, "event_id": "evt_1", "replayed_from": FIRST}));
        assert!(original.is_some() && original == replay);
        assert_ne!(
            original,
            delivery(json!({"id": SECOND, "event_id": "evt_2"}))
        );
        // Where the vendor names no events, the documented way back is left.
        let original = delivery(json!({"id": FIRST, "event_id": ""}));
        let replay = delivery(json!({"id": SECOND, "replayed_from": FIRST}));
        assert!(original.is_some() && original == replay);
        assert_ne!(original, delivery(json!({"id": SECOND})));
        assert_eq!(delivery(json!({})), None);
    }

    #[test]
    fn a_resent_notification_is_of_the_same_occasion() {
        let of = |account: &str, object: Option<&str>| {
            let row = json!({"accountid": account, "objectid": object, "notificationid": "n"});
            EventKey::of_notification(&serde_json::from_value(row).unwrap())
        };
        assert!(of("a", Some("i")).is_some());
        assert_eq!(of("a", Some("i")), of("a", Some("i")));
        assert_ne!(of("a", Some("i")), of("a", Some("j")));
        assert_ne!(
            of("a", Some("i")),
            of("ai", Some("")),
            "no part runs into another"
        );
        assert_eq!(
            of("a", None),
            None,
            "of which nothing is known, nothing is said"
        );
    }

    proptest! {
        #[test]
        fn one_of_each_event_is_left_and_it_is_the_newest(rows in prop::collection::vec(prop::option::of((0i64..5, prop::option::of(0i64..4))), 0..30)) {
            let facts: Vec<Option<Fact>> = rows.iter().map(|row| row.map(|(event, hour)| Fact {
                event: Some(EventKey::from_bits(event)),
                created_at: hour.and_then(|hour| DateTime::from_timestamp(hour * 3600, 0)),
                ..Fact::default()
            })).collect();
            let older = older_of_same(&facts);
            for event in 0..5 {
                let places: Vec<usize> = (0..rows.len()).filter(|place| rows[*place].is_some_and(|row| row.0 == event)).collect();
                let left: Vec<usize> = places.iter().copied().filter(|place| !older.contains(place)).collect();
                prop_assert_eq!(left.len(), usize::from(!places.is_empty()));
                if let [left] = left[..] {
                    prop_assert!(places.iter().all(|place| facts[*place].as_ref().unwrap().created_at <= facts[left].as_ref().unwrap().created_at));
                }
            }
            prop_assert!(older.iter().all(|place| rows[*place].is_some()));
        }
    }
}
