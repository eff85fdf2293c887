//! Every try that was loaded, by the event that it carried: pages of tries cut events apart, and
//! they overlap where new tries have come meanwhile. Pure.

use redrive_core::selfcommunity::contract::{Attempt, EventId, Row};
use redrive_core::selfcommunity::{Event, NotResendable, group};
use std::collections::HashMap;

/// What is known of an endpoint's events.
#[derive(Default)]
pub struct Book {
    events: HashMap<EventId, Event>,
    others: HashMap<String, Row<Attempt>>,
}

/// What becomes rows of one page.
pub struct PageRows<'a> {
    /// In the order in which their newest try was listed, each with every loaded try of it.
    pub events: Vec<&'a Event>,
    /// Tries that lead to no event, by what they are called, with the reason.
    pub others: Vec<(String, &'a Row<Attempt>, NotResendable)>,
}

impl Book {
    /// Begins with another list.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Takes a page in, and gives what is known now of the events that it names.
    pub fn take(&mut self, tries: &[Row<Attempt>]) -> PageRows<'_> {
        let groups = group(tries.iter().cloned());
        let named: Vec<EventId> = groups.events.iter().map(|event| event.id).collect();
        for event in groups.events {
            self.merge(event);
        }
        let mut others = Vec::new();
        for (row, why) in groups.without_event {
            let name = row.known.id.map_or_else(
                || format!("a try without id ({})", self.others.len() + 1),
                |id| format!("try {id}"),
            );
            self.others.insert(name.clone(), row);
            others.push((name, why));
        }
        PageRows {
            events: named.iter().filter_map(|id| self.events.get(id)).collect(),
            others: others
                .into_iter()
                .filter_map(|(name, why)| {
                    let row = self.others.get(&name)?;
                    Some((name, row, why))
                })
                .collect(),
        }
    }

    fn merge(&mut self, new: Event) {
        let Some(known) = self.events.get_mut(&new.id) else {
            self.events.insert(new.id, new);
            return;
        };
        let mut tries = std::mem::take(&mut known.attempts);
        for row in new.attempts {
            let is_it = |one: &Row<Attempt>| {
                *one == row || (row.known.id.is_some() && one.known.id == row.known.id)
            };
            match tries.iter_mut().find(|one| is_it(one)) {
                Some(one) => *one = row,
                None => tries.push(row),
            }
        }
        // Every one of them names this event, so this is the one group.
        if let Some(event) = group(tries).events.pop() {
            *known = event;
        }
    }

    /// How many events, and tries that lead to none, of these are not known yet.
    pub fn unknown(&self, tries: &[Row<Attempt>]) -> usize {
        let groups = group(tries.iter().cloned());
        let new = |event: &&Event| !self.events.contains_key(&event.id);
        let other = |(row, _): &&(Row<Attempt>, NotResendable)| {
            let id = row.known.id;
            id.is_some_and(|id| !self.others.contains_key(&format!("try {id}")))
        };
        groups.events.iter().filter(new).count() + groups.without_event.iter().filter(other).count()
    }

    /// Whether any of these tries is known.
    pub fn knows_any(&self, tries: &[Row<Attempt>]) -> bool {
        let known = |row: &Row<Attempt>| {
            let event = row.known.event_id().ok();
            let event = event.and_then(|id| self.events.get(&id));
            event.is_some_and(|event| {
                event
                    .attempts
                    .iter()
                    .any(|one| one.known.id == row.known.id)
            })
        };
        tries.iter().any(known)
    }

    /// The tries behind a row: all of an event, or the one that leads to none.
    pub fn tries(&self, id: &str) -> Option<Vec<Row<Attempt>>> {
        let event = id.parse().ok().and_then(|id: EventId| self.events.get(&id));
        match event {
            Some(event) => Some(event.attempts.clone()),
            None => Some(vec![self.others.get(id)?.clone()]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn tried(id: u64, event: u64, at: &str) -> Row<Attempt> {
        let row = json!({"id": id, "created_at": format!("2026-06-01T{at}:00Z"),
            "http_request_body": format!("{{\"event_id\":{event}}}"), "http_response_code": 503});
        serde_json::from_value(row).unwrap()
    }

    fn ids(event: &Event) -> Vec<Option<String>> {
        let tries = event.attempts.iter();
        tries
            .map(|row| row.known.id.map(|id| id.to_string()))
            .collect()
    }

    #[test]
    fn an_event_that_two_pages_cut_apart_is_one_with_all_its_tries() {
        let mut book = Book::default();
        let told = book.take(&[tried(9, 5, "12:00"), tried(8, 6, "11:00")]);
        assert_eq!(told.events.len(), 2);
        // The second page overlaps the first: something new had come.
        let told = book.take(&[tried(8, 6, "11:00"), tried(7, 5, "10:00")]);
        assert_eq!(told.events.len(), 2);
        assert_eq!(ids(told.events[0]), [Some("8".to_owned())]);
        assert_eq!(
            ids(told.events[1]),
            [Some("9".to_owned()), Some("7".to_owned())]
        );
        assert_eq!(book.tries("5").unwrap().len(), 2);
    }

    #[test]
    fn a_try_that_leads_to_no_event_is_kept_under_its_own_name() {
        let mut book = Book::default();
        let row = serde_json::from_value(json!({"id": 3, "http_request_body": "{}"})).unwrap();
        let told = book.take(&[row]);
        assert_eq!(told.others[0].0, "try 3");
        assert_eq!(told.others[0].2, NotResendable::NoEventId);
        assert_eq!(book.tries("try 3").unwrap().len(), 1);
        assert_eq!(book.tries("try 4"), None);
    }

    #[test]
    fn events_that_are_not_known_are_counted_once() {
        let mut book = Book::default();
        book.take(&[tried(7, 5, "10:00")]);
        let page = [
            tried(10, 6, "13:00"),
            tried(9, 6, "12:00"),
            tried(8, 5, "11:00"),
            tried(7, 5, "10:00"),
        ];
        assert_eq!(book.unknown(&page), 1);
        assert!(book.knows_any(&page) && !book.knows_any(&page[..3]));
    }
}
