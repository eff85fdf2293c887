//! From attempts to events. The vendor lists tries; an operator resends events.
//!
//! The id that resend wants stands only inside the JSON text of a stored request body, where old
//! rows lack it and some cannot be read. Those are shown, and cannot be sent.

use super::contract::{Attempt, EventId, Payload, Row};
use crate::lenient::strict;
use chrono::{DateTime, Utc};
use std::collections::HashMap;

/// Why an attempt leads to no event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotResendable {
    /// The stored body is absent or no JSON.
    BodyUnreadable,
    /// The stored body is older than event ids.
    NoEventId,
}

/// One event and every loaded try of it, newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub id: EventId,
    pub attempts: Vec<Row<Attempt>>,
}

/// Loaded attempts, grouped.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EventGroups {
    /// In the order in which their newest attempt was listed.
    pub events: Vec<Event>,
    /// Attempts that lead to no event, with the reason.
    pub without_event: Vec<(Row<Attempt>, NotResendable)>,
}

impl Attempt {
    /// The event that was posted.
    ///
    /// # Errors
    /// Why it cannot be told; the attempt's own id is never taken for it.
    pub fn event_id(&self) -> Result<EventId, NotResendable> {
        self.payload()
            .ok_or(NotResendable::BodyUnreadable)?
            .event_id
            .ok_or(NotResendable::NoEventId)
    }

    /// What was posted, where it can be read.
    pub fn payload(&self) -> Option<Payload> {
        strict(self.http_request_body.as_deref()?.as_bytes()).ok()
    }

    /// Whether the receiver took it: 2xx, and nothing else. `None` when the code is unknown.
    pub fn succeeded(&self) -> Option<bool> {
        self.http_response_code
            .map(|code| (200..300).contains(&code))
    }
}

impl Event {
    /// The newest try.
    pub fn latest(&self) -> Option<&Attempt> {
        self.attempts.first().map(|row| &row.known)
    }

    /// Whether any loaded try was taken.
    pub fn delivered(&self) -> bool {
        self.attempts
            .iter()
            .any(|row| row.known.succeeded() == Some(true))
    }

    /// When the vendor tries again by itself, if that is still to come.
    pub fn next_retry(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.attempts
            .iter()
            .filter_map(|row| row.known.next_retry.as_ref()?.utc())
            .filter(|at| *at > now)
            .max()
    }
}

/// Groups attempts by the event they carried.
pub fn group(attempts: impl IntoIterator<Item = Row<Attempt>>) -> EventGroups {
    let mut groups = EventGroups::default();
    let mut places: HashMap<EventId, usize> = HashMap::new();
    for row in attempts {
        match row.known.event_id() {
            Ok(id) => {
                let place = *places.entry(id).or_insert_with(|| {
                    groups.events.push(Event {
                        id,
                        attempts: Vec::new(),
                    });
                    groups.events.len() - 1
                });
                if let Some(event) = groups.events.get_mut(place) {
                    event.attempts.push(row);
                }
            }
            Err(why) => groups.without_event.push((row, why)),
        }
    }
    for event in &mut groups.events {
        event.attempts.sort_by_key(|row| {
            std::cmp::Reverse(
                row.known
                    .created_at
                    .as_ref()
                    .and_then(super::contract::VendorTime::utc),
            )
        });
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(id: u64, at: &str, body: Option<&str>) -> Row<Attempt> {
        let raw = serde_json::json!({"id": id, "created_at": at, "http_request_body": body, "http_response_code": 503});
        serde_json::from_value(raw).unwrap()
    }

    #[test]
    fn trap_03_an_attempt_id_is_never_an_event_id() {
        let row = attempt(9001, "2026-03-06T10:00:05Z", Some(r#"{"event_id": 512}"#));
        assert_eq!(row.known.event_id(), Ok(EventId::new(512)));
        let bare = attempt(9001, "2026-03-06T10:00:05Z", None);
        assert_eq!(bare.known.event_id(), Err(NotResendable::BodyUnreadable));
    }

    #[test]
    fn only_what_begins_with_two_says_that_the_receiver_took_it() {
        let mut row = attempt(1, "2026-03-06T10:00:05Z", None);
        for code in -1..700 {
            row.known.http_response_code = Some(code);
            assert_eq!(row.known.succeeded(), Some(code / 100 == 2), "{code}");
        }
        row.known.http_response_code = None;
        assert_eq!(row.known.succeeded(), None);
    }

    #[test]
    fn trap_04_bodies_without_an_event_id_switch_resend_off() {
        for (body, why) in [
            (r#"{"type":"post.created"}"#, NotResendable::NoEventId),
            (r#"{"event_id":"many"}"#, NotResendable::NoEventId),
            (r#"{"event_id":null}"#, NotResendable::NoEventId),
            (r#"{"event_id": 5"#, NotResendable::BodyUnreadable),
            ("b'{}'", NotResendable::BodyUnreadable),
        ] {
            assert_eq!(
                attempt(1, "x", Some(body)).known.event_id(),
                Err(why),
                "{body}"
            );
        }
    }

    #[test]
    fn trap_05_many_attempts_are_one_event() {
        let groups = group([
            attempt(1, "2026-03-06T10:00:05+01:00", Some(r#"{"event_id": 512}"#)),
            attempt(3, "2026-03-06T10:00:35Z", Some(r#"{"event_id": 512}"#)),
            attempt(2, "2026-03-06T10:00:10Z", Some(r#"{"event_id": 513}"#)),
            attempt(4, "2026-03-06T10:00:05Z", Some("{}")),
        ]);
        let ids: Vec<u64> = groups.events.iter().map(|event| event.id.get()).collect();
        assert_eq!(ids, [512, 513]);
        assert_eq!(groups.events[0].attempts.len(), 2);
        assert_eq!(groups.without_event.len(), 1);
        assert_eq!(groups.events[0].latest().unwrap().id.unwrap().get(), 3);
    }

    #[test]
    fn trap_24_a_retry_is_due_whatever_its_offset() {
        let mut row = attempt(1, "2026-03-06T10:00:05.2+01:00", Some(r#"{"event_id": 1}"#));
        row.known.next_retry = Some("2026-03-06T10:00:10.199800+01:00".to_owned().into());
        let event = Event {
            id: EventId::new(1),
            attempts: vec![row],
        };
        assert!(
            event
                .next_retry("2026-03-06T09:00:00Z".parse().unwrap())
                .is_some()
        );
        for past in ["2026-03-06T09:00:10.199800Z", "2026-03-06T09:00:11Z"] {
            assert!(event.next_retry(past.parse().unwrap()).is_none(), "{past}");
        }
    }
}
